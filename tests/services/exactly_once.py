"""Exactly once, tried: a person's wishes, a program that is killed, a server that misbehaves.

`Campaign` runs cases and compares what was told to the person with what stands in the server's own
table. Each run of the program is a fork of this process, so the process must have no threads.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import sqlite3
import sys
import time
import traceback
import uuid
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from kassadesk.core.data_requests import CorrectionDraft, Evidence
from kassadesk.core.grievances import GrievanceCategory, GrievanceDraft
from kassadesk.core.intents import Wish
from kassadesk.core.signin import TokenSet
from kassadesk.services import outbox_draining
from tests.sandbox.running import Sandbox
from tests.services.killed_program import DEADLINE_S, KILLED, CarelessSender, Run, Wanted

MOST_POINTS = 400
MOST_RUNS = 12
LONG_DELAY_S = DEADLINE_S + 0.25
"""Beyond the client's patience: the call is carried out after the client has given up on it."""
SIGN_IN_EVERY_S = 500.0
_CALLS = (
    "POST /v1/requests",
    "POST /v1/requests",
    "POST /v1/requests/*/withdrawal",
    "POST /v1/grievances",
    "POST /v1/attachments",
    "PATCH /v1/attachments/*",
    "GET /v1/requests",
    "GET /v1/me",
)
_FAULTS: tuple[dict[str, Any], ...] = (
    {"drop": "before"},
    {"drop": "after"},
    {"drop": "after", "twice": True},
    {"twice": True},
    {"status": 500},
    {"status": 503, "retry_after": "0"},
    {"status": 429, "retry_after": "0"},
    {"truncate": 30},
    {"wrong_digest": True},
    {"bad_json": True},
    {"html": True},
    {"delay_s": LONG_DELAY_S},
)


@dataclass
class Counts:
    """Jepsen's seven, and how much was done to get them."""

    attempted: int = 0
    acknowledged: int = 0
    filed: int = 0
    lost: int = 0
    """Told as saved, and not at the server in the end."""
    duplicated: int = 0
    """At the server more than once."""
    unexpected: int = 0
    """At the server, and nobody asked for it; or a program that ended otherwise than it should."""
    recovered: int = 0
    """Never told as saved, and at the server all the same (once)."""
    kills: int = 0
    faults: int = 0
    runs: int = 0
    points: int = 0
    """The most side effects of one run."""
    wrong: list[str] = field(default_factory=list)
    """What was lost or doubled, with what the outbox says of it."""

    def line(self) -> str:
        """The seven figures."""
        names = (
            "attempted",
            "acknowledged",
            "filed",
            "lost",
            "duplicated",
            "unexpected",
            "recovered",
        )
        return ", ".join(f"{name} {getattr(self, name)}" for name in names)


class Campaign:
    """Cases against one sandbox whose state lies in `server_folder`."""

    def __init__(
        self, sandbox: Sandbox, server_folder: Path, folder: Path, careless: bool = False
    ) -> None:
        self._sandbox = sandbox
        self._server_folder = server_folder
        self._folder = folder
        self._careless = careless
        self._signed_in_at = 0.0
        self._cases: list[tuple[Wanted, tuple[str, ...]]] = []
        self.counts = Counts()

    # --- cases -------------------------------------------------------------------------------------

    def every_point(self, seed: int, every: int = 1, first: int = 1) -> int:
        """Kill at each `every`th side effect in turn, under the faults of a seed; gives how many
        points there were."""
        for point in range(first, MOST_POINTS, every):
            wanted, ended = self._case(seed, partial(_first_run, kill_at=point))
            self._until_drained(wanted)
            if ended == 0:
                return point
        raise AssertionError("the program never came to its end")

    def random_kill(self, seed: int, longest_s: float) -> None:
        """Kill once at a random moment (SIGKILL), under the faults of a seed."""
        moment = random.Random(seed).uniform(0, longest_s)
        wanted, _ended = self._case(seed, _first_run, moment)
        self._until_drained(wanted)

    def finish(self) -> Counts:
        """Compare everything with the server's table, when its late calls are through."""
        time.sleep(2 * LONG_DELAY_S)
        at_server, withdrawn = self._at_server()
        asked = {token for _wanted, tokens in self._cases for token in tokens}
        counts = self.counts
        counts.unexpected += sum(n for token, n in at_server.items() if token not in asked)
        for wanted, tokens in self._cases:
            told = wanted.told.read_text().splitlines() if wanted.told.exists() else []
            for token, wish in zip(tokens, wanted.wishes, strict=True):
                self._count(wanted, token, wish.client_ref in told, at_server[token])
            for line in told:
                if line.startswith("withdraw "):
                    self._count(wanted, line, True, withdrawn[line.split()[1]])
        return counts

    def _count(self, wanted: Wanted, token: str, told: bool, times: int) -> None:
        counts = self.counts
        if times > 1 or (told and not times):
            counts.wrong.append(f"{token}: {times} times\n{_rows(wanted)}")
        counts.attempted += 1
        counts.acknowledged += told
        counts.filed += times > 0
        counts.lost += told and not times
        counts.duplicated += max(0, times - 1)
        counts.recovered += bool(times) and not told

    # --- one case -----------------------------------------------------------------------------------

    def _case(
        self, seed: int, act: Callable[[Wanted], int], kill_after_s: float | None = None
    ) -> tuple[Wanted, int]:
        wanted = self._wanted()
        self._make_trouble(random.Random(seed))
        ended = self._run(lambda: act(wanted), kill_after_s)
        if ended not in (0, KILLED, -signal.SIGKILL):
            self.counts.unexpected += 1
        self.counts.kills += ended != 0
        return wanted, ended

    def _until_drained(self, wanted: Wanted) -> None:
        for _ in range(MOST_RUNS):
            ended = self._run(lambda: min(Run(wanted).again(), 1))
            if ended == 0:
                return
            if ended != 1:
                break
        self.counts.unexpected += 1

    def _make_trouble(self, dice: random.Random) -> None:
        self._sandbox.no_faults()
        for _ in range(dice.randint(1, 4)):
            fault = dice.choice(_FAULTS)
            times = 1 if "delay_s" in fault else dice.randint(1, 4)
            self._sandbox.fault(dice.choice(_CALLS), times=times, **fault)
            self.counts.faults += times

    def _wanted(self) -> Wanted:
        self._sign_in()
        number = len(self._cases)
        folder = self._folder / str(number)
        folder.mkdir()
        tokens = tuple(f"case {number} {part} {uuid.uuid4().hex[:8]}" for part in "abc")
        wishes = _wishes(tokens)
        wanted = Wanted(
            folder, self._sandbox.base_url, self._tokens, self._merchant, wishes,
            withdraw=wishes[2].client_ref,
        )  # fmt: skip
        self._cases.append((wanted, tokens))
        return wanted

    def _sign_in(self) -> None:
        if time.monotonic() - self._signed_in_at < SIGN_IN_EVERY_S and self._signed_in_at:
            return
        self._sandbox.no_faults()
        me = self._sandbox.sign_in()
        given = me.tokens
        self._tokens = TokenSet(
            given["access_token"], given["refresh_token"], given["expires_in"], "test"
        )
        self._merchant = str(me.get("/v1/me").json["merchant_id"])
        self._signed_in_at = time.monotonic()

    def _run(self, act: Callable[[], int], kill_after_s: float | None = None) -> int:
        """A fork of this process does it; gives its exit code, negative for the signal it died of."""
        self.counts.runs += 1
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            code = 70
            try:
                if self._careless:
                    setattr(outbox_draining, "Sender", CarelessSender)  # noqa: B010
                code = act()
            except BaseException:  # noqa: BLE001 - the fork must never go on as a second parent
                traceback.print_exc()
            finally:
                os._exit(code)
        if kill_after_s is not None:
            time.sleep(kill_after_s)
            os.kill(child, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    # --- the server's own table ---------------------------------------------------------------------

    def _at_server(self) -> tuple[Counter[str], Counter[str]]:
        """How often each token was filed, how often each request was withdrawn."""
        path = self._server_folder / "sandbox.sqlite3"
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            asked = "SELECT note FROM requests WHERE note LIKE 'case %' UNION ALL"
            asked += " SELECT text FROM grievances WHERE text LIKE 'case %'"
            filed = Counter(row[0] for row in db.execute(asked))
            events = "SELECT request_id FROM request_events WHERE kind = 'withdrawn'"
            return filed, Counter(row[0] for row in db.execute(events))


def _first_run(wanted: Wanted, kill_at: int = 0) -> int:
    Run(wanted, kill_at).first()
    return 0


def _rows(wanted: Wanted) -> str:
    with closing(sqlite3.connect(wanted.folder / "home" / "outbox.db")) as db:
        asked = "SELECT kind, state, attempts, posted_at, key_made_at, trouble_json, filed_json"
        return "\n".join(f"    {row}" for row in db.execute(f"{asked} FROM intents ORDER BY seq"))


def _wishes(tokens: tuple[str, ...]) -> tuple[Wish, ...]:
    """A correction with a document, a complaint, a correction that is taken back later."""
    ids = [(str(uuid.uuid4()), str(uuid.uuid4())) for _ in tokens]
    content = b"%PDF-1.7\n" + tokens[0].encode()
    document = Evidence(
        "proof.pdf", len(content), "application/pdf", hashlib.sha256(content).hexdigest(), content
    )
    name, industry = "business.name", "business.industry"
    return (
        CorrectionDraft(*ids[0], name, "Business name", None, "New", tokens[0], (document,)),
        GrievanceDraft(*ids[1], GrievanceCategory.OTHER, tokens[1]),
        CorrectionDraft(*ids[2], industry, "Industry", None, "Groceries", tokens[2]),
    )
