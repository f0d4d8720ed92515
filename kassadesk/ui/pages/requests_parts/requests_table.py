"""The list of requests: rows of 64 px; another row shows its request, Enter opens the pane."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QResizeEvent

from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.list_table import ListTable
from kassadesk.ui.pages.requests_parts.requests_model import (
    DATE,
    KIND,
    STATUS,
    WHAT,
    RequestsModel,
)

_WIDE = 700
"""From this width on the kind has a column of its own; below, the title alone says it."""


class RequestsTable(ListTable):
    """One row per request.

    Signals:
        row_chosen (str): the request of the present row.
        request_opened (str): Enter or a click: the pane is wanted.
    """

    row_chosen = Signal(str)
    request_opened = Signal(str)

    def __init__(self, looks: Looks, model: RequestsModel) -> None:
        super().__init__(
            looks, model, row_height=64, stretch=WHAT, widths={KIND: 94, STATUS: 176, DATE: 210}
        )
        self._requests = model
        self.selectionModel().currentRowChanged.connect(self._on_row)
        self.clicked.connect(lambda index: self._tell_opened(index.row()))
        self.opened.connect(self._tell_opened)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: beside the pane, on a screen at 150 %, the titles need the room."""
        self.setColumnHidden(KIND, self.viewport().width() < _WIDE)
        super().resizeEvent(event)

    def choose(self, request_id: str) -> None:
        """Select the row of a request without opening it."""
        self.select_silently(self._requests.row_of(request_id))

    def _on_row(self, now: QModelIndex, _before: QModelIndex) -> None:
        chosen_id = self._requests.row_id(now.row())
        if chosen_id:
            self.row_chosen.emit(chosen_id)

    def _tell_opened(self, row: int) -> None:
        chosen_id = self._requests.row_id(row)
        if chosen_id:
            self.request_opened.emit(chosen_id)
