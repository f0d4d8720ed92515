"""ServerRows: the shop's big tables as the server has them, by page."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator, Mapping, Sequence

from kassadesk.api.one_ahead import one_ahead
from kassadesk.api.row_calls import OpenQuery, RowCalls, Snapshot
from kassadesk.api.row_pages import ChainCheck, Keeping, ProvenPage, read_pages
from kassadesk.core.columns import columns_of
from kassadesk.core.errors import BadAnswer, SnapshotExpired
from kassadesk.core.exports import SignedManifest
from kassadesk.core.rows import Column, Resource, Row, RowQuery, RowSummary
from kassadesk.core.work import QUIET, Work

BROWSE_ROWS = 200
MOST_ROWS = 1000
"""The contract's largest page."""
_QUERIES_KEPT = 64


class ServerRows:
    """RowSource over the API. One frozen view until `refresh` or its end; safe from several threads.

    Two ways to read: `page` from any position (for a table on screen), and `pages` from first to
    last with every count and digest checked (for exports).
    """

    def __init__(self, calls: RowCalls) -> None:
        self._calls = calls
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._queries: dict[tuple[RowQuery, int], OpenQuery] = {}
        self.replaced_characters = 0
        """Half characters (lone surrogates) that came as U+FFFD since this source was made."""

    def columns(self, resource: Resource) -> tuple[Column, ...]:
        """The columns of a table, in the contract's order. Never blocks."""
        return columns_of(resource)

    def refresh(self) -> None:
        """Forget the frozen view: the next question sees the present."""
        with self._lock:
            self._snapshot = None
            self._queries = {}

    def snapshot(self, work: Work = QUIET) -> Snapshot:
        """The frozen view that is read; taken when there is none. Raises KassaError."""
        with self._lock:
            if self._snapshot is None:
                self._snapshot = self._calls.create_snapshot(work)
            return self._snapshot

    def summary(self, query: RowQuery, work: Work = QUIET) -> RowSummary:
        """Count and totals of the rows that fit. Takes a new view when the old one has ended."""
        try:
            opened = self._open(query, BROWSE_ROWS, work)
        except SnapshotExpired:
            self.refresh()
            opened = self._open(query, BROWSE_ROWS, work)
        return RowSummary(opened.total_count, dict(opened.totals), opened.as_of)

    def page(self, query: RowQuery, start: int, size: int, work: Work = QUIET) -> Sequence[Row]:
        """At most `size` rows from position `start`; raises SnapshotExpired when the view ended."""
        rows: list[Row] = []
        try:
            opened = self._open(query, BROWSE_ROWS, work)
            end = min(start + size, opened.total_count)
            while start + len(rows) < end:
                rows += self._piece(opened, start + len(rows), end, work)
        except SnapshotExpired:
            self.refresh()
            raise
        return rows

    def pages(
        self, query: RowQuery, page_rows: int = MOST_ROWS, work: Work = QUIET
    ) -> Iterator[list[Row]]:
        """All rows that fit, in pages, each proven against the server's counts and digests.

        Raises SnapshotExpired (what was read must be dropped; `refresh` and start again), BadAnswer
        when anything does not fit, Cancelled.
        """
        return (page.rows for page in self._proven(query, page_rows, work))

    def proven_pages(
        self,
        query: RowQuery,
        page_rows: int = MOST_ROWS,
        work: Work = QUIET,
        keeping: Keeping | None = None,
    ) -> Generator[ProvenPage, None, None]:
        """Like `pages`, read one page ahead on another thread, with the canonical bytes of the rows,
        which the proof needed anyway."""
        return one_ahead(lambda watched: self._proven(query, page_rows, watched, keeping), work)

    def opened(self, query: RowQuery, page_rows: int, work: Work = QUIET) -> OpenQuery:
        """The query as the server counted it, for `go_on` later. Raises KassaError."""
        return self._open(query, page_rows, work)

    def go_on(
        self,
        snapshot_id: str,
        queries: Mapping[tuple[RowQuery, int], OpenQuery],
        work: Work = QUIET,
    ) -> None:
        """Read again from a view taken before. Raises SnapshotExpired when it has ended."""
        snapshot = self._calls.snapshot(snapshot_id, work)
        with self._lock:
            self._snapshot, self._queries = snapshot, dict(queries)

    def _proven(
        self, query: RowQuery, page_rows: int, work: Work, keeping: Keeping | None = None
    ) -> Generator[ProvenPage, None, None]:
        return read_pages(
            self._calls,
            self._open(query, page_rows, work),
            work,
            self._count_replaced,
            keeping,
        )

    def signed_manifest(
        self, queries: Sequence[RowQuery], page_rows: int = MOST_ROWS, work: Work = QUIET
    ) -> SignedManifest:
        """The server's signed word on these queries, which must be of the present view."""
        opened = [self._open(query, page_rows, work) for query in queries]
        snapshot = self.snapshot(work)
        if any(query.snapshot_id != snapshot.snapshot_id for query in opened):
            raise SnapshotExpired
        return self._calls.create_manifest(
            snapshot.snapshot_id, [query.query_id for query in opened], work
        )

    def _open(self, query: RowQuery, page_rows: int, work: Work) -> OpenQuery:
        snapshot = self.snapshot(work)
        with self._lock:
            known = self._queries.get((query, page_rows))
        if known is not None and known.snapshot_id == snapshot.snapshot_id:
            return known
        opened = self._calls.create_query(snapshot.snapshot_id, query, page_rows, work)
        with self._lock:
            if len(self._queries) >= _QUERIES_KEPT:
                self._queries.pop(next(iter(self._queries)))
            self._queries[query, page_rows] = opened
        return opened

    def _piece(self, query: OpenQuery, start: int, end: int, work: Work) -> list[Row]:
        page = self._calls.page_at(query, start, min(MOST_ROWS, end - start), work)
        fits = (page.query_id, page.start, page.count) == (query.query_id, start, len(page.rows))
        if not fits or not page.rows or page.total_count != query.total_count:
            raise BadAnswer(what="row_count")
        self.replaced_characters += page.replaced
        return page.rows[: end - start]

    def _count_replaced(self, check: ChainCheck) -> None:
        self.replaced_characters += check.replaced
        check.replaced = 0
