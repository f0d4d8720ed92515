"""The signed manifest found in a file: whose signature, and what exactly was signed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kassadesk.core.exports import PartManifest, PublishedKey, SignedManifest
from kassadesk.core.rows import Resource
from kassadesk.files.proof_lines import unpacked
from kassadesk.files.reading import Seal


@dataclass(frozen=True, slots=True)
class SignedWords:
    """What the server signed (contract: manifests)."""

    snapshot_id: str
    merchant_id: str
    shop_name: str
    as_of: datetime
    parts: tuple[PartManifest, ...]


def words_of(signed_bytes: bytes) -> SignedWords | None:
    """The signed words; None when the bytes are none."""
    try:
        held = json.loads(signed_bytes)
        return SignedWords(
            snapshot_id=_text(held, "snapshot_id"),
            merchant_id=_text(held, "merchant_id"),
            shop_name=_text(held, "shop_name"),
            as_of=datetime.fromisoformat(_text(held, "as_of")),
            parts=tuple(_part(part) for part in held["parts"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _text(held: Mapping[str, object], key: str) -> str:
    value = held[key]
    if not isinstance(value, str):
        raise TypeError(key)
    return value


def _part(held: Mapping[str, object]) -> PartManifest:
    query, columns, rows, page_rows = (
        held[key] for key in ("query", "columns", "rows", "page_rows")
    )
    if not isinstance(query, dict) or not isinstance(columns, list):
        raise TypeError("query")
    if not isinstance(rows, int) or not isinstance(page_rows, int) or page_rows < 1:
        raise TypeError("rows")
    return PartManifest(
        Resource(_text(held, "resource")),
        {str(key): str(value) for key, value in query.items()},
        tuple(str(column) for column in columns),
        rows,
        _text(held, "digest"),
        page_rows,
    )


def fits(seal: Seal, public_key: str) -> bool:
    """True when the signature of the file was made with the private half of this key (RFC 8032)."""
    try:
        key = Ed25519PublicKey.from_public_bytes(unpacked(public_key))
        key.verify(unpacked(seal.signature), seal.signed_bytes)
    except (InvalidSignature, ValueError):
        return False
    return True


def is_signed_by(signed: SignedManifest, key: PublishedKey) -> bool:
    """True when a manifest as the server gave it was signed with this key."""
    seal = Seal(signed.signed_bytes, signed.signature, signed.key_id, key.public_key)
    return fits(seal, key.public_key)


def signer(seal: Seal, known: Iterable[PublishedKey]) -> PublishedKey | None:
    """The known key that signed the file; None when there is none."""
    for key in known:
        if key.key_id == seal.key_id and fits(seal, key.public_key):
            return key
    return None
