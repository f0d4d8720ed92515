"""One large table: which rows are wanted, in which order, and which years there are to choose from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kassadesk.core.clock import Clock, financial_year, indian_day, utc_now, year_bounds
from kassadesk.core.columns import columns_of
from kassadesk.core.held import CategoryId
from kassadesk.core.merchant import Merchant
from kassadesk.core.rows import EVERYTHING, Resource, RowFilter, RowQuery, RowSource
from kassadesk.viewmodels.reading import Reading
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough

if TYPE_CHECKING:
    from kassadesk.services.records import RecordsService

TABLES: dict[CategoryId, tuple[Resource, ...]] = {
    CategoryId.BILLING: (Resource.TRANSACTIONS,),
    CategoryId.USAGE: (Resource.USAGE_EVENTS,),
    CategoryId.DEVICE: (Resource.DEVICES, Resource.SIGN_INS),
}
"""The tables of each kind that is held as rows."""


class LargeTableViewModel(QObject):
    """The wish of the large table page. The rows themselves are read by a RowsModel.

    Signals:
        changed (): another table, filter or order is wanted; `query` is new.
        years_changed (): the financial years to choose from are known.
    """

    changed = Signal()
    years_changed = Signal()

    def __init__(
        self,
        tasks: Tasks,
        walkthrough: Walkthrough,
        service: RecordsService,
        clock: Clock = utc_now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.tasks = tasks
        self.walkthrough = walkthrough
        self._service = service
        self._clock = clock
        self._merchant: Reading[Merchant] = Reading(tasks, self.years_changed.emit)
        self.query = RowQuery(Resource.TRANSACTIONS)

    @property
    def rows(self) -> RowSource:
        """Where the rows come from."""
        return self._service.rows()

    @property
    def resource(self) -> Resource:
        """The table shown."""
        return self.query.resource

    @property
    def where(self) -> RowFilter:
        """Which rows are wanted."""
        return self.query.where

    @property
    def filtered(self) -> bool:
        """True when not every row is wanted."""
        return self.where != EVERYTHING

    @property
    def today(self) -> date:
        """The calendar day in India."""
        return indian_day(self._clock())

    @property
    def first_day(self) -> date | None:
        """The day the account was opened; None until it is known."""
        merchant = self._merchant.value
        return indian_day(merchant.opened_at) if merchant is not None else None

    @property
    def years(self) -> tuple[str, ...]:
        """The financial years from the account's opening until today, newest first."""
        if self.first_day is None:
            return ()
        first = int(financial_year(self.first_day)[:4])
        last = int(financial_year(self.today)[:4])
        return tuple(f"{year}-{(year + 1) % 100:02d}" for year in range(last, first - 1, -1))

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and last day that fit, as told to the person; None until they are known."""
        if self.where.financial_year is not None:
            first, last = year_bounds(self.where.financial_year)
            return first, min(last, self.today)
        first_day = self.where.date_from or self.first_day
        return (first_day, self.where.date_to or self.today) if first_day is not None else None

    def open(self, resource: Resource) -> None:
        """Show another table, from its beginning, with nothing filtered."""
        self._ask(RowQuery(resource))
        if self._merchant.value is None and not self._merchant.running:
            self._merchant.start(lambda work: self._service.merchant())

    def choose_year(self, year: str | None) -> None:
        """Only one financial year; None: all. Takes the place of chosen days."""
        self._narrow(replace(self.where, financial_year=year, date_from=None, date_to=None))

    def choose_days(self, first: date | None, last: date | None) -> None:
        """Only these days; None: from the beginning, until today. Takes the place of a year."""
        if first is not None and last is not None and last < first:
            first, last = last, first
        self._narrow(replace(self.where, financial_year=None, date_from=first, date_to=last))

    def choose_payment(self, mode: str | None) -> None:
        """Only bills paid this way; None: any."""
        self._narrow(replace(self.where, payment_mode=mode))

    def find(self, text: str) -> None:
        """Only rows with this text."""
        self._narrow(replace(self.where, search=text.strip()))

    def show_everything(self) -> None:
        """Take all filters away."""
        self._narrow(EVERYTHING)

    def sort_by(self, key: str) -> None:
        """Sort by a column; the same again turns the order round, a third time the table's own order."""
        if not any(column.key == key and column.sortable for column in columns_of(self.resource)):
            return
        if self.query.sort != key:
            self._ask(replace(self.query, sort=key, descending=False))
        elif not self.query.descending:
            self._ask(replace(self.query, descending=True))
        else:
            self._ask(replace(self.query, sort="", descending=True))

    def _narrow(self, where: RowFilter) -> None:
        self._ask(replace(self.query, where=where))

    def _ask(self, query: RowQuery) -> None:
        if query != self.query or query == RowQuery(query.resource):
            self.query = query
            self.changed.emit()
