"""Reading a query to its end, believing nothing: counts, order and digest chain are checked (R11)."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from kassadesk.api.kept_pages import KeptPage, packed, unpacked
from kassadesk.api.row_calls import OpenQuery, Page, RowCalls
from kassadesk.core.canonical import page_digest, row_lines
from kassadesk.core.columns import columns_of
from kassadesk.core.errors import BadAnswer
from kassadesk.core.rows import Kind, Row
from kassadesk.core.work import Work


@dataclass
class ChainCheck:
    """What has been proven of a query so far."""

    query: OpenQuery
    rows: int = 0
    seq: int = 0
    digest: str = ""
    replaced: int = 0
    """Half characters the server sent; the digest then cannot fit, so this is told with the error."""
    _cursors: set[str] = field(default_factory=set)
    _last_ids: set[object] = field(default_factory=set)

    def take(self, page: Page) -> list[bytes]:
        """Count a page in; the canonical bytes of its rows. Raises BadAnswer with the first thing
        that does not fit."""
        self.replaced += page.replaced
        self._check_place(page)
        self._check_repeats(page)
        lines = row_lines(page.rows, columns_of(self.query.resource))
        digest = page_digest(self.digest, [b"".join(lines)])
        if page.page_digest != digest:
            raise BadAnswer(what="page_digest")
        self.digest, self.seq, self.rows = digest, self.seq + 1, self.rows + len(page.rows)
        if page.next is None:
            self._check_end(page)
        elif page.next in self._cursors or not page.rows:
            raise BadAnswer(what="cursor_loop")
        else:
            self._cursors.add(page.next)
        return lines

    def take_kept(self, page: KeptPage) -> list[bytes] | None:
        """Count in a page that was proven before; None when it does not fit any more."""
        lines = row_lines(page.rows, columns_of(self.query.resource))
        digest = page_digest(self.digest, [b"".join(lines)])
        rows = self.rows + len(page.rows)
        if digest != page.digest or (page.next is None) != (rows == self.query.total_count):
            return None
        self.digest, self.seq, self.rows = digest, self.seq + 1, rows
        place = _id_place(self.query)
        self._last_ids = {row[place] for row in page.rows}
        if page.next is not None:
            self._cursors.add(page.next)
        return lines

    def _check_place(self, page: Page) -> None:
        query = self.query
        if (page.query_id, page.snapshot_id) != (query.query_id, query.snapshot_id):
            raise BadAnswer(what="other_query")
        if page.total_count != query.total_count or page.count != len(page.rows):
            raise BadAnswer(what="row_count")
        if (page.seq, page.start) != (self.seq, self.rows):
            raise BadAnswer(what="page_order")
        if (page.prev_digest or "") != self.digest:
            raise BadAnswer(what="page_chain")

    def _check_repeats(self, page: Page) -> None:
        """A row twice within a page or two neighbours (S07); further apart the digest tells."""
        place = _id_place(self.query)
        ids: set[object] = {row[place] for row in page.rows}
        if len(ids) != len(page.rows) or ids & self._last_ids:
            raise BadAnswer(what="row_repeated")
        self._last_ids = ids

    def _check_end(self, page: Page) -> None:
        if self.rows != self.query.total_count:
            raise BadAnswer(what="row_count")
        if page.snapshot_digest != self.digest:
            raise BadAnswer(what="snapshot_digest")


def _id_place(query: OpenQuery) -> int:
    """The place of the table's own id: its first reference column."""
    columns = columns_of(query.resource)
    return next(i for i, column in enumerate(columns) if column.kind is Kind.REFERENCE)


class ProvenPage(NamedTuple):
    """Rows that fit the server's counts and digests, with their canonical bytes."""

    rows: list[Row]
    lines: list[bytes]
    kept: bool = False
    """True for a page that was not fetched now but kept from before an interruption."""


class Keeping(Protocol):
    """Where the pages of a query are kept in case the reading is interrupted."""

    def pages(self) -> Iterator[bytes]:
        """What was kept before, in order."""

    def keep(self, page: bytes) -> None:
        """Keep the next page."""


def read_pages(
    calls: RowCalls,
    query: OpenQuery,
    work: Work,
    on_read: Callable[[ChainCheck], None],
    keeping: Keeping | None = None,
) -> Generator[ProvenPage, None, None]:
    """The rows of a whole query, page by page, each proven before it is given out.

    Raises SnapshotExpired (start again from a new snapshot), BadAnswer, Cancelled.
    `on_read` is told after each page what has been proven.
    """
    check = ChainCheck(query)
    cursor: str | None = query.first
    if keeping is not None:
        with closing(_kept(check, keeping)) as kept:
            for page, behind in kept:
                work.check()
                cursor = behind
                yield page
    while cursor is not None:
        work.check()
        fetched = calls.page_after(query, cursor, work)
        lines = check.take(fetched)
        on_read(check)
        cursor = fetched.next
        if keeping is not None:
            keeping.keep(packed(KeptPage(fetched.rows, check.digest, cursor)))
        yield ProvenPage(fetched.rows, lines)


def _kept(
    check: ChainCheck, keeping: Keeping
) -> Generator[tuple[ProvenPage, str | None], None, None]:
    """The pages kept before, as far as they fit, each with the cursor behind it."""
    kept = keeping.pages()
    for data in kept:
        page = unpacked(check.query.resource, data)
        lines = check.take_kept(page) if page is not None else None
        if page is None or lines is None:
            return
        yield ProvenPage(page.rows, lines, kept=True), page.next
