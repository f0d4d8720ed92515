"""The window uses every operation that the contract has on choices, messages, policy and notices.

Which operations there are is read from the contract, which were used from the calls that the server
saw: one that is added to the contract and nowhere shown makes this fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from PySide6.QtWidgets import QFileDialog

from tests.flows.desk import TODAY, Desk
from tests.flows.test_choices_that_wait import at_opt_ins, disagreements
from tests.flows.test_opting_out import CHOICE, PUT, flip
from tests.flows.test_policy import all_read, at_policy, in_sight, save_as
from tests.flows.test_taking_the_data_along import export
from tests.sandbox.running import Sandbox, running_sandbox

CONTRACT = Path(__file__).parents[2] / "resources/openapi/kassapos-privacy.v1.yaml"
ROOMS = {"opt-ins", "policy"}
TABLES = {"listMessages", "listConsentEvents"}


@cache
def operations() -> dict[str, tuple[str, re.Pattern[str]]]:
    """Operation -> method and the paths it answers."""
    contract: dict[str, Any] = yaml.safe_load(CONTRACT.read_text("utf-8"))
    return {
        one["operationId"]: (
            method.upper(),
            re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)) + r"/?"),
        )
        for path, methods in contract["paths"].items()
        for method, one in methods.items()
        if isinstance(one, dict) and (ROOMS & set(one["tags"]) or one["operationId"] in TABLES)
    }


def used(shop: Sandbox) -> set[str]:
    """The operations of these rooms that were called, and answered well, since the last look."""
    return {
        name
        for name, (method, path) in operations().items()
        for call in shop.seen()
        if call["method"] == method
        and path.fullmatch(call["path"].partition("?")[0])
        and call["status"] < 400
    }


@pytest.fixture
def own_shop() -> Iterator[Sandbox]:
    """A shop whose calls are this test's alone."""
    with running_sandbox(today=TODAY.isoformat(), transactions=100) as sandbox:
        yield sandbox


def test_every_operation_on_choices_and_policy_is_used_by_the_window(
    desk: Desk, own_shop: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.shop = own_shop
    me = at_opt_ins(desk, own_shop)
    own_shop.no_faults()  # forgets what the test itself has called
    assert used(own_shop) == set()

    page = desk.page
    desk.rooms.opt_ins.select(CHOICE)
    desk.wait_until(lambda: page.pane.receipt_buttons, "the history is there")
    save_as(monkeypatch, tmp_path / "consent.pdf")
    page.pane.receipt_buttons["pdf"].click()
    desk.wait_until(lambda: "Receipt saved" in desk.toast, "it is saved")
    desk.rest()
    desk.window.toast.close_now()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    page.save_all.click()
    desk.wait_until(lambda: "receipts saved" in desk.toast, "all are saved")
    desk.rest()
    flip(desk)
    page = at_policy(desk)
    in_sight(desk, page, "ntc_policy_next")
    desk.wait_until(lambda: all_read(desk), "the notice was seen")
    desk.open_page("export")
    export(desk)  # a copy of everything holds the messages and the record of the choices

    own_shop.fault(PUT, drop="after", times=3)  # three tries in one sending
    desk.open_page("opt_ins")
    flip(desk)
    desk.wait_until(lambda: desk.rooms.outbox.choices == (), "it asked what became of it")
    desk.rest()
    assert sorted(set(operations()) - used(own_shop)) == []
    assert disagreements(desk, me) == []


def test_control_a_window_that_only_signs_in_is_found_wanting(
    desk: Desk, own_shop: Sandbox
) -> None:
    desk.shop = own_shop
    desk.sign_in()
    desk.rest()
    missing = set(operations()) - used(own_shop)
    assert {"changeOptIn", "readConsentRecord", "markNotice"} <= missing
