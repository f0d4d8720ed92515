"""A card of Help that tells a few things, each with its icon."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.card import Card
from kassadesk.ui.widgets.labels import IconText


class LinesCard(Card):
    """One wrapped line for each icon; `say` fills them."""

    def __init__(self, looks: Looks, icons: Sequence[str]) -> None:
        super().__init__(looks, " ", ruled=True)
        rows = QVBoxLayout()
        rows.setContentsMargins(16, 10, 16, 12)
        rows.setSpacing(8)
        self._lines = [IconText(looks, icon, "", "table", "text2", wrap=True) for icon in icons]
        for line in self._lines:
            rows.addWidget(line)
        self.body.addLayout(rows)

    def say(self, title: str, words: Sequence[str]) -> None:
        """The title, and the words of each line."""
        self.set_title(title)
        for line, text in zip(self._lines, words, strict=True):
            line.setText(text)
