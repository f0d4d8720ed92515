"""Windows of one PC on one outbox, over a real sandbox, with a line and a clock that a test turns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kassadesk.api.answer import Answer
from kassadesk.api.client import ApiClient
from kassadesk.api.deadline import Deadline
from kassadesk.api.transport import Call, Transport
from kassadesk.core.data_requests import CorrectionDraft
from kassadesk.core.errors import Offline
from kassadesk.core.intents import Intent
from kassadesk.core.signin import TokenSet
from kassadesk.core.work import Work
from kassadesk.outbox.box import Outbox
from kassadesk.services.outbox import OutboxService
from kassadesk.vault.vault import TokenVault
from tests.sandbox.running import Sandbox


class Crash(BaseException):
    """The program is gone at this moment; nothing of its own catches it."""


class Line:
    """The road to the server: may be down, or lose the answer after the call has arrived."""

    def __init__(self) -> None:
        self.down = False
        self.loses_answers = False
        self.at: Callable[[str], None] = lambda _moment: None
        """Called before and after each call and each commit; may raise Crash."""


class _Transport(Transport):
    def __init__(self, origin: str, line: Line) -> None:
        super().__init__(origin)
        self._line = line

    def send(self, call: Call, deadline: Deadline, work: Work) -> Answer:
        self._line.at(f"{call.method} {call.path}")
        if self._line.down:
            raise Offline
        answer = super().send(call, deadline, work)
        self._line.at("answer")
        if self._line.loses_answers and call.method == "POST":
            raise Offline
        return answer


class _Box(Outbox):
    line: Line

    def _commit(self) -> None:
        self.line.at("commit")
        super()._commit()
        self.line.at("committed")


class Window:
    """One running program. Several may share folder and keychain; a crash leaves both as they are."""

    def __init__(self, pc: Pc) -> None:
        self.line = pc.line
        self.api = ApiClient(_Transport(pc.sandbox.base_url, pc.line))
        self.api.tokens.begin(pc.tokens)
        box = type("Box", (_Box,), {"line": pc.line})
        self.outbox = OutboxService(self.api, pc.vault, pc.folder, pc.clock, open_box=box)
        self.outbox.enter(pc.merchant_id)

    def close(self) -> None:
        self.outbox.close()
        self.api.close()


class Pc:
    """A PC with one outbox, and the shop's account at the server."""

    def __init__(self, sandbox: Sandbox, folder: Path, vault: TokenVault) -> None:
        self.sandbox, self.folder, self.vault = sandbox, folder, vault
        self.line = Line()
        self.shift = timedelta()
        self.sign_in()
        self.windows = [Window(self)]

    def sign_in(self) -> None:
        """Fresh tokens, at this moment of the server's calendar."""
        self.me = self.sandbox.sign_in()
        given = self.me.tokens
        self.tokens = TokenSet(
            given["access_token"], given["refresh_token"], given["expires_in"], "test"
        )
        self.merchant_id = str(self.me.get("/v1/me").json["merchant_id"])
        for window in getattr(self, "windows", []):
            window.api.tokens.begin(self.tokens)

    def clock(self) -> datetime:
        return datetime.now(UTC) + self.shift

    def restart(self) -> None:
        """All programs are gone; one is started."""
        for window in self.windows:
            window.close()
        self.windows = [Window(self)]

    def close(self) -> None:
        for window in self.windows:
            window.close()

    def at_server(self, client_ref: str) -> list[dict[str, object]]:
        """What the server has under a reference."""
        found: list[dict[str, object]] = self.me.get(f"/v1/requests?client_ref={client_ref}").json[
            "items"
        ]
        return found

    def intent(self, client_ref: str) -> Intent | None:
        """The intent as the first window shows it; None when it is filed or gone."""
        shown = self.windows[0].outbox.intents()
        return next((one for one in shown if one.client_ref == client_ref), None)


def correction(text: str) -> CorrectionDraft:
    """A wish for another industry type (a field nobody checks), each time another one."""
    ref, key = OutboxService.new_ids()
    after = f"{text} {ref[:8]}"
    return CorrectionDraft(ref, key, "business.industry", "Industry type", None, after, text)
