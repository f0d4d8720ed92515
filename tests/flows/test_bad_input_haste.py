"""A person in a hurry on a slow line."""

from __future__ import annotations

import threading

import pytest

from kassadesk.core.errors import KassaError
from kassadesk.ui.page_shelf import PAGES
from tests.flows.acts import settle
from tests.flows.desk import Desk
from tests.flows.hands import CTRL, Keys, key
from tests.let_live import let_live
from tests.sandbox.running import Sandbox
from tests.ui.what_is_seen import words_of

pytestmark = pytest.mark.ahead
TURNS = 200
_KEYS = (Keys.Key_1, Keys.Key_2, Keys.Key_3, Keys.Key_4, Keys.Key_5, Keys.Key_6, Keys.Key_7)
_SIGNS = {
    "home": "Needs your attention",
    "my_data": "Kinds of data",
    "opt_ins": "Changes are saved at once",
    "export": "Start export",
    "review": "Review a file",
    "requests": "New request",
    "policy": "Policy",
}


def test_two_hundred_page_changes_on_a_slow_line_end_on_the_right_page(
    desk: Desk, calm_shop: Sandbox
) -> None:
    desk.sign_in()
    unhandled: list[KassaError] = []
    desk.program.tasks.unhandled.connect(unhandled.append)
    calm_shop.fault("GET /v1/*", delay_s=0.05, times=1_000_000)
    for turn in range(TURNS):
        place = (turn * 5 + turn // 7) % len(PAGES)
        key(_KEYS[place], CTRL)
        if turn % 8 == 0:
            let_live(3)
        assert desk.window.shelf.current_key == PAGES[place]
    assert calm_shop.call("DELETE", "/sandbox/faults").status == 204
    desk.wait_until(lambda: not desk.program.tasks.busy, "all answers came", seconds=60)
    for place, name in enumerate(PAGES):
        key(_KEYS[place], CTRL)
        settle(desk)
        words = words_of(desk.page)
        assert _SIGNS[name] in words
        assert "Try again" not in words
    assert unhandled == []


def test_closing_in_the_middle_of_it_leaves_no_thread(desk: Desk, calm_shop: Sandbox) -> None:
    desk.sign_in()
    calm_shop.fault("GET /v1/*", delay_s=0.3, times=1_000_000)
    for place in range(len(PAGES)):
        key(_KEYS[place], CTRL)
    desk.close()
    left = [one.name for one in threading.enumerate() if one.name.startswith("kassadesk-task")]
    assert left == []


@pytest.mark.parametrize("name", ["my_data", "requests"])
def test_rows_of_one_kind_never_show_under_another(
    desk: Desk, calm_shop: Sandbox, name: str
) -> None:
    desk.sign_in()
    page = desk.open_page(name)
    table = page.table
    model = table.model()
    desk.hand.open_row(table, model.index(0, 0))
    settle(desk)
    calm_shop.fault("GET /v1/*", delay_s=0.05, times=1_000_000)
    for turn in range(40):
        table.setCurrentIndex(model.index(turn % model.rowCount(), 0))
        if turn % 5 == 0:
            let_live(2)
    calm_shop.call("DELETE", "/sandbox/faults")
    settle(desk)
    row = table.currentIndex().row()
    assert page.pane.title.text() == str(model.index(row, 0).data())
