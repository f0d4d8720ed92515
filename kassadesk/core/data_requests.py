"""Requests to Kassapos: what is asked, what happened, whose turn it is.

Status and reason words are exactly research's DRP table (Data Rights Protocol 1.0 plus named
extensions); a reason this program does not know shows as its status with the server's own text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class RequestType(StrEnum):
    """What can be asked."""

    ACCESS = "access"
    ACCESS_CATEGORIES = "access:categories"
    PORTABILITY = "portability"
    CORRECTION = "correction"
    DELETION = "deletion"
    NOMINATION = "nomination"
    MINOR_REPORT = "minor-report"


class RequestStatus(StrEnum):
    """The six words of DRP 1.0, section 3.02 (draft and queued are ours, before sending)."""

    DRAFT = "draft"
    QUEUED = "queued"
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    FULFILLED = "fulfilled"
    REVOKED = "revoked"
    DENIED = "denied"
    EXPIRED = "expired"
    OTHER = "other"


FINAL = frozenset(
    {RequestStatus.FULFILLED, RequestStatus.REVOKED, RequestStatus.DENIED, RequestStatus.EXPIRED}
)


@dataclass(frozen=True, slots=True)
class Hold:
    """Why one item is kept although its deletion was asked."""

    law: str
    why: str
    until: datetime | None
    """None: no end date was given."""


@dataclass(frozen=True, slots=True)
class RequestItem:
    """The truth per record: what is asked of one field or kind of data, and how far it is."""

    subject: str
    """Field id or category id."""
    label: str
    action: str
    """delete, correct, export or keep."""
    state: str
    """pending, in_progress, done, failed, not_held or retained."""
    before: str | None
    after: str | None
    processor: str | None
    hold: Hold | None
    year: str | None = None
    """Financial year for the bills of one."""


@dataclass(frozen=True, slots=True)
class RequestEvent:
    """One entry of the append-only story of a request."""

    seq: int
    happened_at: datetime
    kind: str
    """filed, acknowledged, proof_asked, evidence_asked, evidence_supplied, approved, execution_started,
    processor_waited_for, extended, fulfilled, refused, withdrawn, expired."""
    actor: str
    """you, kassapos or system."""
    status: RequestStatus
    reason: str | None
    text: str | None
    """Kassapos' own words."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Kassapos' signed word that it has the request (contract rule R4)."""

    receipt_number: str
    received_at: datetime
    request_digest: str
    """sha-256 of the body as received, hex."""
    attachment_digests: tuple[str, ...]
    key_id: str
    signature: str


@dataclass(frozen=True, slots=True)
class DataRequest:
    """One request as the server has it."""

    request_id: str
    reference: str
    """What a person quotes, like COR-2026-0042."""
    client_ref: str
    type: RequestType | str
    """A RequestType, or the server's word where it is newer than this program."""
    status: RequestStatus
    reason: str | None
    title_subject: str
    """Label of the field or kind it is about, for titles."""
    note: str | None
    filed_at: datetime
    acknowledged_at: datetime | None
    promised_by: datetime | None
    policy_by: datetime | None
    law_by: datetime | None
    effective_at: datetime | None
    """When an approved deletion starts; until then it can be stopped."""
    expires_at: datetime | None
    """Until when it is the person's turn."""
    details: str | None
    """Kassapos' own words on the present state."""
    asks_for: tuple[str, ...]
    """Documents asked for, when it is the person's turn."""
    basis: str | None
    """Law or policy section a refusal or hold names."""
    next_step: str | None
    items: tuple[RequestItem, ...]
    can_withdraw: bool
    receipt: Receipt | None
    evidence_count: int = 0
    etag: str = ""

    @property
    def your_turn(self) -> bool:
        """True while Kassapos waits for the person."""
        return self.status is RequestStatus.IN_PROGRESS and self.reason in (
            "need_user_verification",
            "need_evidence",
        )

    @property
    def final(self) -> bool:
        """True when nothing more will happen to it."""
        return self.status in FINAL


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file the person adds, copied and measured when it was chosen."""

    name: str
    size_bytes: int
    media_type: str
    """application/pdf, image/jpeg or image/png, told from the content."""
    sha256: str
    content: bytes = field(repr=False)
    photo_facts: bool = False
    """True for a photo that also tells place, time or device; they can be taken out."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document at the server, or as much of it as has arrived."""

    attachment_id: str
    offset: int
    """Bytes that have arrived."""
    ready: bool
    """True when all of it is there and its digest fits."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One field that is wrong: what is held now and what it should be."""

    field_id: str
    label: str
    before: str | None = field(repr=False)
    after: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CorrectionDraft:
    """Ask to change one field, or several in one request."""

    client_ref: str
    """Made once per intent (UUID), reused by every retry."""
    idempotency_key: str
    field_id: str
    label: str
    before: str | None
    after: str
    why: str = ""
    evidence: tuple[Evidence, ...] = ()
    also: tuple[Correction, ...] = ()
    """More fields of the same request."""

    @property
    def changes(self) -> tuple[Correction, ...]:
        """Every field of the request, the first one first."""
        first = Correction(self.field_id, self.label, self.before, self.after)
        return (first, *self.also)


@dataclass(frozen=True, slots=True)
class DeletionScope:
    """What is asked to be deleted: fields, whole kinds of data, or the account."""

    fields: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    close_account: bool = False


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One line of a deletion preview."""

    subject: str
    label: str
    records: int
    why: str
    """Kassapos' words: what it means or which rule keeps it."""
    rule: str | None
    until: datetime | None
    """When it goes (later group) or until when it stays; None: no date given."""
    year: str | None = None
    """Financial year for bills."""
    subjects: tuple[str, ...] = ()
    """What the line stands for, one by one; empty where the server does not say."""


@dataclass(frozen=True, slots=True)
class DeletionPreview:
    """What would happen, told before anything is sent. `plan_hash` binds the request to it."""

    plan_hash: str
    scope: DeletionScope
    as_of: datetime
    cooling_off_days: int
    goes_now: tuple[PreviewLine, ...]
    goes_later: tuple[PreviewLine, ...]
    stays: tuple[PreviewLine, ...]
    consequences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeletionDraft:
    """Ask to delete what a preview showed."""

    client_ref: str
    idempotency_key: str
    scope: DeletionScope
    plan_hash: str
    why: str = ""
