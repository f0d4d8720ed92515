"""The sample shop starts, can be signed in to, and never outlives the program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from kassadesk.api.client import ApiClient
from kassadesk.api.transport import Transport
from kassadesk.core.errors import SandboxFailed
from kassadesk.services import sample_shop
from kassadesk.services.sample_shop import SampleShop
from tests.systems import KILL, ends


def _new_children(before: set[int]) -> list[psutil.Process]:
    """Living children that came since; servers of other tests stand in the same worker process."""
    children = [one for one in psutil.Process().children() if one.pid not in before]
    return [one for one in children if one.status() != psutil.STATUS_ZOMBIE]


@pytest.fixture
def children_before() -> set[int]:
    return {one.pid for one in psutil.Process().children()}


def test_starts_signs_in_and_ends() -> None:
    shop = SampleShop()
    sample = shop.start("empty")
    api = ApiClient(Transport(sample.base_url))
    try:
        challenge = api.sign_in.challenge_authorization(sample.login, sample.password)
        api.tokens.begin(api.sign_in.confirm_code(challenge, sample.code))
        assert api.held.read_me()[0].environment == "sample"
    finally:
        api.close()
        shop.stop()

    assert not shop.running
    assert sample.password not in repr(sample)


def test_starting_again_ends_the_one_before(children_before: set[int]) -> None:
    shop = SampleShop()
    try:
        first = shop.start("empty")
        second = shop.start("empty")
        assert first.base_url != second.base_url
        assert len(_new_children(children_before)) == 1
    finally:
        shop.stop()


def test_stopping_what_never_ran_is_fine() -> None:
    SampleShop().stop()


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        (["/nonexistent/python"], "not_started"),
        ([sys.executable, "-c", "raise SystemExit(3)"], "ended"),
        ([sys.executable, "-c", "print('hello')"], "not_understood"),
        ([sys.executable, "-c", "print('[1]')"], "not_understood"),
        ([sys.executable, "-c", "import sys; sys.stdin.read()"], "too_slow"),
    ],
)
def test_server_that_does_not_come_up_is_told_and_leaves_no_child(
    monkeypatch: pytest.MonkeyPatch,
    children_before: set[int],
    program: list[str],
    reason: str,
) -> None:
    monkeypatch.setattr(sample_shop, "_program", lambda: program)
    shop = SampleShop(start_deadline_s=1.0)

    with pytest.raises(SandboxFailed) as failed:
        shop.start()

    assert failed.value.reason == reason
    assert not shop.running
    assert _new_children(children_before) == []


KILLED = """
import os, sys, signal
from kassadesk.services.sample_shop import SampleShop
shop = SampleShop()
shop.start("empty")
sys.stdout.write(str(shop._child.pid) + "\\n")
sys.stdout.flush()
sys.stdin.read()
"""


def test_child_ends_when_the_program_is_killed() -> None:
    root = str(Path(sample_shop.__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, "-c", KILLED],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": root},
    ) as program:
        assert program.stdout is not None
        child = int(program.stdout.readline())
        program.send_signal(KILL)
        program.wait()

        assert ends(child)
