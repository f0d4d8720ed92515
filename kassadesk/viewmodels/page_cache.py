"""The pages of a big table that are in memory, and those on their way."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from kassadesk.core.errors import KassaError
from kassadesk.core.rows import Row

PAGE_ROWS = 200
PAGES_KEPT = 50
QUEUE_MOST = 6
"""Pages waiting to be asked for; fast scrolling forgets the older ones."""


class PageCache:
    """Least-recently-used pages of one query. UI thread only; asks nobody for anything itself."""

    def __init__(self, page_rows: int = PAGE_ROWS, pages_kept: int = PAGES_KEPT) -> None:
        self.page_rows = page_rows
        self._kept = pages_kept
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._waiting: OrderedDict[int, None] = OrderedDict()
        self.asked: set[int] = set()
        self.failed: dict[int, KassaError] = {}

    def row(self, place: int) -> Row | None:
        """The row at a place when its page is here, else None."""
        page = place // self.page_rows
        rows = self._pages.get(page)
        if rows is None:
            return None
        self._pages.move_to_end(page)
        offset = place - page * self.page_rows
        return rows[offset] if offset < len(rows) else None

    def want(self, page: int) -> bool:
        """Put a page on the queue; True when it was neither here, asked for, failed nor waiting."""
        if page in self._pages or page in self.asked or page in self.failed:
            return False
        new = page not in self._waiting
        self._waiting[page] = None
        self._waiting.move_to_end(page)
        while len(self._waiting) > QUEUE_MOST:
            self._waiting.popitem(last=False)
        return new

    def next_wanted(self) -> int | None:
        """The page to ask for next (the newest wish first); it counts as asked from now on."""
        if not self._waiting:
            return None
        page, _ = self._waiting.popitem(last=True)
        self.asked.add(page)
        return page

    def keep(self, page: int, rows: Sequence[Row]) -> None:
        """A page has come; the least recently used one may go."""
        self.asked.discard(page)
        self._pages[page] = rows
        while len(self._pages) > self._kept:
            self._pages.popitem(last=False)

    def fail(self, page: int, error: KassaError) -> None:
        """A page could not be read; it is not asked for again until `forgive`."""
        self.asked.discard(page)
        self.failed[page] = error

    def forgive(self, page: int) -> None:
        """A failed page may be asked for again."""
        self.failed.pop(page, None)

    def __len__(self) -> int:
        return len(self._pages)
