"""My data: fields with their details, and the large tables of what is held as rows."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from kassadesk.core.held import CategoryId
from kassadesk.core.rows import Resource
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.fields_page import FieldsPage
from kassadesk.ui.pages.rows_page import RowsPage
from kassadesk.viewmodels.large_table import LargeTableViewModel
from kassadesk.viewmodels.records import RecordsViewModel


class MyDataPage(QStackedWidget):
    """One page of the navigation with two faces: fields, and one large table.

    Signals:
        go (str, object): another page is wanted: "correct" with a HeldField, "delete" with a HeldField
            or a CategoryId, "export" with a CategoryId or a RowQuery.
    """

    go = Signal(str, object)

    def __init__(self, records: RecordsViewModel, table: LargeTableViewModel, looks: Looks) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.fields = FieldsPage(records, looks)
        self.rows = RowsPage(table, looks)
        self.addWidget(self.fields)
        self.addWidget(self.rows)
        self.fields.go.connect(self._on_go)
        self.rows.go.connect(self._on_go)

    def open_at(self, wanted: object) -> None:
        """Show a kind (CategoryId), a table (Resource), or a field (its id); None: the fields."""
        if isinstance(wanted, CategoryId):
            self.setCurrentWidget(self.fields)
            self.fields.choose(wanted)
        elif isinstance(wanted, Resource):
            self.rows.open(wanted)
            self.setCurrentWidget(self.rows)
            self.rows.on_shown()
        else:
            self.setCurrentWidget(self.fields)
            if isinstance(wanted, str) and wanted:
                self.fields.show_field(wanted)

    def retranslate(self) -> None:
        """Say everything again in the language in force."""
        self.fields.retranslate()
        self.rows.retranslate()

    def on_shown(self) -> None:
        """The page came to the front: read what is held, or go on with the table left open."""
        self._face.on_shown()

    def reload(self) -> None:
        """F5: read again."""
        self._face.reload()

    def find_in_page(self) -> None:
        """Ctrl+F: to the search line."""
        self._face.find_in_page()

    def close_pane(self) -> bool:
        """Esc: close the details, or go back from a table to the fields."""
        if self.currentWidget() is self.rows:
            self.open_at(None)
            return True
        return self.fields.close_pane()

    def regions(self) -> list[QWidget]:
        """F6: the parts of the face that is shown."""
        return self._face.regions()

    @property
    def _face(self) -> FieldsPage | RowsPage:
        return self.rows if self.currentWidget() is self.rows else self.fields

    def _on_go(self, key: str, about: object) -> None:
        if key == "rows":
            self.open_at(about)
        elif key == "my_data":
            self.open_at(None)
            self.fields.on_shown()
        else:
            self.go.emit(key, about)
