"""Opt-ins: one choice per purpose and channel, and the append-only record of each change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Lock:
    """Why a choice cannot be switched here."""

    reason: str
    """security, legal, or browser."""
    rule: str | None


@dataclass(frozen=True, slots=True)
class Propagation:
    """What one processor knows of a choice."""

    processor_id: str
    state: str
    """told, confirmed or silent."""
    at: datetime | None


@dataclass(frozen=True, slots=True)
class OptIn:
    """One choice as the server has it."""

    opt_in_id: str
    """Purpose and channel, like "offers.whatsapp"."""
    purpose: str
    """low_stock, daily_report, product_updates, offers, usage_analytics, website_analytics,
    security_notices, legal_notices."""
    channel: str
    """whatsapp, sms, email, in_app, or none where there is no channel."""
    label: str
    """promotional, service or transactional."""
    granted: bool
    lock: Lock | None
    changed_at: datetime
    effective_at: datetime
    policy_version: str
    """The policy text under which it was chosen."""
    record_id: str | None
    """Its consent record; None when it was never put to the shop."""
    receipt_number: str | None
    propagation: tuple[Propagation, ...]
    etag: str

    @property
    def switchable(self) -> bool:
        """True when it can be switched here."""
        return self.lock is None

    @property
    def to_stop(self) -> bool:
        """True when it is promotional, on, and can be switched off."""
        return self.label == "promotional" and self.granted and self.switchable


@dataclass(frozen=True, slots=True)
class ChoiceDraft:
    """A switch that was flipped here, before Kassapos has it; the key makes a repeat harmless."""

    client_ref: str
    idempotency_key: str
    opt_in_id: str
    purpose: str
    channel: str
    granted: bool
    etag: str
    """The state the person saw: on another one nothing is changed, and the person is asked."""
    policy_version: str
    """The policy text the person could read then."""
    language: str
    method: str


@dataclass(frozen=True, slots=True)
class ConsentEvent:
    """One entry of a choice's history (a consent record event, ISO/IEC TS 27560)."""

    event_id: str
    record_id: str
    opt_in_id: str
    happened_at: datetime
    state: str
    """given, refused, withdrawn, renewed, expired, invalidated."""
    actor: str
    """owner, staff, support or system."""
    actor_name: str | None
    method: str
    policy_version: str
    language: str
    receipt_number: str | None


@dataclass(frozen=True, slots=True)
class SentMessage:
    """One message Kassapos says it sent."""

    message_id: str
    sent_at: datetime
    purpose: str
    channel: str
    label: str
    subject: str
