"""The outbox against a plain dict: whatever a person, the line, the clock and the power do.

Real outbox file, real HTTP to a sandbox. KASSADESK_EXAMPLES=500 is the long run.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    rule,
    run_state_machine_as_test,
)

from kassadesk.core.errors import Conflict
from kassadesk.core.intents import WithdrawalDraft
from kassadesk.services import outbox_draining
from kassadesk.services.outbox import OutboxService
from kassadesk.vault.vault import MemoryVault
from tests.examples import examples
from tests.sandbox.running import Sandbox, running_sandbox
from tests.services.killed_program import CarelessSender
from tests.services.outbox_world import Crash, Pc, Window, correction

STEPS = 30
_NUMBERS = count(1)


@pytest.fixture(scope="module")
def machine_sandbox() -> Iterator[Sandbox]:
    with running_sandbox(transactions=20) as running:
        yield running


class OutboxMachine(RuleBasedStateMachine):
    """`model` says of each reference what must be at the server in the end: 1, 0, or "any".

    "any": it was being saved or filed when the power went, so both are right; but never 2.
    """

    sandbox: Sandbox
    wishes = Bundle("wishes")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="kassadesk-machine-"))
        self.vault = MemoryVault("Test keychain")
        self.pc = Pc(self.sandbox, self.folder, self.vault)
        self.model: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        self.taken_back: dict[str, str] = {}
        """References of filed requests that were withdrawn, and the words of it."""

    # --- the person ----------------------------------------------------------------------------

    @rule(target=wishes, sent=st.booleans())
    def file(self, sent: bool) -> str:
        wish = correction(f"machine {next(_NUMBERS)}")
        self.texts[wish.client_ref] = wish.why
        outbox = self._any().outbox
        saved = outbox.save(wish) if sent else outbox.keep(wish)
        assert saved.client_ref == wish.client_ref
        self.model[wish.client_ref] = "one" if sent else "none"
        return wish.client_ref

    @rule(ref=wishes)
    def file_again_by_double_click(self, ref: str) -> None:
        before = self.pc.intent(ref)
        if before is not None and before.waits:
            wish = self._any().outbox.wish(ref)
            assert self._any().outbox.save(wish).client_ref == ref

    @rule(target=wishes, ref=consumes(wishes))
    def edit(self, ref: str) -> str:
        """Editing never makes two of one; a new reference stands for the new words."""
        intent = self.pc.intent(ref)
        if intent is None:
            return ref
        try:
            wish = self._any().outbox.take_back(ref)
        except Conflict:
            assert not intent.may_change
            return ref
        assert intent.may_change
        if wish.client_ref != ref:
            self.model[ref] = "none"
            self.texts[wish.client_ref] = self.texts[ref]
        self.model[wish.client_ref] = "none"
        self._any().outbox.save(wish)
        self.model[wish.client_ref] = "one"
        return wish.client_ref

    @rule(ref=wishes)
    def throw_away(self, ref: str) -> None:
        intent = self.pc.intent(ref)
        if intent is None:
            return
        if intent.may_change:
            self._any().outbox.discard(ref)
            self.model[ref] = "none"
        else:
            with pytest.raises(Conflict):
                self._any().outbox.discard(ref)

    @rule(ref=wishes)
    def withdraw(self, ref: str) -> None:
        """Of a request that is filed and open; as the window offers it."""
        for request in self.pc.at_server(ref):
            if request["can_withdraw"]:
                ids = OutboxService.new_ids()
                wish = WithdrawalDraft(*ids, str(request["request_id"]), str(request["reference"]))
                self._any().outbox.save(wish)
                self.taken_back[ref] = wish.client_ref

    # --- the world -----------------------------------------------------------------------------

    @rule(how=st.sampled_from(["up", "down", "loses answers"]))
    def the_line(self, how: str) -> None:
        self.pc.line.down, self.pc.line.loses_answers = how == "down", how == "loses answers"

    @rule()
    def send(self) -> None:
        self._any().outbox.drain(hurry=True)

    @rule()
    def send_what_is_due(self) -> None:
        self._any().outbox.drain()

    @rule(at=st.integers(1, 14), saving=st.booleans())
    def crash(self, at: int, saving: bool) -> None:
        """The power goes at the n-th side effect of a round of sending, or of saving."""
        left = [at]

        def maybe(_moment: str) -> None:
            left[0] -= 1
            if left[0] == 0:
                raise Crash

        wish = correction(f"machine {next(_NUMBERS)}")
        self.pc.line.at = maybe
        try:
            if saving:
                self.texts[wish.client_ref], self.model[wish.client_ref] = wish.why, "any"
                self._any().outbox.save(wish)
                self.model[wish.client_ref] = "one"
            self._any().outbox.drain(hurry=True)
        except Crash:
            pass
        finally:
            self.pc.line.at = lambda _moment: None
        self.pc.restart()

    @rule()
    def second_window(self) -> None:
        if len(self.pc.windows) < 2:
            self.pc.windows.append(Window(self.pc))
        else:
            self.pc.windows.pop(0).close()

    @rule()
    def another_window_sends_in_the_middle(self) -> None:
        """It finds that somebody sends already, and sends nothing itself."""
        other = Window(self.pc)
        busy: list[bool] = []

        def meanwhile(moment: str) -> None:
            if moment == "POST /v1/requests" and not busy:
                busy.append(other.outbox.drain(hurry=True).busy)

        self.pc.line.at = meanwhile
        try:
            self.pc.windows[0].outbox.drain(hurry=True)
        finally:
            self.pc.line.at = lambda _moment: None
            other.close()
        assert busy in ([], [True])

    @rule(days=st.sampled_from([1, 91, 400]))
    def time_passes(self, days: int) -> None:
        """On both sides; after 90 days the server has forgotten the keys."""
        self.pc.shift += timedelta(days=days)
        self.sandbox.advance(days=days)
        self.pc.sign_in()

    @rule(days=st.sampled_from([-400, -1, 1, 400]))
    def the_clock_of_this_pc_jumps(self, days: int) -> None:
        self.pc.shift += timedelta(days=days)

    # --- what must hold ------------------------------------------------------------------------

    @invariant()
    def everything_can_be_opened(self) -> None:
        intents = self.pc.windows[0].outbox.intents()
        assert all(one.wish is not None for one in intents)

    def _any(self) -> Window:
        return self.pc.windows[-1]

    def teardown(self) -> None:
        """The line is good and everything is sent; then model and server must agree."""
        try:
            self._settle()
            for ref, wanted in self.model.items():
                found = len(self.pc.at_server(ref))
                assert found <= 1
                if wanted != "any":
                    assert found == (wanted == "one"), f"{self.texts[ref]}: {wanted}, {found}"
            for ref in self.taken_back:
                (request,) = self.pc.at_server(ref)
                assert not request["can_withdraw"]
        finally:
            self.pc.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    def _settle(self) -> None:
        self.pc.line.down = self.pc.line.loses_answers = False
        self.pc.sign_in()
        self.pc.restart()
        for _ in range(20):
            self.pc.windows[0].outbox.drain(hurry=True)
        left = self.pc.windows[0].outbox.intents()
        assert not any(one.waits for one in left)
        if not left:
            self.pc.windows[0].outbox.enter(self.pc.merchant_id)
            assert self.vault.accounts() == (), "nothing is sealed, so no key is left"


def _run(
    sandbox: Sandbox, most: int, phases: Sequence[Phase] = (Phase.generate, Phase.shrink)
) -> None:
    machine = type("Machine", (OutboxMachine,), {"sandbox": sandbox})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=most,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            report_multiple_bugs=False,
            phases=phases,
        ),
    )


@pytest.mark.slow
@pytest.mark.timeout(7_200)
def test_whatever_happens_each_request_is_filed_as_often_as_the_model_says(
    machine_sandbox: Sandbox,
) -> None:
    _run(machine_sandbox, examples(25))


def test_a_program_with_a_new_key_for_each_attempt_is_found_out(
    machine_sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the machine above can fail."""
    monkeypatch.setattr(outbox_draining, "Sender", CarelessSender)
    with pytest.raises(AssertionError):
        _run(machine_sandbox, 25, [Phase.generate])
