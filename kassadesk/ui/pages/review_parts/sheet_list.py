"""What is in the file: the read-me, then each sheet with its rows; and whom it was made for."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from kassadesk.core.lens import day_in_words
from kassadesk.core.rows import Kind
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.list_table import ListTable
from kassadesk.ui.pages.review_parts.sheet_model import SheetModel
from kassadesk.ui.widgets.field_pair import FieldPairs
from kassadesk.ui.widgets.labels import Label
from kassadesk.ui.widgets.two_line_delegate import TwoLineDelegate
from kassadesk.viewmodels.review import ReviewViewModel

_COVERS = ("Covers", "covers", "Years", "years")
"""The name the read-me may give to the time an export covers."""


class SheetList(QFrame):
    """The card at the left of the Review page.

    Signals:
        chosen (str): another sheet, "" for the read-me.
    """

    chosen = Signal(str)

    def __init__(self, looks: Looks, view_model: ReviewViewModel) -> None:
        super().__init__()
        self._view_model = view_model
        self.setProperty("kind", "card")
        self.setFixedWidth(240)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 12, 8, 12)
        rows.setSpacing(6)
        self._head = Label(looks, "", "caption_strong", "text2")
        self._head.setContentsMargins(12, 0, 0, 0)
        rows.addWidget(self._head)
        self._model = SheetModel(view_model, self)
        self.table = ListTable(looks, self._model, row_height=36, stretch=0, widths={1: 72})
        self.table.horizontalHeader().hide()
        self.table.setItemDelegate(
            TwoLineDelegate(
                looks, self.table, row_height=36, padding=12, bar=False, ruled=False, radius=6
            )
        )
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        rows.addWidget(self.table, 1)
        self._pairs = FieldPairs(looks, name_width=70)
        self._pairs.setContentsMargins(12, 0, 4, 0)
        rows.addWidget(self._pairs)

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""
        self._head.setText(self.tr("In this file"))
        self.table.setAccessibleName(self.tr("In this file"))

    def draw(self) -> None:
        """Show the sheets of the open file."""
        self.table.selectionModel().blockSignals(True)
        self._model.refresh()
        self.table.selectionModel().blockSignals(False)
        self.mark()
        review = self._view_model.review
        self._pairs.clear()
        if review is None:
            return
        lens, check = self._view_model.walkthrough.lens, review.check
        none = self.tr("Not stated")
        self._pairs.add(
            self.tr("Made for"),
            lens.value(Kind.NAME, check.shop_name) if check.shop_name else none,
        )
        self._pairs.add(self.tr("Made on"), day_in_words(check.made_at) if check.made_at else none)
        covers = next((value for name, value in review.readme if name in _COVERS), "")
        if covers:
            self._pairs.add(self.tr("Covers"), covers)

    def mark(self) -> None:
        """Mark the sheet that is looked at."""
        self.table.select_silently(self._model.row_of(self._view_model.sheet_name))

    def _on_row(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit(self._model.name(now.row()))
