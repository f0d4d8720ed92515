"""One sheet of an opened file: search, rows, totals; or the read-me as words."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.review_parts.hit_delegate import HitDelegate
from kassadesk.ui.widgets.field_pair import FieldPairs
from kassadesk.ui.widgets.inputs import SearchInput
from kassadesk.ui.widgets.labels import Label, Rule
from kassadesk.ui.widgets.row_table import RowTable
from kassadesk.ui.widgets.scroll_column import ScrollColumn
from kassadesk.viewmodels.review import ReviewViewModel

_STRONG = frozenset({"bill_number", "total_paise", "label"})


class SheetView(QFrame):
    """The card at the right of the Review page."""

    def __init__(self, looks: Looks, view_model: ReviewViewModel) -> None:
        super().__init__()
        self._looks, self._view_model = looks, view_model
        self.setProperty("kind", "card")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(1, 1, 1, 1)
        rows.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        self._title = Label(looks, "", "card_title")
        self.search = SearchInput(looks, " ")
        self.search.setFixedWidth(280)
        self.search.searched.connect(view_model.find)
        head.addWidget(self._title, 1)
        head.addWidget(self.search)
        rows.addLayout(head)
        rows.addWidget(Rule())
        self.table = RowTable(looks, view_model.rows, strong=_STRONG, totals=True)
        self.table.setProperty("kind", "pane")
        self.table.view.setItemDelegate(HitDelegate(looks, self.table.view, view_model, _STRONG))
        self.table.show_all.connect(self.search.clear)
        self._readme = self._make_readme()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._readme)
        rows.addWidget(self._stack, 1)
        rows.addWidget(Rule())
        self.foot = Label(looks, "", "table", "text2")
        self.foot.setContentsMargins(16, 8, 16, 8)
        rows.addWidget(self.foot)
        view_model.rows.changed.connect(self._draw_foot)

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""
        self.search.setPlaceholderText(self.tr("Search this sheet"))
        self.search.setAccessibleName(self.tr("Search this sheet"))
        self.table.retranslate()
        self.table.say_empty(
            self.tr("No row holds this"),
            self.tr("Only this sheet was searched."),
            self.tr("Show all rows"),
        )

    def draw(self) -> None:
        """Show the sheet that is looked at."""
        view_model = self._view_model
        sheet = view_model.sheet
        self.search.setVisible(sheet is not None)
        self.search.set_hidden(view_model.walkthrough.on)
        self._title.setText(sheet.name if sheet else self.tr("Read me"))
        if self.search.text().strip() != view_model.search and not self.search.hasFocus():
            self.search.setText(view_model.search)
        self._stack.setCurrentWidget(self.table if sheet else self._readme)
        if sheet is None:
            self._fill_readme()
        self._draw_foot()

    def _draw_foot(self) -> None:
        view_model = self._view_model
        sheet, rows, lens = view_model.sheet, view_model.rows, view_model.walkthrough.lens
        self.foot.setVisible(sheet is not None and bool(view_model.search))
        if sheet is None:
            return
        all_rows = lens.count(sheet.summary.count)
        if rows.state == "ready":
            self.foot.setText(
                self.tr("{n} of {all} rows match “{text}”").format(
                    n=rows.count_text, all=all_rows, text=lens.personal_text(view_model.search)
                )
            )
        else:
            self.foot.setText(self.tr("Searching…"))

    def _make_readme(self) -> ScrollColumn:
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(16, 12, 16, 12)
        self._pairs = FieldPairs(self._looks, name_width=180)
        rows.addWidget(self._pairs)
        rows.addStretch(1)
        return ScrollColumn(inner)

    def _fill_readme(self) -> None:
        self._pairs.clear()
        review, lens = self._view_model.review, self._view_model.walkthrough.lens
        for name, value in review.readme if review else ():
            self._pairs.add(name, lens.personal_text(value))
