"""Services for pages that stand before anything is loaded: each is made on the first call, on a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kassadesk.app.wiring import Services
from kassadesk.core.errors import Rejected

if TYPE_CHECKING:
    from kassadesk.core.settings import Settings
    from kassadesk.core.signin import CodeChallenge, SampleSignIn
    from kassadesk.services.session import Kept


class LateSession:
    """The session service for the sign-in page, made on the first call, off the UI thread.

    Only what stands in the settings is known at once: the page shows it before anything is loaded.
    """

    def __init__(self, services: Services, settings: Settings) -> None:
        self._services = services
        self._origin = settings.server
        self._shared = settings.shared_pc

    @property
    def origin(self) -> str:
        """The server that is, or will be, talked to."""
        ready = "session" in self._services.made
        return self._services.session.origin if ready else self._origin

    @property
    def shared(self) -> bool:
        """True when this PC is to remember nothing, from the next sign-in on."""
        return self._shared

    def choose_shared(self, shared: bool) -> None:
        """See SharedPc."""
        self._services.shared_pc.choose(shared)
        self._shared = shared

    @property
    def keychain_name(self) -> str | None:
        """The keychain's name; None before it was looked for, or when there is no safe one."""
        return self._services.vault.name() if "vault" in self._services.made else None

    def point_at(self, origin: str) -> None:
        """See SessionService."""
        self._services.session.point_at(origin)

    def start(self, login: str, password: str) -> CodeChallenge:
        """See SessionService."""
        return self._services.session.start(login, password)

    def resend(self, challenge: CodeChallenge) -> CodeChallenge:
        """See SessionService."""
        return self._services.session.resend(challenge)

    def confirm(self, challenge: CodeChallenge, code: str, remember: bool) -> Kept:
        """See SessionService; on a shared PC nothing is remembered, whatever the box says."""
        shared_pc = self._services.shared_pc
        shared = shared_pc.chosen
        if not shared:
            shared_pc.begin()  # the keychain is there again, to remember in
        kept = self._services.session.confirm(challenge, code, remember and not shared)
        shared_pc.begin()
        return kept

    def resume(self) -> bool:
        """See SessionService."""
        self._services.shared_pc.begin()
        return self._services.session.resume()

    def sign_out(self) -> bool:
        """See SessionService."""
        return self._services.session.sign_out()


class LateSamples:
    """The sample shop for the sign-in page, made on the first call, off the UI thread."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def start(self, shop: str = "kaveri", transactions: int | None = None) -> SampleSignIn:
        """See SampleShop."""
        return self._services.sample_shop.start(shop, transactions)

    def stop(self) -> None:
        """See SampleShop."""
        self._services.sample_shop.stop()


class ComingBack:
    """The session service for the locked window: signs in the account that is signed in, and no other."""

    shared = False
    keychain_name = None

    def __init__(self, services: Services) -> None:
        self._services = services

    @property
    def origin(self) -> str:
        """The server of the visit."""
        return self._services.session.origin

    def point_at(self, origin: str) -> None:
        """Not here: the visit goes on at its own server."""
        raise Rejected(reason="locked")

    def choose_shared(self, shared: bool) -> None:
        """Not here: how the visit began counts."""

    def start(self, login: str, password: str) -> CodeChallenge:
        """See SessionService."""
        return self._services.session.start(login, password)

    def resend(self, challenge: CodeChallenge) -> CodeChallenge:
        """See SessionService."""
        return self._services.session.resend(challenge)

    def confirm(self, challenge: CodeChallenge, code: str, remember: bool) -> Kept:
        """See SessionService.come_back; it is remembered as it was."""
        return self._services.session.come_back(challenge, code)

    def resume(self) -> bool:
        """Nothing to resume: the visit runs."""
        return False

    def sign_out(self) -> bool:
        """Not here."""
        return False
