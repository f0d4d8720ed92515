"""A small tag: one word on a tint, beside what it says something of."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kassadesk.ui.looks import Looks

_HEIGHT, _EDGE = 18, 6


class Tag(QWidget):
    """One word. `tone` is neutral, brand, ok, warn or danger."""

    def __init__(self, looks: Looks, word: str, tone: str = "neutral") -> None:
        super().__init__()
        self._looks = looks
        self._tone = tone
        self.word = word
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(word)
        looks.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Qt: as wide as its word."""
        metrics = QFontMetrics(self._looks.font("caption"))
        height = max(_HEIGHT, metrics.height() + 2)
        return QSize(metrics.horizontalAdvance(self.word) + 2 * _EDGE, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: tint and word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._looks.color(f"{self._tone}Tint"))
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setFont(self._looks.font("caption"))
        painter.setPen(self._looks.color(self._tone))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.word)
        painter.end()
