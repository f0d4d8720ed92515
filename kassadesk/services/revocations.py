"""Sign-ins that were ended here and whose end the server has yet to hear (fault row N41).

What is needed to tell it stays in the keychain under an entry of its own, never in a file; without a
keychain it stays in memory until the program ends.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from datetime import datetime, timedelta
from enum import Enum, auto

from kassadesk.api.client import ApiClient
from kassadesk.core.canonical import time_text
from kassadesk.core.clock import Clock
from kassadesk.core.errors import FileProblem, KassaError, VaultLocked, VaultMissing
from kassadesk.core.signin import LateEndings
from kassadesk.files.settings_file import SettingsFile
from kassadesk.vault.vault import TokenVault

LIFE = timedelta(hours=24)
"""Kept no longer than this (fault row N41): what ends a sign-in also opens it."""


class _Fate(Enum):
    """What became of a sign-in that was noted."""

    TOLD = auto()
    DROPPED = auto()
    FORGOTTEN = auto()
    """Its entry is gone: nobody can end it, or open it, any more."""
    WAITS = auto()


class Revocations:
    """Tells the server, now or later."""

    def __init__(
        self, api: ApiClient, vault: TokenVault, settings_file: SettingsFile, clock: Clock
    ) -> None:
        self._api = api
        self._vault = vault
        self._settings = settings_file
        self._clock = clock
        self._in_memory: dict[str, tuple[str, datetime]] = {}
        self._lock = threading.Lock()

    def revoke(self, refresh_token: str, account: str, in_keychain: bool) -> bool:
        """True when the server ended the sign-in now; False when it is noted for later.

        `in_keychain` False (the person chose so, or there is none) notes it in memory only.
        """
        if self._told(refresh_token):
            return True
        with self._lock:
            if not (in_keychain and self._noted(account, refresh_token)):
                self._in_memory[account] = refresh_token, self._clock()
        return False

    def retry(self, account_start: str) -> LateEndings:
        """Tell the server again of what was noted for it, and drop what is older than a day."""
        with self._lock:
            fates = self._retry_memory(account_start)
            notes = self._settings.load().sessions_to_revoke
            by_note = {note: self._fate(note, account_start) for note in notes}
            left = tuple(note for note in notes if by_note[note] is _Fate.WAITS)
            if left != notes:
                self._settings.change(sessions_to_revoke=left)
        fates += by_note.values()
        return LateEndings(fates.count(_Fate.TOLD), fates.count(_Fate.DROPPED))

    def _retry_memory(self, account_start: str) -> list[_Fate]:
        fates = []
        for account, (token, noted_at) in list(self._in_memory.items()):
            here = account.startswith(account_start)
            fates.append(self._tried(token if here else None, self._too_old(noted_at)))
            if fates[-1] is not _Fate.WAITS:
                del self._in_memory[account]
        return fates

    def _fate(self, note: str, account_start: str) -> _Fate:
        """What became of one note. Its entry in the keychain goes with it, or it waits on."""
        account, _, noted_at = note.partition(" ")
        here, too_old = account.startswith(account_start), self._too_old(_moment(noted_at))
        if not here and not too_old:
            return _Fate.WAITS
        try:
            token = self._vault.get(_entry(account))
            fate = (
                _Fate.FORGOTTEN if token is None else self._tried(token if here else None, too_old)
            )
            if fate is not _Fate.WAITS:
                self._vault.delete(_entry(account))
        except (VaultLocked, VaultMissing):
            return _Fate.WAITS
        return fate

    def _tried(self, token: str | None, too_old: bool) -> _Fate:
        if token is not None and self._told(token):
            return _Fate.TOLD
        return _Fate.DROPPED if too_old else _Fate.WAITS

    def _too_old(self, noted_at: datetime | None) -> bool:
        """Also True for a time that cannot be read, or that a clock set back has put in the future."""
        return noted_at is None or abs(self._clock() - noted_at) > LIFE

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


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
