"""A vault that notes what is asked of it and hands it on to another."""

from __future__ import annotations

from kassadesk.vault.vault import TokenVault


class RecordingVault:
    """`written`: accounts put or deleted, in order; `read`: accounts asked for."""

    def __init__(self, vault: TokenVault) -> None:
        self._vault = vault
        self.written: list[str] = []
        self.read: list[str] = []

    def name(self) -> str | None:
        """Its name."""
        return self._vault.name()

    def put(self, account: str, secret: str) -> None:
        """Noted, then kept."""
        self.written.append(account)
        self._vault.put(account, secret)

    def get(self, account: str) -> str | None:
        """Noted, then given."""
        self.read.append(account)
        return self._vault.get(account)

    def delete(self, account: str) -> None:
        """Noted, then removed."""
        self.written.append(account)
        self._vault.delete(account)
