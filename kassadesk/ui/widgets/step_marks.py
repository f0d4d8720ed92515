"""Where one is in a row of steps; the words are always shown."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kassadesk.ui.looks import Looks

_DOT = 22
_LINE = 24


class StepMarks(QWidget):
    """Steps with `now` counted from 0: those before are done, those after are later."""

    def __init__(self, looks: Looks, names: tuple[str, ...], now: int = 0) -> None:
        super().__init__()
        self._looks, self._names, self._now = looks, names, now
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        looks.changed.connect(self.update)
        self.show_step(now)

    def show_step(self, now: int, names: tuple[str, ...] | None = None) -> None:
        """Go to a step; perhaps with other words (language)."""
        self._now = now
        self._names = names or self._names
        place = self.tr("Step {0} of {1}: {2}")
        self.setAccessibleName(place.format(now + 1, len(self._names), self._names[now]))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: all words on one line."""
        widths = [self._width(name, place) for place, name in enumerate(self._names)]
        return QSize(sum(widths) + (len(widths) - 1) * (_LINE + 16), 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: dots, words, lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, middle = 0, self.height() // 2
        for place, name in enumerate(self._names):
            if place:
                painter.setPen(QPen(self._looks.color("line2"), 1))
                painter.drawLine(left + 8, middle, left + 8 + _LINE, middle)
                left += _LINE + 16
            self._paint_dot(painter, QRect(left, middle - _DOT // 2, _DOT, _DOT), place)
            painter.setFont(self._font(place))
            painter.setPen(self._looks.color("text" if place == self._now else "text2"))
            room = QRect(left + _DOT + 8, 0, self.width(), self.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
            left += self._width(name, place)
        painter.end()

    def _font(self, place: int) -> QFont:
        return self._looks.font("key" if place == self._now else "table")

    def _width(self, name: str, place: int) -> int:
        return _DOT + 8 + QFontMetrics(self._font(place)).horizontalAdvance(name) + 2

    def _paint_dot(self, painter: QPainter, dot: QRect, place: int) -> None:
        color = self._looks.color
        now = place == self._now
        edge = "brand" if place <= self._now else "control"
        painter.setPen(QPen(color(edge), 1))
        painter.setBrush(color("brand") if now else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(dot).adjusted(0.5, 0.5, -0.5, -0.5))
        if place < self._now:
            icon = self._looks.icon("check", "brand", 14)
            icon.paint(painter, dot.x() + 4, dot.y() + 4, 14, 14)
        else:
            painter.setFont(self._looks.font("caption_strong"))
            painter.setPen(color("onBrand" if now else "text2"))
            painter.drawText(dot, Qt.AlignmentFlag.AlignCenter, str(place + 1))
