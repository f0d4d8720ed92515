"""The list of requests: two-line rows of 64 px; arrows move, Enter opens the pane."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.requests_parts.requests_model import DATE, STATUS, WHAT, RequestsModel
from kassadesk.ui.widgets.two_line_delegate import TwoLineDelegate

_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class RequestsTable(QTableView):
    """One row per request.

    Signals:
        row_chosen (str): the request of the present row.
        opened (str): the person pressed Enter or clicked: the pane is wanted.
    """

    row_chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, looks: Looks, model: RequestsModel) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setItemDelegate(TwoLineDelegate(looks, self, row_height=64))
        self.setAccessibleName(self.tr("Requests"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(64)
        self._set_heads(looks)
        self.selectionModel().currentRowChanged.connect(self._on_row)
        self.clicked.connect(lambda index: self._open(index.row()))
        model.modelReset.connect(self.viewport().update)

    def choose(self, request_id: str) -> None:
        """Select the row of a request without opening it."""
        row = self._model.row_of(request_id)
        self.selectionModel().blockSignals(True)
        if row < 0:
            self.clearSelection()
        elif self.currentIndex().row() != row or not self.selectionModel().hasSelection():
            self.selectionModel().setCurrentIndex(
                self._model.index(row, 0),
                QItemSelectionModel.SelectionFlag.ClearAndSelect
                | QItemSelectionModel.SelectionFlag.Rows,
            )
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter opens the pane."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex().row())
        else:
            self.setProperty("keyboardFocus", True)
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the ring is drawn only when the keyboard brought the focus."""
        self.setProperty("keyboardFocus", event.reason() in _KEYBOARD)
        super().focusInEvent(event)

    def _set_heads(self, looks: Looks) -> None:
        heads = self.horizontalHeader()
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setFont(looks.font("caption_strong"))
        heads.setHighlightSections(False)
        heads.setSectionsClickable(False)
        heads.setFixedHeight(32)
        heads.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        heads.setSectionResizeMode(STATUS, QHeaderView.ResizeMode.Fixed)
        heads.setSectionResizeMode(DATE, QHeaderView.ResizeMode.Fixed)
        heads.resizeSection(STATUS, 168)
        heads.resizeSection(DATE, 204)

    def _on_row(self, now: QModelIndex, _before: QModelIndex) -> None:
        request = self._model.request(now.row())
        if request is not None:
            self.row_chosen.emit(request.request_id)

    def _open(self, row: int) -> None:
        request = self._model.request(row)
        if request is not None:
            self.opened.emit(request.request_id)
