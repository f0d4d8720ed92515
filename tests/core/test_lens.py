"""What the Lens shows, plain and masked."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kassadesk.core import lens
from kassadesk.core.columns import COLUMNS
from kassadesk.core.lens import MASKED, MASKS, PLAIN
from kassadesk.core.rows import Cell, Column, Kind


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (999, "999"), (1000, "1,000"), (1248306, "12,48,306"), (-5000, "−5,000")],
)
def test_counts_have_indian_groups(number: int, text: str) -> None:
    assert lens.grouped(number) == text


@pytest.mark.parametrize(
    ("paise", "text"),
    [(17121, "₹171.21"), (-64099, "−₹640.99"), (546821947 * 100, "₹54,68,21,947.00"), (5, "₹0.05")],
)
def test_money_shows_rupees_and_puts_the_minus_first(paise: int, text: str) -> None:
    assert lens.money(paise) == text


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_grouping_never_loses_a_digit(number: int) -> None:
    assert lens.grouped(number).replace(",", "").replace("−", "-") == str(number)


def test_times_are_shown_in_indian_time() -> None:
    moment = datetime(2026, 11, 23, 4, 42, tzinfo=UTC)
    assert PLAIN.value(Kind.TIME, moment) == "23-11-2026 10:12"
    assert lens.time_in_words(moment) == "23 Nov 2026, 10:12 AM"
    assert PLAIN.value(Kind.DAY, date(2026, 6, 3)) == "03-06-2026"


def test_bill_numbers_and_references_are_never_grouped() -> None:
    column = Column("bill_number", Kind.REFERENCE)
    assert PLAIN.text(column, "KF-1248306") == "KF-1248306"
    assert PLAIN.text(column, "0012345678901234") == "0012345678901234"


def test_every_kind_has_a_mask() -> None:
    assert set(MASKS) == set(Kind)


@given(kind=st.sampled_from(Kind), first=st.text(), second=st.none() | st.text())
def test_a_mask_tells_nothing_of_value_or_length(kind: Kind, first: Cell, second: Cell) -> None:
    assert MASKED.value(kind, first) == MASKED.value(kind, second) == MASKS[kind]


def test_what_is_not_personal_stays_readable_while_masked() -> None:
    for columns in COLUMNS.values():
        for column in columns:
            if not column.personal:
                assert MASKED.text(column, None) == PLAIN.text(column, None)


def test_counts_are_masked_too() -> None:
    assert MASKED.count(7) == MASKED.count(12_48_306)


def test_a_masked_file_size_tells_nothing_of_the_size() -> None:
    assert MASKED.size(400) == MASKED.size(70_000_000) == lens.MASKED_SIZE
    assert PLAIN.size(422_000) == "412 KB"
