"""The keep-until calendar: per financial year the law, Kassapos' word, the own copy, and the gap.

Four answers stand side by side and are never merged: until when the law asks *you* to keep the books,
until when Kassapos says it keeps them if the account were closed today, what of the year is in a
verified export on this PC, and for how many days only that export would be left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kassadesk.core.clock import financial_year, indian_day, year_bounds, years_between
from kassadesk.core.exports import PastExport
from kassadesk.core.held import CategoryId
from kassadesk.core.keep_until import BooksOfYear, Proceedings, YearKeeping, keeping_of
from kassadesk.core.laws import LegalData


class CopyState(StrEnum):
    """How much of a year a verified export on this PC has."""

    WHOLE = "whole"
    PART = "part"
    NONE = "none"


class ToDo(StrEnum):
    """What is worth doing about a year."""

    NOTHING = "nothing"
    COPY_NOW = "copy_now"
    """The year is over and not whole in a copy here."""
    COPY_AFTER_YEAR = "copy_after_year"
    """The year still runs: a copy made after its end has all of it."""


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """One line of the calendar."""

    year: str
    keeping: YearKeeping
    """As if the account were closed today."""
    copy: CopyState
    copied_until: datetime | None
    """Up to which moment the copy has this year; None without one."""
    running: bool

    @property
    def until(self) -> date | None:
        """Until when the law asks you to keep it; None when no end is known."""
        longest = self.keeping.yours_longest
        return longest.until if longest else None

    @property
    def gap_days(self) -> int:
        """Days the law asks you to keep after Kassapos would have deleted."""
        return self.keeping.gap_days

    @property
    def to_do(self) -> ToDo:
        """What is worth doing."""
        if self.copy is CopyState.WHOLE:
            return ToDo.NOTHING
        return ToDo.COPY_AFTER_YEAR if self.running else ToDo.COPY_NOW


@dataclass(frozen=True, slots=True)
class KeepCalendar:
    """All years of the account, oldest first."""

    today: date
    years: tuple[CalendarYear, ...]
    deleted_on: date | None
    """When Kassapos would delete if the account were closed today; None: it says nothing of that."""
    last_copy: PastExport | None
    """The newest verified export here that has bills."""

    @property
    def gaps(self) -> tuple[CalendarYear, ...]:
        """Years that must be kept longer than Kassapos would."""
        return tuple(one for one in self.years if one.gap_days)

    @property
    def whole_copies(self) -> int:
        """How many years are whole in a copy on this PC."""
        return sum(one.copy is CopyState.WHOLE for one in self.years)


def calendar_of(
    opened_on: date,
    now: datetime,
    address: str,
    history: Iterable[PastExport],
    data: LegalData,
    proceedings: Mapping[str, tuple[Proceedings, ...]] | None = None,
) -> KeepCalendar:
    """The calendar of a shop on this day. `proceedings`: appeals and cases by year."""
    today, exports = indian_day(now), tuple(history)
    running = financial_year(today)
    years = []
    for year in reversed(years_between(opened_on, today)):
        cases = (proceedings or {}).get(year, ())
        keeping = keeping_of(BooksOfYear(year, now, cases, address), data)
        until = copied_until(year, exports)
        years.append(CalendarYear(year, keeping, copy_state(year, until), until, year == running))
    ends = [one.keeping.kassapos.until for one in years if one.keeping.kassapos]
    good = [one for one in exports if _counts(one)]
    return KeepCalendar(
        today,
        tuple(years),
        max((end for end in ends if end is not None), default=None),
        max(good, key=_moment, default=None),
    )


def copied_until(year: str, history: Iterable[PastExport]) -> datetime | None:
    """Up to which moment verified exports have a year without a hole; None when none has it.

    An export of what is new counts only when others have all that came before it.
    """
    first, _ = year_bounds(year)
    until: datetime | None = None
    for export in sorted((one for one in history if _counts(one)), key=_moment):
        if not _spans(export, year) or indian_day(_moment(export)) < first:
            continue
        whole = export.since is None or indian_day(export.since) < first
        goes_on = until is not None and export.since is not None and export.since <= until
        if whole or goes_on:
            until = max(_moment(export), until or _moment(export))
    return until


def copy_state(year: str, until: datetime | None) -> CopyState:
    """How much of a year there is up to a moment."""
    if until is None:
        return CopyState.NONE
    _, last = year_bounds(year)
    return CopyState.WHOLE if indian_day(until) > last else CopyState.PART


def _counts(export: PastExport) -> bool:
    """Verified at the last look, with bills, and with the values in it."""
    has_bills = CategoryId.BILLING in export.categories
    return export.check == "verified" and has_bills and not export.masked


def _spans(export: PastExport, year: str) -> bool:
    begins = export.from_year is None or export.from_year <= year
    return begins and (export.to_year is None or export.to_year >= year)


def _moment(export: PastExport) -> datetime:
    return export.as_of or export.made_at
