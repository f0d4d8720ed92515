"""How a walkthrough begins and ends, and what leaves the program meanwhile."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kassadesk.core.held import CategoryId
from kassadesk.core.rows import Resource
from tests.flows.acts import copy_all_devices, settle
from tests.flows.desk import Desk
from tests.flows.hands import CTRL, SHIFT, by_both_hands, key
from tests.flows.readable import everything_of
from tests.sandbox.running import Sandbox

NAME = "Kaveri Fresh Mart"


def hidden(desk: Desk) -> bool:
    """Whether personal values are hidden now."""
    return desk.masked


def test_the_banner_ends_it_and_the_keys_turn_it(desk: Desk) -> None:
    desk.sign_in()
    assert NAME in everything_of(desk.window)
    key(Qt.Key.Key_M, CTRL | SHIFT)
    assert hidden(desk)
    assert NAME not in everything_of(desk.window)
    desk.hand.press(desk.window.frame.walkthrough_banner.button)
    assert not hidden(desk)
    assert NAME in everything_of(desk.window)
    key(Qt.Key.Key_M, CTRL | SHIFT)
    key(Qt.Key.Key_M, CTRL | SHIFT)
    assert not hidden(desk)


def test_what_was_searched_for_is_hidden_too(desk: Desk) -> None:
    desk.sign_in()
    desk.program.roads.go("rows", Resource.TRANSACTIONS)
    settle(desk)
    desk.hand.write(desk.page.filters.search, "Selvi Ammal")
    desk.wait_until(lambda: desk.page.table.view.model().rowCount() < 600, "the search is done")
    settle(desk)
    desk.mask(True)
    settle(desk)
    assert "Selvi" not in everything_of(desk.window)
    desk.mask(False)
    assert desk.page.filters.search.text() == "Selvi Ammal"


@by_both_hands
def test_an_export_during_a_walkthrough_is_a_masked_copy(desk: Desk) -> None:
    desk.sign_in()
    desk.mask(True)
    desk.open_page("export")
    exports = desk.rooms.exports
    for kind in CategoryId:
        exports.take(kind, kind is CategoryId.CONTACT)
    settle(desk)
    assert "-masked" in exports.suggested_name
    desk.hand.press(desk.page.choice.start_button)
    desk.rest()
    report = exports.last_report
    assert report is not None and report.masked
    assert "-masked" in report.path.name
    desk.mask(False)
    desk.program.roads.go("review", report.path)
    desk.rest()
    for sheet in desk.rooms.review.data_sheets:
        desk.rooms.review.show_sheet(sheet.name)
        settle(desk)
        words = everything_of(desk.page)
        assert "Kavitha" not in words
        assert "kaverifresh" not in words


def test_what_is_copied_during_a_walkthrough_is_masked(desk: Desk) -> None:
    desk.sign_in()
    copy_all_devices(desk, "R. Prakash")
    desk.mask(True)
    copy_all_devices(desk, "••••••")
    assert "R. Prakash" not in QApplication.clipboard().text()


def test_signing_out_in_mid_walkthrough_ends_both(desk: Desk) -> None:
    desk.sign_in()
    desk.mask(True)
    desk.open_page("requests")
    desk.sign_out()
    assert desk.door.isVisible()
    assert not desk.program.walkthrough.on
    assert NAME not in desk.words()
    desk.sign_in()
    assert not hidden(desk)
    assert NAME in everything_of(desk.window)


def test_signing_out_while_an_export_runs_leaves_no_file_and_no_work(
    desk: Desk, calm_shop: Sandbox, tmp_path: Path
) -> None:
    desk.sign_in()
    desk.open_page("export")
    settle(desk)
    calm_shop.fault("GET /v1/transactions", delay_s=2, times=50)
    desk.hand.press(desk.page.choice.start_button)
    exports = desk.rooms.exports
    desk.wait_until(lambda: exports.running is not None, "the export runs")
    desk.sign_out()
    assert desk.door.isVisible()
    assert desk.program.tasks.busy == 0
    desk.wait_until(
        lambda: list(desk.home.glob("KassaDesk/*")) == [], "nothing is left in the folder"
    )
    assert calm_shop.call("DELETE", "/sandbox/faults").status == 204
    desk.sign_in()
    page = desk.open_page("export")
    assert desk.rooms.exports.running is None
    assert page.choice.start_button.isEnabled()
