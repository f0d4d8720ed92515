"""My data: five kinds, the fields of one kind, and everything the policy promises about a field."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.held import CategoryId
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.my_data_parts.field_pane import FieldPane
from kassadesk.ui.pages.my_data_parts.field_table import FieldTable
from kassadesk.ui.pages.my_data_parts.field_table_model import FIELD_ID_ROLE, FieldTableModel
from kassadesk.ui.pages.my_data_parts.kinds_pane import KindsPane
from kassadesk.ui.pages.when_seen import when_seen
from kassadesk.ui.texts import category_title
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.inputs import SearchInput
from kassadesk.ui.widgets.labels import IconText, Label
from kassadesk.ui.widgets.pane_beside import PaneBeside
from kassadesk.ui.widgets.read_states import ReadStates
from kassadesk.viewmodels.field_looks import FieldLook
from kassadesk.viewmodels.large_table import TABLES
from kassadesk.viewmodels.records import RecordsViewModel

FEW_NAMES = 3


class MyDataPage(QWidget):
    """Kinds at the left, fields in the middle, the open field at the right.

    Signals:
        go (str, object): another page is wanted: "rows" with a Resource, "correct" and "delete" with
            a HeldField, "export" with a CategoryId.
    """

    go = Signal(str, object)

    def __init__(self, model: RecordsViewModel, looks: Looks) -> None:
        super().__init__()
        self._model, self._looks = model, looks
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.kinds = KindsPane(looks)
        self.fields = FieldTableModel(model.walkthrough, self)
        self.table = FieldTable(looks)
        self.table.setModel(self.fields)
        self.pane = FieldPane(model, looks)
        self._beside = PaneBeside(self._make_main(), self.pane)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.kinds)
        outer.addWidget(self._beside, 1)
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again in the language in force."""
        self.kinds.retranslate()
        self.search.setPlaceholderText(self.tr("Find a field"))
        self.search.setAccessibleName(self.tr("Find a field"))
        self.export.set_text(self.tr("Export"))
        self.table.setAccessibleName(self.tr("Fields"))
        self.fields.redraw()
        self._draw_kinds()
        self._draw_fields()
        self._draw_details()

    def on_shown(self) -> None:
        """The page came to the front: read what is held."""
        self._model.load()

    def choose(self, kind: CategoryId) -> None:
        """Show a kind: fields here, rows on the page of large tables."""
        if kind in TABLES:
            self.go.emit("rows", TABLES[kind][0])
        else:
            self._model.choose(kind)

    def show_field(self, field_id: str) -> None:
        """Open a field, whichever kind it is in."""
        self._model.show_field(field_id)

    def reload(self) -> None:
        """F5: read what is held again."""
        self._model.load()

    def find_in_page(self) -> None:
        """Ctrl+F: to the search line."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_pane(self) -> bool:
        """Esc: close the details; False when none were open."""
        if not self._model.selected:
            return False
        self._model.select("")
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def regions(self) -> list[QWidget]:
        """F6: kinds, table, details."""
        kinds = self.kinds.buttons[self._model.chosen]
        pane: list[QWidget] = [self.pane.close_button] if self.pane.isVisibleTo(self) else []
        return [kinds, self.table, *pane]

    def _connect(self) -> None:
        model = self._model
        model.kinds_changed.connect(self._draw_kinds)
        model.fields_changed.connect(self._draw_fields)
        model.details_changed.connect(self._draw_details)
        model.walkthrough.changed.connect(when_seen(self, self._on_lens))
        self._looks.changed.connect(self._draw_details)
        self.kinds.chosen.connect(self.choose)
        self.search.searched.connect(model.find)
        self.export.clicked.connect(lambda: self.go.emit("export", model.chosen))
        self.states.again.connect(model.load)
        self.table.clicked.connect(self._open_row)
        self.table.activated.connect(self._open_row)
        self.table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self.pane.closed.connect(self.close_pane)
        self.pane.correction_wanted.connect(lambda field: self.go.emit("correct", field))
        self.pane.deletion_wanted.connect(lambda field: self.go.emit("delete", field))

    def _make_main(self) -> QWidget:
        main = QFrame()
        main.setProperty("kind", "pane")
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 14, 16, 12)
        head.setSpacing(12)
        self.title = Label(self._looks, "", "page_title")
        self.search = SearchInput(self._looks, "")
        self.search.setMaximumWidth(184)
        self.export = Button(self._looks, "", icon="download")
        head.addWidget(self.title, 1)
        head.addWidget(self.search)
        head.addWidget(self.export)
        column.addLayout(head)
        self.states = ReadStates(self._looks, self.table, row_height=56)
        column.addWidget(self.states, 1)
        foot = QFrame()
        foot.setProperty("kind", "foot")
        inner = QHBoxLayout(foot)
        inner.setContentsMargins(16, 12, 16, 12)
        self.foot = IconText(self._looks, "info", "", wrap=True)
        inner.addWidget(self.foot)
        column.addWidget(foot)
        return main

    def _draw_kinds(self) -> None:
        model = self._model
        self.kinds.show_kinds(model.kinds, model.chosen, model.walkthrough.lens)

    def _draw_fields(self) -> None:
        self.search.set_hidden(self._model.walkthrough.on)
        model = self._model
        self.title.setText(category_title(model.chosen))
        if self.search.text().strip() != model.wanted:
            self.search.setText(model.wanted)
        self.fields.show(model.fields)
        self.states.show_reading(
            there=bool(model.all_fields), loading=model.loading, error=model.error
        )
        self._draw_kinds()
        self._say_foot()
        self._mark_row()

    def _draw_details(self) -> None:
        self.pane.draw()
        self._beside.set_open(self._model.open_field is not None)
        self._mark_row()

    def _say_foot(self) -> None:
        model = self._model
        count = len(model.all_fields)
        shown = len(model.fields)
        if not count:
            nothing = self.tr("Kassapos holds nothing of this kind.")
            quiet = model.loading or model.error is not None
            self.foot.show_state("info", "" if quiet else nothing, "text2")
            return
        words = self.tr("{0} field.") if count == 1 else self.tr("{0} fields.")
        words = words.format(count)
        if shown != count:
            words = self.tr("{0} of {1} fields fit.").format(shown, count)
        needing = model.needing_look
        if needing:
            one = len(needing) == 1
            look = self.tr("{0} needs a look: {1}.") if one else self.tr("{0} need a look: {1}.")
            look = look.format(len(needing), _named(needing))
            self.foot.show_state("triangle-alert", f"{words} {look}", "text2")
        else:
            self.foot.show_state("circle-check", words, "text2")

    def _mark_row(self) -> None:
        row = self.fields.row_of(self._model.selected)
        selection = self.table.selectionModel()
        if row < 0:
            selection.clearSelection()
            return
        index = self.fields.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag
        if self.table.currentIndex().row() != row or not selection.isRowSelected(row):
            selection.setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def _open_row(self, index: QModelIndex) -> None:
        self._model.select(str(index.data(FIELD_ID_ROLE) or ""))

    def _on_row_changed(self, current: QModelIndex) -> None:
        if self._model.selected and current.isValid() and not self._beside.covers:
            self._open_row(current)

    def _on_lens(self) -> None:
        self._draw_fields()
        self._draw_details()


def _named(looks: tuple[FieldLook, ...]) -> str:
    """The names of the first few fields."""
    names = [look.field.label for look in looks[:FEW_NAMES]]
    return "; ".join(names) + ("; …" if len(looks) > FEW_NAMES else "")
