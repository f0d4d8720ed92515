"""Many values of a column as csv fields at once: what `csv_cells.field` gives for each, faster."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple, cast

from kassadesk.core.clock import IST
from kassadesk.core.rows import Cell, Kind
from kassadesk.files.csv_cells import FIELD_UNITS, TRIGGERS, field

_BETWEEN = "\u241e"
"""Stands between texts while many are looked at together."""
_AHEAD = IST.utcoffset(None)
_LAST = datetime(9999, 12, 31, tzinfo=UTC)
_SPECIAL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]|%s%s" % ((_BETWEEN,) * 2))

_GUARD = re.compile(_BETWEEN + TRIGGERS.pattern)


class Fields(NamedTuple):
    """The fields of one column for some rows."""

    texts: Sequence[str]
    guarded: int
    """How many got an apostrophe in front."""


def fields(kind: Kind, values: Sequence[Cell], note: Callable[[int, str, Cell], None]) -> Fields:
    """A field for each value. `note` is told place, reason and value of each altered one."""
    kinds = set(map(type, values)) - {type(None)}
    if not kinds:
        return Fields([""] * len(values), 0)
    if kinds == {str}:
        texts = [cast(str, value) for value in values if value is not None]
        joined = f"{_BETWEEN}{_BETWEEN.join(texts)}{_BETWEEN}"
        if _plain(texts, joined):
            return _texts(cast(Sequence[str | None], values), guards=bool(_GUARD.search(joined)))
    elif kinds == {int}:
        return Fields(_numbers(kind, cast(Sequence[int | None], values)), 0)
    elif kinds == {datetime} and _usual(cast(Sequence[datetime | None], values)):
        local = (value and (value + _AHEAD).isoformat(" ")[:19] for value in _times(values))
        return Fields([text or "" for text in local], 0)
    return _one_by_one(kind, values, note)


def _one_by_one(
    kind: Kind, values: Sequence[Cell], note: Callable[[int, str, Cell], None]
) -> Fields:
    texts, guarded = [], 0
    for place, value in enumerate(values):
        shown = field(kind, value)
        if shown.altered:
            note(place, shown.altered, value)
        guarded += shown.guarded
        texts.append(shown.text)
    return Fields(texts, guarded)


def _plain(texts: Sequence[str], joined: str) -> bool:
    """Whether no text needs more than a guard."""
    if joined.count(_BETWEEN) != len(texts) + 1 or 2 * max(map(len, texts)) > FIELD_UNITS:
        return False
    if joined.isprintable():
        return _BETWEEN * 2 not in joined
    return _SPECIAL.search(joined) is None


def _texts(values: Sequence[str | None], *, guards: bool) -> Fields:
    if not guards:
        return Fields([text or "" for text in values], 0)
    match = TRIGGERS.match
    found = [bool(text and match(text)) for text in values]
    texts = [
        f"'{text}" if guarded else text or "" for text, guarded in zip(values, found, strict=True)
    ]
    return Fields(texts, sum(found))


def _numbers(kind: Kind, values: Sequence[int | None]) -> list[str]:
    if kind is Kind.MONEY:
        return [
            f"{value // 100}.{value % 100:02d}" if value is not None and value >= 0
            else "" if value is None else f"-{-value // 100}.{-value % 100:02d}"
            for value in values
        ]  # fmt: skip
    if kind is Kind.RATE:
        texts = {value: field(kind, value).text for value in set(values)}
        return [texts[value] for value in values]
    return ["" if value is None else str(value) for value in values]


def _times(values: Sequence[Cell]) -> Sequence[datetime | None]:
    return cast(Sequence[datetime | None], values)


def _usual(values: Sequence[datetime | None]) -> bool:
    """Whether all times are whole seconds in UTC and have an Indian time in the calendar."""
    return all(
        value is None or (value.tzinfo is UTC and not value.microsecond and value < _LAST)
        for value in values
    )
