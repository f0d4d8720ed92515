"""Letters: the same wishes as an e-mail or on paper, for when nobody answers or by choice.

Kassapos' policy names one way that is always there, an e-mail to the company. What went that way is
followed on this PC, because nobody else does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from kassadesk.core.data_requests import Evidence
from kassadesk.core.intents import Filed, IntentKind, Wish


@dataclass(frozen=True, slots=True)
class Address:
    """Whom the policy says to write to."""

    name: str
    lines: tuple[str, ...]
    email: str
    phone: str
    citation: str
    """Where the policy says so."""
    source: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes, so that Kassapos can find the account. Nothing is guessed: "" was not given."""

    name: str = field(default="", repr=False)
    shop: str = field(default="", repr=False)
    gstin: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)

    @property
    def enough(self) -> bool:
        """True when Kassapos can tell who writes and answer."""
        return bool(self.shop and (self.email or self.phone))


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, ready to go."""

    client_ref: str
    kind: IntentKind
    to: Address
    day: date
    language: str
    subject: str = field(repr=False)
    lines: tuple[str, ...] = field(repr=False)
    """Paragraphs; one may hold line breaks."""
    attachments: tuple[Evidence, ...] = ()
    reminder: bool = False

    @property
    def text(self) -> str:
        """The whole text as it stands in a mail."""
        return "\n\n".join(self.lines) + "\n"


class LetterWords(Protocol):
    """Says a wish in plain words, in the language of the window. Implemented by `ui.words`."""

    def letter(self, wish: Wish, sender: Sender, to: Address, day: date) -> Letter:
        """The letter that asks for the wish."""

    def reminder(self, letter: TrackedLetter, to: Address, day: date) -> Letter:
        """The letter that asks again."""


class LetterWay(StrEnum):
    """How a letter leaves this program."""

    MAIL_PROGRAM = "mail_program"
    FILE = "eml"
    PAPER = "pdf"


class LetterState(StrEnum):
    """How far a letter is, as the person has told."""

    WRITTEN = "written"
    """Made; the person has not said that it went."""
    SENT = "sent"
    ANSWERED = "answered"
    """A reply was filed."""
    CLOSED = "closed"
    """The person says that it is settled."""


@dataclass(frozen=True, slots=True)
class LetterStep:
    """One entry of a letter's story on this PC."""

    at: datetime
    kind: str
    """written, sent, reminder, reply, filed, closed."""
    detail: str = ""
    """A LetterWay, a day, a digest or a reference; nothing personal."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, copied when it was dropped here."""

    sha256: str
    media_type: str
    """message/rfc822, application/pdf, image/jpeg or image/png."""
    size_bytes: int
    received_at: datetime
    """When it was filed here."""
    name: str = field(default="", repr=False)
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class DueRule:
    """A rule about the time Kassapos has, or that it names none."""

    kind: str
    """law, policy or own (a choice of this program, no promise of anybody)."""
    kinds: tuple[IntentKind, ...]
    days: int | None
    """None: the rule names no time."""
    effective_from: date
    citation: str
    source: str
    checked_on: date
    confidence: str


@dataclass(frozen=True, slots=True)
class Due:
    """When an answer is due, and who says so."""

    kind: str
    on: date | None
    citation: str


@dataclass(frozen=True, slots=True)
class TrackedLetter:
    """A request that goes by letter, as this PC follows it."""

    client_ref: str
    kind: IntentKind
    state: LetterState
    written_at: datetime
    sent_on: date | None
    steps: tuple[LetterStep, ...] = ()
    replies: tuple[Reply, ...] = ()
    dues: tuple[Due, ...] = ()
    filed: Filed | None = None
    """Kassapos' answer, when the person chose to file the same wish with the API as well."""
    sender: Sender = field(default_factory=Sender, repr=False)
    subject: str = field(default="", repr=False)
    lines: tuple[str, ...] = field(default=(), repr=False)
    wish: Wish | None = field(default=None, repr=False)
    """Without documents; None once it is filed with the API."""
    documents: int = 0
    lasting: bool = True
    """False: kept until the program ends, because this PC has no safe place for its key."""

    @property
    def may_file(self) -> bool:
        """True while it can be filed with the API too; a complaint about letters stays a letter."""
        return self.filed is None and self.wish is not None


def dues_of(rules: tuple[DueRule, ...], kind: IntentKind, sent_on: date) -> tuple[Due, ...]:
    """What is due when for a letter of a kind; only rules in force on the day it was sent."""
    return tuple(
        Due(
            rule.kind,
            sent_on + timedelta(days=rule.days) if rule.days is not None else None,
            rule.citation,
        )
        for rule in rules
        if kind in rule.kinds and rule.effective_from <= sent_on
    )
