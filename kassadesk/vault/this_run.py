"""KeychainOrRun: the keychain, or memory for this run while the PC is shared."""

from __future__ import annotations

from kassadesk.vault.vault import MemoryVault, TokenVault


class KeychainOrRun:
    """TokenVault that can be told to keep nothing. What was kept before stays where it is.

    While `shared`, the keychain is neither written nor read, and what is put is gone with the run.
    """

    def __init__(self, keychain: TokenVault, shared: bool = False) -> None:
        self._keychain = keychain
        self._run = MemoryVault()
        self._shared = shared

    @property
    def shared(self) -> bool:
        """True while nothing is kept."""
        return self._shared

    def share(self, shared: bool) -> None:
        """Keep nothing from now on, or use the keychain again; either way the run's own secrets go."""
        self._run = MemoryVault()
        self._shared = shared

    def name(self) -> str | None:
        """The keychain's name; None while nothing is kept."""
        return self._now.name()

    def put(self, account: str, secret: str) -> None:
        """Keep it there, or for this run."""
        self._now.put(account, secret)

    def get(self, account: str) -> str | None:
        """What is kept."""
        return self._now.get(account)

    def delete(self, account: str) -> None:
        """Remove it."""
        self._now.delete(account)

    @property
    def _now(self) -> TokenVault:
        return self._run if self._shared else self._keychain
