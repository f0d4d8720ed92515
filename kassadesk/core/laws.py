"""Rules as data: who must keep what until when, and whose right a request is.

The values say what a rule file under resources/legal holds; no law, date or number of a law stands in
code. Every value carries where it was read, on which day, and how sure that is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Keeper(StrEnum):
    """Who must keep, or says to keep."""

    YOU = "you"
    KASSAPOS = "kassapos"


class Start(StrEnum):
    """The event a period is counted from."""

    ANNUAL_RETURN_DUE = "annual_return_due"
    YEAR_END = "year_end"
    ACCOUNT_CLOSED = "account_closed"
    PROCESSED = "processed"
    PROCEEDINGS_ENDED = "proceedings_ended"


class Unit(StrEnum):
    """What a period is counted in."""

    YEARS = "years"
    MONTHS = "months"
    DAYS = "days"


class Confidence(StrEnum):
    """How sure a fact is."""

    A = "A"
    """The text itself was read."""
    B = "B"
    """Several reports agree."""
    C = "C"
    """One report, or our own reading."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a fact was read, when, and how sure it is."""

    citation: str
    """How the law or policy names it."""
    sources: tuple[str, ...]
    """Addresses, or the name of a document."""
    checked_on: date
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Period:
    """So many units from an event."""

    number: int
    unit: Unit
    start: Start


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of keeping."""

    rule_id: str
    keeper: Keeper
    covers: str
    """books, business_data or personal_data_and_logs."""
    text: str
    """What it says."""
    origin: Origin
    effective_from: date
    """It counts for start events on or after this day."""
    period: Period
    while_proceedings: Period | None
    """The end for what an appeal or a case is about, when that is later; None: it makes no difference."""


@dataclass(frozen=True, slots=True)
class ReturnDue:
    """When the annual return of one financial year is due."""

    year: str
    due_on: date
    places: tuple[str, ...]
    """Only for shops in these places; empty: for all."""
    extended: bool
    """True when a notification moved it from the usual day."""
    origin: Origin


@dataclass(frozen=True, slots=True)
class UsualDue:
    """The day annual returns are due when nothing moves it."""

    month: int
    day: int
    """Of the calendar year in which the financial year ends."""
    origin: Origin


@dataclass(frozen=True, slots=True)
class Right:
    """One right to ask for something."""

    right_id: str
    given_by: str
    """law or policy."""
    to: str
    """individual, or anyone."""
    requests: tuple[str, ...]
    """The types of request it covers."""
    effective_from: date
    origin: Origin


@dataclass(frozen=True, slots=True)
class Holders:
    """What the fourth letter of a PAN tells."""

    kinds: dict[str, str]
    """Kind of holder by letter: individual, company, firm, ..."""
    sources: tuple[str, ...]
    checked_on: date
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class LegalData:
    """Everything under resources/legal."""

    rules: tuple[Rule, ...]
    usual_due: UsualDue
    returns: tuple[ReturnDue, ...]
    """Years in which a notification moved the usual day."""
    rights: tuple[Right, ...]
    holders: Holders

    @property
    def checked_on(self) -> date:
        """The oldest day on which a rule of keeping was looked up."""
        return min(rule.origin.checked_on for rule in self.rules)

    def rule(self, rule_id: str) -> Rule:
        """One rule. KeyError for an id that is not there."""
        for rule in self.rules:
            if rule.rule_id == rule_id:
                return rule
        raise KeyError(rule_id)
