"""Rows with the searched words tinted where they stand."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.row_header import RIGHT_KINDS
from kassadesk.ui.widgets.row_table import RowDelegate
from kassadesk.ui.widgets.two_line_delegate import AnyIndex
from kassadesk.viewmodels.review import ReviewViewModel


class HitDelegate(RowDelegate):
    """Looks for the search in the visible text only, so hidden values are never hit."""

    def __init__(
        self, looks: Looks, view: QWidget, view_model: ReviewViewModel, strong: frozenset[str]
    ) -> None:
        super().__init__(looks, view, view_model.rows, strong)
        self._view_model = view_model

    def _paint_text(self, painter: QPainter, room: QRect, index: AnyIndex) -> None:
        search = self._view_model.search
        column = self._rows.columns[index.column()]
        if search and column.kind not in RIGHT_KINDS:
            painter.setFont(self._looks.font("key" if column.key in self._strong else "table"))
            text = str(index.data(Qt.ItemDataRole.DisplayRole)).replace("\n", " ")
            self._tint(painter, room, text, search)
        super()._paint_text(painter, room, index)

    def _tint(self, painter: QPainter, room: QRect, text: str, search: str) -> None:
        metrics = painter.fontMetrics()
        start = text.casefold().find(search.casefold())
        while start >= 0:
            left = room.x() + metrics.horizontalAdvance(text[:start])
            width = metrics.horizontalAdvance(text[start : start + len(search)])
            mark = QRect(left - 1, room.center().y() - 9, width + 2, 20)
            painter.fillRect(mark.intersected(room), self._looks.color("warnTint"))
            start = text.casefold().find(search.casefold(), start + len(search))
