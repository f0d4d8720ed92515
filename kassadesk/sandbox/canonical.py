"""The digest of rows as the contract defines it (`x-digest`), in the sandbox's own words.

A row is the JSON array of its values in column order (RFC 8785: no spaces, shortest escapes), text
in NFC, UTF-8, followed by a line feed. A page's digest covers the digest of the page before it, so
the last one stands for every row of the query in its order.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Sequence

from kassadesk.sandbox.world.tables import Value, WireRow

_encode = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False
).encode


def rows_bytes(rows: Sequence[WireRow]) -> bytes:
    """The bytes that a page's digest covers, without the digest before it."""
    text = "".join([_encode(row) + "\n" for row in rows])
    if not unicodedata.is_normalized("NFC", text):
        text = "".join([_encode([_nfc(value) for value in row]) + "\n" for row in rows])
    return text.encode("utf-8")


def page_digest(previous: str, rows: Sequence[WireRow]) -> str:
    """SHA-256 hex of the page before (64 hex letters, "" for the first page) and the rows."""
    return hashlib.sha256(previous.encode("ascii") + rows_bytes(rows)).hexdigest()


def _nfc(value: Value) -> Value:
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value
