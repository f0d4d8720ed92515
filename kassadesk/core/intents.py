"""Intents: what a person has asked for and Kassapos has not confirmed yet, kept on this PC.

One intent has one `client_ref` for ever and one idempotency key per key life; every repeat carries
them, so however often it is sent, Kassapos files it once. An edit makes another intent.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from kassadesk.core import errors
from kassadesk.core.data_requests import CorrectionDraft, DataRequest, DeletionDraft, Evidence
from kassadesk.core.errors import (
    AttachmentRefused,
    Conflict,
    FieldProblem,
    KassaError,
    Rejected,
)
from kassadesk.core.filings import CopyDraft, MinorReportDraft, NominationDraft
from kassadesk.core.grievances import Grievance, GrievanceDraft
from kassadesk.core.opt_ins import ChoiceDraft, OptIn


class IntentKind(StrEnum):
    """What is asked."""

    CORRECTION = "correction"
    DELETION = "deletion"
    COPY = "copy"
    NOMINATION = "nomination"
    MINOR_REPORT = "minor_report"
    GRIEVANCE = "grievance"
    WITHDRAWAL = "withdrawal"
    EVIDENCE = "evidence"
    CHOICE = "choice"
    """A switch of Opt-ins; all others stand among the requests."""


class IntentState(StrEnum):
    """How far it is, as this PC knows."""

    DRAFT = "draft"
    """Being written; never sent by itself."""
    QUEUED = "queued"
    """Waits to be sent; Kassapos does not have it."""
    SENDING = "sending"
    NOT_SURE = "not_sure"
    """It was on its way when the line or the program broke: Kassapos is asked before it goes again."""
    FILED = "filed"
    """Kassapos has it and gave a receipt number (an act on a request: says that it is done)."""
    REFUSED = "refused"
    """Kassapos has said no for good; it is not sent again as it is."""
    BY_LETTER = "by_letter"
    """It goes by e-mail or on paper; never sent by itself, only when the person files it after all."""


@dataclass(frozen=True, slots=True)
class WithdrawalDraft:
    """Take back a filed request."""

    client_ref: str
    idempotency_key: str
    request_id: str
    reference: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceDraft:
    """Add documents to a filed request."""

    client_ref: str
    idempotency_key: str
    request_id: str
    reference: str
    evidence: tuple[Evidence, ...] = ()


Wish: TypeAlias = (
    CorrectionDraft
    | DeletionDraft
    | CopyDraft
    | NominationDraft
    | MinorReportDraft
    | GrievanceDraft
    | WithdrawalDraft
    | EvidenceDraft
    | ChoiceDraft
)
"""What is asked, in full; everything personal of an intent stands in it."""

WISHES: dict[IntentKind, type[Wish]] = {
    IntentKind.CORRECTION: CorrectionDraft,
    IntentKind.DELETION: DeletionDraft,
    IntentKind.COPY: CopyDraft,
    IntentKind.NOMINATION: NominationDraft,
    IntentKind.MINOR_REPORT: MinorReportDraft,
    IntentKind.GRIEVANCE: GrievanceDraft,
    IntentKind.WITHDRAWAL: WithdrawalDraft,
    IntentKind.EVIDENCE: EvidenceDraft,
    IntentKind.CHOICE: ChoiceDraft,
}


def kind_of(wish: Wish) -> IntentKind:
    """The kind of a wish."""
    return next(kind for kind, shape in WISHES.items() if isinstance(wish, shape))


def documents_of(wish: Wish) -> tuple[Evidence, ...]:
    """The documents that go with a wish."""
    with_documents = CorrectionDraft | EvidenceDraft | GrievanceDraft
    return wish.evidence if isinstance(wish, with_documents) else ()


def about(wish: Wish | None) -> str:
    """Id of the filed request a wish acts on; "" for a request of its own."""
    return wish.request_id if isinstance(wish, WithdrawalDraft | EvidenceDraft) else ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why the last try did not end well: the facts of the error, which hold nothing personal."""

    code: str
    """Class name of the KassaError, like Offline or Rejected."""
    reason: str = ""
    problems: tuple[FieldProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class Filed:
    """Kassapos' answer, in short."""

    filed_at: datetime
    request_id: str
    reference: str
    receipt_number: str = ""
    """"" only for an act on a request, which has none of its own."""


@dataclass(frozen=True, slots=True)
class Intent:
    """One intent as the outbox has it."""

    client_ref: str
    shop: str
    """The server and a digest of the shop's id, like api.kassapos.example/9f86d081884c7d65; sent by
    nobody else."""
    kind: IntentKind
    state: IntentState
    created_at: datetime
    idempotency_key: str
    key_made_at: datetime
    revision: int = 1
    """Grows with each change of what is asked."""
    attempts: int = 0
    next_try_at: datetime | None = None
    """Not before then; None: at the next opportunity."""
    posted_at: datetime | None = None
    """When it may first have left this PC; None: it surely has not."""
    trouble: Trouble | None = None
    filed: Filed | None = None
    wish: Wish | None = field(default=None, repr=False)
    """What is asked, without the documents' bytes; None once it is filed, or when it cannot be
    opened on this PC (its key is gone from the keychain)."""
    documents: int = 0
    lasting: bool = True
    """False: kept until the program ends, because this PC has no safe place for its key."""

    @property
    def may_change(self) -> bool:
        """True while it may be edited or thrown away: Kassapos surely does not have it."""
        unsent = self.state is IntentState.QUEUED and self.posted_at is None
        return unsent or self.state in (IntentState.DRAFT, IntentState.REFUSED)

    @property
    def waits(self) -> bool:
        """True while the program still has to send it or ask about it."""
        return self.state in (IntentState.QUEUED, IntentState.SENDING, IntentState.NOT_SURE)


@dataclass(frozen=True, slots=True)
class Arrived:
    """An intent that was filed just now, with what Kassapos has."""

    intent: Intent
    answer: DataRequest | Grievance | OptIn | None = None
    """None when it can no longer be read in full."""
    filing: bytes | None = field(default=None, repr=False)
    """The bytes Kassapos gave its receipt for; None when they are not known for sure."""


@dataclass(frozen=True, slots=True)
class Drained:
    """What one drain of the outbox came to."""

    filed: tuple[Arrived, ...] = ()
    refused: tuple[Intent, ...] = ()
    waiting: int = 0
    """How many still wait, on whatever."""
    next_try_at: datetime | None = None
    """When it is worth draining again; None: nothing waits, or the error must pass first."""
    error: KassaError | None = None
    """Why the drain ended early; nothing is lost by it."""
    busy: bool = False
    """True: another window or the command line is draining now."""


def as_error(trouble: Trouble) -> KassaError:
    """The error again, as far as it was kept."""
    kind = getattr(errors, trouble.code, KassaError)
    if kind is Rejected:
        return Rejected(trouble.reason, trouble.problems)
    if kind in (Conflict, AttachmentRefused):
        made: KassaError = kind(reason=trouble.reason)
        return made
    known = isinstance(kind, type) and issubclass(kind, KassaError)
    return kind() if known else KassaError()
