"""TokenVault: what a place for secrets promises; MemoryVault keeps the promise for this run only."""

from __future__ import annotations

import threading
from typing import Protocol

from kassadesk.core.errors import VaultLocked

MAX_SECRET_CHARS = 1024
"""The contract's longest token. Windows takes 1,280 characters and fails obscurely beyond."""


class TokenVault(Protocol):
    """Keeps secrets by account. Blocking (a keychain may ask the person): call through Tasks."""

    def name(self) -> str | None:
        """What a person calls the place, like "Windows Credential Manager"; None: nothing is kept."""

    def put(self, account: str, secret: str) -> None:
        """Keep a secret, in place of any older one of the account, and prove that it is kept.

        Raises VaultMissing where there is no safe place, VaultLocked when it would not open or take
        it; ValueError for a secret that no token can be.
        """

    def get(self, account: str) -> str | None:
        """The secret of an account, None when there is none. Raises VaultMissing, VaultLocked."""

    def delete(self, account: str) -> None:
        """Remove the secret of an account; fine when there is none. Raises VaultLocked when it
        could not be removed, VaultMissing where there is no safe place."""


class ListingVault(TokenVault, Protocol):
    """One that can also tell what it holds, so that nothing has to stay behind."""

    def accounts(self) -> tuple[str, ...]:
        """Which accounts have a secret. Raises VaultLocked, VaultMissing."""


def checked_secret(secret: str) -> str:
    """The secret, when it can be a token: 1 to 1,024 printable ASCII characters. Raises ValueError."""
    if not (0 < len(secret) <= MAX_SECRET_CHARS and secret.isascii() and secret.isprintable()):
        raise ValueError("not a token")
    return secret


class MemoryVault:
    """Keeps secrets until the program ends. `locked` plays a keychain that would not open."""

    def __init__(self, name: str | None = None) -> None:
        self._name = name
        self._lock = threading.Lock()
        self._secrets: dict[str, str] = {}
        self.locked = False

    def __repr__(self) -> str:
        return f"MemoryVault({len(self._secrets)} kept)"

    def name(self) -> str | None:
        """The name given; None by default, because nothing outlives the run."""
        return self._name

    def put(self, account: str, secret: str) -> None:
        """Keep it for this run."""
        self._check()
        with self._lock:
            self._secrets[account] = checked_secret(secret)

    def get(self, account: str) -> str | None:
        """What is kept."""
        self._check()
        with self._lock:
            return self._secrets.get(account)

    def delete(self, account: str) -> None:
        """Forget it."""
        self._check()
        with self._lock:
            self._secrets.pop(account, None)

    def accounts(self) -> tuple[str, ...]:
        """Which accounts have a secret."""
        with self._lock:
            return tuple(sorted(self._secrets))

    def _check(self) -> None:
        if self.locked:
            raise VaultLocked
