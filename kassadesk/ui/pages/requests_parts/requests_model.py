"""The list of requests as a small table model: what, status, the date that matters next.

On top stands what is not at Kassapos yet.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kassadesk.core.clock import indian_day
from kassadesk.core.data_requests import DataRequest
from kassadesk.core.grievances import Grievance
from kassadesk.core.intents import Intent
from kassadesk.core.lens import day_in_words
from kassadesk.ui.pages.requests_parts import request_words
from kassadesk.ui.texts import (
    complaint_about,
    complaint_state,
    kind_word,
    request_icon,
    request_state,
    unsent_short_words,
    unsent_title,
)
from kassadesk.ui.widgets.pill import pill_look
from kassadesk.ui.widgets.two_line_delegate import CellRole
from kassadesk.viewmodels.request_rows import Row, id_of
from kassadesk.viewmodels.requests import RequestsViewModel

AnyIndex = QModelIndex | QPersistentModelIndex
WHAT, KIND, STATUS, DATE = range(4)


class RequestsModel(QAbstractTableModel):
    """Rows of the shown requests; texts come from the lens each time they are asked for."""

    def __init__(self, view_model: RequestsViewModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view_model = view_model
        self._rows: tuple[Row, ...] = ()

    def refresh(self) -> None:
        """Take over what the view-model shows now."""
        shown = self._view_model.rows
        same = [id_of(r) for r in shown] == [id_of(r) for r in self._rows]
        if same and shown:
            self._rows = shown
            self.dataChanged.emit(self.index(0, 0), self.index(len(shown) - 1, DATE))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, DATE)
            return
        self.beginResetModel()
        self._rows = shown
        self.endResetModel()

    def row_id(self, row: int) -> str:
        """What a row is chosen by; "" outside."""
        found = self._row(row)
        return "" if found is None else id_of(found)

    def row_of(self, chosen_id: str) -> int:
        """Where a request is now; -1 when it is not shown."""
        ids = [id_of(row) for row in self._rows]
        return ids.index(chosen_id) if chosen_id in ids else -1

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Qt: how many."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Qt: what, kind, status, date."""
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Qt: the heads."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            heads = (self.tr("Request"), self.tr("Kind"), self.tr("Status"), self.tr("Date"))
            return heads[section]
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: texts, icons and the pill of a cell."""
        request = self._row(index.row())
        if request is None:
            return None
        if isinstance(request, Intent):
            return self._unsent(request, index.column(), role)
        if isinstance(request, Grievance):
            return self._complaint(request, index.column(), role)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(request, index.column())
        if index.column() == WHAT:
            return self._what(request, role)
        if index.column() == KIND:
            return kind_word(request.type) if role == Qt.ItemDataRole.DisplayRole else None
        if index.column() == STATUS:
            return request_state(request) if role == CellRole.PILL else None
        return self._date(request, role)

    def _row(self, row: int) -> Row | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def _unsent(self, intent: Intent, column: int, role: int) -> object:
        lens, sending = self._view_model.walkthrough.lens, self._view_model.outbox.sending
        title = lens.personal_text(unsent_title(intent))
        state = "sending" if sending and intent.waits else str(intent.state)
        day = day_in_words(intent.created_at)
        short = unsent_short_words(intent, sending)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            kind = kind_word(str(intent.kind))
            return (title, kind, pill_look(state).word, f"{day}, {short}")[column]
        if column == KIND:
            return kind_word(str(intent.kind)) if role == Qt.ItemDataRole.DisplayRole else None
        if column == STATUS:
            return state if role == CellRole.PILL else None
        if column == DATE:
            texts: dict[int, object] = {Qt.ItemDataRole.DisplayRole: day, CellRole.SECOND: short}
        else:
            texts = {
                Qt.ItemDataRole.DisplayRole: title,
                CellRole.SECOND: self.tr("Only on this PC"),
                CellRole.ICON: request_icon(str(intent.kind)),
                CellRole.STRONG: True,
            }
        return texts.get(role)

    def _complaint(self, complaint: Grievance, column: int, role: int) -> object:
        title, state = complaint_about(str(complaint.category)), complaint_state(complaint)
        following = self._view_model.following
        first, second = request_words.complaint_date_lines(
            complaint, following.clock_day(complaint), indian_day(self._view_model.now)
        )
        sent = self.tr("{reference} · sent {date}").format(
            reference=complaint.reference, date=day_in_words(complaint.filed_at)
        )
        if role == Qt.ItemDataRole.AccessibleTextRole:
            spoken = (f"{title}, {complaint.reference}", kind_word("grievance"))
            return (*spoken, pill_look(state).word, f"{first}, {second}")[column]
        display, second_line = Qt.ItemDataRole.DisplayRole, CellRole.SECOND
        cells: tuple[dict[int, object], ...] = (
            {display: title, second_line: sent, CellRole.ICON: "megaphone", CellRole.STRONG: True},
            {display: kind_word("grievance")},
            {CellRole.PILL: state},
            {display: first, second_line: second},
        )
        return cells[column].get(role)

    def _what(self, request: DataRequest, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return request_words.title(request, self._view_model.walkthrough.lens)
        if role == CellRole.SECOND:
            return self.tr("{reference} · sent {date}").format(
                reference=request.reference, date=day_in_words(request.filed_at)
            )
        if role == CellRole.ICON:
            return request_icon(request.type)
        return True if role == CellRole.STRONG else None

    def _date(self, request: DataRequest, role: int) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, CellRole.SECOND):
            return None
        first, second = request_words.date_lines(request, self._view_model.now)
        return first if role == Qt.ItemDataRole.DisplayRole else second

    def _spoken(self, request: DataRequest, column: int) -> str:
        if column == WHAT:
            title = request_words.title(request, self._view_model.walkthrough.lens)
            return f"{title}, {request.reference}"
        if column == KIND:
            return kind_word(request.type)
        if column == STATUS:
            return pill_look(request_state(request)).word
        return ", ".join(request_words.date_lines(request, self._view_model.now))
