"""While another window is in front: how far an export is stands in the title, what has ended is told in the
notification area, and a click leads there. In front, the page alone says it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from kassadesk.core.filings import CopyDraft
from kassadesk.core.intents import Intent
from tests.crashing.canaries import personal_values
from tests.flows.desk import Desk
from tests.flows.still_icon import StillIcon
from tests.flows.test_nobody_is_named import named_in
from tests.sandbox.running import Sandbox

TITLE = "KassaDesk · Sample shop"


@pytest.fixture
def at_export(desk: Desk) -> Desk:
    """Signed in, on a PC with a notification area; nothing was told yet."""
    tray = desk.program.while_away.tray
    tray._available, tray._make = lambda: True, StillIcon
    desk.sign_in()
    desk.open_page("export")
    tray.leave()
    tray.told.clear()
    return desk


def told(desk: Desk) -> list[str]:
    found: list[str] = desk.program.while_away.tray.told
    return found


def icon(desk: Desk) -> StillIcon:
    found = desk.program.while_away.tray.icon
    assert isinstance(found, StillIcon)
    return found


def come_back(desk: Desk) -> None:
    desk.window.showNormal()
    desk.window.activateWindow()
    desk.wait_until(lambda: desk.window.in_front, "the window is in front")


def export(desk: Desk) -> list[str]:
    """Run an export to its end; the titles that were seen meanwhile."""
    titles: list[str] = []
    desk.rooms.exports.progressed.connect(lambda: titles.append(desk.title))
    desk.rooms.exports.start()
    desk.wait_until(lambda: desk.rooms.exports.running is None, "the export has ended", 60)
    return titles


def ask_for_a_copy(desk: Desk) -> None:
    """File a request, and wait until Kassapos has it."""
    saved: list[Intent] = []
    ref, key = desk.rooms.outbox.new_ids()
    desk.rooms.outbox.save(CopyDraft(ref, key), saved.append, desk.program.notices.error)
    desk.wait_until(lambda: saved and not desk.rooms.outbox.waiting, "it has arrived")
    desk.rest()


def test_the_end_of_an_export_is_told_to_somebody_who_is_elsewhere(at_export: Desk) -> None:
    desk = at_export
    desk.window.showMinimized()
    titles = export(desk)

    assert any(title.endswith(f" % - {TITLE}") for title in titles)
    assert desk.title == TITLE
    assert told(desk) == ["export_done"]
    said = " ".join(map(str, icon(desk).said)) + icon(desk).toolTip()
    assert "The export is done" in said
    assert named_in(said + " ".join(titles), personal_values()) == set()

    desk.window.open_page("home")  # not by hand: there is nothing to press while it is away
    desk.rest()
    icon(desk).messageClicked.emit()
    desk.wait_at("export")
    assert not desk.window.isMinimized()
    assert desk.program.while_away.tray.icon is None


def test_a_request_that_arrives_meanwhile_is_told_until_the_person_is_back(
    at_export: Desk,
) -> None:
    desk = at_export
    desk.window.showMinimized()
    ask_for_a_copy(desk)
    assert told(desk) == ["request_sent"]
    icon(desk).messageClicked.emit()
    desk.wait_at("requests")

    desk.window.showMinimized()
    ask_for_a_copy(desk)
    assert told(desk) == ["request_sent"] * 2
    come_back(desk)
    desk.program.while_away._on_state(Qt.ApplicationState.ApplicationActive)
    assert desk.program.while_away.tray.icon is None


def test_in_front_the_page_says_it_and_the_title_how_far_it_is(at_export: Desk) -> None:
    titles = export(at_export)
    ask_for_a_copy(at_export)

    assert any("%" in title for title in titles)
    assert at_export.title == TITLE
    assert told(at_export) == []


def test_an_export_that_fails_meanwhile_is_told(at_export: Desk, calm_shop: Sandbox) -> None:
    calm_shop.fault("POST /v1/snapshots", status=500, times=99)
    at_export.window.showMinimized()

    export(at_export)

    assert told(at_export) == ["export_failed"]
    assert "KassaDesk says why" in str(icon(at_export).said)


def test_an_export_that_the_person_ends_is_not_told(at_export: Desk) -> None:
    exports = at_export.rooms.exports
    at_export.window.showMinimized()
    exports.start()
    at_export.wait_until(lambda: "%" in at_export.title, "the title says how far it is", 60)
    exports.cancel()
    at_export.wait_until(lambda: exports.running is None, "the export has ended", 60)
    assert told(at_export) == []
    assert at_export.title == TITLE

    come_back(at_export)
    exports.start()
    at_export.wait_until(lambda: "%" in at_export.title, "the title says how far it is", 60)
    at_export.sign_out()
    assert told(at_export) == []
    assert at_export.title == "KassaDesk"
