"""Draws one cell of the field table: two lines of text, a note with its icon, the chosen row."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.my_data_parts.field_table_model import CELL_ROLE, CellLook
from kassadesk.ui.pages.my_data_parts.wrapped_text import draw_lines, wrapped_lines

ROW_PX = 56
LINE_PX = 18
SIDE_PX = 8
FIRST_SIDE_PX = 16
BAR_PX = 3


class FieldDelegate(QStyledItemDelegate):
    """Paints CellLooks of a FieldTableModel in the looks in force."""

    def __init__(self, looks: Looks, view: QTableView) -> None:
        super().__init__(view)
        self._looks = looks
        self._view = view

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Qt: draw one cell."""
        cell = index.data(CELL_ROLE)
        if not isinstance(cell, CellLook):
            return
        painter.save()
        rect = QRectF(option.rect)  # type: ignore[attr-defined]  # the stubs lack the fields
        self._ground(painter, option, index, rect)
        left = FIRST_SIDE_PX if index.column() == 0 else SIDE_PX
        inner = rect.adjusted(left, 9, -SIDE_PX, -8)
        self._text(painter, inner, cell)
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Qt: every row is two lines high."""
        return QSize(80, ROW_PX)

    def _ground(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        rect: QRectF,
    ) -> None:
        state = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, self._looks.color("brandTint" if chosen else "surface"))
        painter.setPen(QPen(self._looks.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if chosen and index.column() == 0:
            bar = QRectF(rect.left(), rect.top(), BAR_PX, rect.height())
            painter.fillRect(bar, self._looks.color("brand"))
        if self._view.hasFocus() and index.row() == self._view.currentIndex().row():
            self._ring(painter, index, rect)

    def _ring(
        self, painter: QPainter, index: QModelIndex | QPersistentModelIndex, rect: QRectF
    ) -> None:
        painter.setPen(QPen(self._looks.color("brand"), 2))
        inner = rect.adjusted(1, 1, -1, -2)
        painter.drawLine(rect.left(), inner.top(), rect.right(), inner.top())
        painter.drawLine(rect.left(), inner.bottom(), rect.right(), inner.bottom())
        if index.column() == 0:
            painter.drawLine(inner.topLeft(), inner.bottomLeft())
        if index.column() == index.model().columnCount() - 1:
            painter.drawLine(inner.topRight(), inner.bottomRight())

    def _text(self, painter: QPainter, rect: QRectF, cell: CellLook) -> None:
        painter.setFont(self._looks.font("key" if cell.strong else "table"))
        painter.setPen(self._looks.color(cell.tone))
        left = self._icon(painter, rect, cell.icon, cell.tone)
        room = rect.adjusted(left, 0, 0, 0)
        most = 1 if cell.note else 2
        lines = wrapped_lines(cell.text, painter.font(), room.width(), most)
        draw_lines(painter, room, lines, LINE_PX)
        if cell.note:
            below = rect.adjusted(0, LINE_PX, 0, 0)
            painter.setFont(self._looks.font("caption"))
            painter.setPen(self._looks.color(cell.note_tone))
            left = self._icon(painter, below, cell.note_icon, cell.note_tone)
            room = below.adjusted(left, 0, 0, 0)
            lines = wrapped_lines(cell.note, painter.font(), room.width(), 1)
            draw_lines(painter, room, lines, LINE_PX)

    def _icon(self, painter: QPainter, rect: QRectF, name: str, tone: str) -> float:
        if not name:
            return 0.0
        size = 14
        spot = QRectF(rect.left(), rect.top() + (LINE_PX - size) / 2, size, size).toRect()
        self._looks.icon(name, tone, size).paint(painter, spot, Qt.AlignmentFlag.AlignCenter)
        return size + 4.0


class FieldTable(QTableView):
    """The table itself: rows of two lines, columns that share the width, one chosen row."""

    WEIGHTS = (114, 150, 104, 112, 104, 94)
    """Shares of the width, from the design's picture."""

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looks = looks
        self.setItemDelegate(FieldDelegate(looks, self))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        head = self.horizontalHeader()
        head.setSectionsClickable(False)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setFixedHeight(32)

    def share_width(self) -> None:
        """Give each column its share of the width there is."""
        room = max(self.viewport().width(), 560)
        whole = sum(self.WEIGHTS)
        left = room
        for column, weight in enumerate(self.WEIGHTS[:-1]):
            width = room * weight // whole
            self.setColumnWidth(column, width)
            left -= width
        self.setColumnWidth(len(self.WEIGHTS) - 1, left)
