"""A small table of words that wrap: for a handful of rows that are read, not worked with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.labels import IconText, Label, Rule

_PADDING = (16, 8, 4, 8)


@dataclass(frozen=True, slots=True)
class Word:
    """One cell: its text, how it looks, and an icon where the colour says something."""

    text: str
    role: str = "table"
    tone: str = "text"
    icon: str = ""


class WordTable(QWidget):
    """Heads and rows of wrapping words. `stretches` gives each column its share of the width.

    `long_heads`: the heads wrap as well.
    """

    def __init__(
        self, looks: Looks, stretches: tuple[int, ...], *, long_heads: bool = False
    ) -> None:
        super().__init__()
        self._long_heads = long_heads
        self._looks = looks
        self._shown: object = None
        self._stretches = stretches
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._grid_holder = QWidget()
        self._layout.addWidget(self._grid_holder)

    def show_rows(self, heads: tuple[str, ...], rows: Sequence[tuple[Word, ...]]) -> None:
        """Replace everything shown, unless it is the same: many labels take long to lay out."""
        if (heads, tuple(rows)) == self._shown:
            return
        self._shown = (heads, tuple(rows))
        self._layout.removeWidget(self._grid_holder)
        self._grid_holder.hide()
        self._grid_holder.deleteLater()
        self._grid_holder = QWidget()
        grid = QGridLayout(self._grid_holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        for place, share in enumerate(self._stretches):
            grid.setColumnStretch(place, share)
        self._add_heads(grid, heads)
        for number, row in enumerate(rows):
            self._add_row(grid, 2 * number + 1, row)
        self._layout.addWidget(self._grid_holder)
        self._grid_holder.show()  # at once, so that its height is known in this pass

    def _add_heads(self, grid: QGridLayout, heads: tuple[str, ...]) -> None:
        ground = QFrame()
        ground.setProperty("kind", "table_head")
        grid.addWidget(ground, 0, 0, 1, len(heads))
        for place, head in enumerate(heads):
            grid.addWidget(
                self._cell(Word(head, "caption_strong", "text2"), wrap=self._long_heads), 0, place
            )

    def _add_row(self, grid: QGridLayout, line: int, row: tuple[Word, ...]) -> None:
        grid.addWidget(Rule(), line, 0, 1, len(row))
        for place, word in enumerate(row):
            grid.addWidget(self._cell(word), line + 1, place, Qt.AlignmentFlag.AlignTop)

    def _cell(self, word: Word, *, wrap: bool = True) -> QWidget:
        if not word.icon:
            label = Label(self._looks, word.text, word.role, word.tone, wrap=wrap)
            label.setContentsMargins(*_PADDING)
            return label
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(*_PADDING)
        layout.addWidget(
            IconText(self._looks, word.icon, word.text, word.role, word.tone, size=14, wrap=True)
        )
        return holder
