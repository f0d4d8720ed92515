"""Where two lists of row fingerprints differ: what was changed, added, removed or moved."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass

MOST_MOVED = 20
"""More rows out of order than this are told as one difference: somebody sorted the sheet."""


@dataclass(frozen=True, slots=True)
class Place:
    """One row that differs. `index` counts from 0 in the list now; for a missing row in the list
    as it was; None when the whole list is meant."""

    kind: str
    index: int | None


def places_of_change(before: Sequence[str], now: Sequence[str]) -> list[Place]:
    """Every row that differs, in the order of the list. Time grows as n log n."""
    start = 0
    shorter = min(len(before), len(now))
    while start < shorter and before[start] == now[start]:
        start += 1
    end = 0
    while end < shorter - start and before[-1 - end] == now[-1 - end]:
        end += 1
    old, new = before[start : len(before) - end], now[start : len(now) - end]
    return _ordered(_compare(old, new, start))


def _compare(old: Sequence[str], new: Sequence[str], offset: int) -> list[Place]:
    partner = _partners(old, new)
    anchors = _longest_rising(partner)
    moved = [at for at, of in enumerate(partner) if of is not None and at not in anchors]
    places = [Place("order_changed", at + offset) for at in moved]
    if len(moved) > MOST_MOVED:
        places = [Place("order_changed", None)]
    taken = {of for of in partner if of is not None}
    old_at = new_at = 0
    for at, of in [*sorted(anchors.items()), (len(new), len(old))]:
        gone = [place for place in range(old_at, of) if place not in taken]
        come = [place for place in range(new_at, at) if partner[place] is None]
        places += _gap(gone, come, offset)
        old_at, new_at = of + 1, at + 1
    return places


def _gap(gone: list[int], come: list[int], offset: int) -> list[Place]:
    """Rows between two that fit: as many changed as can be paired, the rest added or missing."""
    pairs = min(len(gone), len(come))
    return [
        *(Place("cell_changed", at + offset) for at in come[:pairs]),
        *(Place("row_added", at + offset) for at in come[pairs:]),
        *(Place("row_missing", at + offset) for at in gone[pairs:]),
    ]


def _partners(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """For each new row the old row with the same fingerprint, each old row used once."""
    waiting: defaultdict[str, deque[int]] = defaultdict(deque)
    for at, mark in enumerate(old):
        waiting[mark].append(at)
    return [waiting[mark].popleft() if waiting.get(mark) else None for mark in new]


def _longest_rising(partner: Sequence[int | None]) -> dict[int, int]:
    """The most rows that kept their order: new index to old index (patience sorting)."""
    tops: list[int] = []
    top_at: list[int] = []
    before: dict[int, int] = {}
    for at, of in enumerate(partner):
        if of is None:
            continue
        pile = bisect_left(tops, of)
        if pile == len(tops):
            tops.append(of)
            top_at.append(at)
        else:
            tops[pile], top_at[pile] = of, at
        if pile:
            before[at] = top_at[pile - 1]
    rising: dict[int, int] = {}
    at_or_none: int | None = top_at[-1] if top_at else None
    while at_or_none is not None:
        of = partner[at_or_none]
        assert of is not None
        rising[at_or_none] = of
        at_or_none = before.get(at_or_none)
    return rising


def _ordered(places: list[Place]) -> list[Place]:
    return sorted(
        places, key=lambda place: (-1 if place.index is None else place.index, place.kind)
    )
