"""What all wire shapes share: unknown keys are ignored, times have a zone, unknown words pass.

Only the `wire_*` modules spell the contract's JSON keys; each shape turns itself into a core value
with `value()`. Names start with Raw, because nothing in them is checked beyond its type.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Annotated, TypeVar

import msgspec

from kassadesk.core.clock import IST
from kassadesk.core.errors import BadAnswer


class Wire(msgspec.Struct, kw_only=True, forbid_unknown_fields=False):
    """A JSON object of the contract."""


Moment = Annotated[datetime, msgspec.Meta(tz=True)]
"""A time with its zone; without one it is refused."""

E = TypeVar("E", bound=StrEnum)


def utc(moment: datetime) -> datetime:
    """The same moment in UTC."""
    return moment.astimezone(UTC)


def utc_or_none(moment: datetime | None) -> datetime | None:
    """The same moment in UTC, None stays None."""
    return None if moment is None else utc(moment)


def word(kind: type[E], raw_word: str | None, other: E) -> E:
    """A word of a closed list, `other` for one that is newer than this program (rule R24)."""
    try:
        return kind(raw_word) if raw_word is not None else other
    except ValueError:
        return other


def day_or_moment(raw_text: str | None) -> datetime | None:
    """A time given as a time or as a day (its Indian midnight); None stays None."""
    if raw_text is None:
        return None
    try:
        if "T" not in raw_text:
            return datetime.combine(date.fromisoformat(raw_text), time(), IST).astimezone(UTC)
        moment = datetime.fromisoformat(raw_text)
    except ValueError as error:
        raise BadAnswer(what="shape") from error
    if moment.tzinfo is None:
        raise BadAnswer(what="shape")
    return utc(moment)


def day(raw_text: str | None) -> date | None:
    """A day given as a day or as a time (its Indian day); None stays None."""
    moment = day_or_moment(raw_text)
    return None if moment is None else moment.astimezone(IST).date()
