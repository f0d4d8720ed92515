"""The billing table is the same everywhere, adds up, and is as nasty as life."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest
from stdnum.in_ import gstin

from kassadesk.core.rows import Resource
from kassadesk.sandbox.world import World, open_world, shop_day
from kassadesk.sandbox.world.tables import COLUMNS, Where

DAY = date(2026, 11, 23)
KEYS = COLUMNS[Resource.TRANSACTIONS]


def bills(world: World) -> list[dict[str, Any]]:
    """Every bill, oldest first."""
    table = world.table(Resource.TRANSACTIONS)
    return [dict(zip(KEYS, row, strict=True)) for row in table.rows(range(table.count))]


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return bills(open_world("kaveri", DAY, 2000))


def test_the_same_shop_day_and_number_give_the_same_rows_in_every_process() -> None:
    table = open_world("kaveri", DAY, 2000).table(Resource.TRANSACTIONS)
    digest = hashlib.sha256(json.dumps(table.rows(range(2000))).encode("ascii")).hexdigest()
    # Recorded once; a change here means that every export of the sample shop differs from older ones.
    assert digest == "b43cce15eb93d8de084267911c02260b4d55efb38dee883fe2c70bf32914d89b"


def test_another_shop_has_other_rows(rows: list[dict[str, Any]]) -> None:
    other = bills(open_world("meenakshi", DAY, 2000))
    assert [row["total_paise"] for row in rows] != [row["total_paise"] for row in other]


def test_every_bill_adds_up_and_only_refunds_are_negative(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        assert row["taxable_paise"] + row["gst_paise"] == row["total_paise"]
        exact = abs(row["taxable_paise"]) * row["gst_rate_bp"]
        assert abs(abs(row["gst_paise"]) * 10000 - exact) <= 5000
        assert (row["kind"] == "refund") == (row["total_paise"] < 0)
    assert any(row["kind"] == "refund" for row in rows)


def test_times_and_ids_rise_strictly_and_end_on_the_morning_of_today(
    rows: list[dict[str, Any]],
) -> None:
    times = [row["billed_at"] for row in rows]
    assert all(a < b for a, b in pairwise(times))
    ids = [row["transaction_id"] for row in rows]
    assert ids == sorted(set(ids))
    assert "2026-11-23T01:30:00Z" <= times[-1] <= "2026-11-23T04:43:00Z"


def test_the_nasty_texts_are_all_there(rows: list[dict[str, Any]]) -> None:
    names = {row["customer_name"] for row in rows}
    notes = {row["note"] for row in rows}
    references = {row["payment_reference"] for row in rows}
    assert {"=HYPERLINK(", "+91 Traders", "@home Kitchen", "-Minus Mart", "முருகன்", None} <= names
    assert any("🪔" in (name or "") for name in names)
    assert any("\u202e" in (name or "") for name in names)
    assert any(len(note or "") > 1900 for note in notes)
    assert any(len(ref or "") == 16 and ref.isdigit() for ref in references if ref)
    assert any(ref.startswith("0") and ref.isdigit() for ref in references if ref)
    assert {row["hsn"] for row in rows} >= {"0402", "09021010", "0000"}


def test_all_text_is_nfc_without_control_characters(rows: list[dict[str, Any]]) -> None:
    texts = [value for row in rows for value in row.values() if isinstance(value, str)]
    for text in texts:
        assert unicodedata.is_normalized("NFC", text)
        assert not any(ord(character) < 32 or ord(character) == 127 for character in text)


def test_gstins_are_well_formed_but_for_the_planted_ones(rows: list[dict[str, Any]]) -> None:
    wrong = {r["customer_gstin"] for r in rows if r["customer_gstin"]} - {
        r["customer_gstin"]
        for r in rows
        if r["customer_gstin"] and gstin.is_valid(r["customer_gstin"])
    }
    assert wrong == {"33AAAPD0001D1ZX"}
    outlets = open_world("kaveri", DAY).me()["outlets"]
    assert [gstin.is_valid(outlet["gstin"]) for outlet in outlets] == [True, False]
    outlets = open_world("meenakshi", DAY).me()["outlets"]
    assert [gstin.is_valid(outlet["gstin"]) for outlet in outlets] == [True, True]


def test_the_large_shop_has_exactly_its_bills_by_year_and_reads_any_row_at_once() -> None:
    world = open_world("meenakshi", DAY)
    assert world.bills_by_year() == {
        "2021-22": 148210,
        "2022-23": 196354,
        "2023-24": 231907,
        "2024-25": 248662,
        "2025-26": 261489,
        "2026-27": 161684,
    }
    table = world.table(Resource.TRANSACTIONS)
    assert table.count == 1248306
    assert table.rows([1248305])[0][2] == "MS-1248306"
    assert table.rows([0])[0][1] == table.rows(range(3))[0][1]


def test_sums_over_a_run_of_rows_equal_the_rows_added_one_by_one() -> None:
    table = open_world("meenakshi", DAY).table(Resource.TRANSACTIONS)
    for run in (range(0, 1), range(16380, 16383), range(40000, 57123), range(7, 7)):
        rows = table.rows(run)
        place = KEYS.index("total_paise")
        assert table.totals(run)["total_paise"] == sum(int(row[place] or 0) for row in rows)
        assert table.totals(list(run)) == table.totals(run)


def test_a_year_asked_for_is_a_run_of_rows_and_not_a_search() -> None:
    table = open_world("meenakshi", DAY).table(Resource.TRANSACTIONS)
    april_2024, april_2025 = 1711909800, 1743445800  # midnight in India
    found = table.chosen(Where(from_epoch=april_2024, until_epoch=april_2025))
    assert isinstance(found, range)
    assert len(found) == 248662
    first, last = table.rows([found[0]])[0], table.rows([found[-1]])[0]
    assert str(first[1]) >= "2024-03-31T18:30:00Z"
    assert str(last[1]) < "2025-03-31T18:30:00Z"


@pytest.mark.parametrize("number", [0, 1, 2, 7, 500])
def test_any_number_of_bills_can_be_asked_for(number: int) -> None:
    world = open_world("kaveri", DAY, number)
    found = bills(world)
    assert len(found) == number == sum(world.bills_by_year().values())
    times = [row["billed_at"] for row in found]
    assert times == sorted(set(times))
    if number:
        assert times[-1].startswith("2026-11-23")


@pytest.mark.parametrize("day", [date(2027, 4, 1), date(2028, 2, 29), date(2027, 3, 31)])
def test_every_day_is_a_possible_today(day: date) -> None:
    world = open_world("kaveri", day, 3000)
    found = bills(world)
    assert len(found) == 3000 == sum(world.bills_by_year().values())
    assert found[-1]["billed_at"].startswith(day.isoformat())
    assert len(world.bills_by_year()) <= 6


def test_no_bill_is_younger_than_the_clock() -> None:
    early = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 06:30 in India, the shop is closed
    assert shop_day(early) == date(2026, 11, 22)
    assert shop_day(datetime(2026, 11, 23, 12, 0, tzinfo=UTC)) == DAY


def test_an_unknown_shop_is_refused() -> None:
    with pytest.raises(KeyError):
        open_world("nobody", DAY)
