"""Grey rows in the shape of what is coming; they appear after 300 ms and do not shimmer."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.two_line_delegate import paint_grey_bar

_SHAPES = ((0.18, 0.28, 0.16), (0.18, 0.22, 0.18), (0.18, 0.32, 0.14))


class LoadingRows(QWidget):
    """Rows of bars, as high as the rows that will come. `at_once` skips the 300 ms (pictures)."""

    def __init__(self, looks: Looks, *, row_height: int = 36, at_once: bool = False) -> None:
        super().__init__()
        self._looks, self._height, self._at_once = looks, row_height, at_once
        self._due = at_once
        self._wait = QTimer(self, singleShot=True, interval=300)
        self._wait.timeout.connect(self._appear)
        self.setAccessibleName(self.tr("Loading"))
        looks.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Qt: three rows."""
        return QSize(240, 3 * self._height)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: the 300 ms begin."""
        super().showEvent(event)
        self._due = self._at_once
        if not self._due:
            self._wait.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: no longer needed."""
        super().hideEvent(event)
        self._wait.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the bars, once due."""
        if not self._due:
            return
        painter = QPainter(self)
        width = self.width() - 32
        for number in range(max(1, self.height() // self._height)):
            top = number * self._height
            first, second, last = _SHAPES[number % len(_SHAPES)]
            for left, share in ((0.0, first), (0.21, second)):
                room = QRect(16 + round(width * left), top, round(width * share), self._height)
                paint_grey_bar(painter, room, self._looks, 1.0)
            end = round(width * last)
            paint_grey_bar(
                painter, QRect(16 + width - end, top, end, self._height), self._looks, 1.0
            )
            line = QRect(16, top + self._height - 1, width, 1)
            painter.fillRect(line, self._looks.color("line"))
        painter.end()

    def _appear(self) -> None:
        self._due = True
        self.update()
