"""The list of earlier exports made on this PC, each with its check and one thing to do."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kassadesk.core.exports import PastExport
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.export_parts.choice_card import HEAD
from kassadesk.ui.pages.export_parts.history_model import (
    ACT,
    CHECK,
    MADE,
    ROWS,
    SIZE,
    WHAT,
    HistoryModel,
)
from kassadesk.ui.pages.list_table import ListTable
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.empty_state import EmptyState
from kassadesk.ui.widgets.labels import IconText, Label, Rule
from kassadesk.viewmodels.exports import ExportsViewModel

_WIDTHS = {MADE: 112, ROWS: 88, SIZE: 80, CHECK: 144, ACT: 84}
_NARROW = 600
_LEAST_HEIGHT = 130


class HistoryTable(ListTable):
    """One row per export; Enter, or a click on the last column, acts.

    Signals:
        acted (PastExport): open it, see why, or locate it.
    """

    acted = Signal(object)

    def __init__(self, looks: Looks, model: HistoryModel) -> None:
        super().__init__(looks, model, row_height=48, stretch=WHAT, widths=_WIDTHS)
        self._exports = model
        self.opened.connect(self._act)
        self.doubleClicked.connect(lambda index: self._act(index.row()))
        self.clicked.connect(self._on_clicked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: a narrow table keeps what, check and deed; rows and size stand in the file."""
        super().resizeEvent(event)
        narrow = self.viewport().width() < _NARROW
        for column in (ROWS, SIZE):
            self.setColumnHidden(column, narrow)

    def sizeHint(self) -> QSize:
        """Qt: content with two rows; it gets all the room that is left."""
        return QSize(super().sizeHint().width(), _LEAST_HEIGHT)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == ACT:
            self._act(index.row())

    def _act(self, row: int) -> None:
        past = self._exports.export(row)
        if past is not None:
            self.acted.emit(past)


class HistoryCard(QFrame):
    """The card around the table.

    Signals:
        open_wanted (PastExport): open it in Review (also to see why it is not verified).
        locate_wanted (PastExport): the person will say where the file is now.
    """

    open_wanted = Signal(object)
    locate_wanted = Signal(object)

    def __init__(self, looks: Looks, view_model: ExportsViewModel) -> None:
        super().__init__()
        self._view_model = view_model
        self.setProperty("kind", "card")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(1, 1, 1, 1)
        rows.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 12, 0)
        self._title = Label(looks, "", "card_title")
        self.check_button = Button(looks, "", "text", "shield-check")
        self.check_button.clicked.connect(view_model.check_all)
        head.addWidget(self._title, 1)
        head.addWidget(self.check_button)
        holder = QWidget()
        holder.setFixedHeight(HEAD)
        holder.setLayout(head)
        rows.addWidget(holder)
        rows.addWidget(Rule())
        self._model = HistoryModel(view_model, self)
        self.table = HistoryTable(looks, self._model)
        self.table.acted.connect(self._act)
        self._empty = EmptyState(looks, "download", "", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        rows.addWidget(self._stack, 1)
        self._line = Rule()
        rows.addWidget(self._line)
        self._foot = IconText(looks, "badge-check", "", "table", "text2", wrap=True)
        self._foot.setContentsMargins(16, 10, 16, 10)
        rows.addWidget(self._foot)

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""
        self._title.setText(self.tr("Earlier exports"))
        self.check_button.set_text(self.tr("Check all again"))
        self.table.setAccessibleName(self.tr("Earlier exports"))
        self._empty.say(
            self.tr("No export yet"),
            self.tr("Each export you make on this PC is listed here, with its check."),
        )
        self._foot.setText(
            self.tr("Verified: all rows arrived, and the file has not changed since it was made.")
        )

    def draw(self) -> None:
        """Show the state of the view-model."""
        self._model.refresh()
        some = bool(self._view_model.history)
        self._stack.setCurrentWidget(self.table if some else self._empty)
        for of_some in (self.check_button, self._line, self._foot):
            of_some.setVisible(some)
        self.check_button.setEnabled(not self._view_model.checking)

    def _act(self, past: PastExport) -> None:
        if past.check == "not_found":
            self.locate_wanted.emit(past)
        else:
            self.open_wanted.emit(past)
