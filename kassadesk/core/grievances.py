"""Complaints to Kassapos: what is wrong, how far the answer is, and the story so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from kassadesk.core.data_requests import Evidence, Receipt


class GrievanceCategory(StrEnum):
    """What a complaint is about."""

    REQUEST_REFUSED = "request_refused"
    REQUEST_LATE = "request_late"
    CONSENT_NOT_RESPECTED = "consent_not_respected"
    WRONG_DATA = "wrong_data"
    DATA_SHARED = "data_shared"
    BREACH = "breach"
    OTHER = "other"


class GrievanceState(StrEnum):
    """Whose turn it is; UNKNOWN for a word newer than this program."""

    OPEN = "OPEN"
    IN_PROGRESS = "IN_PROGRESS"
    WAITING_ON_CLIENT = "WAITING_ON_CLIENT"
    AWAITING_INTERNAL_REVIEW = "AWAITING_INTERNAL_REVIEW"
    RESOLVED = "RESOLVED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Grievance:
    """One complaint as the server has it."""

    grievance_id: str
    reference: str
    """What a person quotes, like GRV-2026-0007."""
    client_ref: str
    category: GrievanceCategory | str
    """A GrievanceCategory, or the server's word where it is newer than this program."""
    about_request: str | None
    """Id of the request it is about."""
    text: str = field(repr=False)
    state: GrievanceState
    filed_at: datetime
    statutory_due_date: date | None
    """The law's last day (DPDP Rules 2025, rule 14); None before that rule is in force."""
    attachments: tuple[str, ...]
    can_reopen: bool
    receipt: Receipt

    @property
    def your_turn(self) -> bool:
        """True while Kassapos waits for the person."""
        return self.state is GrievanceState.WAITING_ON_CLIENT

    @property
    def final(self) -> bool:
        """True when Kassapos has settled it; the person may not agree."""
        return self.state is GrievanceState.RESOLVED


@dataclass(frozen=True, slots=True)
class GrievanceEvent:
    """One entry of the append-only story of a complaint."""

    seq: int
    happened_at: datetime
    kind: str
    """filed, acknowledged, question_asked, answered, reviewed, resolved, reopened."""
    actor: str
    """you, kassapos or system."""
    state: GrievanceState
    text: str | None
    """What was said, by the person or by Kassapos."""


@dataclass(frozen=True, slots=True)
class GrievanceDraft:
    """A complaint before it is sent; reference and key make a repeat harmless."""

    client_ref: str
    idempotency_key: str
    category: GrievanceCategory
    text: str = field(repr=False)
    about_request: str | None = None
    evidence: tuple[Evidence, ...] = ()
