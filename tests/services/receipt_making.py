"""A key of Kassapos and receipts signed with it, as the sample server signs them."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kassadesk.core.exports import PublishedKey
from kassadesk.core.receipts import SignedReceipt
from kassadesk.files.known_keys import KnownKeys

KEY_ID = "kp-2026-1"
DOCUMENT = hashlib.sha256(b"a document").hexdigest()
AFTER = "41 Bharathi Street, office 2, காவேரி ஃப்ரெஷ் 41 मार्ट"


class Signer:
    """Signs as Kassapos; `known` is a folder that has seen its public key."""

    def __init__(self) -> None:
        self._key = Ed25519PrivateKey.generate()

    def known(self, folder: Path) -> KnownKeys:
        keys = KnownKeys(folder)
        public = _b64url(self._key.public_key().public_bytes_raw())
        keys.remember([PublishedKey(KEY_ID, public, datetime(2026, 1, 1, tzinfo=UTC))])
        return keys

    def receipt(self, after: str = AFTER, kept: bool = True) -> SignedReceipt:
        """A receipt for a correction; `kept` False: the request was not sent from this PC."""
        filing = json.dumps(
            {
                "type": "correction",
                "client_ref": "5c1b1e0e-6d5e-4a5a-9d53-2d5a4f6f1f00",
                "subject": {"fields": ["business.address.main"]},
                "corrections": [
                    {
                        "field_id": "business.address.main",
                        "before": "14 Bharathi Street",
                        "after": after,
                    }
                ],
                "why": "The house number is wrong.",
                "evidence": ["att_1"],
            },
            ensure_ascii=False,
        ).encode()
        signed = json.dumps(
            {
                "about_id": "req_42",
                "attachment_digests": [DOCUMENT],
                "contract": "1",
                "merchant_id": "m_kaveri",
                "receipt_number": "RCP-2026-000042",
                "received_at": "2026-11-23T04:44:00Z",
                "reference": "COR-2026-0042",
                "request_digest": hashlib.sha256(filing).hexdigest(),
                "status_path": "/v1/requests/req_42",
            },
            separators=(",", ":"),
        ).encode()
        signature = _b64url(self._key.sign(signed))
        return SignedReceipt(signed, signature, KEY_ID, filing if kept else None)


def _b64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
