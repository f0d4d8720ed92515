"""Opaque cursors: which page of which query comes next, bound to the merchant by an HMAC.

A cursor carries the digest of the page before, so that any page can be answered alone, again, and
after a restart, with the same bytes (contract rules R10, R11).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from typing import Final

from kassadesk.sandbox.problems import Problem
from kassadesk.sandbox.signer import b64url
from kassadesk.sandbox.state import State

_MAC_LENGTH: Final = 16


@dataclass(frozen=True, slots=True)
class Cursor:
    """The next page of a query."""

    query_id: str
    seq: int
    previous: str
    """Digest of the page before, "" before the first."""


def written(at: State, merchant_id: str, cursor: Cursor) -> str:
    """The cursor as the client carries it."""
    text = f"{cursor.query_id} {cursor.seq} {cursor.previous}".encode("ascii")
    return b64url(_mac(at, merchant_id, text) + text)


def read(at: State, merchant_id: str, query_id: str, raw: str) -> Cursor:
    """The cursor behind the client's text. Raises Problem snapshot_expired (410) unless it was
    written here, for this merchant and this query."""
    try:
        data = base64.b64decode(raw + "=" * (-len(raw) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise Problem("snapshot_expired") from None
    mac, text = data[:_MAC_LENGTH], data[_MAC_LENGTH:]
    # The text is compared too: base64 has more than one spelling of the same bytes.
    if not hmac.compare_digest(mac, _mac(at, merchant_id, text)) or b64url(data) != raw:
        raise Problem("snapshot_expired")
    of_query, seq, previous = text.decode("ascii").split(" ")
    if of_query != query_id:
        raise Problem("snapshot_expired")
    return Cursor(of_query, int(seq), previous)


def _mac(at: State, merchant_id: str, text: bytes) -> bytes:
    bound = b"cursor\0" + merchant_id.encode("utf-8") + b"\0" + text
    return hmac.new(at.secret, bound, hashlib.sha256).digest()[:_MAC_LENGTH]
