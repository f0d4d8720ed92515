"""The field table: rows of two lines, columns that share the width, one chosen row."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.two_line_delegate import TwoLineDelegate

ROW_PX = 56
HEAD_PX = 32
WEIGHTS = (114, 140, 98, 120, 108, 98)
"""Shares of the width, near those of the design's picture."""
LEAST_PX = 560


class FieldTable(QTableView):
    """A QTableView in the looks of a field table; give it a FieldTableModel."""

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(TwoLineDelegate(looks, self, row_height=ROW_PX, from_top=True))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setProperty("ringInside", True)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        head = self.horizontalHeader()
        head.setFont(looks.font("caption_strong"))
        head.setSectionsClickable(False)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setFixedHeight(HEAD_PX)

    def share_width(self) -> None:
        """Give each column its share of the width there is; below the least width it scrolls."""
        room = max(self.viewport().width(), LEAST_PX)
        left = room
        for column, weight in enumerate(WEIGHTS[:-1]):
            width = room * weight // sum(WEIGHTS)
            self.setColumnWidth(column, width)
            left -= width
        self.setColumnWidth(len(WEIGHTS) - 1, left)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width to share."""
        super().resizeEvent(event)
        self.share_width()
