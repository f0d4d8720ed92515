"""What of a year is in a verified copy on this PC, where law and Kassapos leave a gap, what to do.

The dates are those of `tests.services.test_keep_until`, where each has its source.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kassadesk.core.exports import PastExport
from kassadesk.core.held import CategoryId
from kassadesk.core.keep_calendar import CopyState, ToDo, calendar_of, copied_until
from kassadesk.core.keep_until import Proceedings
from kassadesk.services.laws import legal_data
from tests.past_exports import past_export

NOW = datetime(2026, 11, 23, 4, 44, tzinfo=UTC)
TRICHY = "14 Bharathi Street, Tiruchirappalli"


def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 6, tzinfo=UTC)


def export(when: datetime, **other: object) -> PastExport:
    """A copy whose snapshot was taken as it was made."""
    return past_export(when, **{"as_of": when, **other})


def test_the_calendar_of_the_picture() -> None:
    """Opened in FY 2021-22, a whole copy of 14 Jun 2026, today 23 Nov 2026."""
    calendar = calendar_of(date(2022, 2, 14), NOW, TRICHY, [export(at(2026, 6, 14))], legal_data())
    told = [(one.year, one.until, one.copy, one.gap_days) for one in calendar.years]
    whole, part = CopyState.WHOLE, CopyState.PART
    assert told == [
        ("2021-22", date(2028, 12, 31), whole, 0),
        ("2022-23", date(2029, 12, 31), whole, 0),
        ("2023-24", date(2030, 12, 31), whole, 0),
        ("2024-25", date(2031, 12, 31), whole, 0),
        ("2025-26", date(2032, 12, 31), whole, 0),
        # Law: 31 Mar 2034. Kassapos: 23 Nov 2033. 7 + 31 + 31 + 28 + 31 days
        ("2026-27", date(2034, 3, 31), part, 128),
    ]
    assert calendar.deleted_on == date(2033, 11, 23)
    assert calendar.whole_copies == 5
    assert [one.to_do for one in calendar.years[-2:]] == [ToDo.NOTHING, ToDo.COPY_AFTER_YEAR]


@pytest.mark.parametrize(
    ("other", "copy"),
    [
        ({}, CopyState.WHOLE),
        ({"masked": True}, CopyState.NONE),
        ({"check": "changed"}, CopyState.NONE),
        ({"check": "not_found"}, CopyState.NONE),
        ({"categories": (CategoryId.CONTACT,)}, CopyState.NONE),
        ({"categories": (CategoryId.BILLING,)}, CopyState.WHOLE),
        ({"from_year": "2026-27"}, CopyState.NONE),
        ({"to_year": "2024-25"}, CopyState.NONE),
        ({"from_year": "2025-26", "to_year": "2025-26"}, CopyState.WHOLE),
        # made on the last day of the year: what was billed later that day is not in it
        ({"as_of": at(2026, 3, 31)}, CopyState.PART),
        ({"as_of": at(2026, 4, 1)}, CopyState.WHOLE),
        # made before the year began
        ({"as_of": at(2025, 3, 31)}, CopyState.NONE),
    ],
)
def test_a_year_is_whole_only_in_a_verified_export_made_after_its_end(
    other: dict[str, object], copy: CopyState
) -> None:
    made = export(at(2026, 6, 14), **other)
    calendar = calendar_of(date(2025, 4, 2), NOW, TRICHY, [made], legal_data())
    assert calendar.years[0].year == "2025-26"
    assert calendar.years[0].copy is copy
    assert calendar.years[0].to_do is (ToDo.NOTHING if copy is CopyState.WHOLE else ToDo.COPY_NOW)


def test_an_export_of_what_is_new_counts_only_on_top_of_what_came_before() -> None:
    first = export(at(2025, 12, 1))
    second = export(at(2026, 6, 1), since=at(2025, 12, 1))
    assert copied_until("2025-26", [second, first]) == at(2026, 6, 1)
    # without the first there is a hole
    assert copied_until("2025-26", [second]) is None
    # the first was changed by somebody: again a hole
    assert copied_until("2025-26", [second, replace(first, check="changed")]) is None
    # a hole between both
    late = replace(second, since=at(2026, 2, 1))
    assert copied_until("2025-26", [late, first]) == at(2025, 12, 1)
    # it goes on from before the year began: whole by itself
    assert copied_until("2026-27", [second]) == at(2026, 6, 1)


def test_an_appeal_that_runs_leaves_a_year_without_an_end() -> None:
    appeal = {"2024-25": (Proceedings("gst_books"),)}
    calendar = calendar_of(date(2024, 5, 1), NOW, TRICHY, [], legal_data(), appeal)
    assert [one.until for one in calendar.years] == [None, date(2032, 12, 31), date(2034, 3, 31)]
    assert calendar.years[0].gap_days == 0  # not known is not a number


def test_a_shop_that_opened_today_has_one_year_and_no_copy() -> None:
    calendar = calendar_of(date(2026, 11, 23), NOW, "", [], legal_data())
    assert [one.year for one in calendar.years] == ["2026-27"]
    assert calendar.last_copy is None
    assert [one.year for one in calendar.gaps] == ["2026-27"]
