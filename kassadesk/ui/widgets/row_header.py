"""The head of a big table: titles, an arrow at the sorted column; and the strip of totals below."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from kassadesk.core.rows import Column, Kind, Resource
from kassadesk.ui.looks import Looks
from kassadesk.viewmodels.rows_model import RowsModel

RIGHT_KINDS = (Kind.MONEY, Kind.COUNT, Kind.RATE)
PADDING = 16


class RowHeader(QHeaderView):
    """Draws titles in our way; a click on a sortable title sorts, another click turns the order."""

    def __init__(self, looks: Looks, model: RowsModel, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._looks, self._rows = looks, model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(True)
        self.setMinimumSectionSize(48)
        self.setMouseTracking(True)
        looks.changed.connect(self.viewport().update)

    def sizeHint(self) -> QSize:
        """Qt: 36 high."""
        return QSize(super().sizeHint().width(), 36)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Qt: one title."""
        columns = self._rows.columns
        if not rect.isValid() or logical >= len(columns):
            return
        column, query = columns[logical], self._rows.query
        painter.save()
        painter.fillRect(rect, self._looks.color("surface2"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, self._looks.color("line"))
        sorted_by = query is not None and self.sorted_key() == column.key
        painter.setFont(self._looks.font("caption_strong"))
        painter.setPen(self._looks.color("text" if sorted_by else "text2"))
        room = rect.adjusted(PADDING if logical == 0 else 8, 0, -8, 0)
        self._paint_title(painter, room, logical, sorted_by)
        painter.restore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: a hand over titles that sort."""
        place = self.logicalIndexAt(event.position().toPoint())
        columns = self._rows.columns
        sortable = 0 <= place < len(columns) and columns[place].sortable
        if event.buttons() == Qt.MouseButton.NoButton and not self._on_edge(event):
            self.setCursor(
                Qt.CursorShape.PointingHandCursor if sortable else Qt.CursorShape.ArrowCursor
            )
        else:
            super().mouseMoveEvent(event)

    def _on_edge(self, event: QMouseEvent) -> bool:
        x = round(event.position().x())
        place = self.logicalIndexAt(x)
        end = self.sectionViewportPosition(place) + self.sectionSize(place)
        return abs(end - x) < 4 or abs(self.sectionViewportPosition(place) - x) < 4

    def sorted_key(self) -> str:
        """Key of the column the rows are sorted by now."""
        query = self._rows.query
        if query is None or query.sort:
            return query.sort if query is not None else ""
        if query.resource is Resource.DEVICES:  # two times; its own order is by the later one
            return "last_seen"
        times = (column.key for column in self._rows.all_columns if column.kind is Kind.TIME)
        return next(times, "")

    def _paint_title(self, painter: QPainter, room: QRect, logical: int, sorted_by: bool) -> None:
        column = self._rows.columns[logical]
        title = str(self._rows.headerData(logical, Qt.Orientation.Horizontal))
        metrics = painter.fontMetrics()
        arrow = 16 if sorted_by else 0
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room.width() - arrow)
        right = column.kind in RIGHT_KINDS
        width = metrics.horizontalAdvance(shown)
        left = room.right() + 1 - width - arrow if right else room.x()
        painter.drawText(
            QRect(left, room.y(), width + 2, room.height()), Qt.AlignmentFlag.AlignVCenter, shown
        )
        if sorted_by:
            query = self._rows.query
            down = query is None or query.descending
            top = room.y() + (room.height() - 14) // 2
            painter.save()
            painter.translate(left + width + 4, top)
            if not down:
                painter.translate(0, 14)
                painter.scale(1, -1)
            self._looks.icon("arrow-down", "text2", 14).paint(painter, 0, 0, 14, 14)
            painter.restore()


class TotalsStrip(QWidget):
    """One fixed line below the rows: words at the left, sums under their columns."""

    def __init__(self, looks: Looks, model: RowsModel, header: QHeaderView) -> None:
        super().__init__()
        self._looks, self._rows, self._header = looks, model, header
        self._words = ""
        self._more = ""
        self.setFixedHeight(40)
        header.sectionResized.connect(self.update)
        header.geometriesChanged.connect(self.update)
        looks.changed.connect(self.update)

    def say(self, words: str, more: str = "") -> None:
        """Bold words at the left and quieter ones behind, as far as there is room."""
        self._words, self._more = words, more
        sums = [
            f"{self._rows.headerData(place, Qt.Orientation.Horizontal)} {total}"
            for place, column in enumerate(self._rows.columns)
            if (total := self._rows.total_text(column))
        ]
        self.setAccessibleName(", ".join([words, *sums]))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._looks.color("surface2"))
        painter.fillRect(0, 0, self.width(), 1, self._looks.color("line2"))
        first = self.width()
        for place, column in enumerate(self._rows.columns):
            total = self._rows.total_text(column)
            if total:
                first = min(first, self._paint_sum(painter, place, column, total))
        self._paint_words(painter, first - 16)
        painter.end()

    def _paint_sum(self, painter: QPainter, place: int, column: Column, total: str) -> int:
        right = self._header.sectionViewportPosition(place) + self._header.sectionSize(place) - 8
        font = self._looks.font("key" if column.kind is Kind.MONEY else "table")
        width = QFontMetrics(font).horizontalAdvance(total)
        painter.setFont(font)
        painter.setPen(self._looks.color("text"))
        room = QRect(right - width, 0, width + 1, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, total)
        return right - width

    def _paint_words(self, painter: QPainter, end: int) -> None:
        painter.setFont(self._looks.font("key"))
        painter.setPen(self._looks.color("text"))
        room = QRect(PADDING, 0, max(0, end - PADDING), self.height())
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        used = metrics.horizontalAdvance(shown) + 5
        if self._more and shown == self._words:
            painter.setFont(self._looks.font("table"))
            painter.setPen(self._looks.color("text2"))
            rest = room.adjusted(used, 0, 0, 0)
            more = painter.fontMetrics().elidedText(
                f"· {self._more}", Qt.TextElideMode.ElideRight, rest.width()
            )
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, more)
