"""A choice killed at every side effect of its way: in the end this PC and Kassapos agree on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kassadesk.core.errors import Conflict, Offline
from kassadesk.core.intents import Drained, IntentState
from kassadesk.core.opt_ins import ChoiceDraft, OptIn
from kassadesk.outbox.opening import NAME
from kassadesk.services.opt_ins import OptInsService
from kassadesk.vault.vault import MemoryVault
from tests.sandbox.running import Sandbox
from tests.services.outbox_world import Crash, Pc
from tests.services.program import OtherHand

CHOICE = "offers.email"


@pytest.fixture
def pc(sandbox: Sandbox, tmp_path: Path) -> Iterator[Pc]:
    made = Pc(sandbox, tmp_path / "home", MemoryVault("Test keychain"))
    yield made
    made.close()


def held(pc: Pc, name: str = CHOICE) -> OptIn:
    return pc.windows[0].api.opt_ins.read_opt_in(name)


def draft(pc: Pc, name: str = CHOICE) -> ChoiceDraft:
    """The opposite of what Kassapos holds."""
    now = held(pc, name)
    return OptInsService(pc.windows[0].api).draft(now, not now.granted, "en")


def events(pc: Pc) -> int:
    return len(pc.me.get(f"/v1/opt-ins/{CHOICE}/history").json["items"])


def settle(pc: Pc) -> Drained:
    """The program runs on until nothing waits."""
    for _ in range(10):
        drained = pc.windows[0].outbox.drain(hurry=True)
        if not drained.waiting:
            break
    return drained


@dataclass(frozen=True)
class End:
    """What one killed run came to."""

    points: int
    told: bool
    """The person was told that it is saved."""
    as_wanted: bool
    waits: bool
    added: int
    """Events at the server."""


def killed(pc: Pc, kill_at: int, *, goes_on: bool = True) -> End:
    """One change, the program gone at its n-th side effect (0: never), then started again."""
    pc.line.at = lambda _moment: None
    wish, before, points, told = draft(pc), events(pc), 0, False

    def count(_moment: str) -> None:
        nonlocal points
        points += 1
        if points == kill_at:
            raise Crash

    pc.line.at = count
    try:
        pc.windows[0].outbox.save_choices((wish,))
        told = True
        pc.windows[0].outbox.drain(hurry=True)
    except Crash:
        pass
    pc.line.at = lambda _moment: None
    pc.restart()
    if goes_on:
        settle(pc)
    waits = any(one.waits for one in pc.windows[0].outbox.intents())
    end = End(points, told, held(pc).granted == wish.granted, waits, events(pc) - before)
    settle(pc)
    return end


def test_killed_at_any_side_effect_the_choice_is_made_once_or_was_never_told_as_saved(
    pc: Pc,
) -> None:
    points = killed(pc, 0).points
    assert points > 8
    for kill_at in range(1, points + 1):
        end = killed(pc, kill_at)
        assert not end.waits, kill_at
        assert end.added == int(end.as_wanted), kill_at
        assert end.as_wanted or not end.told, kill_at


def test_a_program_that_does_not_go_on_after_the_restart_leaves_them_apart(pc: Pc) -> None:
    """Negative control."""
    points = killed(pc, 0).points
    ends = [killed(pc, kill_at, goes_on=False) for kill_at in range(1, points + 1)]
    assert any(end.told and not end.as_wanted for end in ends)


def test_several_choices_are_saved_all_together_or_not_at_all(pc: Pc) -> None:
    wishes = tuple(draft(pc, f"offers.{channel}") for channel in ("sms", "email", "in_app"))

    def cut(moment: str) -> None:
        if moment == "commit":
            raise Crash

    pc.line.at = cut
    with pytest.raises(Crash):
        pc.windows[0].outbox.save_choices(wishes)
    pc.line.at = lambda _moment: None
    pc.restart()
    assert pc.windows[0].outbox.intents() == ()

    pc.windows[0].outbox.save_choices(wishes)
    pc.restart()
    waiting = pc.windows[0].outbox.intents()
    assert [one.wish for one in waiting] == list(wishes)
    assert settle(pc).waiting == 0
    assert [held(pc, one.opt_in_id).granted for one in wishes] == [one.granted for one in wishes]


def test_a_choice_changed_elsewhere_is_refused_and_kept_to_be_asked_about(pc: Pc) -> None:
    wish = draft(pc)
    pc.line.down = True
    pc.windows[0].outbox.save_choices((wish,))
    assert isinstance(pc.windows[0].outbox.drain(hurry=True).error, Offline)
    pc.line.down = False
    hand = OtherHand(pc.windows[0].api)
    theirs = hand.set(hand.set(held(pc), wish.granted, "en"), not wish.granted, "en")

    drained = settle(pc)

    (refused,) = drained.refused
    assert refused.state is IntentState.REFUSED
    assert refused.trouble is not None
    assert refused.trouble.code == Conflict.__name__
    assert refused.wish == wish
    assert held(pc) == theirs


def test_a_choice_set_elsewhere_to_just_what_was_wanted_is_settled_without_a_question(
    pc: Pc,
) -> None:
    wish = draft(pc)
    pc.line.down = True
    pc.windows[0].outbox.save_choices((wish,))
    pc.line.down = False
    theirs = OtherHand(pc.windows[0].api).set(held(pc), wish.granted, "en")

    (arrived,) = settle(pc).filed

    assert arrived.answer == theirs


def test_what_is_chosen_is_sealed_on_the_disk(pc: Pc) -> None:
    wish = draft(pc)
    pc.line.down = True
    pc.windows[0].outbox.save_choices((wish,))
    content = (pc.folder / NAME).read_bytes()
    assert b"offers" not in content
    assert b"email" not in content
