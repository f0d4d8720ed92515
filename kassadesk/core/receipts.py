"""Receipts one can keep: Kassapos' signed word that it has a request, and what was asked.

The signature covers exact bytes, and those name the digest of the request as it was received. So what
was asked is proven by the very bytes that were sent, and by nothing else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kassadesk.core.consents import ConsentReceipt
from kassadesk.core.exports import Verdict


@dataclass(frozen=True, slots=True)
class SignedReceipt:
    """What a receipt file holds."""

    signed: bytes = field(repr=False)
    """The exact bytes the signature covers."""
    signature: str
    """Ed25519, base64url without padding."""
    key_id: str
    filing: bytes | None = field(default=None, repr=False)
    """The request as it was sent; None when it was not sent from this PC, so only its digest is known."""


@dataclass(frozen=True, slots=True)
class SignedFacts:
    """What the signed bytes say (contract: SignedReceiptWords)."""

    receipt_number: str
    merchant_id: str
    about_id: str
    reference: str
    received_at: datetime
    request_digest: str
    attachment_digests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the sent bytes ask."""

    type: str
    corrections: tuple[tuple[str, str, str], ...] = field(default=(), repr=False)
    """Field id, value before ("" for none), value after."""
    fields: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    close_account: bool = False
    nominee: tuple[str, ...] = field(default=(), repr=False)
    minor: tuple[str, ...] = field(default=(), repr=False)
    why: str = field(default="", repr=False)
    documents: int = 0


@dataclass(frozen=True, slots=True)
class ReceiptCheck:
    """What a check of a receipt says."""

    verdict: Verdict
    receipt: SignedReceipt | ConsentReceipt | None = None
    signed_by: str | None = None
    """Key id, when a key known on this PC signed it."""
    problems: tuple[str, ...] = ()
    """file, shown_text, signature, asked: what does not fit."""


def facts_of(signed: bytes) -> SignedFacts:
    """What signed bytes say. Raises ValueError when they are no receipt's."""
    try:
        held = json.loads(signed)
        return SignedFacts(
            receipt_number=_text(held, "receipt_number"),
            merchant_id=_text(held, "merchant_id"),
            about_id=_text(held, "about_id"),
            reference=_text(held, "reference"),
            received_at=datetime.fromisoformat(_text(held, "received_at")),
            request_digest=_text(held, "request_digest"),
            attachment_digests=tuple(str(one) for one in held["attachment_digests"]),
        )
    except (KeyError, TypeError, AttributeError, RecursionError, UnicodeError) as error:
        raise ValueError("not a receipt") from error


def asked_of(filing: bytes) -> Asked:
    """What sent bytes ask. Raises ValueError when they are no request's."""
    try:
        held = json.loads(filing)
        subject = held.get("subject") or {}
        nominee, minor = held.get("nominee") or {}, held.get("minor") or {}
        return Asked(
            type=_text(held, "type"),
            corrections=tuple(
                (str(one["field_id"]), str(one["before"] or ""), str(one["after"]))
                for one in held.get("corrections", ())
            ),
            fields=tuple(map(str, subject.get("fields", ()))),
            categories=tuple(map(str, subject.get("categories", ()))),
            close_account=bool(subject.get("close_account", False)),
            nominee=tuple(str(value) for value in nominee.values() if value),
            minor=tuple(str(value) for value in minor.values() if value),
            why=str(held.get("why", "")),
            documents=len(held.get("evidence", ())),
        )
    except (KeyError, TypeError, AttributeError, RecursionError, UnicodeError) as error:
        raise ValueError("not a request") from error


def filing_fits(receipt: SignedReceipt) -> bool:
    """Whether the sent bytes are those the receipt was given for; True when there are none."""
    if receipt.filing is None:
        return True
    return hashlib.sha256(receipt.filing).hexdigest() == facts_of(receipt.signed).request_digest


def code_text(receipt: SignedReceipt) -> str:
    """What the QR code holds: number, digest, key, signature; nothing personal."""
    facts = facts_of(receipt.signed)
    return "\n".join(
        (
            "KASSAPOS RECEIPT 1",
            facts.receipt_number,
            facts.request_digest,
            receipt.key_id,
            receipt.signature,
        )
    )


def _text(held: Mapping[str, object], key: str) -> str:
    value = held[key]
    if not isinstance(value, str):
        raise TypeError(key)
    return value
