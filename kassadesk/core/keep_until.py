"""Until when the books of a financial year are kept: pure counting over rules that are data.

The law asks *you* to keep; Kassapos *says* it keeps. The two are never merged: each answer names its
rule. A period of months or years ends on the day of the same number, and where that month has no
such day on its last one: the way courts count a month under section 3(35) of the General Clauses
Act (State of H.P. v. Himachal Techno Engineers, Supreme Court of India, 26 July 2010).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from kassadesk.core.clock import IST, indian_day, year_bounds
from kassadesk.core.laws import Keeper, LegalData, Period, ReturnDue, Rule, Start, Unit


@dataclass(frozen=True, slots=True)
class Proceedings:
    """An appeal, a case or a reopened assessment about the books of a year."""

    rule_id: str
    """Whose keeping it lengthens."""
    ended_on: date | None = None
    """The day of its final disposal; None: it still runs."""


@dataclass(frozen=True, slots=True)
class BooksOfYear:
    """The books of one financial year, and what happened to the account."""

    year: str
    """Like "2026-27"."""
    closed_at: datetime | None = None
    """When the account was (or would be) closed, aware; None: it is open."""
    proceedings: tuple[Proceedings, ...] = ()
    address: str = ""
    """Of the principal place of business; some notifications hold for some districts only."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """What one rule says of one year."""

    rule: Rule
    until: date | None
    """The last day it is kept, in India; None: no end is known yet (`why` says what it waits for)."""
    counted_from: date | None
    why: str
    """period, proceedings, proceedings_running or account_open."""
    due: ReturnDue | None = None
    """The annual return it is counted from, where it is."""


@dataclass(frozen=True, slots=True)
class YearKeeping:
    """Both sides of one year, side by side."""

    year: str
    yours: tuple[Keeping, ...]
    """What the law asks you to keep, each rule for itself."""
    kassapos: Keeping | None
    """What Kassapos says of its own copy; None: it says nothing of this year."""

    @property
    def yours_longest(self) -> Keeping | None:
        """The rule that asks longest; one without an end asks longest of all."""
        endless = [one for one in self.yours if one.until is None]
        return next(iter(endless), None) or max(
            self.yours, key=lambda one: one.until or date.min, default=None
        )

    @property
    def gap_days(self) -> int:
        """Days the law asks you to keep after Kassapos no longer keeps; 0 for none or not known."""
        yours = self.yours_longest
        theirs = self.kassapos.until if self.kassapos else None
        if yours is None or yours.until is None or theirs is None:
            return 0
        return max(0, (yours.until - theirs).days)


def keeping_of(books: BooksOfYear, data: LegalData) -> YearKeeping:
    """What each rule says of the books of one year."""
    found = [
        keeping
        for rule in data.rules
        if rule.covers in ("books", "business_data")
        and (keeping := keep_until(rule, books, data)) is not None
    ]
    theirs = [one for one in found if one.rule.keeper is Keeper.KASSAPOS]
    return YearKeeping(
        books.year,
        tuple(one for one in found if one.rule.keeper is Keeper.YOU),
        next(iter(theirs), None),
    )


def keep_until(rule: Rule, books: BooksOfYear, data: LegalData) -> Keeping | None:
    """What one rule says of the books of one year; None when it does not concern them."""
    due = _due_of(rule, books, data)
    start = due.due_on if due else _start_day(rule.period.start, books)
    if start is None:
        return Keeping(rule, None, None, "account_open") if _could_close(rule) else None
    if start < rule.effective_from or not _year_had_begun(rule, start, books):
        return None
    usual = Keeping(rule, after(start, rule.period), start, "period", due)
    for case in books.proceedings:
        if case.rule_id == rule.rule_id and rule.while_proceedings is not None:
            usual = _lengthened(usual, case, rule.while_proceedings)
    return usual


def annual_return_due(year: str, address: str, data: LegalData) -> ReturnDue:
    """When the annual return of a year is due for a shop at that address: the latest day that fits."""
    _, last = year_bounds(year)
    usual = data.usual_due
    normal = ReturnDue(
        year, date(last.year, usual.month, usual.day), (), extended=False, origin=usual.origin
    )
    where = address.casefold()
    fitting = [
        one
        for one in data.returns
        if one.year == year
        and (not one.places or any(place.casefold() in where for place in one.places))
    ]
    return max([normal, *fitting], key=lambda one: one.due_on)


def after(day: date, period: Period) -> date:
    """The last day of a period that is counted from `day`."""
    if period.unit is Unit.DAYS:
        return day + timedelta(days=period.number)
    months = period.number * (12 if period.unit is Unit.YEARS else 1)
    years, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def last_moment(day: date) -> datetime:
    """The last second of an Indian day, aware, UTC."""
    return datetime.combine(day, time(23, 59, 59), IST).astimezone(UTC)


def _due_of(rule: Rule, books: BooksOfYear, data: LegalData) -> ReturnDue | None:
    if rule.period.start is not Start.ANNUAL_RETURN_DUE:
        return None
    return annual_return_due(books.year, books.address, data)


def _start_day(start: Start, books: BooksOfYear) -> date | None:
    """The day of the event; None when it has not happened."""
    _, last = year_bounds(books.year)
    closed = indian_day(books.closed_at) if books.closed_at is not None else None
    if start is Start.YEAR_END:
        return last
    if start is Start.PROCESSED:  # the youngest record of the year
        return last if closed is None else min(last, closed)
    return closed if start is Start.ACCOUNT_CLOSED else None


def _could_close(rule: Rule) -> bool:
    return rule.period.start is Start.ACCOUNT_CLOSED


def _year_had_begun(rule: Rule, start: date, books: BooksOfYear) -> bool:
    """False for a year that began after Kassapos stopped recording: there is nothing of it to keep."""
    first, _ = year_bounds(books.year)
    return rule.keeper is Keeper.YOU or start >= first


def _lengthened(usual: Keeping, case: Proceedings, period: Period) -> Keeping:
    if case.ended_on is None:
        return Keeping(usual.rule, None, usual.counted_from, "proceedings_running", usual.due)
    until = after(case.ended_on, period)
    if usual.until is None or until <= usual.until:
        return usual
    return Keeping(usual.rule, until, case.ended_on, "proceedings", usual.due)
