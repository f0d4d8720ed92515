"""Passwords are kept only as scrypt hashes, each with its own salt (RFC 7914)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from typing import Final

_N: Final = 2**14
_R: Final = 8
_P: Final = 1
_MEMORY: Final = 64 * 1024 * 1024
_NOBODY: Final = "scrypt$AAAAAAAAAAAAAAAAAAAAAA==$" + base64.b64encode(bytes(32)).decode("ascii")


def password_hash(password: str) -> str:
    """What is kept of a password: "scrypt$salt$hash", base64."""
    salt = os.urandom(16)
    return "$".join(("scrypt", _text(salt), _text(_scrypt(password, salt))))


def password_fits(password: str, kept: str | None) -> bool:
    """True when it is that password. Takes as long for nobody (`kept` None) as for somebody."""
    _, salt, digest = (kept or _NOBODY).split("$")
    found = _scrypt(password, base64.b64decode(salt))
    return hmac.compare_digest(found, base64.b64decode(digest)) and kept is not None


def _scrypt(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(
        password.encode("utf-8"), salt=salt, n=_N, r=_R, p=_P, maxmem=_MEMORY, dklen=32
    )


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
