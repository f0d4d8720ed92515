"""One run of the program that ends at its n-th side effect, as a power cut would end it.

Side effects are every call to the server, every commit of the outbox, every change of the keychain
and every "Saved" told to the person; each is a point before and a point after. The production code
has no hook: the points stand in subclasses of its own seams.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Callable
from pathlib import Path

from kassadesk.api import retry
from kassadesk.api.answer import Answer as WireAnswer
from kassadesk.api.client import ApiClient
from kassadesk.api.deadline import Deadline
from kassadesk.api.transport import Call, Transport
from kassadesk.core.clock import Clock
from kassadesk.core.data_requests import DataRequest
from kassadesk.core.intents import IntentKind, Wish, WithdrawalDraft
from kassadesk.core.signin import TokenSet
from kassadesk.core.work import Work
from kassadesk.outbox.box import Outbox
from kassadesk.outbox.seal import SealKeys
from kassadesk.services.outbox import OutboxService
from kassadesk.services.outbox_sending import Answer, Sender

KILLED = 137
DEADLINE_S = 0.5
"""The client's patience with one call in these runs; a fault may last longer."""
DRAINS = 40
"""So often a run tries before the person closes the program."""


class Points:
    """Counts side effects; the process ends at number `kill_at` (0: never)."""

    def __init__(self, kill_at: int = 0) -> None:
        self._left = kill_at
        self.passed = 0

    def pass_one(self) -> None:
        """A side effect is about to happen, or has happened."""
        self.passed += 1
        if self.passed == self._left:
            os._exit(KILLED)


class KilledTransport(Transport):
    """A call is a side effect."""

    points = Points()

    def send(self, call: Call, deadline: Deadline, work: Work) -> WireAnswer:
        self.points.pass_one()
        answer = super().send(call, deadline, work)
        self.points.pass_one()
        return answer


class KilledOutbox(Outbox):
    """A commit is a side effect."""

    points = Points()

    def _commit(self) -> None:
        self.points.pass_one()
        super()._commit()
        self.points.pass_one()


class FileVault:
    """A keychain of these runs: it outlives the process, as the real one does. TokenVault."""

    def __init__(self, path: Path, points: Points) -> None:
        self._path, self._points = path, points

    def name(self) -> str | None:
        return "Test keychain"

    def put(self, account: str, secret: str) -> None:
        self._change(self._secrets() | {account: secret})

    def get(self, account: str) -> str | None:
        return self._secrets().get(account)

    def delete(self, account: str) -> None:
        secrets = self._secrets()
        if secrets.pop(account, None) is not None:
            self._change(secrets)

    def _secrets(self) -> dict[str, str]:
        return dict(json.loads(self._path.read_text())) if self._path.exists() else {}

    def _change(self, secrets: dict[str, str]) -> None:
        self._points.pass_one()
        made = self._path.with_suffix(".new")
        made.write_text(json.dumps(secrets))
        made.replace(self._path)
        self._points.pass_one()


class CarelessSender(Sender):
    """The negative control: another reference and another key for each attempt."""

    def post(self, wish: Wish, attachment_ids: tuple[str, ...]) -> Answer:
        ref, key = OutboxService.new_ids()
        return super().post(
            dataclasses.replace(wish, client_ref=ref, idempotency_key=key), attachment_ids
        )


@dataclasses.dataclass(frozen=True)
class Wanted:
    """What the person of one case does, and where this PC keeps it."""

    folder: Path
    base_url: str
    tokens: TokenSet
    merchant_id: str
    wishes: tuple[Wish, ...]
    withdraw: str = ""
    """client_ref of the wish that is taken back once it is filed; "" for none."""

    @property
    def told(self) -> Path:
        """What the person was told is saved, one client_ref a line."""
        return self.folder / "told"


class Run:
    """One run of the program on the folder of a case."""

    def __init__(self, wanted: Wanted, kill_at: int = 0) -> None:
        self._wanted = wanted
        self.points = KilledTransport.points = KilledOutbox.points = Points(kill_at)
        retry.FIRST_PAUSE_S = 0.005
        api = ApiClient(KilledTransport(wanted.base_url, DEADLINE_S))
        api.tokens.begin(wanted.tokens)
        vault = FileVault(wanted.folder / "vault.json", self.points)
        open_box: Callable[[Path | None, SealKeys, Clock], Outbox] = KilledOutbox
        self._outbox = OutboxService(api, vault, wanted.folder / "home", open_box=open_box)

    def first(self) -> int:
        """The person asks for everything, then waits; gives how many side effects there were."""
        self._outbox.enter(self._wanted.merchant_id)
        for wish in self._wanted.wishes:
            self._save(wish)
        self._drain()
        return self.points.passed

    def again(self) -> int:
        """The program is started again; nobody asks anything anew. Gives how many still wait."""
        self._outbox.enter(self._wanted.merchant_id)
        self._drain()
        return sum(one.waits for one in self._outbox.intents())

    def _drain(self) -> None:
        for _ in range(DRAINS):
            drained = self._outbox.drain(hurry=True)
            for arrived in drained.filed:
                self._take_back(arrived.intent.kind, arrived.answer)
            if not any(one.waits for one in self._outbox.intents()):
                return

    def _take_back(self, kind: IntentKind, answer: object) -> None:
        mine = isinstance(answer, DataRequest) and answer.client_ref == self._wanted.withdraw
        if mine and kind is IntentKind.CORRECTION and isinstance(answer, DataRequest):
            ref, key = self._outbox.new_ids()
            self._save(WithdrawalDraft(ref, key, answer.request_id, answer.reference), answer)

    def _save(self, wish: Wish, about: DataRequest | None = None) -> None:
        self._outbox.save(wish)
        self.points.pass_one()
        line = f"withdraw {about.request_id}" if about else wish.client_ref
        with self._wanted.told.open("a") as told:
            told.write(line + "\n")
        self.points.pass_one()
