"""An export that was interrupted goes on: what it had proven is taken from its spool, not fetched.

Pages belong to one frozen view of the server. While that view lives, the same export into the same
folder reads on behind its last good page; when it has ended, everything is fetched anew, never a
mixture. A masked copy keeps nothing, because pages hold what the copy hides.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from kassadesk.api.row_calls import OpenQuery
from kassadesk.api.server_rows import MOST_ROWS, ServerRows
from kassadesk.core.errors import SnapshotExpired
from kassadesk.core.exports import ExportPlan
from kassadesk.core.rows import RowQuery
from kassadesk.core.work import Work
from kassadesk.files.spool import Spool, sweep_spools


def key_of(plan: ExportPlan, merchant_id: str, origin: str) -> str:
    """The name of what is taken: equal for two tries of the same export. Nothing can be read in it."""
    since = plan.since.as_of.isoformat() if plan.since else ""
    facts = [merchant_id, origin, sorted(plan.categories), plan.from_year, plan.to_year, since]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:16]


class GoingOn:
    """The kept pages of one try of an export. `source` is made to read the view they belong to."""

    def __init__(self, plan: ExportPlan, key: str, source: ServerRows, work: Work) -> None:
        """Raises KassaError. Spools of other exports in the folder are removed; "" keeps no page."""
        folder = plan.target.parent
        self._spool = None if plan.masked or not key else Spool.claim(folder, key)
        sweep_spools(folder, keep=key if self._spool is not None else "")
        self._source = source
        self._facts = self._spool.facts() if self._spool is not None else {}
        self.resumed_rows = 0
        self.view_had_ended = False
        """True when pages were kept but the view they belong to lives no more."""
        if self._facts:
            self._take_up(work)

    def _take_up(self, work: Work) -> None:
        try:
            snapshot_id = str(self._facts["snapshot_id"])
            self._source.go_on(snapshot_id, {}, work)
        except (SnapshotExpired, KeyError):
            self._facts, self.view_had_ended = {}, True
            self._source.refresh()

    def plan(self, queries: Sequence[RowQuery], work: Work) -> None:
        """Open the queries of all parts, or take them up where they were. Raises KassaError."""
        if self._spool is None:
            return
        snapshot_id = self._source.snapshot(work).snapshot_id
        names = [_name(query) for query in queries]
        kept = _opened(self._facts, queries)
        if self._facts.get("queries") == names and kept and snapshot_id == kept[0].snapshot_id:
            pairs = zip(queries, kept, strict=True)
            self._source.go_on(snapshot_id, {(query, MOST_ROWS): one for query, one in pairs}, work)
            return
        opened = [self._source.opened(query, MOST_ROWS, work) for query in queries]
        held = [{**asdict(one), "as_of": one.as_of.isoformat()} for one in opened]
        self._spool.begin({"snapshot_id": snapshot_id, "queries": names, "opened": held})

    def part(self, place: int) -> KeptPart | None:
        """Where the pages of one part are kept; None when nothing is."""
        return KeptPart(self._spool, place) if self._spool is not None else None

    def interrupted(self) -> None:
        """The line broke: let the pages lie for another try."""
        if self._spool is not None:
            self._spool.leave()

    def over(self) -> None:
        """The export is done or was given up: nothing is kept."""
        if self._spool is not None:
            self._spool.drop()


class KeptPart:
    """The pages of one part (`row_pages.Keeping`)."""

    def __init__(self, spool: Spool, place: int) -> None:
        self._spool = spool
        self._place = place

    def pages(self) -> Iterator[bytes]:
        """What was kept before, in order."""
        return self._spool.pages(self._place)

    def keep(self, page: bytes) -> None:
        """Keep the next page."""
        self._spool.keep(self._place, page)


def _name(query: RowQuery) -> str:
    return hashlib.sha256(repr(query).encode()).hexdigest()


def _opened(facts: dict[str, Any], queries: Sequence[RowQuery]) -> list[OpenQuery]:
    """The queries as the server counted them before; empty when they are not those asked now."""
    try:
        held = facts["opened"]
        return [
            OpenQuery(
                query_id=str(one["query_id"]),
                snapshot_id=str(one["snapshot_id"]),
                resource=query.resource,
                total_count=int(one["total_count"]),
                totals={str(key): int(value) for key, value in one["totals"].items()},
                as_of=datetime.fromisoformat(one["as_of"]),
                first=str(one["first"]),
            )
            for query, one in zip(queries, held, strict=True)
        ]
    except (KeyError, TypeError, ValueError, AttributeError):
        return []
