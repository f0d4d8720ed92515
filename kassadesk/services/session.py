"""Signing in and out, and the one secret that outlives the program.

Only the refresh token is ever kept, and only in the keychain. Each renewal replaces it there before
the new access token is used; a crash in between is covered by the server's grace for the older token.

A scheduled copy lives on the same sign-in as the open window. So a renewal reads the entry, renews and
writes the entry in one turn that no other program of this person shares; each finds what the last one left.
"""

from __future__ import annotations

import platform
import secrets
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from enum import Enum, auto
from urllib.parse import urlsplit

from kassadesk.api.client import ApiClient
from kassadesk.core.clock import Clock, utc_now
from kassadesk.core.errors import (
    EntryStuck,
    FileProblem,
    KassaError,
    SessionExpired,
    SignInRefused,
    VaultLocked,
    VaultMissing,
)
from kassadesk.core.signers import Signer
from kassadesk.core.signin import CodeChallenge, LateEndings, SignedInDevice, TokenSet
from kassadesk.files.life_lock import turn
from kassadesk.files.settings_file import SettingsFile
from kassadesk.services.revocations import Revocations
from kassadesk.services.stuck_entries import StuckEntries
from kassadesk.vault.vault import TokenVault

LOCK = "sign-in.lock"
"""Held by the program that renews the remembered sign-in now."""
RENEWAL_S = 35.0
"""So long another program's renewal is waited for: a call may take 30 s. Whoever holds its turn longer
hangs; then the server's grace for the older token must do."""
ENDING_S = 3.0
"""Signing out waits less: what a renewal under way would keep is not kept once the sign-in has no note."""
_LOOPBACK = frozenset({"127.0.0.1", "localhost"})


class Kept(Enum):
    """Where a new sign-in is remembered."""

    IN_KEYCHAIN = auto()
    BY_CHOICE_THIS_RUN = auto()
    NO_KEYCHAIN_THIS_RUN = auto()


class SessionService:
    """The sign-in of this program. Blocking; raises KassaError. One sign-in at a time."""

    def __init__(
        self,
        api: ApiClient,
        vault: TokenVault,
        settings_file: SettingsFile,
        clock: Clock = utc_now,
    ) -> None:
        self._api = api
        self._vault = vault
        self._settings = settings_file
        self._revocations = Revocations(api, vault, settings_file, clock)
        self._stuck_entries = StuckEntries(vault, settings_file)
        self._account = ""
        self._lock = threading.RLock()
        api.tokens.on_renewed = self._keep_renewed
        api.tokens.around_renewal = self._in_turn

    @property
    def signed_in(self) -> bool:
        """True while there is a sign-in; False again once the server has ended it."""
        return self._api.tokens.held is not None

    @property
    def origin(self) -> str:
        """The server that is talked to."""
        return self._api.origin

    def signer(self) -> Signer:
        """Who vouches for the server that is talked to."""
        return self._api.signer()

    @property
    def keychain_name(self) -> str | None:
        """What the person calls the keychain; None where a sign-in cannot be remembered."""
        return self._vault.name()

    def point_at(self, origin: str) -> None:
        """Talk to another server; only while signed out. Raises Rejected for an unsafe address.

        Remembered for the next start, but for servers on this very PC: their port is new each time.
        """
        self._api.point_at(origin)
        if urlsplit(self._api.origin).hostname not in _LOOPBACK:
            self._settings.change(server=self._api.origin)

    def start(self, login: str, password: str) -> CodeChallenge:
        """Where the one-time code went, for a right name and password. Raises SignInRefused."""
        return self._api.sign_in.challenge_authorization(login.strip(), password, _device_name())

    def resend(self, challenge: CodeChallenge) -> CodeChallenge:
        """The challenge of a fresh code. Raises TooManyRequests when asked too soon."""
        return self._api.sign_in.resend_code(challenge)

    def confirm(self, challenge: CodeChallenge, code: str, remember: bool) -> Kept:
        """Sign in with a right code; says where the sign-in is remembered. Raises SignInRefused."""
        tokens = self._api.sign_in.confirm_code(challenge, "".join(code.split()))
        with self._turn(ENDING_S), self._lock:
            self._forget_older()
            kept = self._remember(tokens) if remember else Kept.BY_CHOICE_THIS_RUN
        self._api.tokens.begin(
            tokens
        )  # outside our lock: a renewal takes the two the other way round
        return kept

    def come_back(self, challenge: CodeChallenge, code: str) -> Kept:
        """The person at the locked window has signed in anew: the visit goes on with that sign-in.

        Only the account that is signed in may; then what runs does not notice the change. Raises
        SignInRefused (other_account for any other, which is signed out again at once).
        """
        tokens = self._api.sign_in.confirm_code(challenge, "".join(code.split()))
        before = self._api.tokens.held
        if before is None or not self._is_same_shop(tokens):
            self._revoke_quietly(tokens)
            raise SignInRefused(reason="other_account" if before else "start_again")
        with self._turn(ENDING_S), self._lock:
            remember = bool(self._account)
            self._forget_older()
            kept = self._remember(tokens) if remember else Kept.BY_CHOICE_THIS_RUN
        self._api.tokens.begin(tokens)
        self._revoke_quietly(before)
        return kept

    def end_remembered(self) -> None:
        """The sign-in in the keychain is not to be used any more: gone from this PC, then at the server."""
        account = self._settings.load().remembered_session
        if not account:
            return
        with self._turn(ENDING_S), self._lock:
            token = self._kept(account)
            self._note("")
            self._removed(account)
        if token is not None and account.startswith(self._account_start()):
            self._revocations.revoke(token, account, in_keychain=True)

    def resume(self) -> bool:
        """Sign in again from the keychain; False when nothing is remembered or it has ended.

        Raises Offline and its like (the sign-in stays remembered), VaultLocked.
        """
        with self._turn():  # else the entry may be missing only because it is being replaced
            account = self._settings.load().remembered_session
            if not account or not account.startswith(self._account_start()):
                return False
            try:
                refresh_token = self._vault.get(_entry(account))
            except VaultMissing:
                return False
            if refresh_token is None:
                self._note("")
                return False
        self._account = account
        try:
            self._api.tokens.resume(refresh_token)
        except SessionExpired:
            with self._turn(), self._lock:
                self._account = ""
                self._removed(account)
                if self._settings.load().remembered_session == account:
                    self._note("")  # else another program has signed in anew meanwhile
            return False
        return True

    def sign_out(self) -> bool:
        """End the sign-in: gone from this PC at once, then at the server.

        True when the server was told; False when it will be told later (`finish_endings`).
        Raises EntryStuck when the keychain would not let go of its entry: everything else is done.
        """
        ended = self._api.tokens.end()
        with self._turn(ENDING_S), self._lock:
            account, self._account = self._account, ""
            self._note("")
            stuck = not self._removed(account)
        told = ended is None or self._revocations.revoke(
            ended.refresh_token, account or self._new_account(), in_keychain=bool(account)
        )
        if stuck:
            raise EntryStuck
        return told

    def finish_endings(self) -> LateEndings:
        """Finish what ended sign-ins left to do: entries to remove, and a server to tell."""
        self._stuck_entries.retry()
        return self._revocations.retry(self._account_start())

    def devices(self) -> tuple[SignedInDevice, ...]:
        """Every program and phone that is signed in to this account."""
        return self._api.sign_in.list_sessions()

    def end_device(self, session_id: str) -> None:
        """Sign one of them out, from here."""
        self._api.sign_in.end_session(session_id)

    def _is_same_shop(self, tokens: TokenSet) -> bool:
        try:
            theirs, ours = (
                one.held.read_me()[0].merchant_id for one in (self._api.beside(tokens), self._api)
            )
        except KassaError:
            self._revoke_quietly(tokens)
            raise
        return theirs == ours

    def _revoke_quietly(self, tokens: TokenSet) -> None:
        """It was never kept, so it is not noted in the keychain either when the server is away."""
        self._revocations.revoke(tokens.refresh_token, self._new_account(), in_keychain=False)

    # --- the entry in the keychain ----------------------------------------------------------------

    def _remember(self, tokens: TokenSet) -> Kept:
        account = self._new_account()
        try:
            self._vault.put(_entry(account), tokens.refresh_token)
        except (VaultLocked, VaultMissing):
            return Kept.NO_KEYCHAIN_THIS_RUN
        if not self._note(account):  # an entry that nothing names could never be removed again
            self._removed(account)
            return Kept.NO_KEYCHAIN_THIS_RUN
        self._account = account
        return Kept.IN_KEYCHAIN

    @contextmanager
    def _in_turn(self, at_hand: str) -> Iterator[str]:
        """No other program renews this sign-in; gives the newest refresh token, which it may have left."""
        account = self._account
        if not account:
            yield at_hand
            return
        with self._turn():
            yield self._kept(account) or at_hand

    def _turn(self, patience_s: float | None = None) -> AbstractContextManager[bool]:
        return turn(self._settings.folder / LOCK, RENEWAL_S if patience_s is None else patience_s)

    def _kept(self, account: str) -> str | None:
        try:
            return self._vault.get(_entry(account))
        except (VaultLocked, VaultMissing):
            return None

    def _keep_renewed(self, tokens: TokenSet) -> None:
        """Called before the renewed access token is used. What cannot be kept is not remembered:
        an entry that is two renewals old would end the whole sign-in at the server (rule R6). Nor is
        what was ended meanwhile in another window: nothing would ever remove it again."""
        with self._lock:
            if self._account != self._settings.load().remembered_session:
                self._account = ""
            if not self._account:
                return
            try:
                self._vault.put(_entry(self._account), tokens.refresh_token)
            except (VaultLocked, VaultMissing):
                self._removed(self._account)
                self._account = ""
                self._note("")

    def _forget_older(self) -> None:
        """Drop what is remembered for this server, if anything."""
        account = self._settings.load().remembered_session
        self._account = ""
        if account.startswith(self._account_start()):
            self._removed(account)
            self._note("")

    def _note(self, account: str) -> bool:
        """Note which entry is ours; False when the settings cannot be written."""
        try:
            self._settings.change(remembered_session=account)
        except FileProblem:
            return False
        return True

    def _removed(self, account: str) -> bool:
        return not account or self._stuck_entries.remove(_entry(account))

    def _account_start(self) -> str:
        return urlsplit(self._api.origin).netloc + "/"

    def _new_account(self) -> str:
        return self._account_start() + secrets.token_hex(8)


def _entry(account: str) -> str:
    return f"{account}/refresh"


def _device_name() -> str:
    """What the list of signed-in devices shows; not the PC's name, which often names a person."""
    return f"KassaDesk, {platform.system()} {platform.release()}"[:64]
