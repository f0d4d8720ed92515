"""Opening an export for review, side by side with openpyxl read-only, in one run on one file.

Ours is the whole opening as a person has it: a process of its own, every row typed, checked against
the signature and its fingerprints, and written into the private folder; then, while the window shows
the rows already, the index of words. openpyxl only reads the cells and checks nothing.

    python -m tests.bench.review_open [transactions]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.bench.measured import run, tell
from tests.bench.review_file import FULL, write_export_of

ME = "tests.bench.review_open"
SEARCHES = ("கண்ணன்", "murugan", "முரு", "9876", "refund for", "no such words at all", "upi", "cash")


def open_ours(path: Path) -> None:
    """As the program does it; tells the child's peak memory and how long searches take."""
    import resource

    from kassadesk.core.exports import Verdict
    from kassadesk.core.rows import RowFilter, RowQuery
    from kassadesk.files.known_keys import KnownKeys
    from kassadesk.services.reviews import ReviewService
    from tests.files.export_making import KEY

    keys = KnownKeys(path.parent / "own")
    keys.remember([KEY])
    begin = time.perf_counter()
    review = ReviewService(keys).open(path)
    seconds = time.perf_counter() - begin
    assert review.check.verdict is Verdict.UNCHANGED, review.check.differences[:3]
    review.wait_for_index()
    indexed = time.perf_counter() - begin
    rows = sum(sheet.summary.count for sheet in review.sheets)
    slowest, found = 0.0, 0
    largest = max(review.sheets, key=lambda sheet: sheet.summary.count)
    assert largest.resource is not None
    for text in SEARCHES:
        begin = time.perf_counter()
        query = RowQuery(largest.resource, RowFilter(search=text))
        count = review.rows(largest.name).summary(query).count
        took = time.perf_counter() - begin
        print(f"  search {text!r}: {count:,} rows in {took * 1000:.0f} ms", file=sys.stderr)
        slowest, found = max(slowest, took), found + count
    disk = sum(one.stat().st_size for one in review._room.path.iterdir()) / 1e6
    review.close()
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    tell(seconds, indexed=indexed, rows=rows, child_mb=child, slowest_search=slowest, disk_mb=disk)


def open_openpyxl(path: Path) -> None:
    """openpyxl's way with the least memory: every cell of every sheet, once."""
    from openpyxl import load_workbook

    begin = time.perf_counter()
    book = load_workbook(path, read_only=True, data_only=True)
    rows = sum(1 for sheet in book for _ in sheet.iter_rows(values_only=True))
    book.close()
    tell(time.perf_counter() - begin, rows=rows)


def main(transactions: int = FULL) -> None:
    """Print the figures with their targets."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.xlsx"
        rows = write_export_of(path, transactions)
        print(f"{rows:,} rows in a file of {path.stat().st_size / 1e6:.0f} MB")
        rival = run(ME, "openpyxl", path)
        ours = run(ME, "ours", path)
    facts = ours.facts
    print(f"openpyxl read-only: {rival.seconds:.1f} s, peak {rival.peak_mb:.0f} MB")
    print(f"KassaDesk, opened:  {ours.seconds:.1f} s, child's peak {facts['child_mb']:.0f} MB")
    print(f"  ratio {ours.seconds / rival.seconds:.3f} (target at most 0.35), child at most 512 MB")
    print(f"  with the index of words: {facts['indexed']:.1f} s; {facts['disk_mb']:.0f} MB on disk")
    print(f"  slowest search: {facts['slowest_search'] * 1000:.0f} ms (target at most 100)")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        {"ours": open_ours, "openpyxl": open_openpyxl}[sys.argv[1]](Path(sys.argv[2]))
    else:
        main(*map(int, sys.argv[1:2]))
