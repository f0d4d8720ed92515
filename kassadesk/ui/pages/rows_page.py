"""A large table on a page of its own: filters, rows read page by page, totals, columns, export."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.held import CategoryId
from kassadesk.core.rows import Resource
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.rows_parts.column_chooser import ColumnChooser
from kassadesk.ui.pages.rows_parts.row_filters import RowFilters
from kassadesk.ui.texts import category_title, rows_word, table_title
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.labels import IconLabel, IconText, Label
from kassadesk.ui.widgets.row_table import RowTable
from kassadesk.viewmodels.large_table import TABLES, LargeTableViewModel

STRONG = frozenset({"bill_number", "total_paise", "screen", "model", "person", "opt_in_id"})


class RowsPage(QWidget):
    """Shows one table of the contract; devices and sign-ins share a page.

    Signals:
        go (str, object): another page is wanted: "my_data", "opt_ins", "export" with a RowQuery, or
            "delete" with a CategoryId.
    """

    go = Signal(str, object)

    def __init__(self, model: LargeTableViewModel, looks: Looks) -> None:
        super().__init__()
        self._model, self._looks = model, looks
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.filters = RowFilters(model, looks)
        self.table = RowTable(looks, model.table, strong=STRONG, totals=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        column.addLayout(self._make_head())
        column.addLayout(self._make_filter_line())
        column.addWidget(self.table, 1)
        column.addLayout(self._make_foot())
        self._say_soon = QTimer(self, singleShot=True, interval=0)
        self._say_soon.timeout.connect(self._say_rows)
        self._connect()
        self.retranslate()

    def open(self, resource: Resource) -> None:
        """Show a table from its beginning, with nothing filtered."""
        self._model.open(resource)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again in the language in force."""
        resource = self._model.resource
        kind = self._kind()
        self.back.set_text(self.tr("My data") if kind is not None else self.tr("Opt-ins"))
        self.title.setText(category_title(kind) if kind is not None else table_title(resource))
        self.columns.set_text(self.tr("Columns"))
        self.export.set_text(self.tr("Export these"))
        self.export.setVisible(kind is not None)
        siblings = TABLES.get(kind, ()) if kind is not None else ()
        for one, button in self.segments.items():
            button.set_text(table_title(one))
            button.setVisible(len(siblings) > 1)
            button.setChecked(one is resource)
        self.filters.draw()
        self.table.retranslate()
        if not self._model.filtered:
            self.table.say_empty(
                self.tr("Nothing held yet"),
                self.tr("Kassapos holds no row of this table about your shop."),
                "",
            )
        self.table.view.setAccessibleName(table_title(resource))
        self._say_foot()
        self._say_rows()

    def on_shown(self) -> None:
        """The page came to the front: the rows it shows are read when they come into view."""
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.back.click()
        else:
            super().keyPressEvent(event)

    def reload(self) -> None:
        """F5: read the same again, from a new frozen view."""
        self._model.reload()

    def find_in_page(self) -> None:
        """Ctrl+F: to the search line."""
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def regions(self) -> list[QWidget]:
        """F6: filters, rows."""
        return [self.filters.search, self.table.view]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another number of rows is seen."""
        super().resizeEvent(event)
        self._say_soon.start()

    def _connect(self) -> None:
        model = self._model
        model.changed.connect(self.retranslate)
        model.table.changed.connect(self._say_soon.start)
        # not `start` itself: it would take the bar's place for milliseconds to wait
        self.table.view.verticalScrollBar().valueChanged.connect(lambda _: self._say_soon.start())
        self.table.show_all.connect(model.show_everything)
        self.back.clicked.connect(self._go_back)
        self.export.clicked.connect(lambda: self.go.emit("export", model.table.query))
        self.ask_delete.clicked.connect(lambda: self.go.emit("delete", self._kind()))

    def _make_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        self.back = Button(self._looks, "", "text")
        self.back.setFont(self._looks.font("row_title"))
        self.title = Label(self._looks, "", "page_title")
        self.columns = ColumnChooser(self._model, self._looks)
        self.export = Button(self._looks, "", icon="download")
        head.addWidget(self.back)
        head.addWidget(IconLabel(self._looks, "chevron-right", "text2", 16))
        head.addWidget(self.title)
        head.addSpacing(12)
        segments = QHBoxLayout()
        segments.setSpacing(0)
        self.segments: dict[Resource, Button] = {}
        for one, shape in (
            (Resource.DEVICES, "segment_first"),
            (Resource.SIGN_INS, "segment_last"),
        ):
            button = Button(self._looks, table_title(one), shape)
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, one=one: self.open(one))
            segments.addWidget(button)
            self.segments[one] = button
        head.addLayout(segments)
        head.addStretch(1)
        head.addWidget(self.columns)
        head.addSpacing(4)
        head.addWidget(self.export)
        return head

    def _make_filter_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        self.count = Label(self._looks, "", "table", "text2")
        line.addWidget(self.filters, 1)
        line.addWidget(self.count)
        return line

    def _make_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        self.range = Label(self._looks, "", "table", "text2")
        self.note = IconText(self._looks, "lock", "")
        self.ask_delete = Button(self._looks, "", "text")
        foot.addWidget(self.range)
        foot.addStretch(1)
        foot.addWidget(self.note)
        foot.addWidget(self.ask_delete)
        return foot

    def _kind(self) -> CategoryId | None:
        resource = self._model.resource
        return next((kind for kind, tables in TABLES.items() if resource in tables), None)

    def _go_back(self) -> None:
        self.go.emit("my_data" if self._kind() is not None else "opt_ins", None)

    def _say_foot(self) -> None:
        kind = self._kind()
        self.note.setVisible(kind is CategoryId.BILLING)
        self.note.setText(self.tr("Bills cannot be changed or deleted here."))
        self.ask_delete.setVisible(kind in (CategoryId.USAGE, CategoryId.DEVICE))
        words = {
            CategoryId.USAGE: self.tr("Ask to delete usage data"),
            CategoryId.DEVICE: self.tr("Ask to delete device information"),
        }
        if kind in words:
            self.ask_delete.set_text(words[kind])

    def _say_rows(self) -> None:
        model = self._model.table
        ready = model.state == "ready"
        lens = self._model.walkthrough.lens
        unit = rows_word(model.query.resource, model.count) if model.query is not None else ""
        self.count.setText(f"{model.count_text} {unit}" if ready else "")
        first, last = self.table.first_and_last_row()
        if not ready or first < 0:
            self.range.setText("")
            return
        words = self.tr("Rows {0} to {1} of {2}")
        self.range.setText(
            words.format(lens.count(first + 1), lens.count(last + 1), model.count_text)
        )
