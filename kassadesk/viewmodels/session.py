"""SessionViewModel: the way in and out, step by step; errors stay beside the step they belong to."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from kassadesk.core.errors import KassaError, SignInRefused
from kassadesk.core.work import Work
from kassadesk.viewmodels.notices import Notices
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough

if TYPE_CHECKING:
    from kassadesk.core.signin import CodeChallenge, SampleSignIn

T = TypeVar("T")


class SignIns(Protocol):
    """What is needed of services.session.SessionService; every method but the properties blocks."""

    @property
    def origin(self) -> str:
        """The server that is talked to."""

    @property
    def keychain_name(self) -> str | None:
        """What the person calls the keychain; None without one."""

    @property
    def shared(self) -> bool:
        """True when this PC is to remember nothing, from the next sign-in on."""

    def choose_shared(self, shared: bool) -> None:
        """Remember nothing from the next sign-in on, or again."""

    def point_at(self, origin: str) -> None:
        """Talk to another server."""

    def start(self, login: str, password: str) -> CodeChallenge:
        """Ask for a code."""

    def resend(self, challenge: CodeChallenge) -> CodeChallenge:
        """Ask for a newer code."""

    def confirm(self, challenge: CodeChallenge, code: str, remember: bool) -> Enum:
        """Sign in; says where it is remembered."""

    def resume(self) -> bool:
        """Sign in from the keychain."""

    def sign_out(self) -> bool:
        """End the sign-in."""


class SampleShops(Protocol):
    """What is needed of services.sample_shop.SampleShop."""

    def start(self, shop: str = "kaveri", transactions: int | None = None) -> SampleSignIn:
        """Start the sample shop's server."""

    def stop(self) -> None:
        """End it."""


class SessionViewModel(QObject):
    """`state` is signed_out, starting_sample, code or signed_in; `busy` while a call runs.

    Commands do nothing while busy. `error` belongs to the last command and goes with the next.

    Signals:
        changed (): anything of it is new.
        signed_in_now (): just signed in; pages may read.
        signed_out_now (): just signed out; pages forget everything.
    """

    changed = Signal()
    signed_in_now = Signal()
    signed_out_now = Signal()

    def __init__(
        self,
        tasks: Tasks,
        notices: Notices,
        walkthrough: Walkthrough,
        service: SignIns,
        samples: SampleShops,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._notices, self._walkthrough = tasks, notices, walkthrough
        self._service, self._samples = service, samples
        self._home_origin = service.origin
        self._state = "signed_out"
        self._sample = False
        self.shared = service.shared
        """Whether this PC is to remember nothing, from the next sign-in on."""
        self.busy = False
        self.error: KassaError | None = None
        self.challenge: CodeChallenge | None = None
        self.codes_sent = 0
        """Grows with each code, so that a page knows when to start its countdown anew."""
        self.kept = ""
        """Where the sign-in is remembered: in_keychain, by_choice_this_run, no_keychain_this_run."""

    @property
    def state(self) -> str:
        """signed_out, starting_sample, code or signed_in."""
        return self._state

    @property
    def sample(self) -> bool:
        """True while the sample shop is used."""
        return self._sample

    @property
    def keychain_name(self) -> str | None:
        """What the keychain is called; None where a sign-in cannot be remembered."""
        return self._service.keychain_name

    @property
    def server(self) -> str:
        """The server that is talked to."""
        return self._service.origin

    def start(self, login: str, password: str) -> None:
        """First step: number and password; then state is code."""
        self._run(lambda _: self._service.start(login, password), self._code_sent)

    def resend(self) -> None:
        """Ask for a newer code."""
        challenge = self.challenge
        if challenge is not None:
            self._run(lambda _: self._service.resend(challenge), self._code_sent)

    def confirm(self, code: str, remember: bool) -> None:
        """Second step: the code; then state is signed_in."""
        challenge = self.challenge
        if challenge is not None:
            shared = self.shared

            def confirm(_work: Work) -> Enum:
                self._service.choose_shared(shared)
                return self._service.confirm(challenge, code, remember)

            self._run(
                confirm,
                lambda kept: self._signed_in(kept.name.lower()),
            )

    def back(self) -> None:
        """From the code to the first step."""
        if self._state == "code" and not self.busy:
            self._go("signed_out")

    def try_sample(self, shop: str = "kaveri") -> None:
        """Start the sample shop on this PC and sign in to it; nothing of it is remembered."""
        if not self.busy:
            self._state = "starting_sample"
            self._run(lambda work: self._enter_sample(shop, work), self._sample_entered)

    def resume(self) -> None:
        """Sign in from the keychain, silently when there is nothing to resume."""
        self._run(lambda _: self._service.resume(), self._resumed)

    def set_server(self, origin: str) -> None:
        """Talk to another server; only while signed out."""
        if self._state == "signed_out":
            self._run(lambda _: self._service.point_at(origin.strip()), self._server_set)

    def choose_shared(self, shared: bool) -> None:
        """This PC is to remember nothing, or again; counts from the next sign-in on."""
        if shared != self.shared:
            self.shared = shared
            self.changed.emit()
            self._tasks.run(
                lambda _: self._service.choose_shared(shared), on_failed=self._notices.error
            )

    def sign_out(self, because: KassaError | None = None) -> None:
        """End the sign-in: the key is gone from this PC at once. `because` is told on the way in."""
        if self._state == "signed_in":
            self._run(lambda _: self._leave(), lambda _: self._signed_out(because))

    def turned_away(self, because: KassaError) -> None:
        """Nobody was signed in yet, and the remembered sign-in is not used: the first step says why."""
        if self._state == "signed_out":
            self.error = because
            self.changed.emit()

    def expired(self, error: KassaError) -> None:
        """The server has ended the sign-in; the first step says so."""
        if self._state == "signed_in":
            if self._sample:
                self._tasks.run(lambda _: self._close_sample())
            self._signed_out(error)

    # --- what comes back -----------------------------------------------------------------------

    def _run(self, call: Callable[[Work], T], on_done: Callable[[T], None]) -> None:
        if self.busy:
            return

        def done(result: T) -> None:
            self.busy = False
            on_done(result)

        self.busy, self.error = True, None
        self.changed.emit()
        self._tasks.run(call, on_done=done, on_failed=self._failed)

    def _failed(self, error: KassaError) -> None:
        self.busy = False
        self.error = error
        if self._state == "signed_in":
            self._signed_out(None, told=False)  # it went wrong half-way: this PC is out anyway
            self._notices.error(error)
            return
        if self._state == "starting_sample":
            self._state, self._sample = "signed_out", False
        if isinstance(error, SignInRefused) and error.reason in ("start_again", "other_account"):
            self._state, self.challenge = "signed_out", None
        self.changed.emit()

    def _code_sent(self, challenge: CodeChallenge) -> None:
        self.challenge = challenge
        self.codes_sent += 1
        self._go("code")

    def _signed_in(self, kept: str) -> None:
        self.kept = kept
        self.challenge = None
        self._go("signed_in")
        self.signed_in_now.emit()

    def _resumed(self, resumed: bool) -> None:
        if resumed:
            self._signed_in("in_keychain")
        else:
            self._go("signed_out")

    def _server_set(self, _: None) -> None:
        self._home_origin = self._service.origin
        self._go("signed_out")

    def _enter_sample(self, shop: str, work: Work) -> None:
        ready = self._samples.start(shop)
        work.check()
        try:
            self._service.point_at(ready.base_url)
            challenge = self._service.start(ready.login, ready.password)
            self._service.confirm(challenge, ready.code, False)
        except KassaError:
            self._close_sample()
            raise

    def _sample_entered(self, _: None) -> None:
        self._sample = True
        self._signed_in("by_choice_this_run")

    def _leave(self) -> None:
        sample = self._sample
        try:
            self._service.sign_out()
        finally:
            if sample:
                self._close_sample()

    def _close_sample(self) -> None:
        self._samples.stop()
        self._service.point_at(self._home_origin)

    def _signed_out(self, error: KassaError | None, told: bool = True) -> None:
        self._sample = False
        self._walkthrough.set_on(False)
        self.challenge = None
        self._go("signed_out")
        self.error = error
        self.changed.emit()
        self.signed_out_now.emit()
        if error is None and told:
            self._notices.good("signed_out")

    def _go(self, state: str) -> None:
        self._state = state
        if state == "signed_out":
            self.challenge = None
        self.changed.emit()
