"""The line of filters over a large table: year, days, paid by, more, text; only what the table has."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kassadesk.core.rows import Resource
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.rows_parts.more_filters import MoreFilters
from kassadesk.ui.texts import choice_word
from kassadesk.ui.widgets.date_range import DateRange
from kassadesk.ui.widgets.inputs import Combo, SearchInput
from kassadesk.viewmodels.large_table import LargeTableViewModel

PAYMENT_MODES = ("cash", "upi", "card", "credit")
YEARLY = (Resource.TRANSACTIONS,)
"""The tables whose rows are chosen by financial year and way of payment."""


class RowFilters(QWidget):
    """Shows the filter in force and asks the view-model for another."""

    def __init__(self, model: LargeTableViewModel, looks: Looks) -> None:
        super().__init__()
        self._model = model
        self.year = Combo(looks, "")
        self.days = DateRange(looks, "")
        self.paid_by = Combo(looks, "")
        self.search = SearchInput(looks, "")
        self.search.setMaximumWidth(296)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.more = MoreFilters(model, looks)
        for widget in (self.year, self.days, self.paid_by, self.more):
            row.addWidget(widget)
        row.addWidget(self.search, 1)
        row.addStretch(0)
        self.year.activated.connect(lambda: model.choose_year(self.year.currentData()))
        self.paid_by.activated.connect(lambda: model.choose_payment(self.paid_by.currentData()))
        self.days.changed.connect(self._on_days_changed)
        self.search.searched.connect(model.find)
        model.changed.connect(self.draw)
        model.years_changed.connect(self.draw)
        model.walkthrough.changed.connect(self.draw)
        self.draw()

    def draw(self) -> None:
        """Show what is in force, in the language in force."""
        model = self._model
        self.year.setAccessibleName(self.tr("Financial year"))
        self.days.set_name(self.tr("Days"))
        self.paid_by.setAccessibleName(self.tr("Paid by"))
        yearly = model.resource in YEARLY
        self.year.setVisible(yearly)
        self.paid_by.setVisible(yearly)
        self.more.setVisible(yearly)
        self.more.draw()
        years: list[tuple[str, object]] = [
            (self.tr("FY {0}").format(year), year) for year in model.years
        ]
        chosen_year = model.where.financial_year
        self.year.set_choices([(self.tr("All years"), None), *years], chosen_year)
        words = self.tr("Paid by: {0}")
        modes: list[tuple[str, object]] = [
            (words.format(choice_word("payment_mode", mode)), mode) for mode in PAYMENT_MODES
        ]
        anything = (words.format(self.tr("any")), None)
        self.paid_by.set_choices([anything, *modes], model.where.payment_mode)
        self.days.show_range(*(model.days or (None, None)))
        placeholder = self._what_to_find()
        self.search.setPlaceholderText(placeholder)
        self.search.setAccessibleName(placeholder)
        self.search.set_hidden(model.walkthrough.on)
        if self.search.text().strip() != model.where.search:
            self.search.setText(model.where.search)

    def _on_days_changed(self) -> None:
        self._model.choose_days(self.days.first, self.days.last)
        self.draw()  # "all dates" over no filter changes nothing, but the button shows the days again

    def _what_to_find(self) -> str:
        return {
            Resource.TRANSACTIONS: self.tr("Find a bill, customer or reference"),
            Resource.USAGE_EVENTS: self.tr("Find a screen, action or error"),
            Resource.DEVICES: self.tr("Find a device or person"),
            Resource.SIGN_INS: self.tr("Find a person or place"),
        }.get(self._model.resource, self.tr("Find a row"))
