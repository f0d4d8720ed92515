"""Consent receipts one can keep: Kassapos' signed record of one choice, with every event of it.

Kassapos signs the digest of the record's canonical bytes. Those bytes are kept as they are; whatever a
receipt says is said from them, so nothing in it can be other than what was signed.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class ConsentReceipt:
    """A consent record and the signature over it."""

    signed: bytes = field(repr=False)
    """The record in canonical JSON, without its integrity part."""
    signature: str
    """Ed25519 over the digest in hex; base64url without padding."""
    key_id: str

    @property
    def digest(self) -> str:
        """SHA-256 of the record, in hex: what the signature is over."""
        return hashlib.sha256(self.signed).hexdigest()


@dataclass(frozen=True, slots=True)
class ConsentFact:
    """One event of a record."""

    happened_at: datetime
    state: str
    actor: str
    method: str
    policy_version: str
    language: str
    receipt_number: str


@dataclass(frozen=True, slots=True)
class ConsentFacts:
    """What a signed record says, as far as a person reads it."""

    record_id: str
    subject_id: str
    channel: str
    policy_version: str
    policy_sha256: str
    language: str
    purposes: tuple[str, ...]
    legal_bases: tuple[str, ...]
    data: tuple[str, ...]
    places: tuple[str, ...]
    controllers: tuple[str, ...]
    recipients: tuple[str, ...]
    withdrawal: tuple[str, ...]
    events: tuple[ConsentFact, ...]
    """Oldest first."""


def canonical(record: dict[str, Any]) -> bytes:
    """The one byte form of a record (contract: ConsentIntegrity)."""
    text = json.dumps(
        record, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode("utf-8")


def consent_receipt(body: bytes) -> ConsentReceipt:
    """The receipt in a consent record as Kassapos sends it.

    Raises ValueError when it is none, or its digest is not that of the record.
    """
    try:
        held = json.loads(body)
        integrity = held.pop("integrity")
        receipt = ConsentReceipt(canonical(held), integrity["signature"], integrity["key_id"])
        fits = receipt.digest == integrity["this_hash"]
    except (KeyError, TypeError, AttributeError, RecursionError, UnicodeError) as error:
        raise ValueError("not a consent record") from error
    if not fits:
        raise ValueError("digest")
    consent_facts(receipt.signed)
    return receipt


def record_of(signed: bytes) -> dict[str, Any]:
    """The record in signed bytes. Raises ValueError when they are not its one byte form."""
    try:
        record = json.loads(signed)
        if not isinstance(record, dict) or canonical(record) != signed:
            raise ValueError("not canonical")
    except (RecursionError, UnicodeError) as error:
        raise ValueError("not a consent record") from error
    return record


def consent_facts(signed: bytes) -> ConsentFacts:
    """What signed bytes say. Raises ValueError when they are no consent record's."""
    record = record_of(signed)
    try:
        notice, processing, events = record["notice"], record["processing"], record["events"]
        return ConsentFacts(
            record_id=str(record["header"]["record_id"]),
            subject_id=str(record["header"]["pii_principal_id"]),
            channel=str(events[-1].get("channel", "none")),
            policy_version=str(notice["version"]),
            policy_sha256=str(notice["sha256"]),
            language=str(notice["language"]),
            purposes=tuple(str(one["purpose"]) for one in processing),
            legal_bases=_unique(one["lawful_basis"] for one in processing),
            data=_unique(one["type"] for part in processing for one in part["pii_information"]),
            places=_unique(one for part in processing for one in part["storage_locations"]),
            controllers=_unique(one for part in processing for one in part["controllers"]),
            recipients=_unique(
                one for part in processing for one in part["recipients_third_parties"]
            ),
            withdrawal=_unique(one["withdrawal_method"] for one in processing),
            events=tuple(_fact(one) for one in events),
        )
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise ValueError("not a consent record") from error


def consent_code(receipt: ConsentReceipt) -> str:
    """What the QR code holds: record, digest, key, signature; nothing personal."""
    facts = consent_facts(receipt.signed)
    lines = ("KASSAPOS CONSENT 1", facts.record_id, receipt.digest, receipt.key_id)
    return "\n".join((*lines, receipt.signature))


def _fact(event: dict[str, Any]) -> ConsentFact:
    return ConsentFact(
        happened_at=datetime.fromisoformat(event["event_time"]),
        state=str(event["event_state"]),
        actor=str(event["entity_id"]),
        method=str(event["method"]),
        policy_version=str(event["policy_version"]),
        language=str(event["language"]),
        receipt_number=str(event["receipt_number"] or ""),
    )


def _unique(texts: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(str, texts)))
