"""What else can be asked beside a correction and a deletion: a copy, a nominee, a child's data.

`FilingDraft` is any of them. Each carries the reference and the key that make a repeat harmless.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from kassadesk.core.data_requests import CorrectionDraft, DeletionDraft


@dataclass(frozen=True, slots=True)
class CopyDraft:
    """Ask for a copy of what is held (DPDP Act 2023, section 11)."""

    client_ref: str
    idempotency_key: str
    categories: tuple[str, ...] = ()
    """Only these kinds of data; () is everything."""
    portable: bool = False
    """True: in a form that another service can read. A portable copy is always of everything."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Nominee:
    """Who may act for the person when they cannot."""

    name: str = field(repr=False)
    phone: str | None = field(repr=False)
    email: str | None = field(repr=False)
    relation: str


@dataclass(frozen=True, slots=True)
class NominationDraft:
    """Name a nominee (DPDP Act 2023, section 14)."""

    client_ref: str
    idempotency_key: str
    nominee: Nominee
    why: str = ""


@dataclass(frozen=True, slots=True)
class MinorReportDraft:
    """Say that data of a person under 18 may be held (DPDP Act 2023, section 9)."""

    client_ref: str
    idempotency_key: str
    about: str = field(repr=False)
    how_noticed: str = field(repr=False)
    why: str = ""


FilingDraft: TypeAlias = (
    CorrectionDraft | DeletionDraft | CopyDraft | NominationDraft | MinorReportDraft
)
