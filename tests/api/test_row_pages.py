"""A table read to its end is proven: each way a server could cheat or stumble is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from kassadesk.api.row_calls import OpenQuery, Page
from kassadesk.api.row_pages import ChainCheck
from kassadesk.core.canonical import page_digest, row_bytes
from kassadesk.core.columns import columns_of
from kassadesk.core.errors import BadAnswer
from kassadesk.core.rows import Resource, Row

AT = datetime(2026, 6, 3, 4, 44, tzinfo=UTC)
COLUMNS = columns_of(Resource.USAGE_EVENTS)
QUERY = OpenQuery("qry_1", "snp_1", Resource.USAGE_EVENTS, 5, {}, AT, "c0")


def row(number: int) -> Row:
    return (f"evt_{number}", AT, "Billing", "opened", "1.0", "dev_1", None, f"நிரல் {number}")


def honest(pages: list[list[Row]]) -> list[Page]:
    """The pages of a server that tells the truth."""
    made: list[Page] = []
    digest, start = "", 0
    for seq, rows in enumerate(pages):
        before = digest
        digest = page_digest(before, (row_bytes(one, COLUMNS) for one in rows))
        last = seq == len(pages) - 1
        made.append(
            Page(
                query_id="qry_1",
                snapshot_id="snp_1",
                total_count=sum(map(len, pages)),
                start=start,
                count=len(rows),
                rows=rows,
                seq=seq,
                next=None if last else f"c{seq + 1}",
                page_digest=digest,
                prev_digest=before or None,
                snapshot_digest=digest if last else None,
                replaced=0,
            )
        )
        start += len(rows)
    return made


FIVE = [[row(1), row(2)], [row(3), row(4)], [row(5)]]


def read(pages: list[Page], query: OpenQuery = QUERY) -> ChainCheck:
    check = ChainCheck(query)
    for page in pages:
        check.take(page)
    return check


def test_honest_pages_pass() -> None:
    assert read(honest(FIVE)).rows == 5


def test_query_without_rows_is_one_empty_page() -> None:
    assert read(honest([[]]), replace(QUERY, total_count=0)).rows == 0


CHEATS: list[tuple[str, int, dict[str, Any], str]] = [
    ("a cell altered", 1, {"rows": [row(3), row(9)]}, "page_digest"),
    ("two rows swapped", 1, {"rows": [row(4), row(3)]}, "page_digest"),
    ("a row left out", 1, {"rows": [row(3)]}, "row_count"),
    ("a row left out and the count with it", 1, {"rows": [row(3)], "count": 1}, "page_digest"),
    ("a row twice in a page", 1, {"rows": [row(3), row(3)]}, "row_repeated"),
    ("a row of the page before", 1, {"rows": [row(2), row(3)]}, "row_repeated"),
    ("a page skipped", 1, {"seq": 2}, "page_order"),
    ("another start", 1, {"start": 3}, "page_order"),
    ("another chain", 1, {"prev_digest": "0" * 64}, "page_chain"),
    ("no chain", 1, {"prev_digest": None}, "page_chain"),
    ("another digest", 1, {"page_digest": "0" * 64}, "page_digest"),
    ("no digest", 1, {"page_digest": None}, "page_digest"),
    ("another total", 1, {"total_count": 6}, "row_count"),
    ("another query", 1, {"query_id": "qry_2"}, "other_query"),
    ("another snapshot", 1, {"snapshot_id": "snp_2"}, "other_query"),
    ("the cursor of before", 1, {"next": "c1"}, "cursor_loop"),
    ("an early end", 1, {"next": None}, "row_count"),
    ("no word at the end", 2, {"snapshot_digest": None}, "snapshot_digest"),
    ("another word at the end", 2, {"snapshot_digest": "0" * 64}, "snapshot_digest"),
]


@pytest.mark.parametrize(
    ("place", "change", "what"),
    [cheat[1:] for cheat in CHEATS],
    ids=[cheat[0] for cheat in CHEATS],
)
def test_found(place: int, change: dict[str, Any], what: str) -> None:
    pages = honest(FIVE)
    pages[place] = replace(pages[place], **change)

    with pytest.raises(BadAnswer) as found:
        read(pages)

    assert found.value.what == what


def test_page_given_twice_is_found() -> None:
    pages = honest(FIVE)

    with pytest.raises(BadAnswer):
        read([pages[0], pages[0]])


def test_empty_page_with_a_next_one_is_found() -> None:
    pages = honest([[row(1)], [], [row(2)]])

    with pytest.raises(BadAnswer) as found:
        read(pages, replace(QUERY, total_count=2))

    assert found.value.what == "cursor_loop"


def test_more_rows_than_counted_are_found() -> None:
    pages = [replace(page, total_count=4) for page in honest(FIVE)]

    with pytest.raises(BadAnswer) as found:
        read(pages, replace(QUERY, total_count=4))

    assert found.value.what == "row_count"
