"""Rows of field tables and lists: text on two lines, selected bar, hover, focus ring, pills."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.elided_label import elided_lines
from kassadesk.ui.widgets.pill import paint_pill, pill_look

AnyIndex = QModelIndex | QPersistentModelIndex


class CellRole(IntEnum):
    """What a model gives besides Qt's DisplayRole; all are optional."""

    SECOND = Qt.ItemDataRole.UserRole + 101
    """str: a second, quieter line under the first (then each has one line)."""
    SECOND_ICON = Qt.ItemDataRole.UserRole + 102
    """str: icon before the second line."""
    SECOND_TONE = Qt.ItemDataRole.UserRole + 103
    """str: colour token of the second line (text2)."""
    TONE = Qt.ItemDataRole.UserRole + 104
    """str: colour token of the first line (text)."""
    STRONG = Qt.ItemDataRole.UserRole + 105
    """bool: the first line is bold (the key column)."""
    ICON = Qt.ItemDataRole.UserRole + 106
    """str: icon at the left of both lines."""
    PILL = Qt.ItemDataRole.UserRole + 107
    """str: a state (pill.pill_look) drawn as a pill instead of text."""
    LOADING = Qt.ItemDataRole.UserRole + 108
    """bool: a grey bar instead of text."""
    ICON_TONE = Qt.ItemDataRole.UserRole + 109
    """str: colour token of the icon (text2)."""


class TwoLineDelegate(QStyledItemDelegate):
    """Draws a cell by CellRole. Rows are 56 high (fields), 64 with `row_height=64` (requests).

    In a table the selected row has a bar of 3 px at the left of its first column.
    """

    def __init__(
        self,
        looks: Looks,
        parent: QWidget | None = None,
        *,
        row_height: int = 56,
        padding: int = 16,
        bar: bool = True,
        ruled: bool = True,
        radius: int = 0,
        from_top: bool = False,
    ) -> None:
        """`from_top` lets cells of one line stand on the first of the two lines, so that a row of
        short and long cells has one base line."""
        super().__init__(parent)
        self._looks = looks
        self._height, self._padding = row_height, padding
        self._bar, self._ruled, self._radius = bar, ruled, radius
        self._from_top = from_top

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Qt: the fixed height of a row."""
        return QSize(super().sizeHint(option, index).width(), self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Qt: draw one cell."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        self.paint_ground(painter, rect, state, index)
        room = rect.adjusted(self._padding, 0, -8, -1)
        if index.data(CellRole.LOADING):
            paint_grey_bar(painter, room, self._looks, share=0.7)
        elif pill := index.data(CellRole.PILL):
            paint_pill(painter, room, self._looks, pill_look(str(pill)))
        else:
            self._paint_words(painter, room, index, bool(state & QStyle.StateFlag.State_Selected))
        self.paint_focus(painter, rect, state, index)
        painter.restore()

    def paint_ground(
        self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, index: AnyIndex
    ) -> None:
        """Selected or hovered ground, the bar, the line below."""
        color = self._looks.color
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            fill = color("brandTint" if selected else "surface2")
            if self._radius:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(fill)
                painter.drawRoundedRect(rect, self._radius, self._radius)
            else:
                painter.fillRect(rect, fill)
        if self._ruled:
            painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, color("line"))
        if selected and self._bar and index.column() == 0:
            painter.fillRect(rect.x(), rect.y(), 3, rect.height(), color("brand"))

    def paint_focus(
        self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, index: AnyIndex
    ) -> None:
        """The ring inside the focused cell, on keyboard focus only."""
        view = self.parent()
        if not state & QStyle.StateFlag.State_HasFocus or view is None:
            return
        if view.property("keyboardFocus") is not True:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._looks.color("brand"), 2))
        painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -3), 5, 5)

    def _paint_words(self, painter: QPainter, room: QRect, index: AnyIndex, chosen: bool) -> None:
        icon = index.data(CellRole.ICON)
        if icon and self._from_top:
            high = QFontMetrics(self._looks.font("table")).height()
            top = room.y() + room.height() // 2 - high + (high - 14) // 2
            token = str(index.data(CellRole.ICON_TONE) or "text2")
            self._looks.icon(str(icon), token, 14).paint(painter, room.x(), top, 14, 14)
            room = room.adjusted(18, 0, 0, 0)
        elif icon:
            top = room.y() + (room.height() - 18) // 2
            token = str(index.data(CellRole.ICON_TONE) or "text2")
            self._looks.icon(str(icon), token, 18).paint(painter, room.x(), top, 18, 18)
            room = room.adjusted(30, 0, 0, 0)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        first_font = self._looks.font("key" if index.data(CellRole.STRONG) else "table")
        first = QFontMetrics(first_font)
        second_text = index.data(CellRole.SECOND)
        if second_text:
            lines = elided_lines(text, first, room.width(), 1)
        else:
            lines = elided_lines(text, first, room.width(), 2)
        second = QFontMetrics(self._looks.font("caption"))
        height = len(lines) * first.height() + (second.height() if second_text else 0)
        if self._from_top:
            height = 2 * first.height()
        top = room.y() + (room.height() - height) // 2
        painter.setFont(first_font)
        painter.setPen(self._looks.color(str(index.data(CellRole.TONE) or "text")))
        align = _alignment(index)
        for line in lines:
            painter.drawText(QRect(room.x(), top, room.width(), first.height()), align, line)
            top += first.height()
        if second_text:
            self._paint_second(painter, room, top, index, str(second_text))

    def _paint_second(
        self, painter: QPainter, room: QRect, top: int, index: AnyIndex, text: str
    ) -> None:
        token = str(index.data(CellRole.SECOND_TONE) or "text2")
        font = self._looks.font("caption")
        metrics = QFontMetrics(font)
        left = room.x()
        icon = index.data(CellRole.SECOND_ICON)
        if icon:
            self._looks.icon(str(icon), token, 14).paint(painter, left, top + 1, 14, 14)
            left += 18
        width = room.right() - left + 1
        painter.setFont(font)
        painter.setPen(self._looks.color(token))
        line = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(left, top, width, metrics.height()), _alignment(index), line)


def _alignment(index: AnyIndex) -> int:
    given = index.data(Qt.ItemDataRole.TextAlignmentRole)
    flags = int(given) if given is not None else int(Qt.AlignmentFlag.AlignLeft)
    return flags | int(Qt.AlignmentFlag.AlignVCenter)


def paint_grey_bar(painter: QPainter, room: QRect, looks: Looks, share: float) -> None:
    """A quiet bar where words will be; the same shape as in loading rows."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(looks.color("neutralTint"))
    width = max(24.0, room.width() * share)
    painter.drawRoundedRect(QRectF(room.x(), room.center().y() - 4, width, 9), 4.5, 4.5)
    painter.restore()
