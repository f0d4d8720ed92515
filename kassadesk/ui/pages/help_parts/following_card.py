"""How a request is followed: three clocks, the ladder, the calendar."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.card import Card
from kassadesk.ui.widgets.labels import IconText

_ICONS = ("clock", "megaphone", "lock", "calendar-plus")


class FollowingCard(Card):
    """Four lines of information."""

    def __init__(self, looks: Looks) -> None:
        super().__init__(looks, " ", ruled=True)
        rows = QVBoxLayout()
        rows.setContentsMargins(16, 10, 16, 12)
        rows.setSpacing(8)
        self._lines = [IconText(looks, icon, "", "table", "text2", wrap=True) for icon in _ICONS]
        for line in self._lines:
            rows.addWidget(line)
        self.body.addLayout(rows)

    def retranslate(self) -> None:
        """Say everything in the present language."""
        self.set_title(self.tr("Following a request"))
        words = (
            self.tr(
                "Three clocks: what Kassapos promised, what its policy says, what the law says. What is"
                " late is counted on this PC, even if Kassapos says nothing."
            ),
            self.tr(
                "If it is late, remind Kassapos; seven days later the complaint is ready. A refusal can"
                " be objected to at once. A complaint that is not settled can be opened again."
            ),
            self.tr(
                "The Data Protection Board comes last. It stays locked, with the reason, until the"
                " complaint is used up: answered and not settled, or its last day has passed."
            ),
            self.tr("A due day goes into your calendar as a file that names nobody."),
        )
        for line, text in zip(self._lines, words, strict=True):
            line.setText(text)
