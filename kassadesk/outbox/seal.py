"""Seal: encryption that only fits one intent; SealKeys: where the key of a shop is kept."""

from __future__ import annotations

import hashlib
import os
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_NONCE_BYTES = 12


class SealKeys(Protocol):
    """Keeps one key per shop. Called inside a write transaction, so by one program at a time."""

    def make(self, shop: str) -> bytes:
        """A new key, kept in place of any older one. Raises VaultLocked, VaultMissing."""

    def get(self, shop: str, wanted: str) -> bytes | None:
        """The key with this `key_id`, None when it is not there (any more).

        Another program may have put another one in its place since the last look. Raises
        VaultLocked, VaultMissing.
        """

    def drop(self, shop: str) -> None:
        """Remove the key; fine when there is none. Raises VaultLocked, VaultMissing."""


class MemoryKeys:
    """SealKeys for this run only."""

    def __init__(self) -> None:
        self._keys: dict[str, bytes] = {}

    def make(self, shop: str) -> bytes:
        """A new key."""
        self._keys[shop] = new_key()
        return self._keys[shop]

    def get(self, shop: str, wanted: str) -> bytes | None:
        """The key, if it was made here."""
        key = self._keys.get(shop)
        return key if key is not None and key_id(key) == wanted else None

    def drop(self, shop: str) -> None:
        """Forget it."""
        self._keys.pop(shop, None)


class Unopenable(Exception):
    """These bytes were not sealed with this key for this place."""


class Seal:
    """Seals and opens with one key. `place` is what the bytes belong to: elsewhere they do not open."""

    def __init__(self, key: bytes) -> None:
        self.key_id = key_id(key)
        self._cipher = AESGCM(key)

    def close(self, content: bytes, place: str) -> bytes:
        """The sealed bytes; every sealing of the same content looks different."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, content, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """The content. Raises Unopenable for another key, another place, or changed bytes."""
        nonce, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            return self._cipher.decrypt(nonce, rest, place.encode())
        except (InvalidTag, ValueError) as error:
            raise Unopenable from error


def new_key() -> bytes:
    """A fresh key."""
    return os.urandom(KEY_BYTES)


def key_id(key: bytes) -> str:
    """A name for a key that tells nothing about it."""
    return hashlib.sha256(b"kassadesk outbox key\n" + key).hexdigest()[:16]
