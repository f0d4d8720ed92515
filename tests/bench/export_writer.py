"""The writers alone, side by side with openpyxl write-only and the csv module, in one run.

The rows are the same 12 typed values for all, made on the way; making them counts for everybody.
Ours is the writer as the program uses it: private folder, fingerprints of every row, fsync. The
rivals write plain cells without styles, into a file, and prove nothing.

    python -m tests.bench.export_writer [rows] [rows for the memory comparison]
"""

from __future__ import annotations

import csv
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from kassadesk.core.clock import IST
from kassadesk.core.columns import columns_of
from kassadesk.core.exports import SheetPlan
from kassadesk.core.rows import Kind, Resource, Row
from kassadesk.core.work import QUIET
from tests.bench.measured import run, tell

FULL, SMALL = 1_248_306, 250_000
KEYS = (
    "transaction_id", "billed_at", "bill_number", "outlet", "kind", "customer_name",
    "customer_phone", "items", "payment_mode", "taxable_paise", "gst_rate_bp", "total_paise",
)  # fmt: skip
COLUMNS = tuple(one for one in columns_of(Resource.TRANSACTIONS) if one.key in KEYS)
NAMES = ("Meena R", "கண்ணன் டீ கடை", None, "Rao & Sons", "राम चाय")
BEGIN = datetime(2021, 4, 1, 3, 30, tzinfo=UTC)


def rows(count: int) -> Iterator[Row]:
    """Bills of six years, the same in every run."""
    for number in range(count):
        taxable = number * 7919 % 5_000_000 - (90_000 if number % 13 == 0 else 0)
        yield (
            f"txn_{number:08d}", BEGIN + timedelta(seconds=150 * number), f"{number % 200_000:06d}",
            "out_1" if number % 3 else "out_2", "sale" if number % 13 else "refund",
            NAMES[number % 5], f"+91 98{number:08d}", number % 9, ("cash", "upi", "card")[number % 3],
            taxable, 1800, taxable * 118 // 100,
        )  # fmt: skip


def plain(row: Row) -> list[object]:
    """The same row as other libraries take it."""
    cells: list[object] = []
    for column, cell in zip(COLUMNS, row, strict=True):
        if isinstance(cell, datetime):
            cells.append(cell.astimezone(IST).replace(tzinfo=None))
        elif column.kind is Kind.MONEY and isinstance(cell, int):
            cells.append(cell / 100)
        else:
            cells.append(
                cell / 10_000 if column.kind is Kind.RATE and isinstance(cell, int) else cell
            )
    return cells


def write_ours(target: Path, count: int) -> None:
    """As the program does it."""
    from kassadesk.files.atomic import write_file
    from kassadesk.files.csv_file import CsvFile
    from kassadesk.files.ledger import Ledger, Proof
    from kassadesk.files.xlsx_file import XlsxFile
    from tests.files.export_making import about

    ledger = Ledger()

    def fill(out: BinaryIO, room: Path) -> None:
        kind = XlsxFile if target.suffix == ".xlsx" else CsvFile
        with kind(out, room, ledger, QUIET) as file:
            source, left = rows(count), count
            for place in range(0, count, 1_000_000):
                plan = SheetPlan(f"Bills {place}", Resource.TRANSACTIONS, COLUMNS)
                file.begin(plan, place, min(left, 1_000_000))
                for page in _pages(islice(source, 1_000_000)):
                    file.add_all(page)
                left -= 1_000_000
            file.finish(Proof(about(masked=True), None, None))

    write_file(target, fill)


def _pages(source: Iterator[Row]) -> Iterator[Sequence[Row]]:
    while page := list(islice(source, 1000)):
        yield page


def write_openpyxl(target: Path, count: int) -> None:
    """openpyxl's fastest way."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = None
    for number, row in enumerate(rows(count)):
        if number % 1_000_000 == 0:
            sheet = book.create_sheet()
        sheet.append(plain(row))  # type: ignore[union-attr]
    book.save(target)


def write_csv(target: Path, count: int) -> None:
    """The csv module, not packed."""
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(map(plain, rows(count)))


def keep_rows(target: Path, count: int) -> None:
    """No writer: what the same rows take when they are kept. A control of the measure."""
    target.write_text(str(len(list(rows(count)))))


def child(who: str, count: int) -> None:
    """Write once and tell."""
    write, name = {
        "ours": (write_ours, "t.xlsx"), "openpyxl": (write_openpyxl, "t.xlsx"),
        "ours-csv": (write_ours, "t.zip"), "csv": (write_csv, "t.csv"),
        "kept": (keep_rows, "t.txt"),
    }[who]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, name)
        begin = time.perf_counter()
        write(target, count)
        tell(time.perf_counter() - begin, file_mb=target.stat().st_size / 1e6)


def main(full: int = FULL, small: int = SMALL) -> None:
    """Print the figures with their targets."""
    results = {
        (who, count): run(__name__ if __name__ != "__main__" else "tests.bench.export_writer", who, count)
        for who, count in (
            ("openpyxl", full), ("ours", full), ("ours", small), ("csv", full), ("ours-csv", full),
        )
    }  # fmt: skip
    for (who, count), found in results.items():
        print(
            f"{who:9} {count:9,} rows: {found.seconds:6.1f} s "
            f"(processor {found.cpu_s:6.1f} s), peak {found.peak_mb:5.1f} MB, "
            f"file {found.facts['file_mb']:6.1f} MB"
        )
    ours, rival = results["ours", full], results["openpyxl", full]
    print(f"time of openpyxl write-only: {ours.seconds / rival.seconds:.3f} x (target at most 0.2)")
    print(f"peak memory: {ours.peak_mb:.1f} MB (target at most 80)")
    growth = ours.peak_mb - results["ours", small].peak_mb
    print(f"memory from {small:,} to {full:,} rows: {growth:+.1f} MB (target below 15)")
    ratio = results["ours-csv", full].seconds / results["csv", full].seconds
    print(f"time of the csv module: {ratio:.2f} x (target at most 1.5)")


if __name__ == "__main__":
    if len(sys.argv) > 2 and not sys.argv[1].isdigit():
        child(sys.argv[1], int(sys.argv[2]))
    else:
        main(*map(int, sys.argv[1:3]))
