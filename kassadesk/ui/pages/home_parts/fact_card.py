"""A card of a few facts at the foot of Home, with a link to its page and a line that explains."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.card import Card
from kassadesk.ui.widgets.field_pair import FieldPairs
from kassadesk.ui.widgets.labels import IconText


class FactCard(Card):
    """Facts as "name … value", and one line below.

    Signals:
        wanted (): the link in the head was pressed.
    """

    wanted = Signal()

    def __init__(self, looks: Looks, icon: str) -> None:
        super().__init__(looks, " ", icon)
        self._looks = looks
        self.link = Button(looks, "", "text")
        self.link.clicked.connect(self.wanted)
        self._mark: QWidget | None = None
        self.add_to_head(self.link)
        self.facts = FieldPairs(looks, right=True)
        self.body.addWidget(self.facts)
        self.body.addStretch(1)
        self.line = IconText(looks, "info", "", wrap=True)
        self.body.addWidget(self.line)

    def say(self, title: str, link: str, facts: list[tuple[str, str]]) -> None:
        """Show a title, the word of the link and the facts."""
        self.set_title(title)
        self.link.set_text(link, f"{title}: {link}")
        self.facts.clear()
        for name, value in facts:
            self.facts.add(name, value)

    def say_line(self, icon: str, text: str, tone: str = "text2") -> None:
        """Show the line below; "" for none."""
        self.line.show_state(icon, text, tone)
        self.line.setVisible(bool(text))
