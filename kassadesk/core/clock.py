"""Now and today, in one place that tests can replace; and the Indian financial year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

IST = timezone(timedelta(hours=5, minutes=30), "IST")
"""Indian Standard Time: no summer time, so a fixed offset is exact."""

Clock = Callable[[], datetime]
"""Gives the present moment as an aware UTC datetime."""


def utc_now() -> datetime:
    """The present moment, aware, UTC."""
    return datetime.now(UTC)


def indian_day(moment: datetime) -> date:
    """The calendar day in India at that moment."""
    return moment.astimezone(IST).date()


def financial_year(day: date) -> str:
    """The Indian financial year a day falls in, like "2026-27" (1 April to 31 March)."""
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}-{(first + 1) % 100:02d}"


def year_bounds(year: str) -> tuple[date, date]:
    """First and last day of a financial year given like "2026-27"."""
    first = int(year[:4])
    return date(first, 4, 1), date(first + 1, 3, 31)


def years_between(first_day: date, last_day: date) -> tuple[str, ...]:
    """Every financial year from the one of `first_day` to the one of `last_day`, newest first."""
    first, last = int(financial_year(first_day)[:4]), int(financial_year(last_day)[:4])
    return tuple(f"{year}-{(year + 1) % 100:02d}" for year in range(last, first - 1, -1))
