"""Receipts: Kassapos' signed word that it has something (contract rule R4).

What is signed is exact bytes of canonical JSON; they are kept, and given out whole, so that anyone
can check the signature without building them again.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass

from kassadesk.sandbox.answers import canonical_bytes
from kassadesk.sandbox.problems import Json, Problem
from kassadesk.sandbox.signer import b64url
from kassadesk.sandbox.state import State
from kassadesk.sandbox.store import next_number


@dataclass(frozen=True, slots=True)
class Received:
    """What came in: the thing's id, reference and address, the very bytes, its documents' digests."""

    about_id: str
    reference: str
    path: str
    body: bytes
    attachment_digests: tuple[str, ...]
    received_at: str


def give_receipt(at: State, db: sqlite3.Connection, received: Received) -> None:
    """Write the one receipt of a thing, in the transaction that files it."""
    number = f"RCP-{received.received_at[:4]}-{next_number(db, 'receipts'):06d}"
    digest = hashlib.sha256(received.body).hexdigest()
    signed = canonical_bytes(
        {
            "contract": "1",
            "receipt_number": number,
            "merchant_id": at.merchant,
            "about_id": received.about_id,
            "reference": received.reference,
            "status_path": received.path,
            "received_at": received.received_at,
            "request_digest": digest,
            "attachment_digests": list(received.attachment_digests),
        }
    )
    db.execute(
        "INSERT INTO receipts VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            received.about_id,
            received.received_at,
            digest,
            json.dumps(received.attachment_digests),
            at.signer.key_id,
            at.signer.sign(signed),
            signed,
        ),
    )


def receipt_json(db: sqlite3.Connection, about_id: str) -> dict[str, Json]:
    """The contract's Receipt of a thing."""
    row = _row(db, about_id)
    return {
        "receipt_number": row["receipt_number"],
        "received_at": row["received_at"],
        "request_digest": row["request_digest"],
        "attachment_digests": json.loads(row["attachment_digests_json"]),
        "key_id": row["key_id"],
        "signature": row["signature"],
    }


def signed_receipt(db: sqlite3.Connection, about_id: str) -> dict[str, Json]:
    """The receipt together with the bytes its signature is over."""
    return {"receipt": receipt_json(db, about_id), "signed": b64url(_row(db, about_id)["signed"])}


def _row(db: sqlite3.Connection, about_id: str) -> sqlite3.Row:
    row: sqlite3.Row | None = db.execute(
        "SELECT * FROM receipts WHERE about_id = ?", (about_id,)
    ).fetchone()
    if row is None:
        raise Problem("not_found")
    return row
