"""The outbox's keys in the keychain, one entry per shop, there only while something is sealed."""

from __future__ import annotations

import base64
import binascii
import threading
from contextlib import suppress

from kassadesk.core.errors import VaultLocked, VaultMissing
from kassadesk.outbox.seal import KEY_BYTES, key_id, new_key
from kassadesk.vault.vault import TokenVault


class KeychainKeys:
    """SealKeys (`outbox.seal`) in the keychain. Entries are `<server>/<shop>/outbox`.

    A key once read is remembered while the program runs; what it sealed tells which key it needs.
    """

    def __init__(self, vault: TokenVault) -> None:
        self._vault = vault
        self._lock = threading.Lock()
        self._known: dict[str, bytes] = {}

    def make(self, shop: str) -> bytes:
        """A new key, kept in place of any older one. Raises VaultLocked, VaultMissing."""
        key = new_key()
        self._vault.put(_entry(shop), base64.b64encode(key).decode("ascii"))
        with self._lock:
            self._known[shop] = key
        return key

    def get(self, shop: str, wanted: str) -> bytes | None:
        """The key with this id, None when it is not there. Raises VaultLocked, VaultMissing.

        Looks into the keychain again when the key known here is another: a second window may have
        removed it and made a new one.
        """
        with self._lock:
            known = self._known.get(shop)
        if known is not None and key_id(known) == wanted:
            return known
        text = self._vault.get(_entry(shop))
        key = _key_of(text) if text else None
        if key is None or key_id(key) != wanted:
            return None
        with self._lock:
            self._known[shop] = key
        return key

    def drop(self, shop: str) -> None:
        """Remove the entry. Raises VaultLocked, VaultMissing."""
        with self._lock:
            self._known.pop(shop, None)
        self._vault.delete(_entry(shop))

    def forget(self) -> None:
        """Remember no key any more; the entries stay."""
        with self._lock:
            self._known.clear()


def _entry(shop: str) -> str:
    return f"{shop}/outbox"


def _key_of(text: str) -> bytes | None:
    with suppress(binascii.Error, ValueError):
        key = base64.b64decode(text, validate=True)
        return key if len(key) == KEY_BYTES else None
    return None


def can_keep(vault: TokenVault) -> bool:
    """True when this PC has a keychain that answers: what is sealed can be opened after a restart."""
    try:
        return vault.name() is not None
    except (VaultLocked, VaultMissing):
        return False
