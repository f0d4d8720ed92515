"""A RowSource of made-up bills that notes what it was asked, may wait and may fail."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from kassadesk.core.columns import columns_of
from kassadesk.core.errors import KassaError
from kassadesk.core.rows import Column, Resource, Row, RowQuery, RowSummary
from kassadesk.core.work import QUIET, Work

START = datetime(2026, 11, 23, 4, 42, tzinfo=UTC)


def bill(place: int) -> Row:
    """Row number `place` of the made-up bills."""
    return (
        f"t{place}",
        START - timedelta(minutes=place),
        f"KF-{90000 - place}",
        "main",
        "sale",
        f"Customer {place}",
        "+919876543210",
        None,
        3,
        "0402",
        "upi",
        f"ref{place}",
        10000 + place,
        1800,
        1800,
        11800 + place,
        "",
    )


class MadeRows:
    """`count` bills; `fail_with` makes pages fail; `gate` holds pages back until it is set."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.fail_with: KassaError | None = None
        self.fail_summary: KassaError | None = None
        self.gate = threading.Event()
        self.gate.set()
        self.asked: list[tuple[RowQuery, int]] = []
        self.threads: set[str] = set()

    def columns(self, resource: Resource) -> tuple[Column, ...]:
        """The columns of the contract."""
        return columns_of(resource)

    def summary(self, query: RowQuery, work: Work = QUIET) -> RowSummary:
        """All of them; half of them when something is searched."""
        self.threads.add(threading.current_thread().name)
        if self.fail_summary is not None:
            raise self.fail_summary
        count = self.count // 2 if query.where.search else self.count
        return RowSummary(count, {"total_paise": 11800 * count}, START)

    def page(self, query: RowQuery, start: int, size: int, work: Work = QUIET) -> Sequence[Row]:
        """Rows from `start`, once the gate is open."""
        self.asked.append((query, start))
        self.threads.add(threading.current_thread().name)
        self.gate.wait(10)
        work.check()
        if self.fail_with is not None:
            raise self.fail_with
        count = self.summary(query).count
        return [bill(place) for place in range(start, min(start + size, count))]
