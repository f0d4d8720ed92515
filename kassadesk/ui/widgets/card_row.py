"""Cards of equal width in a row, wrapping to fewer columns where the room is short."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

GAP_PX = 12


class CardRow(QWidget):
    """Shows the cards side by side while each gets `least` px, else in rows of fewer.

    `counts` are the numbers of columns that look well, most first. `most` lets the row take spare
    height up to so many px a card; without it the cards are as high as they need.
    """

    def __init__(
        self, cards: Sequence[QWidget], least: int, counts: Sequence[int], most: int = 0
    ) -> None:
        super().__init__()
        self._most = most
        self._cards, self._least, self._counts = tuple(cards), least, tuple(counts)
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP_PX)
        self._place(self._counts[0])

    @property
    def columns(self) -> int:
        """How many cards stand side by side now."""
        return self._columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: more or fewer cards fit side by side."""
        super().resizeEvent(event)
        width = self.width()
        for count in self._counts:
            if count * self._least + (count - 1) * GAP_PX <= width:
                self._place(count)
                return
        self._place(self._counts[-1])

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for number, card in enumerate(self._cards):
            self._grid.addWidget(card, number // columns, number % columns)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        if self._most:
            lines = -(-len(self._cards) // columns)
            self.setMaximumHeight(lines * self._most + (lines - 1) * GAP_PX)
        self.updateGeometry()
