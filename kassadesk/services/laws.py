"""The legal data that ships with the program: read once, strictly.

A key that is not known, a missing source or day, two rules of one name: each refuses the whole file,
because a rule that is half understood is worse than none.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Annotated, TypeVar

import msgspec

from kassadesk.core.laws import (
    Confidence,
    Holders,
    Keeper,
    LegalData,
    Origin,
    Period,
    ReturnDue,
    Right,
    Rule,
    Start,
    Unit,
    UsualDue,
)
from kassadesk.core.places import resource
from kassadesk.core.shapes import shaped

_Text = Annotated[str, msgspec.Meta(min_length=1)]
_Sources = Annotated[list[_Text], msgspec.Meta(min_length=1)]
_Year = Annotated[str, msgspec.Meta(pattern=r"^20\d\d-\d\d$")]
_File = TypeVar("_File")


class BadLegalData(ValueError):
    """A file under resources/legal is not as it must be; names the file and what is wrong."""


class Strict(msgspec.Struct, forbid_unknown_fields=True):
    """Refuses a key it does not know."""


class Sourced(Strict, kw_only=True):
    """Says where it was read, when, and how sure that is."""

    citation: _Text
    sources: _Sources
    checked_on: date
    confidence: Confidence

    def origin(self) -> Origin:
        """Where it was read."""
        return Origin(self.citation, tuple(self.sources), self.checked_on, self.confidence)


class _RawPeriod(Strict):
    number: Annotated[int, msgspec.Meta(ge=0, le=1200)]
    unit: Unit
    start: Start

    def value(self) -> Period:
        return Period(self.number, self.unit, self.start)


class _RawRule(Sourced, kw_only=True):
    id: _Text
    keeper: Keeper
    covers: _Text
    text: _Text
    effective_from: date
    period: _RawPeriod
    while_proceedings: _RawPeriod | None = None

    def value(self) -> Rule:
        longer = self.while_proceedings
        return Rule(
            rule_id=self.id,
            keeper=self.keeper,
            covers=self.covers,
            text=self.text,
            origin=self.origin(),
            effective_from=self.effective_from,
            period=self.period.value(),
            while_proceedings=longer.value() if longer else None,
        )


class _RawUsual(Sourced, kw_only=True):
    month: Annotated[int, msgspec.Meta(ge=1, le=12)]
    day: Annotated[int, msgspec.Meta(ge=1, le=31)]


class _RawExtended(Sourced, kw_only=True):
    year: _Year
    due_on: date
    places: list[_Text] = []


class _RawRight(Sourced, kw_only=True):
    id: _Text
    given_by: _Text
    to: _Text
    requests: Annotated[list[_Text], msgspec.Meta(min_length=1)]
    effective_from: date


class _RawHolders(Strict):
    sources: _Sources
    checked_on: date
    confidence: Confidence
    letters: dict[Annotated[str, msgspec.Meta(pattern="^[A-Z]$")], _Text]


class _Rules(Strict):
    rules: list[_RawRule]


class _Returns(Strict):
    usual: _RawUsual
    extended: list[_RawExtended]


class _Rights(Strict):
    holders: _RawHolders
    rights: list[_RawRight]


@cache
def legal_data() -> LegalData:
    """Everything under resources/legal. Raises BadLegalData."""
    texts = [
        resource("legal", f"{name}.toml").read_text(encoding="utf-8")
        for name in ("keep-books", "annual-returns", "rights")
    ]
    return read_legal_data(*texts)


def read_legal_data(rules: str, returns: str, rights: str) -> LegalData:
    """The three files as values. Raises BadLegalData."""
    raw_rules = read_file("keep-books", rules, _Rules).rules
    raw_returns = read_file("annual-returns", returns, _Returns)
    raw_rights = read_file("rights", rights, _Rights)
    _refuse_doubles("keep-books", (rule.id for rule in raw_rules))
    _refuse_doubles("rights", (right.id for right in raw_rights.rights))
    usual, holders = raw_returns.usual, raw_rights.holders
    return LegalData(
        rules=tuple(rule.value() for rule in raw_rules),
        usual_due=UsualDue(usual.month, usual.day, usual.origin()),
        returns=tuple(
            ReturnDue(one.year, one.due_on, tuple(one.places), True, one.origin())
            for one in raw_returns.extended
        ),
        rights=tuple(
            Right(
                one.id, one.given_by, one.to, tuple(one.requests), one.effective_from, one.origin()
            )
            for one in raw_rights.rights
        ),
        holders=Holders(
            dict(holders.letters), tuple(holders.sources), holders.checked_on, holders.confidence
        ),
    )


def read_file(name: str, text: str, shape: type[_File]) -> _File:
    """One file's text as its shape. Raises BadLegalData."""
    try:
        return shaped(tomllib.loads(text), shape)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise BadLegalData(f"{name}: {error}") from error


def _refuse_doubles(name: str, ids: Iterable[str]) -> None:
    twice = [one for one, times in Counter(ids).items() if times > 1]
    if twice:
        raise BadLegalData(f"{name}: {twice[0]} is there twice")
