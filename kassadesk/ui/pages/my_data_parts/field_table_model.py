"""The fields of one kind as a table: texts through the lens, notes and tones for the delegate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from html import escape
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from kassadesk.ui.pages.my_data_parts import field_words
from kassadesk.ui.texts import retention_words
from kassadesk.ui.widgets.two_line_delegate import CellRole
from kassadesk.viewmodels.field_looks import FieldLook, ValueCheck
from kassadesk.viewmodels.walkthrough import Walkthrough

translate = QCoreApplication.translate

Index = QModelIndex | QPersistentModelIndex


class FieldColumn(IntEnum):
    """The columns, left to right."""

    FIELD = 0
    VALUE = 1
    CAME_FROM = 2
    WHY = 3
    KEPT = 4
    SHARED = 5


@dataclass(frozen=True, slots=True)
class CellLook:
    """What one cell says and how it is drawn."""

    text: str
    tone: str = "text2"
    """A colour token."""
    icon: str = ""
    """An icon before the text; "" for none."""
    note: str = ""
    """A second line under a one-line text."""
    note_tone: str = ""
    note_icon: str = ""
    strong: bool = False
    spoken: str = ""
    """What a screen reader hears instead of the text; "" for the text itself."""

    @property
    def words(self) -> str:
        """Everything the cell says, for tooltip and screen reader."""
        return self._with_note(self.text)

    def of(self, role: int) -> object:
        """The answer to a role of Qt or of the kit's delegate; None for a role it does not know."""
        return {
            int(Qt.ItemDataRole.DisplayRole): self.text,
            int(Qt.ItemDataRole.ToolTipRole): f"<p>{escape(self.words)}</p>",
            int(Qt.ItemDataRole.AccessibleTextRole): self._with_note(self.spoken or self.text),
            int(CellRole.TONE): self.tone,
            int(CellRole.STRONG): self.strong,
            int(CellRole.ICON): self.icon,
            int(CellRole.ICON_TONE): self.tone,
            int(CellRole.SECOND): self.note,
            int(CellRole.SECOND_TONE): self.note_tone,
            int(CellRole.SECOND_ICON): self.note_icon,
        }.get(role)

    def _with_note(self, text: str) -> str:
        return f"{text}, {self.note}" if self.note else text


FIELD_ID_ROLE = Qt.ItemDataRole.UserRole + 1


class FieldTableModel(QAbstractTableModel):
    """One row a field. Every text of a value comes from the lens in force."""

    def __init__(self, walkthrough: Walkthrough, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._walkthrough = walkthrough
        self._looks: tuple[FieldLook, ...] = ()

    def show(self, looks: Sequence[FieldLook]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self._looks = tuple(looks)
        self.endResetModel()

    def redraw(self) -> None:
        """The lens or the language is another one: all texts are new."""
        if self._looks:
            last = self.index(len(self._looks) - 1, len(FieldColumn) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(FieldColumn) - 1)

    def row_of(self, field_id: str) -> int:
        """The row of a field; -1 when it is not shown."""
        for row, look in enumerate(self._looks):
            if look.field.field_id == field_id:
                return row
        return -1

    def cell(self, look: FieldLook, column: FieldColumn) -> CellLook:
        """What one cell says."""
        field = look.field
        if column is FieldColumn.FIELD:
            return CellLook(field.label, "text", strong=True)
        if column is FieldColumn.VALUE:
            return self._value(look)
        if column is FieldColumn.CAME_FROM:
            return CellLook(field_words.came_from(field.source))
        if column is FieldColumn.WHY:
            words = field_words.why_held(field)
            return (
                CellLook(words, "warn", "triangle-alert") if look.unexplained else CellLook(words)
            )
        if column is FieldColumn.KEPT:
            tone = "text2" if field_words.stated(field.retention) else "warn"
            return CellLook(retention_words(field.retention), tone)
        return CellLook(field_words.shared_with(field))

    def _value(self, look: FieldLook) -> CellLook:
        field, lens = look.field, self._walkthrough.lens
        text = lens.value(field.kind, field.value, personal=field.personal)
        hidden = lens.masked and field.personal
        spoken = translate("FieldTable", "hidden") if hidden else ""
        note, tone, icon = "", "", ""
        if look.check is ValueCheck.MISTYPED:
            note, tone = translate("FieldTable", "looks mistyped"), "warn"
            icon = "triangle-alert"
        elif look.check is ValueCheck.GOOD:
            note, tone = translate("FieldTable", "checked"), "ok"
            icon = "circle-check"
        return CellLook(text, "text", note=note, note_tone=tone, note_icon=icon, spoken=spoken)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt: number of fields."""
        return 0 if parent.isValid() else len(self._looks)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt: number of columns."""
        return 0 if parent.isValid() else len(FieldColumn)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: one cell."""
        if not index.isValid() or not 0 <= index.row() < len(self._looks):
            return None
        look = self._looks[index.row()]
        if role == FIELD_ID_ROLE:
            return look.field.field_id
        return self.cell(look, FieldColumn(index.column())).of(role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Qt: the name of a column."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            FieldColumn.FIELD: translate("FieldTable", "Field"),
            FieldColumn.VALUE: translate("FieldTable", "Value"),
            FieldColumn.CAME_FROM: translate("FieldTable", "Came from"),
            FieldColumn.WHY: translate("FieldTable", "Why it is held"),
            FieldColumn.KEPT: translate("FieldTable", "Kept until"),
            FieldColumn.SHARED: translate("FieldTable", "Shared with"),
        }[FieldColumn(section)]
