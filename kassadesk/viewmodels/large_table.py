"""One large table: which rows and columns are wanted, and which years there are to choose from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kassadesk.core.clock import Clock, indian_day, utc_now, year_bounds, years_between
from kassadesk.core.held import CategoryId
from kassadesk.core.merchant import Merchant, Outlet
from kassadesk.core.rows import EVERYTHING, Resource, RowFilter, RowQuery
from kassadesk.viewmodels.reading import Reading
from kassadesk.viewmodels.rows_model import RowsModel
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


COLUMNS_AT_FIRST: dict[Resource, tuple[str, ...]] = {
    Resource.TRANSACTIONS: (
        "billed_at",
        "bill_number",
        "customer_name",
        "items",
        "payment_mode",
        "taxable_paise",
        "gst_paise",
        "total_paise",
        "payment_reference",
    ),
    Resource.USAGE_EVENTS: (
        "happened_at",
        "screen",
        "action",
        "app_version",
        "error_code",
        "detail",
    ),
    Resource.DEVICES: (
        "model",
        "system",
        "browser",
        "used_by",
        "ip_address",
        "first_seen",
        "last_seen",
    ),
    Resource.SIGN_INS: ("happened_at", "person", "outcome", "place", "ip_address", "device_id"),
    Resource.CONSENT_EVENTS: (
        "happened_at",
        "opt_in_id",
        "state",
        "actor_name",
        "method",
        "receipt_number",
    ),
}
"""The columns shown before the person chooses others; a table not named here shows all."""

_AMOUNT = re.compile(r"(-?)\s*([0-9]{1,12})(?:\.([0-9]{0,2}))?")


class LargeTableViewModel(QObject):
    """The wish of the large table page; `table` reads the rows and keeps the order.

    Signals:
        changed (): another table or filter is wanted.
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
        self.walkthrough = walkthrough
        self._service = service
        self._clock = clock
        self._merchant: Reading[Merchant] = Reading(tasks, self.years_changed.emit)
        self.table = RowsModel(tasks, walkthrough, self)
        self._columns = dict(COLUMNS_AT_FIRST)

    @property
    def resource(self) -> Resource:
        """The table shown."""
        query = self.table.query
        return query.resource if query is not None else Resource.TRANSACTIONS

    @property
    def where(self) -> RowFilter:
        """Which rows are wanted."""
        return self.table.query.where if self.table.query is not None else EVERYTHING

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
        first_day = self.first_day
        return years_between(first_day, self.today) if first_day is not None else ()

    @property
    def outlets(self) -> tuple[Outlet, ...]:
        """The shop's places of business, once they are known."""
        return self._merchant.value.outlets if self._merchant.value is not None else ()

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
        self.table.set_source(self._service.rows(), RowQuery(resource))
        self.table.set_columns(self._columns.get(resource))
        self.changed.emit()
        if self._merchant.value is None and not self._merchant.running:
            self._merchant.start(lambda work: self._service.merchant())

    def reload(self) -> None:
        """Read the same again, from a new frozen view."""
        query = self.table.query
        if query is not None:
            self.table.set_source(self._service.rows(), query)
            self.table.set_columns(self._columns.get(query.resource))

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

    def choose_bills(
        self, outlet: str | None, amount_from: int | None, amount_to: int | None
    ) -> None:
        """Only bills of one outlet and with totals from and to these paise; None: any."""
        if amount_from is not None and amount_to is not None and amount_to < amount_from:
            amount_from, amount_to = amount_to, amount_from
        self._narrow(
            replace(self.where, outlet=outlet, amount_from=amount_from, amount_to=amount_to)
        )

    def find(self, text: str) -> None:
        """Only rows with this text."""
        self._narrow(replace(self.where, search=text.strip()))

    def show_everything(self) -> None:
        """Take all filters away."""
        self._narrow(EVERYTHING)

    def choose_columns(self, keys: Sequence[str]) -> None:
        """Show these columns, in the order of the first choice and then of the contract."""
        first = COLUMNS_AT_FIRST.get(self.resource, ())
        rest = tuple(column.key for column in self.table.all_columns if column.key not in first)
        chosen = tuple(key for key in (*first, *rest) if key in set(keys))
        if chosen:
            self._columns[self.resource] = chosen
            self.table.set_columns(chosen)

    def _narrow(self, where: RowFilter) -> None:
        query = self.table.query
        if query is not None and query.where != where:
            self.table.set_query(replace(query, where=where))
            self.changed.emit()


def paise_of(text: str) -> int | None:
    """The amount a person typed, in paise: "1,250", "₹ 99.5", "-10"; None when it is none."""
    found = _AMOUNT.fullmatch(text.replace(",", "").replace("₹", "").replace("−", "-").strip())
    if found is None:
        return None
    sign, rupees, paise = found.groups()
    amount = int(rupees) * 100 + int((paise or "").ljust(2, "0"))
    return -amount if sign else amount
