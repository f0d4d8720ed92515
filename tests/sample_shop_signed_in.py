"""The services on a real sandbox with a real sign-in over real HTTP, and its fault switch."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from types import TracebackType

from kassadesk.core.intents import IntentKind
from kassadesk.files.own_steps_file import OwnStepsFile
from kassadesk.files.visits_file import VisitsFile
from kassadesk.services.following import FollowingService
from kassadesk.services.home import HomeService
from kassadesk.services.keep_calendar import KeepCalendarService
from kassadesk.services.visits import VisitsService
from kassadesk.vault.vault import MemoryVault
from tests.past_exports import PastExportsInMemory
from tests.sandbox.running import TODAY, running_sandbox
from tests.services.program import OtherHand, Program


class SignedInShop:
    """Use as a context manager: `with SignedInShop("kaveri") as shop: shop.records.fields(...)`."""

    def __init__(
        self, shop: str = "kaveri", transactions: int | None = 400, today: str = TODAY
    ) -> None:
        with ExitStack() as opened:
            running = running_sandbox(shop, today=today, transactions=transactions)
            self.sandbox = opened.enter_context(running)
            folder = opened.enter_context(tempfile.TemporaryDirectory(prefix="kassadesk-test-"))
            program = Program(self.sandbox, Path(folder), MemoryVault())
            opened.callback(program.api.close)
            opened.callback(program.outbox.close)
            program.sign_in()
            self._open = opened.pop_all()
        self._program = program
        self.base_url = self.sandbox.base_url
        self.sign_in_words = (
            self.base_url,
            self.sandbox.login,
            self.sandbox.password,
            self.sandbox.code,
        )
        """Address, login, password and code: for a program of its own."""
        self.api = program.api
        self.session = program.session
        self.records = program.records
        self.opt_ins = program.opt_ins
        self.data_requests = program.data_requests
        self.policies = program.policies
        self.outbox = program.outbox
        """Of this shop; kept in memory, for there is no keychain."""
        self.following = FollowingService(self.api, OwnStepsFile(Path(folder)), self.now)
        self.outbox.enter(self.records.merchant().merchant_id)
        self.exports = PastExportsInMemory()
        self.visits = VisitsFile(Path(folder))
        """When this shop was last looked at; put a visit in to have something new since."""
        self.home = HomeService(
            self.records,
            self.opt_ins,
            self.data_requests,
            self.policies,
            self.exports,
            visits=VisitsService(self.visits, self.records, lambda: self.base_url),
            calendar=KeepCalendarService(self.records, self.exports, self.now),
        )
        self._first_choices = {one.opt_in_id: one.granted for one in self.opt_ins.all()}

    def sign_in_again(self) -> None:
        """After the shop's calendar was turned, which ends what was signed in before."""
        self._program.sign_in()

    def now(self) -> datetime:
        """The present moment by the shop's own calendar."""
        told: str = self.sandbox.call("GET", "/v1/meta").json["time"]
        return datetime.fromisoformat(told)

    def another_opt_ins(self) -> OtherHand:
        """The choices as another program of the same person sees and changes them."""
        return OtherHand(self.api)

    def fault(self, operation: str, **what: object) -> None:
        """Make an operation go wrong, "PUT /v1/opt-ins/*", as the sandbox's fault switch can."""
        self.sandbox.fault(operation, **what)

    def no_faults(self) -> None:
        """Switch all faults off."""
        self.sandbox.no_faults()

    def put_back(self) -> None:
        """Faults off, no exports known, every choice as it was when the shop opened."""
        self.no_faults()
        self.exports.known = ()
        self.outbox.drain(hurry=True)
        for intent in self.outbox.intents():
            if intent.kind is IntentKind.CHOICE:
                self.outbox.discard(intent.client_ref)
        for one in self.opt_ins.all():
            if one.lock is None and one.granted != self._first_choices[one.opt_in_id]:
                self.another_opt_ins().set(one, not one.granted, "en")

    def close(self) -> None:
        """End the server and forget everything."""
        self._open.close()

    def __enter__(self) -> SignedInShop:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
