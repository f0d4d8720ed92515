"""A card of a few facts at the foot of Home, with a link to its page and a line that explains."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.card import Card
from kassadesk.ui.widgets.details_pane import clear_layout
from kassadesk.ui.widgets.elided_label import ElidedLabel
from kassadesk.ui.widgets.labels import IconText, Label
from kassadesk.ui.widgets.pill import Pill


class FactCard(Card):
    """Facts as "name … value", and one line below.

    Signals:
        wanted (): the link in the head was pressed.
    """

    wanted = Signal()

    def __init__(self, looks: Looks, icon: str, *, pill: bool = False) -> None:
        super().__init__(looks, " ", icon)
        self._looks = looks
        self.pill = Pill(looks, "verified") if pill else None
        self.link = Button(looks, "", "text")
        self.link.clicked.connect(self.wanted)
        if self.pill is not None:
            self.pill.hide()
            self.add_to_head(self.pill)
        self.add_to_head(self.link)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(6)
        self.body.addLayout(self._facts)
        self.body.addSpacing(8)
        self.body.addStretch(1)
        self.line = IconText(looks, "info", "", wrap=True)
        self.body.addWidget(self.line)
        self._said: list[tuple[str, str]] | None = None

    def say(self, title: str, link: str, facts: list[tuple[str, str]]) -> None:
        """Show a title, the word of the link and the facts."""
        self.set_title(title)
        self.link.set_text(link, f"{title}: {link}")
        if facts != self._said:
            self._said = facts
            clear_layout(self._facts)
            for name, value in facts:
                self._facts.addWidget(self._fact(name, value))

    def say_line(self, icon: str, text: str, tone: str = "text2") -> None:
        """Show the line below; "" for none."""
        self.line.show_state(icon, text, tone)
        self.line.setVisible(bool(text))

    def show_pill(self, state: str) -> None:
        """Show a state in the head; "" for none."""
        if self.pill is not None:
            self.pill.setVisible(bool(state))
            if state:
                self.pill.set_state(state)

    def _fact(self, name: str, value: str) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(Label(self._looks, name, "table"))
        shown = ElidedLabel(self._looks, value, "table")
        shown.setAlignment(Qt.AlignmentFlag.AlignRight)
        shown.setAccessibleName(f"{name}: {value}")
        row.addWidget(shown, 1)
        return holder
