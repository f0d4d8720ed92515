"""The proof that whoever ends a sign-in also began it (RFC 7636, method S256)."""

from __future__ import annotations

import base64
import hashlib
import secrets


def new_verifier() -> str:
    """A fresh code verifier: 43 unguessable characters."""
    return secrets.token_urlsafe(32)


def challenge_of(verifier: str) -> str:
    """The code challenge of a verifier."""
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")
