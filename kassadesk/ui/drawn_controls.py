"""The few marks Qt draws itself (check, dot, arrows, focus), drawn in our way over Fusion."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleOption, QWidget

_ON = QStyle.StateFlag.State_On
_ENABLED = QStyle.StateFlag.State_Enabled
_HOVER = QStyle.StateFlag.State_MouseOver
_PE = QStyle.PrimitiveElement


class DrawnControls(QProxyStyle):
    """Fusion with our own check box, radio dot and arrows, and no dotted focus lines.

    Sizes of marks are in the style sheet: Qt asks for sizes and ways of behaving some thousand times
    before the first page is painted, and an answer in Python costs that page a tenth of its time.
    """

    def __init__(self, style: QStyle, color: Callable[[str], QColor]) -> None:
        super().__init__(style)
        self._color = color

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Qt: draw one mark."""
        if element == _PE.PE_FrameFocusRect:
            return
        if element in (_PE.PE_IndicatorCheckBox, _PE.PE_IndicatorItemViewItemCheck):
            self._check_box(option, painter)
        elif element == _PE.PE_IndicatorRadioButton:
            self._radio(option, painter)
        elif element == _PE.PE_IndicatorArrowDown:
            draw_chevron(painter, QRectF(option.rect), self._arrow_color(option))
        else:
            super().drawPrimitive(element, option, painter, widget)

    def _arrow_color(self, option: QStyleOption) -> QColor:
        enabled = bool(option.state & _ENABLED)
        return self._color("text2" if enabled else "disabledText")

    def _box_colors(self, option: QStyleOption) -> tuple[QColor, QColor, bool]:
        state = option.state
        on = bool(state & _ON) or bool(state & QStyle.StateFlag.State_NoChange)
        if not state & _ENABLED:
            return self._color("line2"), self._color("disabledFill"), on
        if on:
            brand = self._color("brandHover" if state & _HOVER else "brand")
            return brand, brand, True
        return self._color("text2" if state & _HOVER else "control"), self._color("surface"), False

    def _check_box(self, option: QStyleOption, painter: QPainter) -> None:
        state = option.state
        rect = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)
        edge, fill, on = self._box_colors(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(rect, 4, 4)
        if on:
            ink = self._color("onBrand" if state & _ENABLED else "disabledText")
            painter.setPen(_round_pen(ink, 2))
            left, top, unit = rect.x(), rect.y(), rect.width() / 17
            if state & QStyle.StateFlag.State_NoChange:
                middle = rect.center().y()
                painter.drawLine(
                    QPointF(left + 4.5 * unit, middle), QPointF(left + 12.5 * unit, middle)
                )
            else:
                points = ((4.3, 8.8), (7.2, 11.7), (12.8, 5.6))
                painter.drawPolyline(
                    QPolygonF([QPointF(left + x * unit, top + y * unit) for x, y in points])
                )
        painter.restore()

    def _radio(self, option: QStyleOption, painter: QPainter) -> None:
        rect = QRectF(option.rect).adjusted(1, 1, -1, -1)
        edge, fill, on = self._box_colors(option)
        enabled = bool(option.state & _ENABLED)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(edge, 2 if on else 1.2))
        painter.setBrush(self._color("surface") if enabled else fill)
        painter.drawEllipse(rect)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(edge if enabled else self._color("disabledText"))
            painter.drawEllipse(rect.center(), 4, 4)
        painter.restore()


def _round_pen(color: QColor, width: float) -> QPen:
    return QPen(
        color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    )


def draw_chevron(painter: QPainter, rect: QRectF, color: QColor) -> None:
    """A chevron that points down, 8 x 4 px, in the middle of the rect."""
    middle = rect.center()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_round_pen(color, 1.5))
    painter.drawPolyline(
        QPolygonF([middle + QPointF(-4, -2), middle + QPointF(0, 2), middle + QPointF(4, -2)])
    )
    painter.restore()
