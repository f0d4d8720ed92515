"""The three steps of a deletion, with their words always shown: done, now, later."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kassadesk.ui.looks import Looks

_DOT, _GAP, _LINE = 22, 8, 30


class StepMarks(QWidget):
    """Painted; readers hear "Step 2 of 3: Keep a copy"."""

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self._looks = looks
        self._words: tuple[str, ...] = ()
        self._now = 1
        self.setFont(looks.font("table"))
        looks.changed.connect(self.update)

    def show_step(self, words: tuple[str, ...], now: int) -> None:
        """All words and the number (from 1) of the present step."""
        self._words, self._now = words, now
        said = self.tr("Step {n} of {all}: {word}")
        self.setAccessibleName(said.format(n=now, all=len(words), word=words[now - 1]))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: dots, words and lines."""
        words = sum(self._width_of(number) for number in range(1, len(self._words) + 1))
        lines = (len(self._words) - 1) * (_LINE + 2 * _GAP)
        return QSize(words + lines + len(self._words) * (_DOT + _GAP), 32)

    def minimumSizeHint(self) -> QSize:
        """Qt: never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: from left to right."""
        color = self._looks.color
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, middle = 0.5, self.height() / 2
        for number, word in enumerate(self._words, start=1):
            dot = QRectF(left, middle - _DOT / 2, _DOT - 1, _DOT - 1)
            self._paint_dot(painter, dot, number)
            painter.setFont(self._looks.font("key" if number == self._now else "table"))
            painter.setPen(color("text" if number == self._now else "text2"))
            width = self._width_of(number)
            room = QRectF(left + _DOT + _GAP, 0, width, self.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, word)
            left = room.right() + _GAP
            if number < len(self._words):
                painter.setPen(QPen(color("line2"), 1))
                painter.drawLine(round(left), round(middle), round(left + _LINE), round(middle))
                left += _LINE + _GAP
        painter.end()

    def _width_of(self, number: int) -> int:
        """px of a step's word, bold while it is the present one."""
        font = self._looks.font("key" if number == self._now else "table")
        return QFontMetrics(font).horizontalAdvance(self._words[number - 1]) + 4

    def _paint_dot(self, painter: QPainter, dot: QRectF, number: int) -> None:
        color = self._looks.color
        now, done = number == self._now, number < self._now
        painter.setPen(QPen(color("brand" if now or done else "control"), 1))
        painter.setBrush(color("brand" if now else "surface"))
        painter.drawEllipse(dot)
        if done:
            icon = self._looks.icon("check", "brand", 14)
            icon.paint(painter, round(dot.x()) + 4, round(dot.y()) + 4, 14, 14)
            return
        painter.setPen(color("onBrand" if now else "text2"))
        painter.setFont(self._looks.font("caption_strong"))
        painter.drawText(dot, Qt.AlignmentFlag.AlignCenter, str(number))
