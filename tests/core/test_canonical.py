"""The byte form of rows against vectors made apart from this code, and the chain over pages."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from kassadesk.core.canonical import PageChain, page_digest, row_bytes
from kassadesk.core.rows import Cell, Column, Kind

VECTORS: dict[str, Any] = json.loads(
    Path(__file__).parents[1].joinpath("wire", "row_digests.json").read_text(encoding="utf-8")
)


def typed(kind: str, raw: Any) -> Cell:
    if raw is None or not isinstance(raw, str):
        return raw
    if kind == "time":
        return datetime.fromisoformat(raw)
    return date.fromisoformat(raw) if kind == "day" else raw


def line(vector: dict[str, Any]) -> bytes:
    columns = [Column(f"c{i}", Kind(kind)) for i, kind in enumerate(vector["kinds"])]
    return row_bytes(
        [typed(k, v) for k, v in zip(vector["kinds"], vector["row"], strict=True)], columns
    )


@pytest.mark.parametrize("vector", VECTORS["rows"], ids=lambda vector: vector["name"])
def test_row_has_the_bytes_of_the_contract(vector: dict[str, Any]) -> None:
    assert line(vector).hex() == vector["bytes_hex"]
    assert hashlib.sha256(line(vector)).hexdigest() == vector["sha256"]


def test_time_in_another_zone_has_the_same_bytes() -> None:
    column = [Column("at", Kind.TIME)]
    utc = datetime(2026, 6, 3, 4, 44, tzinfo=UTC)
    indian = utc.astimezone(timezone(timedelta(hours=5, minutes=30)))

    assert row_bytes([utc], column) == row_bytes([indian], column) == b'["2026-06-03T04:44:00Z"]\n'


def test_row_of_another_width_is_refused() -> None:
    with pytest.raises(ValueError, match="2 cells for 1 columns"):
        row_bytes(["a", "b"], [Column("a", Kind.TEXT)])


@pytest.mark.parametrize("rows", [0, 1, 2, 3, 4, 7])
def test_rows_fed_one_by_one_give_the_digest_of_their_pages(rows: int) -> None:
    lines = [f'["{number}"]\n'.encode() for number in range(rows)]
    by_page, digest = [lines[i : i + 3] for i in range(0, rows, 3)] or [[]], ""
    for page in by_page:
        digest = page_digest(digest, page)

    chain = PageChain(page_rows=3)
    for one in lines:
        chain.add(one)

    assert chain.digest() == digest
    assert chain.rows == rows


def test_order_and_page_size_are_part_of_the_digest() -> None:
    def digest(names: str, page_rows: int) -> str:
        chain = PageChain(page_rows)
        for name in names:
            chain.add(f'["{name}"]\n'.encode())
        return chain.digest()

    assert len({digest("abcd", 2), digest("abdc", 2), digest("abcd", 3), digest("abc", 2)}) == 4


@pytest.mark.parametrize("vector", VECTORS["chains"], ids=lambda vector: vector["name"])
def test_pages_chain_to_the_digests_of_the_contract(vector: dict[str, Any]) -> None:
    rows = [line({"kinds": vector["kinds"], "row": row}) for row in vector["rows"]]
    size = vector["page_rows"]
    digests, previous = [], ""
    for page in [rows[i : i + size] for i in range(0, len(rows), size)] or [[]]:
        previous = page_digest(previous, page)
        digests.append(previous)
    chain = PageChain(size)
    for one in rows:
        chain.add(one)

    assert digests == vector["page_digests"]
    assert chain.digest() == vector["snapshot_digest"]
