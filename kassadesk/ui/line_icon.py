"""An icon that is drawn when it is painted, in the size, state and scale that is asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

Draw = Callable[[int, QIcon.Mode, float], QPixmap]
"""Draws a square of so many px, in a state, for a device pixel ratio."""


class LineIcon(QIconEngine):
    """What a QIcon of `size` px is made with. Never larger than `size`, smaller when there is less room.

    A QIcon of ready pixmaps would need one for each state and scale there may be; a window that paints
    its first frame waits for all of them and shows one.
    """

    def __init__(self, size: int, draw: Draw) -> None:
        super().__init__()
        self._size, self._draw = size, draw

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Qt: draw it in the middle of the rect."""
        side = self._side(rect.size())
        # pixels of the device for each px; to ask the device itself takes PySide long the first time
        scale = abs(painter.deviceTransform().determinant()) ** 0.5 or 1.0
        drawn = self._draw(side, mode, scale)
        left = rect.x() + (rect.width() - side) // 2
        painter.drawPixmap(left, rect.y() + (rect.height() - side) // 2, drawn)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Qt: one pixel for each px of the window."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        """Qt: `size` counts px of the window, of which each has `scale` pixels."""
        return self._draw(self._side(size), mode, scale)

    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:
        """Qt: the room it takes of what there is."""
        return QSize(self._side(size), self._side(size))

    def clone(self) -> QIconEngine:
        """Qt: another one of the same."""
        return LineIcon(self._size, self._draw)

    def _side(self, room: QSize) -> int:
        return max(1, min(self._size, room.width(), room.height()))
