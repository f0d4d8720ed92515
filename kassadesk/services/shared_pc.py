"""Shared-PC mode: whether this PC remembers anything, as chosen and as it is in force now."""

from __future__ import annotations

import threading
from collections.abc import Callable

from kassadesk.files.settings_file import SettingsFile
from kassadesk.vault.this_run import KeychainOrRun


class SharedPc:
    """A choice counts from the next sign-in on; the visit that runs ends as it began. Blocking."""

    def __init__(
        self,
        vault: KeychainOrRun,
        settings_file: SettingsFile,
        forget: Callable[[], None] = lambda: None,
    ) -> None:
        """`forget` takes what opens a visit out of the keychain; called before it is left alone."""
        self._forget = forget
        self._vault = vault
        self._settings = settings_file
        self._lock = threading.Lock()

    @property
    def in_force(self) -> bool:
        """True while nothing is remembered."""
        return self._vault.shared

    @property
    def chosen(self) -> bool:
        """What counts from the next sign-in on."""
        return self._settings.load().shared_pc

    def choose(self, shared: bool) -> None:
        """From the next sign-in on. Where the window stood is forgotten too. Raises FileProblem."""
        if shared:
            self._settings.change(shared_pc=True, window_place="")
        elif self.chosen:
            self._settings.change(shared_pc=False)

    def begin(self) -> bool:
        """Nobody is signed in: what was chosen is in force now. Gives whether it is another than before."""
        with self._lock:
            chosen = self.chosen
            if chosen == self._vault.shared:
                return False
            if chosen:
                self._forget()
            self._vault.share(chosen)
            return True
