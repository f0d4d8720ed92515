"""What is missing is told before: an earlier copy and a later export together hold everything, or not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kassadesk.core.earlier_copies import not_whole_in
from kassadesk.core.exports import EarlierCopy
from kassadesk.core.held import CategoryId

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
BILLS, CONTACT = CategoryId.BILLING, CategoryId.CONTACT


def copy(**more: object) -> EarlierCopy:
    return EarlierCopy("snp_1", NOW, "mer_1", **more)  # type: ignore[arg-type]


def test_a_whole_copy_lacks_nothing() -> None:
    assert not_whole_in(copy(), frozenset(CategoryId)) == ()


def test_kinds_that_the_copy_does_not_hold_are_named() -> None:
    assert not_whole_in(copy(categories=(CONTACT,)), frozenset({CONTACT, BILLS})) == (BILLS,)
    assert not_whole_in(copy(categories=(CONTACT,)), frozenset({CONTACT})) == ()


@pytest.mark.parametrize(
    ("from_year", "to_year", "lacking"),
    [
        (None, None, (BILLS,)),
        ("2025-26", None, (BILLS,)),
        ("2024-25", "2026-27", (BILLS,)),
        ("2025-26", "2026-27", ()),
        ("2026-27", "2026-27", ()),
    ],
)
def test_years_that_the_copy_does_not_hold_make_bills_lack(
    from_year: str | None, to_year: str | None, lacking: tuple[CategoryId, ...]
) -> None:
    held = copy(from_year="2025-26", to_year="2026-27")
    assert not_whole_in(held, frozenset({BILLS}), from_year, to_year) == lacking
    assert not_whole_in(held, frozenset({CONTACT}), from_year, to_year) == ()


def test_a_masked_copy_holds_nothing_to_go_on_from() -> None:
    assert not_whole_in(copy(masked=True), frozenset({CONTACT})) == (CONTACT,)
