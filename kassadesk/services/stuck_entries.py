"""Entries of ended sign-ins that the keychain would not let go (fault row K07).

Their names (never their secrets) are noted in the settings, and removing them is tried again at the next
start.
"""

from __future__ import annotations

import threading
from contextlib import suppress

from kassadesk.core.errors import FileProblem, VaultLocked, VaultMissing
from kassadesk.files.settings_file import SettingsFile
from kassadesk.vault.vault import TokenVault


class StuckEntries:
    """Removes entries, now or later. Safe from several threads."""

    def __init__(self, vault: TokenVault, settings_file: SettingsFile) -> None:
        self._vault = vault
        self._settings = settings_file
        self._lock = threading.Lock()

    def remove(self, entry: str) -> bool:
        """True when the entry is gone; False when that is noted for the next start."""
        if self._gone(entry):
            return True
        with self._lock, suppress(FileProblem):
            noted = self._settings.load().entries_to_remove
            self._settings.change(entries_to_remove=tuple({*noted, entry}))
        return False

    def retry(self) -> int:
        """Try again what was noted; how many are gone now."""
        noted = self._settings.load().entries_to_remove
        gone = {entry for entry in noted if self._gone(entry)}
        if gone:
            with self._lock, suppress(FileProblem):
                left = self._settings.load().entries_to_remove
                self._settings.change(entries_to_remove=tuple(e for e in left if e not in gone))
        return len(gone)

    def _gone(self, entry: str) -> bool:
        try:
            self._vault.delete(entry)
        except VaultMissing:
            return True
        except VaultLocked:
            return False
        return True
