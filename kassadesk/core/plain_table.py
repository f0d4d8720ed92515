"""A small table to be given away: words, days and whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

PlainCell = str | int | date | None
"""None is an empty cell: there is no such thing."""


@dataclass(frozen=True, slots=True)
class PlainTable:
    """Heads and rows of the same width, with lines of words below."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[PlainCell, ...], ...]
    notes: tuple[str, ...] = ()
