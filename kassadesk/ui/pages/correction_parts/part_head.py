"""The head of one numbered part of the correction page."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.labels import Label

SIDE = 22


class NumberMark(QWidget):
    """A number in a tinted circle; decoration for readers, the title says the rest."""

    def __init__(self, looks: Looks, number: int) -> None:
        super().__init__()
        self._looks, self.number = looks, number
        self.setFixedSize(QSize(SIDE, SIDE))
        looks.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: circle, then number."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._looks.color("brandTint"))
        painter.drawEllipse(QRectF(0, 0, SIDE, SIDE))
        painter.setPen(self._looks.color("brand"))
        painter.setFont(self._looks.font("caption_strong"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self.number))
        painter.end()


class PartHead(QWidget):
    """Number, title, and room for something at the right end (`row`)."""

    def __init__(self, looks: Looks, number: int) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(12)
        self._mark = NumberMark(looks, number)
        self.row.addWidget(self._mark)
        self._title = Label(looks, "", "card_title")
        self.row.addWidget(self._title)
        self.row.addStretch(1)

    def set_number(self, number: int) -> None:
        """Another place among the parts."""
        self._mark.number = number
        self._mark.update()

    def set_title(self, title: str) -> None:
        """Say what the part is about."""
        self._title.setText(title)
