"""Who writes: what Kassapos needs to find the account and to answer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.card import Card
from kassadesk.ui.widgets.inputs import InputField, LineInput
from kassadesk.viewmodels.letters import LettersViewModel

_PARTS = ("shop", "name", "gstin", "email", "phone")


class WhoPart(Card):
    """Five lines; two of them must be there."""

    def __init__(self, looks: Looks, view_model: LettersViewModel) -> None:
        super().__init__(looks, " ", "contact-round")
        self._view_model = view_model
        grid = QGridLayout()
        grid.setContentsMargins(0, 6, 0, 4)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        self.lines: dict[str, LineInput] = {}
        self._fields: dict[str, InputField] = {}
        for place, part in enumerate(_PARTS):
            line = LineInput(looks, " ")
            line.textEdited.connect(
                lambda text, part=part: view_model.set_writer(**{part: text.strip()})
            )
            field = InputField(looks, " ", line)
            self.lines[part], self._fields[part] = line, field
            grid.addWidget(field, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(grid)

    def retranslate(self) -> None:
        """Say everything in the present language."""
        self.set_title(self.tr("Who writes"))
        words = {
            "shop": self.tr("Name of the shop"),
            "name": self.tr("Your name"),
            "gstin": self.tr("GSTIN"),
            "email": self.tr("E-mail for the answer"),
            "phone": self.tr("Phone for the answer"),
        }
        for part, word in words.items():
            self._fields[part].label.setText(word)
            self.lines[part].setAccessibleName(word)

    def draw(self) -> None:
        """Show what is known; what is being typed stays."""
        writer = self._view_model.writer
        for part, line in self.lines.items():
            text = getattr(writer, part)
            line.set_hidden(self._view_model.walkthrough.on)
            if line.text().strip() != text:
                line.setText(text)
