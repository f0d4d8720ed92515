"""A desk for each test, a sandbox process for each module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kassadesk.app.window import Program
from tests.flows.desk import TODAY, Desk
from tests.flows.hands import HANDS, Hand
from tests.sandbox.running import Sandbox, running_sandbox


@pytest.fixture(scope="module")
def shop() -> Iterator[Sandbox]:
    """Kaveri Fresh Mart with 600 bills, shared by the tests of a module."""
    with running_sandbox(today=TODAY.isoformat(), transactions=600) as sandbox:
        yield sandbox


@pytest.fixture
def calm_shop(shop: Sandbox) -> Iterator[Sandbox]:
    """The shop; faults that a test leaves on are switched off."""
    yield shop
    shop.no_faults()


@pytest.fixture(autouse=True)
def only_pages_that_are_opened(request: pytest.FixtureRequest) -> Iterator[None]:
    """No page is made before it is opened, which is a quarter of the work of a short visit.

    With the marker `ahead` the window is left to itself, as at a person's desk.
    """
    with pytest.MonkeyPatch.context() as patch:
        if request.node.get_closest_marker("ahead") is None:
            patch.setattr(Program, "_make_ahead", lambda *_: None)
        yield


@pytest.fixture
def hand(request: pytest.FixtureRequest) -> Hand:
    """The mouse, unless the test asks for both hands."""
    return HANDS[getattr(request, "param", "mouse")]()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, hand: Hand, calm_shop: Sandbox) -> Iterator[Desk]:
    """KassaDesk, started on an empty data folder, nobody signed in."""
    made = Desk(tmp_path / "home", hand, calm_shop)
    try:
        made.start()
        yield made
    finally:
        made.close()
