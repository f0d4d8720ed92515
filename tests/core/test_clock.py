"""Indian days and financial years."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kassadesk.core.clock import financial_year, indian_day, year_bounds


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 3, 31), "2025-26"),
        (date(2026, 4, 1), "2026-27"),
        (date(1999, 12, 31), "1999-00"),
    ],
)
def test_the_financial_year_turns_on_the_first_of_april(day: date, year: str) -> None:
    assert financial_year(day) == year


def test_a_year_begins_and_ends_inside_itself() -> None:
    first, last = year_bounds("2026-27")
    assert (first, last) == (date(2026, 4, 1), date(2027, 3, 31))
    assert financial_year(first) == financial_year(last) == "2026-27"


def test_an_evening_in_utc_is_the_next_day_in_india() -> None:
    assert indian_day(datetime(2026, 3, 31, 20, 0, tzinfo=UTC)) == date(2026, 4, 1)
