"""The keep-until calendar of the signed-in shop, and the files it is given away in."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from kassadesk.core.clock import Clock, indian_day, utc_now
from kassadesk.core.due_days import DueDay
from kassadesk.core.exports import PastExport
from kassadesk.core.keep_calendar import KeepCalendar, calendar_of
from kassadesk.core.merchant import Merchant
from kassadesk.core.plain_table import PlainTable
from kassadesk.files.atomic import write_bytes
from kassadesk.files.calendar_file import calendar_of_days
from kassadesk.services.laws import legal_data
from kassadesk.services.records import RecordsService


class PastExports(Protocol):
    """What the calendar needs to know of exports."""

    def history(self, shop_id: str) -> tuple[PastExport, ...]:
        """Earlier exports of a shop on this PC, newest first."""


class KeepCalendarService:
    """Reads and reckons; changes nothing. Blocking; raises KassaError."""

    def __init__(
        self, records: RecordsService, exports: PastExports, clock: Clock = utc_now
    ) -> None:
        self._records = records
        self._exports = exports
        self._clock = clock

    def calendar(self) -> tuple[KeepCalendar, Merchant]:
        """The calendar as of now, and whose it is."""
        merchant = self._records.merchant()
        return self.of(merchant, self._exports.history(merchant.merchant_id)), merchant

    def of(self, merchant: Merchant, history: tuple[PastExport, ...]) -> KeepCalendar:
        """The calendar of a shop that is known already. Offline."""
        address = merchant.outlets[0].address if merchant.outlets else ""
        opened = indian_day(merchant.opened_at)
        return calendar_of(opened, self._clock(), address, history, legal_data())

    def save_days(self, days: tuple[DueDay, ...], target: Path) -> None:
        """The days as one calendar file at `target`. Raises FileProblem."""
        write_bytes(target, calendar_of_days(days, self._clock()))

    def save_table(self, table: PlainTable, target: Path) -> None:
        """The table as an Excel workbook at `target`. Raises FileProblem."""
        from kassadesk.files.plain_book import book_bytes  # late: its library takes long to read

        write_bytes(target, book_bytes(table, self._clock()))
