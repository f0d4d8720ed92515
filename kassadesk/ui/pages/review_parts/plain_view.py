"""The beginning of a file that is no export, as plain text, clearly marked as such."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QTableView, QVBoxLayout

from kassadesk.core.exports import PlainPreview, PlainSheet
from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.inputs import Combo
from kassadesk.ui.widgets.labels import IconLabel, Label, Rule
from kassadesk.viewmodels.walkthrough import Walkthrough

AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_COLUMN_WIDTH = 140


class PlainModel(QAbstractTableModel):
    """The texts of one sheet; in a walkthrough all of them are masked, for nobody knows what they are."""

    def __init__(self, walkthrough: Walkthrough, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._walkthrough = walkthrough
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._width = 0
        walkthrough.changed.connect(self._retell)

    def show_sheet(self, sheet: PlainSheet | None) -> None:
        """Show another sheet."""
        self.beginResetModel()
        self._rows = sheet.rows if sheet is not None else ()
        self._width = max(map(len, self._rows), default=0)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Qt: rows shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        """Qt: cells of the widest row."""
        return 0 if parent.isValid() else self._width

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: the text of a cell."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self._rows[index.row()]
        text = row[index.column()] if index.column() < len(row) else ""
        return self._walkthrough.lens.personal_text(text.replace("\n", " ")) if text else ""

    def _retell(self) -> None:
        if self._rows and self._width:
            last = self.index(len(self._rows) - 1, self._width - 1)
            self.dataChanged.emit(self.index(0, 0), last)


class PlainView(QFrame):
    """A card with a warning, a choice of sheets and their texts."""

    def __init__(self, looks: Looks, walkthrough: Walkthrough) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._walkthrough = walkthrough
        self._preview: PlainPreview | None = None
        walkthrough.changed.connect(self._name_sheets)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(1, 1, 1, 1)
        rows.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        head.setSpacing(8)
        self.title = Label(looks, "", "card_title")
        self.words = Label(looks, "", "table", "text2", wrap=True)
        self.choice = Combo(looks, " ")
        self.choice.activated.connect(self._choose)
        head.addWidget(IconLabel(looks, "triangle-alert", "warn", 18))
        head.addWidget(self.title)
        head.addWidget(self.words, 1)
        head.addWidget(self.choice)
        rows.addLayout(head)
        rows.addWidget(Rule())
        self.model = PlainModel(walkthrough, self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setFont(looks.font("table"))
        self.table.setWordWrap(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.horizontalHeader().hide()
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setDefaultSectionSize(_COLUMN_WIDTH)
        rows.addWidget(self.table, 1)
        self.foot = Label(looks, "", "table", "text2")
        self.foot.setContentsMargins(16, 8, 16, 8)
        rows.addWidget(self.foot)

    def retranslate(self) -> None:
        """Say everything in the present language."""
        self.title.setText(self.tr("Not a KassaDesk export"))
        self.choice.setAccessibleName(self.tr("Sheet"))
        self.table.setAccessibleName(self.tr("Plain text of the file"))
        words = self.tr("Its beginning as plain text. Nothing of it was checked.")
        if self._preview is not None and self._preview.guessed:
            words = self.tr(
                "Its beginning as plain text. Nothing of it was checked, and some letters may be "
                "wrong, because the file does not say how they are written."
            )
        self.words.setText(words)
        self.foot.setText(self.tr("The file goes on; only its first rows are shown."))

    def show_preview(self, preview: PlainPreview | None) -> None:
        """Show what can be shown of another file; None lets go of it."""
        if preview is self._preview:
            return
        self._preview = preview
        self.choice.clear()
        self._name_sheets()
        self.retranslate()
        self._choose()

    def _name_sheets(self) -> None:
        sheets = self._preview.sheets if self._preview else ()
        lens = self._walkthrough.lens
        names = [(lens.personal_text(sheet.name), at) for at, sheet in enumerate(sheets)]
        self.choice.set_choices(list(names), self.choice.currentData())
        self.choice.setVisible(len(names) > 1)

    def _choose(self) -> None:
        sheets = self._preview.sheets if self._preview else ()
        place = max(self.choice.currentIndex(), 0)
        sheet = sheets[place] if place < len(sheets) else None
        self.model.show_sheet(sheet)
        self.foot.setVisible(sheet is not None and sheet.cut)
