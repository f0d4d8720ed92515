"""Counts and sums of the bills per month and per rate of tax, kept while they are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from kassadesk.core.clock import IST
from kassadesk.core.rows import Column, Resource, Row

SUMMED = ("taxable_paise", "gst_paise", "total_paise")
_AHEAD = IST.utcoffset(None)
_NEEDED = ("billed_at", "gst_rate_bp", *SUMMED)


@dataclass(slots=True)
class Sum:
    """Some bills added up, amounts in paise."""

    bills: int = 0
    taxable: int = 0
    gst: int = 0
    total: int = 0

    def add(self, other: Sum) -> None:
        """Take the bills of another sum in."""
        self.bills += other.bills
        self.taxable += other.taxable
        self.gst += other.gst
        self.total += other.total


class Tally:
    """The bills of one export. Amounts that a masked copy hides are not counted."""

    def __init__(self) -> None:
        self._sums: dict[tuple[int, int, int | None], Sum] = {}

    def add_all(self, resource: Resource, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        """Take rows in; those of other tables are passed over."""
        if resource is not Resource.TRANSACTIONS:
            return
        places = {column.key: place for place, column in enumerate(columns)}
        if not all(key in places for key in _NEEDED):
            return
        at, rate, taxable, gst, total = (places[key] for key in _NEEDED)
        sums = self._sums
        for row in rows:
            moment, of_rate = row[at], row[rate]
            if not isinstance(moment, datetime) or not isinstance(row[total], int):
                continue
            try:
                local = moment + _AHEAD
            except OverflowError:
                continue
            key = (local.year, local.month, of_rate if isinstance(of_rate, int) else None)
            found = sums.get(key)
            if found is None:
                found = sums[key] = Sum()
            found.bills += 1
            found.taxable += _amount(row[taxable])
            found.gst += _amount(row[gst])
            found.total += _amount(row[total])

    def by_month(self) -> list[tuple[tuple[int, int], Sum]]:
        """Year and month with its sum, the oldest first."""
        keys = sorted({(year, month) for year, month, _ in self._sums})
        return [
            (key, _added(one for at, one in self._sums.items() if at[:2] == key)) for key in keys
        ]

    def by_rate(self) -> list[tuple[int | None, Sum]]:
        """Rate of tax in basis points with its sum, the lowest first, bills without one last."""
        keys = sorted(
            {rate for _, _, rate in self._sums}, key=lambda rate: (rate is None, rate or 0)
        )
        return [
            (key, _added(one for at, one in self._sums.items() if at[2] == key)) for key in keys
        ]


def _amount(cell: object) -> int:
    return cell if isinstance(cell, int) else 0


def _added(sums: Iterable[Sum]) -> Sum:
    whole = Sum()
    for one in sums:
        whole.add(one)
    return whole
