"""Ed25519 signatures of the sandbox: receipts, consent records, manifests.

The key is made at the first start and kept in the data folder, so that what was signed can still be
checked after a restart. The published key list is open to everyone (contract rule R13).
"""

from __future__ import annotations

import base64
import hashlib
import os
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kassadesk.sandbox.problems import Json

_KEY_FILE = "signing-key.bin"


def b64url(data: bytes) -> str:
    """base64url without padding (RFC 4648 section 5)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def secret_file(path: Path, length: int) -> bytes:
    """The secret kept in a file, made at the first call, readable by its owner only."""
    if path.exists():
        return path.read_bytes()
    secret = os.urandom(length)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(secret)
    return secret


class Signer:
    """Signs bytes with the server's one key. Safe from any thread."""

    algorithm = "Ed25519"

    def __init__(self, folder: Path, not_before: datetime) -> None:
        """Reads or makes the key in `folder`."""
        seed = secret_file(folder / _KEY_FILE, 32)
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public_bytes = self._key.public_key().public_bytes(
            serialization.Encoding.Raw, serialization.PublicFormat.Raw
        )
        self.key_id = "kassapos-" + hashlib.sha256(self.public_bytes).hexdigest()[:16]
        self._not_before = not_before

    def sign(self, data: bytes) -> str:
        """The signature over these very bytes, base64url without padding."""
        return b64url(self._key.sign(data))

    def published(self) -> list[Json]:
        """The key list of GET /.well-known/kassapos-keys."""
        return [
            {
                "key_id": self.key_id,
                "algorithm": self.algorithm,
                "public_key": b64url(self.public_bytes),
                "not_before": self._not_before.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "retired_at": None,
            }
        ]
