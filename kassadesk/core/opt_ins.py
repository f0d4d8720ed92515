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
    receipt_number: str | None
    propagation: tuple[Propagation, ...]
    etag: str


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
