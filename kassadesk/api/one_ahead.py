"""Reads one step ahead: while a page is being written, the next one is already on its way."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from kassadesk.core.work import Cancelled, Work

T = TypeVar("T")


class _Leaving:
    """A Work that also ends when nobody reads on. Reports of the other thread go nowhere."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self.left = threading.Event()

    def report(self, done: int, total: int, step: str = "") -> None:
        """Say nothing."""

    def check(self) -> None:
        """Raise Cancelled when the person has asked to stop or the reader has left."""
        if self.left.is_set():
            raise Cancelled
        self._work.check()


def one_ahead(
    source: Callable[[Work], Generator[T, None, None]], work: Work
) -> Generator[T, None, None]:
    """The items of `source(work)`, the next one always being made on another thread.

    Whatever the source raises is raised here, in its turn. When the reader stops early, the source
    is told through its Work and waited for (calls end within 200 ms of being told).
    """
    leaving = _Leaving(work)
    items = source(leaving)
    pool = ThreadPoolExecutor(1, "kassadesk-ahead")
    try:
        coming = pool.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = pool.submit(next, items, None)
            yield item
    finally:
        leaving.left.set()
        pool.shutdown(wait=True, cancel_futures=True)
        items.close()
