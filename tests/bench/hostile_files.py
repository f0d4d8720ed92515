"""The hostile corpus and bit-flip mutants through the reading process: crashes, waits, sockets, files.

python -m tests.bench.hostile_files [mutants]
"""

from __future__ import annotations

import logging
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kassadesk.core.errors import UnreadableExport
from kassadesk.core.rows import Resource
from kassadesk.files.known_keys import KnownKeys
from kassadesk.services.reviews import ReviewService
from tests.files.export_making import KEY, make
from tests.files.hostile import corpus, mutants
from tests.files.shop_rows import opt_in_events, plan


class Crashes(logging.Handler):
    """Counts reading processes that ended without an answer."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """One more."""
        self.count += 1


def main(count: int = 1_000) -> None:
    """Print the figures with their targets."""
    crashes, waits, told = Crashes(), [0.0], Counter[str]()
    wrong: list[str] = []
    logging.getLogger("kassadesk").addHandler(crashes)
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        temp = base / "temp"
        temp.mkdir()
        os.environ["TMPDIR"] = os.environ["SQLITE_TMPDIR"] = str(temp)
        keys = KnownKeys(base / "own")
        keys.remember([KEY])
        reviews = ReviewService(keys)
        sheet = plan("Opt-in history", Resource.CONSENT_EVENTS)
        make(base / "good.xlsx", [(sheet, list(opt_in_events(20)))])
        before = _files(base)
        for name, content, right in _all((base / "good.xlsx").read_bytes(), count):
            path = base / "given.xlsx"
            path.write_bytes(content)
            begin = time.perf_counter()
            found = _outcome(reviews, path)
            waits.append(time.perf_counter() - begin)
            told[found] += 1
            if right and found not in right:
                wrong.append(f"{name}: {found}")
            path.unlink()
        left = _files(base) - before
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{len(waits) - 1:,} files: " + ", ".join(f"{n} {what}" for what, n in told.most_common())
    )
    print(f"told by a wrong reason: {len(wrong)} {wrong[:3]}")
    print(f"processes that ended without an answer: {crashes.count} (target 0)")
    print(f"longest wait: {max(waits):.1f} s (target at most 10)")
    print(f"child's peak memory: {peak:.0f} MB (target at most 512)")
    print(f"files left or written elsewhere: {len(left)} (target 0) {sorted(left)[:3]}")
    print("sockets: refused by an audit hook in the child; a try would be an ended process above")


def _all(good: bytes, count: int) -> Iterator[tuple[str, bytes, frozenset[str]]]:
    yield from corpus(good)
    for number, content in enumerate(mutants(good, count)):
        yield f"mutant {number}", content, frozenset()


def _outcome(reviews: ReviewService, path: Path) -> str:
    try:
        review = reviews.open(path)
    except UnreadableExport as error:
        return error.reason
    review.close()
    return review.check.verdict.value


def _files(base: Path) -> set[str]:
    return {str(one.relative_to(base)) for one in base.rglob("*") if one.is_file()}


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
