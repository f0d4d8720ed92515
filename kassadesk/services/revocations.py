"""Sign-ins that were ended here and whose end the server has yet to hear (fault row N41).

What is needed to tell it stays in the keychain under an entry of its own, never in a file; without a
keychain it stays in memory until the program ends.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from datetime import datetime, timedelta

from kassadesk.api.client import ApiClient
from kassadesk.core.canonical import time_text
from kassadesk.core.clock import Clock
from kassadesk.core.errors import FileProblem, KassaError, VaultLocked, VaultMissing
from kassadesk.files.settings_file import SettingsFile
from kassadesk.vault.vault import TokenVault

LIFE = timedelta(days=30)
"""After this a refresh token has ended by itself (contract: refresh_token_life_days)."""


class Revocations:
    """Tells the server, now or later."""

    def __init__(
        self, api: ApiClient, vault: TokenVault, settings_file: SettingsFile, clock: Clock
    ) -> None:
        self._api = api
        self._vault = vault
        self._settings = settings_file
        self._clock = clock
        self._in_memory: dict[str, str] = {}
        self._lock = threading.Lock()

    def revoke(self, refresh_token: str, account: str, in_keychain: bool) -> bool:
        """True when the server ended the sign-in now; False when it is noted for later.

        `in_keychain` False (the person chose so, or there is none) notes it in memory only.
        """
        try:
            self._api.sign_in.revoke_token(refresh_token)
        except KassaError:
            with self._lock:
                if not (in_keychain and self._noted(account, refresh_token)):
                    self._in_memory[account] = refresh_token
            return False
        return True

    def retry(self, account_start: str) -> int:
        """Tell the server again of what was noted for it; how many ends it heard."""
        with self._lock:
            heard = self._retry_memory(account_start)
            notes = self._settings.load().sessions_to_revoke
            left = tuple(note for note in notes if not self._settled(note, account_start))
            if left != notes:
                self._settings.change(sessions_to_revoke=left)
            return heard + len(notes) - len(left)

    def _retry_memory(self, account_start: str) -> int:
        waiting = [name for name in self._in_memory if name.startswith(account_start)]
        heard = [name for name in waiting if self._told(self._in_memory[name])]
        for name in heard:
            del self._in_memory[name]
        return len(heard)

    def _settled(self, note: str, account_start: str) -> bool:
        """True when nothing more is to be done for a note: told, too old, or its entry is gone."""
        account, _, noted_at = note.partition(" ")
        too_old = _moment(noted_at, self._clock()) + LIFE < self._clock()
        if not account.startswith(account_start) and not too_old:
            return False
        try:
            token = self._vault.get(_entry(account))
            if token is not None and not too_old and not self._told(token):
                return False
            self._vault.delete(_entry(account))
        except (VaultLocked, VaultMissing):
            return False
        return True

    def _told(self, refresh_token: str) -> bool:
        try:
            self._api.sign_in.revoke_token(refresh_token)
        except KassaError:
            return False
        return True

    def _noted(self, account: str, refresh_token: str) -> bool:
        try:
            self._vault.put(_entry(account), refresh_token)
        except (VaultLocked, VaultMissing):
            return False
        notes = self._settings.load().sessions_to_revoke
        note = f"{account} {time_text(self._clock())}"
        try:
            self._settings.change(sessions_to_revoke=(*notes, note))
        except FileProblem:
            with suppress(VaultLocked, VaultMissing):
                self._vault.delete(_entry(account))
            return False
        return True


def _entry(account: str) -> str:
    return f"{account}/revoke"


def _moment(text: str, otherwise: datetime) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return otherwise
