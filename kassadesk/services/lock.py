"""What opens the locked window: the PIN, how often a wrong one was tried, and that it was locked.

The PIN is kept as a salted scrypt hash in the keychain, never in a file, together with the count of
wrong tries; so the count outlives the program. A try is counted before it is looked at, so that ending
the program in between gives nobody a free one. The lock keeps honest eyes away: a PIN has few digits,
and a person with this login of the PC can read the keychain.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from kassadesk.core.clock import Clock, utc_now
from kassadesk.core.errors import FileProblem, VaultLocked, VaultMissing
from kassadesk.core.pin import MOST_TRIES, WAITS_S, AtStart, PinState, PinTry, can_be_pin
from kassadesk.files.settings_file import SettingsFile
from kassadesk.vault.vault import TokenVault

ACCOUNT = "this-pc/pin"
_FORM = "v1"
_COST, _BLOCK, _LANES = 1 << 15, 8, 1
_MEMORY = 64 << 20


def hash_of(pin: str, salt: bytes) -> bytes:
    """What is kept of a PIN. Takes some 80 ms and 32 MB by design."""
    return hashlib.scrypt(
        pin.encode(), salt=salt, n=_COST, r=_BLOCK, p=_LANES, maxmem=_MEMORY, dklen=32
    )


@dataclass(frozen=True, slots=True)
class _Kept:
    """The entry in the keychain."""

    salt: bytes
    hash: bytes
    wrong: int
    tried_at: datetime

    def text(self) -> str:
        at = int(self.tried_at.timestamp())
        return f"{_FORM} {self.salt.hex()} {self.hash.hex()} {self.wrong} {at}"


class LockService:
    """Blocking; raises KassaError. Safe from several threads."""

    def __init__(
        self,
        vault: TokenVault,
        settings_file: SettingsFile,
        clock: Clock = utc_now,
        make_hash: Callable[[str, bytes], bytes] = hash_of,
    ) -> None:
        self._vault = vault
        self._settings = settings_file
        self._clock = clock
        self._make_hash = make_hash
        self._lock = threading.Lock()

    # --- the PIN ------------------------------------------------------------------------------------

    def look(self) -> PinState:
        """How it stands with the PIN. Raises VaultLocked."""
        kept = self._read()
        if kept is None:
            return PinState()
        return PinState(True, max(0, MOST_TRIES - kept.wrong), self._wait_s(kept))

    def set_pin(self, pin: str) -> None:
        """This is the PIN from now on. Raises VaultMissing, VaultLocked; ValueError for no PIN."""
        if not can_be_pin(pin):
            raise ValueError("not a PIN")
        salt = secrets.token_bytes(16)
        with self._lock:
            self._vault.put(
                ACCOUNT, _Kept(salt, self._make_hash(pin, salt), 0, self._clock()).text()
            )
        self._hint(self._vault.name() is not None)

    def try_pin(self, pin: str) -> PinTry:
        """What comes of a try; a wrong one counts, also when the program ends. Raises VaultLocked."""
        with self._lock:
            kept = self._read()
            if kept is None or kept.wrong >= MOST_TRIES:
                return PinTry.SPENT
            if self._wait_s(kept) > 0:
                return PinTry.TOO_SOON
            counted = replace(kept, wrong=kept.wrong + 1, tried_at=self._clock())
            self._vault.put(ACCOUNT, counted.text())
            if hmac.compare_digest(self._make_hash(pin, kept.salt), kept.hash):
                with suppress(VaultLocked, VaultMissing):  # it was right all the same
                    self._vault.put(ACCOUNT, replace(counted, wrong=0).text())
                return PinTry.RIGHT
            return PinTry.WRONG if counted.wrong < MOST_TRIES else PinTry.SPENT

    def remove_pin(self) -> None:
        """There is no PIN any more. Raises VaultLocked when the entry would not go."""
        self._hint(False)
        with self._lock, suppress(VaultMissing):
            if self._vault.get(ACCOUNT) is not None:  # nothing is written where nothing was
                self._vault.delete(ACCOUNT)

    # --- between runs -------------------------------------------------------------------------------

    def at_start(self) -> AtStart:
        """What is asked for before the remembered sign-in is used."""
        settings = self._settings.load()
        try:
            kept = self._read()
        except VaultLocked:  # what is in there is not known; neither is the sign-in then
            return AtStart.PIN if settings.pin_set else AtStart.NOTHING
        if kept is not None:
            return AtStart.PIN
        return AtStart.SIGN_IN if settings.pin_set or settings.locked else AtStart.NOTHING

    def note_locked(self, now: Callable[[], bool]) -> None:
        """Remember whether it is locked without a PIN, as `now` tells when it is this call's turn: two
        calls on two workers leave what is true at the end. Raises FileProblem."""
        with self._lock:
            locked = now()
            if self._settings.load().locked != locked:
                self._settings.change(locked=locked)

    def choose_minutes(self, minutes: int) -> None:
        """Lock after so many minutes from now on; 0 never. Raises FileProblem."""
        self._settings.change(lock_after_min=minutes)

    # --- inside -------------------------------------------------------------------------------------

    def _read(self) -> _Kept | None:
        try:
            text = self._vault.get(ACCOUNT)
        except VaultMissing:
            return None
        return _kept_in(text) if text else None

    def _wait_s(self, kept: _Kept) -> float:
        """A clock that was set back does not shorten the wait."""
        gone = max(0.0, (self._clock() - kept.tried_at).total_seconds())
        return max(0.0, WAITS_S[min(kept.wrong, len(WAITS_S) - 1)] - gone)

    def _hint(self, there: bool) -> None:
        with suppress(FileProblem):  # the keychain says the truth
            if self._settings.load().pin_set != there:
                self._settings.change(pin_set=there)


def _kept_in(text: str) -> _Kept:
    """The entry; one that cannot be read has no tries left, because somebody wrote over it."""
    try:
        form, salt, digest, wrong, at = text.split(" ")
        if form != _FORM or int(wrong) < 0:
            raise ValueError(form)
        moment = datetime.fromtimestamp(int(at), UTC)
        return _Kept(bytes.fromhex(salt), bytes.fromhex(digest), int(wrong), moment)
    except (ValueError, OverflowError, OSError):
        return _Kept(b"", b"", MOST_TRIES, datetime.fromtimestamp(0, UTC))
