"""Earlier exports as a small table model: made on, what, rows, size, check, what to do."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kassadesk.core.exports import PastExport
from kassadesk.core.lens import day_in_words
from kassadesk.ui.pages.export_parts import export_words
from kassadesk.ui.widgets.pill import pill_look
from kassadesk.ui.widgets.two_line_delegate import CellRole
from kassadesk.viewmodels.exports import ExportsViewModel

AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
MADE, WHAT, ROWS, SIZE, CHECK, ACT = range(6)
_RIGHT = Qt.AlignmentFlag.AlignRight


class HistoryModel(QAbstractTableModel):
    """Rows of the view-model's history; counts go through the lens."""

    def __init__(self, view_model: ExportsViewModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view_model = view_model
        self._made: tuple[PastExport, ...] = ()

    def refresh(self) -> None:
        """Take over what the view-model holds now."""
        made = self._view_model.history
        if len(made) == len(self._made) and made:
            self._made = made
            self.dataChanged.emit(self.index(0, 0), self.index(len(made) - 1, ACT))
            return
        self.beginResetModel()
        self._made = made
        self.endResetModel()

    def export(self, row: int) -> PastExport | None:
        """The export of a row; None outside."""
        return self._made[row] if 0 <= row < len(self._made) else None

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Qt: how many."""
        return 0 if parent.isValid() else len(self._made)

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        """Qt: six."""
        return 0 if parent.isValid() else 6

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Qt: the heads."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = _RIGHT if section in (ROWS, SIZE, ACT) else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        heads = (self.tr("Made on"), self.tr("What"), self.tr("Rows"), self.tr("Size"))
        return (*heads, self.tr("Check"), "")[section]

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: texts and the pill of a cell."""
        past = self.export(index.row())
        if past is None:
            return None
        column = index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column in (ROWS, SIZE, ACT) else Qt.AlignmentFlag.AlignLeft
        if role == CellRole.STRONG:
            return column in (MADE, ACT)
        if role == CellRole.TONE:
            return {ACT: "brand", SIZE: "text2"}.get(column)
        if role == CellRole.PILL and column == CHECK:
            return None if past.path in self._view_model.checking else past.check
        if role == CellRole.SECOND and column == WHAT:
            return export_words.file_kind(past.format, past.masked)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(past, column, spoken=role == Qt.ItemDataRole.AccessibleTextRole)
        return None

    def action_word(self, past: PastExport) -> str:
        """What Enter does on this export."""
        return {
            "changed": self.tr("See why"),
            "not_found": self.tr("Locate"),
        }.get(past.check, self.tr("Open"))

    def _text(self, past: PastExport, column: int, *, spoken: bool) -> str:
        lens = self._view_model.walkthrough.lens
        if column == CHECK:
            if past.path in self._view_model.checking:
                return self.tr("Checking…")
            return pill_look(past.check).word if spoken else ""
        return {
            MADE: day_in_words(past.made_at),
            WHAT: export_words.what_is_taken(past),
            ROWS: lens.count(past.rows),
            SIZE: lens.size(past.size_bytes),
            ACT: self.action_word(past),
        }[column]
