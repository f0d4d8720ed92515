"""Whom to write to and when an answer is due: read once, strictly, from resources/letters."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from typing import Annotated

import msgspec

from kassadesk.core.intents import IntentKind
from kassadesk.core.letters import Address, DueRule
from kassadesk.core.places import resource
from kassadesk.core.shapes import shaped

_Text = Annotated[str, msgspec.Meta(min_length=1)]


class _To(msgspec.Struct, forbid_unknown_fields=True):
    name: _Text
    lines: tuple[_Text, ...]
    email: Annotated[str, msgspec.Meta(pattern=r"^[^@\s]+@[^@\s]+$")]
    phone: _Text
    citation: _Text
    source: _Text
    checked_on: date


class _Due(msgspec.Struct, forbid_unknown_fields=True):
    kind: Annotated[str, msgspec.Meta(pattern="^(law|policy|own)$")]
    kinds: tuple[IntentKind, ...]
    effective_from: date
    citation: _Text
    source: _Text
    checked_on: date
    confidence: Annotated[str, msgspec.Meta(pattern="^[ABC]$")]
    days: Annotated[int, msgspec.Meta(ge=1, le=1000)] | None = None


class _File(msgspec.Struct, forbid_unknown_fields=True):
    to: _To
    due: tuple[_Due, ...]


@cache
def letter_facts() -> tuple[Address, tuple[DueRule, ...]]:
    """The address and the rules of time. Raises ValueError when the file is not as it must be."""
    raw = tomllib.loads(resource("letters", "kassapos.toml").read_text(encoding="utf-8"))
    read = shaped(raw, _File)
    to = read.to
    address = Address(to.name, to.lines, to.email, to.phone, to.citation, to.source, to.checked_on)
    rules = tuple(
        DueRule(
            one.kind,
            one.kinds,
            one.days,
            one.effective_from,
            one.citation,
            one.source,
            one.checked_on,
            one.confidence,
        )
        for one in read.due
    )
    return address, rules
