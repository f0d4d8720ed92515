"""Wire shapes of requests, previews and attachments."""

from __future__ import annotations

from kassadesk.api.wire import Moment, Wire, day_or_moment, utc, utc_or_none, word
from kassadesk.core.data_requests import (
    Attachment,
    DataRequest,
    DeletionPreview,
    DeletionScope,
    Hold,
    PreviewLine,
    Receipt,
    RequestEvent,
    RequestItem,
    RequestStatus,
    RequestType,
)


class RawHold(Wire):
    """Why one item is kept."""

    law: str
    why: str
    until: str | None


class RawItem(Wire):
    """How far one item is."""

    subject: str
    label: str
    action: str
    state: str
    before: str | None
    after: str | None
    processor: str | None
    hold: RawHold | None
    year: str | None = None

    def value(self) -> RequestItem:
        """As the core says it."""
        hold = self.hold
        return RequestItem(
            subject=self.subject,
            label=self.label,
            action=self.action,
            state=self.state,
            before=self.before,
            after=self.after,
            processor=self.processor,
            hold=Hold(hold.law, hold.why, day_or_moment(hold.until)) if hold else None,
            year=self.year,
        )


class RawReceipt(Wire):
    """Kassapos' signed word that it has the request."""

    receipt_number: str
    received_at: Moment
    request_digest: str
    attachment_digests: list[str]
    key_id: str
    signature: str

    def value(self) -> Receipt:
        """As the core says it."""
        return Receipt(
            receipt_number=self.receipt_number,
            received_at=utc(self.received_at),
            request_digest=self.request_digest,
            attachment_digests=tuple(self.attachment_digests),
            key_id=self.key_id,
            signature=self.signature,
        )


class RawRequest(Wire):
    """One request."""

    request_id: str
    reference: str
    client_ref: str
    type: str
    status: str
    reason: str | None
    subject_label: str
    note: str | None
    filed_at: Moment
    acknowledged_at: Moment | None
    promised_by: str | None
    policy_by: str | None
    law_by: str | None
    effective_at: str | None
    expires_at: str | None
    details: str | None
    asks_for: list[str]
    basis: str | None
    next_step: str | None
    can_withdraw: bool
    evidence_count: int
    items: list[RawItem]
    receipt: RawReceipt | None
    etag: str

    def value(self) -> DataRequest:
        """As the core says it. A type newer than this program stays the server's word."""
        known = self.type in set(RequestType)
        return DataRequest(
            request_id=self.request_id,
            reference=self.reference,
            client_ref=self.client_ref,
            type=RequestType(self.type) if known else self.type,
            status=word(RequestStatus, self.status, RequestStatus.OTHER),
            reason=self.reason,
            title_subject=self.subject_label,
            note=self.note,
            filed_at=utc(self.filed_at),
            acknowledged_at=utc_or_none(self.acknowledged_at),
            promised_by=day_or_moment(self.promised_by),
            policy_by=day_or_moment(self.policy_by),
            law_by=day_or_moment(self.law_by),
            effective_at=day_or_moment(self.effective_at),
            expires_at=day_or_moment(self.expires_at),
            details=self.details,
            asks_for=tuple(self.asks_for),
            basis=self.basis,
            next_step=self.next_step,
            items=tuple(item.value() for item in self.items),
            can_withdraw=self.can_withdraw,
            receipt=self.receipt.value() if self.receipt else None,
            evidence_count=self.evidence_count,
            etag=self.etag,
        )


class RawRequests(Wire):
    """A page of requests."""

    items: list[RawRequest]
    next: str | None = None


class RawRequestEvent(Wire):
    """One entry of a request's story."""

    seq: int
    happened_at: Moment
    kind: str
    actor: str
    status: str
    reason: str | None
    text: str | None

    def value(self) -> RequestEvent:
        """As the core says it."""
        return RequestEvent(
            seq=self.seq,
            happened_at=utc(self.happened_at),
            kind=self.kind,
            actor=self.actor,
            status=word(RequestStatus, self.status, RequestStatus.OTHER),
            reason=self.reason,
            text=self.text,
        )


class RawRequestEvents(Wire):
    """A request's story, oldest first."""

    items: list[RawRequestEvent]


class RawSignedReceipt(Wire):
    """A receipt with the exact signed bytes."""

    receipt: RawReceipt
    signed: str


class RawPreviewLine(Wire):
    """One line of a preview."""

    subject: str
    label: str
    records: int
    why: str
    rule: str | None
    until: str | None
    year: str | None = None
    subjects: list[str] = []

    def value(self) -> PreviewLine:
        """As the core says it."""
        return PreviewLine(
            subject=self.subject,
            label=self.label,
            records=self.records,
            why=self.why,
            rule=self.rule,
            until=day_or_moment(self.until),
            year=self.year,
            subjects=tuple(self.subjects),
        )


class RawPreview(Wire):
    """What a deletion would do."""

    plan_hash: str
    as_of: Moment
    cooling_off_days: int
    goes_now: list[RawPreviewLine]
    goes_later: list[RawPreviewLine]
    stays: list[RawPreviewLine]
    consequences: list[str]

    def value(self, scope: DeletionScope) -> DeletionPreview:
        """As the core says it, for the scope that was asked."""
        return DeletionPreview(
            plan_hash=self.plan_hash,
            scope=scope,
            as_of=utc(self.as_of),
            cooling_off_days=self.cooling_off_days,
            goes_now=tuple(line.value() for line in self.goes_now),
            goes_later=tuple(line.value() for line in self.goes_later),
            stays=tuple(line.value() for line in self.stays),
            consequences=tuple(self.consequences),
        )


class RawAttachment(Wire):
    """An attachment at the server."""

    attachment_id: str
    offset: int
    state: str

    def value(self) -> Attachment:
        """As the core says it."""
        return Attachment(self.attachment_id, self.offset, self.state == "ready")
