"""The export that the benchmarks of reading open: the bills of the large sample shop, signed.

The rows are those of the sandbox's own shop, made without its server, so the file is the one that an
export writes; only the signature is by a key of the tests.

    python -m tests.bench.review_file FILE.xlsx [transactions]
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from kassadesk.core.canonical import PageChain, row_lines, time_text
from kassadesk.core.columns import columns_of
from kassadesk.core.exports import SheetPlan, SignedManifest
from kassadesk.core.rows import Resource, Row
from kassadesk.core.work import QUIET
from kassadesk.files.atomic import write_file
from kassadesk.files.ledger import Ledger, Proof
from kassadesk.files.xlsx_file import XlsxFile
from kassadesk.sandbox.world.world import open_world
from tests.files.export_making import AS_OF, KEY, KEY_ID, PRIVATE, about, text64
from tests.files.shop_rows import plan

FULL = 1_248_306
TODAY = date(2026, 6, 3)
COLUMNS = columns_of(Resource.TRANSACTIONS)
_PIECE = 1_000
_TIME = 1


def pages_by_year(transactions: int) -> Iterator[tuple[SheetPlan, Iterator[list[Row]]]]:
    """The bills of each financial year, newest first, a thousand at a time."""
    world = open_world("meenakshi", TODAY, transactions)
    table = world.table(Resource.TRANSACTIONS)
    first = 0
    for year, count in world.bills_by_year().items():
        numbers = range(first, first + count)[::-1]
        first += count
        yield (
            plan(f"Bills FY {year}", Resource.TRANSACTIONS, year),
            (
                [_typed(row) for row in table.rows(numbers[at : at + _PIECE])]
                for at in range(0, count, _PIECE)
            ),
        )


def _typed(row: Sequence[Any]) -> Row:
    return (*row[:_TIME], datetime.fromisoformat(row[_TIME]), *row[_TIME + 1 :])


def write_export_of(target: Path, transactions: int) -> int:
    """Write it; how many rows it has."""
    ledger = Ledger()
    chains: list[tuple[SheetPlan, PageChain]] = []

    def fill(out: BinaryIO, room: Path) -> None:
        with XlsxFile(out, room, ledger, QUIET) as book:
            for place, (one, pages) in enumerate(pages_by_year(transactions)):
                chain = PageChain(_PIECE)
                chains.append((one, chain))
                book.begin(one, place)
                for page in pages:
                    lines = row_lines(page, COLUMNS)
                    chain.add_all(lines)
                    book.add_all(page, lines)
            book.finish(Proof(about(), _signed(chains), KEY))

    write_file(target, fill, may_replace=True)
    return sum(chain.rows for _, chain in chains)


def _signed(chains: Sequence[tuple[SheetPlan, PageChain]]) -> SignedManifest:
    parts = [
        {
            "resource": one.resource.value,
            "query": {"financial_year": one.year},
            "columns": [column.key for column in COLUMNS],
            "page_rows": chain.page_rows,
            "rows": chain.rows,
            "digest": chain.digest(),
        }
        for one, chain in chains
    ]
    raw = json.dumps(
        {
            "contract": "1", "snapshot_id": "snap_1", "merchant_id": "mer_1",
            "shop_name": "Meenakshi", "as_of": time_text(AS_OF), "schema_version": "1",
            "parts": parts,
        }
    ).encode()  # fmt: skip
    signature = text64(PRIVATE.sign(raw))
    return SignedManifest("snap_1", "mer_1", AS_OF, "1", (), KEY_ID, signature, raw)


if __name__ == "__main__":
    target, *count = sys.argv[1:]
    print(write_export_of(Path(target), int(count[0]) if count else FULL), "rows")
