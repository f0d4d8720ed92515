"""The sheets of an opened file as a list model: the read-me first."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kassadesk.core.exports import SheetInfo
from kassadesk.ui.widgets.two_line_delegate import CellRole
from kassadesk.viewmodels.review import README, ReviewViewModel

AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class SheetModel(QAbstractTableModel):
    """Two columns: name, count of rows (through the lens)."""

    def __init__(self, view_model: ReviewViewModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view_model = view_model
        self._sheets: tuple[SheetInfo, ...] = ()

    def refresh(self) -> None:
        """Take over the sheets of the file that is open now."""
        self.beginResetModel()
        self._sheets = self._view_model.data_sheets
        self.endResetModel()

    def name(self, row: int) -> str:
        """The view-model's name of a row."""
        return self._sheets[row - 1].name if 0 < row <= len(self._sheets) else README

    def row_of(self, name: str) -> int:
        """Where a sheet is."""
        names = [sheet.name for sheet in self._sheets]
        return names.index(name) + 1 if name in names else 0

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Qt: read-me and sheets."""
        return 0 if parent.isValid() else len(self._sheets) + 1

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        """Qt: name and count."""
        return 0 if parent.isValid() else 2

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: words of a cell."""
        sheet = self._sheets[index.row() - 1] if index.row() else None
        if index.column() == 1:
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignRight
            if role == CellRole.TONE:
                return "text2"
            if role == Qt.ItemDataRole.DisplayRole and sheet is not None:
                return self._view_model.walkthrough.lens.count(sheet.summary.count)
            return None
        if role == CellRole.ICON:
            return "table-2" if sheet is not None else "info"
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return sheet.name if sheet is not None else self.tr("Read me")
        return None
