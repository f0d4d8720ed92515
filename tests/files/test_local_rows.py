"""An opened sheet answers like the server: filter, sort, search, totals; exact values back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kassadesk.core.clock import financial_year, indian_day
from kassadesk.core.columns import columns_of
from kassadesk.core.rows import Resource, Row, RowFilter, RowQuery
from kassadesk.core.work import Cancelled
from kassadesk.files.local_rows import LocalRows
from kassadesk.files.local_table import ROWS_FILE, SEARCHED, LocalTable
from kassadesk.files.row_words import build_index, folded
from tests.files.shop_rows import bills, opt_in_events

ROWS = list(bills(8_000))


SEARCHED_AT = [
    at for at, one in enumerate(columns_of(Resource.TRANSACTIONS)) if one.kind in SEARCHED
]


def written(
    room: Path, resource: Resource, rows: Sequence[Row], *, indexed: bool = True
) -> LocalRows:
    """The rows in a private folder, as the reading process leaves them."""
    base = sqlite3.connect(room / ROWS_FILE)
    table = LocalTable(base, room, 0, resource)
    for start in range(0, len(rows), 700):
        table.add(rows[start : start + 700])
    table.finish()
    base.commit()
    base.close()
    if indexed:
        build_index(room, ROWS_FILE, 0)
    return LocalRows(room, table.held())


@pytest.fixture(scope="module", params=["oldest first", "newest first"])
def source(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LocalRows]:
    rows = ROWS if request.param == "oldest first" else ROWS[::-1]
    local = written(tmp_path_factory.mktemp("room"), Resource.TRANSACTIONS, rows)
    yield local
    local.close()


def all_of(source: LocalRows, query: RowQuery) -> list[Row]:
    return list(source.page(query, 0, 100_000))


def day_of(row: Row) -> date:
    assert isinstance(row[1], datetime)
    return indian_day(row[1])


def test_without_a_wish_the_newest_come_first_and_equal_what_was_added(source: LocalRows) -> None:
    query = RowQuery(Resource.TRANSACTIONS)
    assert all_of(source, query) == list(reversed(ROWS))
    summary = source.summary(query)
    assert summary.count == len(ROWS)
    assert summary.totals["total_paise"] == sum(int(str(row[15])) for row in ROWS)


@pytest.mark.parametrize(
    ("where", "fits"),
    [
        (
            RowFilter(financial_year="2026-27"),
            lambda row: financial_year(day_of(row)) == "2026-27",
        ),
        (
            RowFilter(date_from=date(2026, 4, 3), date_to=date(2026, 4, 9)),
            lambda row: date(2026, 4, 3) <= day_of(row) <= date(2026, 4, 9),
        ),
        (RowFilter(payment_mode="upi"), lambda row: row[10] == "upi"),
        (RowFilter(outlet="out_2"), lambda row: row[3] == "out_2"),
        (
            RowFilter(amount_from=-5_000_000, amount_to=0),
            lambda row: -5_000_000 <= row[15] <= 0,
        ),
        (RowFilter(search="டீ கடை"), lambda row: row[5] == "கண்ணன் டீ கடை"),
        (RowFilter(search="MEENA"), lambda row: row[5] == "Meena Stores"),
        (RowFilter(search="no such words"), lambda row: False),
    ],
)
def test_each_filter_gives_the_rows_that_fit_and_their_totals(
    source: LocalRows, where: RowFilter, fits: object
) -> None:
    assert callable(fits)
    query = RowQuery(Resource.TRANSACTIONS, where, sort="billed_at", descending=False)
    wanted = [row for row in ROWS if fits(row)]
    assert all_of(source, query) == wanted
    total = source.summary(query).totals["total_paise"]
    assert total == sum(int(str(row[15])) for row in wanted)


def test_sorting_goes_both_ways_and_pages_fit_together(source: LocalRows) -> None:
    query = RowQuery(Resource.TRANSACTIONS, sort="total_paise", descending=False)
    pages = [row for start in range(0, 1000, 90) for row in source.page(query, start, 90)][:1000]
    assert pages == sorted(ROWS, key=lambda row: (row[15], row[0]))[:1000]
    down = source.page(RowQuery(Resource.TRANSACTIONS, sort="total_paise"), 0, 5)
    assert down[0][15] == max(int(str(row[15])) for row in ROWS)
    assert source.page(query, 7_999, 50) == all_of(source, query)[-1:]


def test_a_long_question_can_be_cancelled(source: LocalRows) -> None:
    class Stopped:
        def report(self, done: int, total: int, step: str = "") -> None: ...

        def check(self) -> None:
            raise Cancelled

    query = RowQuery(Resource.TRANSACTIONS, RowFilter(search="zq"))
    with pytest.raises(Cancelled):
        source.summary(query, Stopped())
    assert source.summary(query).count == 0


def test_odd_cells_of_an_edited_file_are_kept_as_they_are(tmp_path: Path) -> None:
    (first,) = opt_in_events(1)
    odd: Row = ("\ud800", 10**30, None, "yesterday", True)
    rows = written(tmp_path, Resource.CONSENT_EVENTS, [(*first, "one cell too many"), odd])
    found = all_of(rows, RowQuery(Resource.CONSENT_EVENTS, sort="opt_in_id", descending=False))
    assert first in found
    (edited,) = [row for row in found if row != first]
    assert (edited[0], edited[1], edited[3]) == ("\ud800", str(10**30), "yesterday")
    rows.close()


def test_texts_with_the_signs_used_between_texts_are_found_all_the_same(tmp_path: Path) -> None:
    rows = [(f"ev\x1e{n}", *row[1:]) for n, row in enumerate(opt_in_events(5))]
    local = written(tmp_path, Resource.CONSENT_EVENTS, rows)
    query = RowQuery(Resource.CONSENT_EVENTS, RowFilter(search="ev\x1e3"))
    assert [row[0] for row in all_of(local, query)] == ["ev\x1e3"]
    local.close()


def test_closing_ends_a_question_that_is_being_answered(tmp_path: Path) -> None:
    local = written(tmp_path, Resource.CONSENT_EVENTS, list(opt_in_events(5)))
    local.close()
    with pytest.raises(sqlite3.ProgrammingError):
        local.summary(RowQuery(Resource.CONSENT_EVENTS, RowFilter(search="settings")))


@pytest.mark.parametrize("indexed", [True, False])
@given(texts=st.lists(st.text('abAB\x00\x1e\n "é₹டீகİßǅ', max_size=6), min_size=1, max_size=9))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_search_finds_exactly_the_rows_whose_words_hold_the_text(
    tmp_path_factory: pytest.TempPathFactory, indexed: bool, texts: list[str]
) -> None:
    (pattern,) = opt_in_events(1)
    rows: list[Row] = [(text, *(None for _ in pattern[1:])) for text in texts]
    room = tmp_path_factory.mktemp("room")
    local = written(room, Resource.CONSENT_EVENTS, rows, indexed=indexed)
    assert local.indexed is indexed
    for wanted in texts:
        query = RowQuery(Resource.CONSENT_EVENTS, RowFilter(search=wanted))
        found = [row[0] or "" for row in all_of(local, query)]
        looked_for = folded(wanted.strip())
        assert sorted(map(str, found)) == sorted(
            text for text in texts if not looked_for or looked_for in folded(text)
        )
    local.close()


def test_common_and_rare_words_are_found_on_both_sides_of_a_piece(source: LocalRows) -> None:
    for text in ("upi", "cash", "meena", "7999", "1999", "2000", "2001"):
        query = RowQuery(Resource.TRANSACTIONS, RowFilter(search=text), "billed_at", False)
        held = [row for row in ROWS if any(text in str(row[at]).casefold() for at in SEARCHED_AT)]
        assert all_of(source, query) == held
        assert held
