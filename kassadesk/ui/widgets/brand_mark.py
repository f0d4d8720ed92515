"""The mark of KassaDesk: a ledger with a tick, drawn in the theme's colours."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from kassadesk.ui.looks import Looks


class BrandMark(QWidget):
    """The mark at 32 px or another side."""

    def __init__(self, looks: Looks, side: int = 32) -> None:
        super().__init__()
        self._looks, self._side = looks, side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        looks.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Qt: a square."""
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw it."""
        painter = QPainter(self)
        paint_mark(painter, QRectF(self.rect()), self._looks)
        painter.end()


def paint_mark(painter: QPainter, rect: QRectF, looks: Looks) -> None:
    """Draw the mark into a square."""
    unit = rect.width() / 32
    brand, paper = looks.color("brand"), looks.color("onBrand")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(unit, unit)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brand)
    painter.drawRoundedRect(QRectF(0, 0, 32, 32), 6, 6)
    painter.setBrush(paper)
    painter.drawRoundedRect(QRectF(9, 7, 14, 18), 2, 2)
    painter.setBrush(brand)
    painter.drawRect(QRectF(11.6, 7, 1.4, 18))
    painter.setPen(
        QPen(brand, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(15.2, 16.2), QPointF(17, 18), QPointF(20.4, 13.8)]))
    painter.restore()


def brand_icon(looks: Looks) -> QIcon:
    """The mark as the program's icon, at the sizes Windows asks for."""
    icon = QIcon()
    for side in (16, 24, 32, 48, 64, 256):
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_mark(painter, QRectF(0, 0, side, side), looks)
        painter.end()
        icon.addPixmap(pixmap)
    return icon
