"""The button that lets one choose the columns of a large table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.texts import column_title
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.check_box import CheckBox
from kassadesk.ui.widgets.drop_panel import DropPanel
from kassadesk.ui.widgets.scroll_column import ScrollColumn
from kassadesk.viewmodels.large_table import LargeTableViewModel

MOST_HIGH_PX = 420


class ColumnChooser(Button):
    """Drops a list of check boxes, one for each column; at least one stays on."""

    def __init__(self, model: LargeTableViewModel, looks: Looks) -> None:
        super().__init__(looks, "", icon="columns-3")
        self._model, self._looks = model, looks
        self.boxes: dict[str, CheckBox] = {}
        self.clicked.connect(self.drop)

    def drop(self) -> None:
        """Show the list."""
        panel = DropPanel(self)
        panel.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        holder = QWidget()
        holder.setProperty("kind", "surface")
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 12, 0)
        rows.setSpacing(0)
        shown = {column.key for column in self._model.table.columns}
        self.boxes = {}
        for column in self._model.table.all_columns:
            box = CheckBox(self._looks, column_title(column))
            box.set_checked(column.key in shown)
            box.toggled.connect(self._on_box_toggled)
            rows.addWidget(box)
            self.boxes[column.key] = box
        scroll = ScrollColumn(holder)
        scroll.setMinimumWidth(holder.sizeHint().width() + 16)
        scroll.setMinimumHeight(min(holder.sizeHint().height() + 4, MOST_HIGH_PX))
        panel.body.addWidget(scroll)
        panel.drop_from(self)

    def _on_box_toggled(self) -> None:
        wanted = [key for key, box in self.boxes.items() if box.is_checked()]
        if wanted:
            self._model.choose_columns(wanted)
        for key, box in self.boxes.items():
            box.setEnabled(wanted != [key])
