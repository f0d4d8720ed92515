"""The policy as data: versions, clauses, changes, companies, notices."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered part of a policy text."""

    clause_id: str
    number: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """One change in plain words."""

    about: str
    now: str
    next: str
    clause_id: str | None


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """One version of the policy. Clauses and changes are empty in lists."""

    version: str
    """Its date, like "2026-05-01"."""
    published_on: date
    effective_on: date
    state: str
    """in_force, next or past."""
    told_at: datetime | None
    """When this shop was told of it."""
    sha256: str
    clauses: tuple[Clause, ...] = ()
    changes: tuple[PolicyChange, ...] = ()


def text_digest(clauses: tuple[Clause, ...]) -> str:
    """SHA-256 (hex) of a text as a person reads it: one value for one text, wherever it came from."""
    text = "".join(f"{one.number}. {one.title}\n{one.text}\n" for one in clauses)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True)
class KeptPolicy:
    """A policy text as this PC keeps it since it saw it first."""

    policy: PolicyVersion
    """With its clauses. `state` and `told_at` are as of that day."""
    first_seen: datetime


@dataclass(frozen=True, slots=True)
class Processor:
    """A company that works with the data for Kassapos."""

    processor_id: str
    name: str
    purpose: str
    country: str | None
    """None: not stated."""
    since: date | None
    named_in_policy: str
    """named, not_in_list or not_named."""
    fields: tuple[str, ...] = ()
    """Ids of the fields of this shop that it gets."""


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """How long one kind of data is kept, and who says so."""

    rule_id: str
    covers: str
    text: str
    citation: str | None
    source: str
    """policy or law."""


@dataclass(frozen=True, slots=True)
class ServerNotice:
    """Something Kassapos tells this shop."""

    notice_id: str
    sent_at: datetime
    kind: str
    """policy_change, security, breach or other."""
    title: str
    text: str
    read: bool


@dataclass(frozen=True, slots=True)
class Contact:
    """Where a person can write or call."""

    company: str
    address: str
    email: str
    phone: str
