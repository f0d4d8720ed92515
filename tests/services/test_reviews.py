"""Reviewing a file needs no sign-in: its sheets, its rows, its verdict."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from kassadesk.core.errors import UnreadableExport
from kassadesk.core.exports import Verdict
from kassadesk.core.rows import Resource, RowFilter, RowQuery
from kassadesk.core.work import Cancelled
from kassadesk.files.known_keys import KnownKeys
from kassadesk.services.reviews import ReviewService
from tests.files.export_making import KEY, make
from tests.files.shop_rows import bills, opt_in_events, plan

BILLS = plan("Bills FY 2026-27", Resource.TRANSACTIONS, "2026-27")
OPT_INS = plan("Opt-in history", Resource.CONSENT_EVENTS)
PARTS = [(BILLS, list(bills(120))), (OPT_INS, list(opt_in_events(7)))]


@pytest.fixture
def reviews(tmp_path: Path) -> ReviewService:
    keys = KnownKeys(tmp_path / "own")
    keys.remember([KEY])
    return ReviewService(keys)


@pytest.mark.parametrize("name", ["copy.xlsx", "copy.zip"])
def test_an_opened_file_shows_its_sheets_rows_and_verdict(
    reviews: ReviewService, tmp_path: Path, name: str
) -> None:
    make(tmp_path / name, PARTS)
    review = reviews.open(tmp_path / name)
    assert [(s.name, s.summary.count) for s in review.sheets] == [
        ("Bills FY 2026-27", 120),
        ("Opt-in history", 7),
    ]
    assert review.check.verdict is Verdict.UNCHANGED
    assert dict(review.readme)["Shop"] == "Kaveri Fresh Mart"
    assert review.sheets[0].summary.totals["items"] == sum(int(str(row[8])) for row in bills(120))
    found = review.rows("Bills FY 2026-27").summary(
        RowQuery(Resource.TRANSACTIONS, RowFilter(search="meena"))
    )
    assert found.count == len([row for row in bills(120) if row[5] == "Meena Stores"])
    review.close()


def test_a_changed_file_still_opens_and_says_where(reviews: ReviewService, tmp_path: Path) -> None:
    make(tmp_path / "copy.xlsx", PARTS)
    book = openpyxl.load_workbook(tmp_path / "copy.xlsx")
    book["Bills FY 2026-27"]["F9"] = "Somebody else"
    del book["Opt-in history"]
    book.save(tmp_path / "copy.xlsx")
    book.close()
    review = reviews.open(tmp_path / "copy.xlsx")
    kinds = {
        (found.sheet, found.row, found.column, found.kind) for found in review.check.differences
    }
    assert ("Bills FY 2026-27", 9, "Customer", "cell_changed") in kinds
    assert ("Opt-in history", None, None, "sheet_missing") in kinds
    assert [sheet.name for sheet in review.sheets] == ["Bills FY 2026-27"]
    rows = review.rows("Bills FY 2026-27").page(RowQuery(Resource.TRANSACTIONS), 0, 200)
    assert "Somebody else" in {row[5] for row in rows}
    review.close()


def test_a_file_that_is_no_export_is_told_with_its_place(
    reviews: ReviewService, tmp_path: Path
) -> None:
    (tmp_path / "a.xlsx").write_text("hello")
    with pytest.raises(UnreadableExport) as told:
        reviews.open(tmp_path / "a.xlsx")
    assert (told.value.place, told.value.reason) == (tmp_path / "a.xlsx", "text_file")


def test_opening_can_be_cancelled_in_the_middle(reviews: ReviewService, tmp_path: Path) -> None:
    make(tmp_path / "copy.zip", [(BILLS, list(bills(1500)))])

    class Stopping:
        def __init__(self) -> None:
            self.begun = False

        def report(self, done: int, total: int, step: str = "") -> None:
            self.begun = True
            assert step == "verifying"

        def check(self) -> None:
            if self.begun:
                raise Cancelled

    with pytest.raises(Cancelled):
        reviews.open(tmp_path / "copy.zip", Stopping())
    assert list((tmp_path / "own" / "reading").iterdir()) == []


def test_keys_are_kept_for_ever_and_a_new_key_of_the_same_name_beside_the_old(
    tmp_path: Path,
) -> None:
    keys = KnownKeys(tmp_path)
    keys.remember([KEY])
    other = type(KEY)(KEY.key_id, "A" * 43, KEY.not_before)
    keys.remember([other, KEY])
    assert keys.all() == (KEY, other)
    (tmp_path / "known-keys.json").write_text("[{")
    assert keys.all() == ()
