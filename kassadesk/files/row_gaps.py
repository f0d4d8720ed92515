"""Rows as a person counts them: an empty row between others is a row, empty rows at the end are none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator

from kassadesk.core.rows import Row
from kassadesk.files.guarded_zip import Refused
from kassadesk.files.sheet_lane import Batch

_FIRST = 2
_WIDE_GAP = 1_000


def without_gaps(
    batches: Iterator[Batch],
    width: int,
    special: Collection[int],
    put_back: Callable[[int, Row], Row],
) -> Iterator[list[Row]]:
    """All rows from row 2 on. `put_back` is asked for each row whose number is in `special`."""
    gaps = _Gaps((None,) * width, set(special), put_back)
    for batch in batches:
        rows = gaps.filled(batch)
        if rows:
            yield rows
    rest = gaps.rest()
    if rest:
        yield rest


class _Gaps:
    def __init__(self, blank: Row, special: set[int], put_back: Callable[[int, Row], Row]) -> None:
        self._blank = blank
        self._special = special
        self._put_back = put_back
        self._next = _FIRST
        self._waiting = 0
        self._rows = 0

    def filled(self, batch: Batch) -> list[Row]:
        numbers, rows = batch.numbers, batch.rows
        if not numbers:
            return []
        for number in self._special.intersection(numbers):
            place = bisect_left(numbers, number)
            rows[place] = self._put_back(number, rows[place])
        whole = numbers[0] == self._next and numbers[-1] - numbers[0] + 1 == len(numbers)
        if whole and not self._waiting and self._blank not in rows:
            self._next = numbers[-1] + 1
            self._rows += len(rows)
            return rows
        found: list[Row] = []
        for number, row in zip(numbers, rows, strict=True):
            self._wait_until(number, found)
            if row == self._blank:
                self._waiting += 1
            else:
                self._come(found, row)
            self._next = number + 1
        return found

    def rest(self) -> list[Row]:
        """Rows that another program left out because their cells are empty, but that were there."""
        found: list[Row] = []
        last = max(self._special, default=0)
        if last >= self._next:
            self._wait_until(last + 1, found)
        return found

    def _wait_until(self, number: int, found: list[Row]) -> None:
        gap = number - self._next
        if gap > _WIDE_GAP and gap > self._rows:
            raise Refused("too_large")  # far apart rows: the space between would fill the memory
        for missing in range(self._next, number):
            row = self._put_back(missing, self._blank) if missing in self._special else self._blank
            if row == self._blank:
                self._waiting += 1
            else:
                self._come(found, row)
        self._next = number

    def _come(self, found: list[Row], row: Row) -> None:
        found.extend([self._blank] * self._waiting)
        found.append(row)
        self._rows += self._waiting + 1
        self._waiting = 0
