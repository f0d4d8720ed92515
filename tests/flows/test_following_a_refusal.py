"""The whole way: refused, objected to, asked back, answered, opened again, used up, the Board."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from kassadesk.core.lens import day_in_words
from tests.flows.acts import PDF, answer, choose_row, files_to_choose, request_words, settle
from tests.flows.desk import TODAY, Desk
from tests.flows.hands import CTRL, HANDS, Keys, by_both_hands, key
from tests.sandbox.running import Sandbox, running_sandbox

LAW_DAY = date(2027, 6, 1)
"""The law about complaints is in force."""
REFUSED = "Bill KF-24817"
WORDS = "The bill shows my neighbour's address. Please note it on the bill."
ANSWER = "I noticed it on 28 May 2027."
WHY = "The note is still not on the bill."


@pytest.fixture
def calm_shop() -> Iterator[Sandbox]:
    """A shop of the test's own, in a year in which the law is in force."""
    with running_sandbox(today=LAW_DAY.isoformat(), transactions=60) as sandbox:
        yield sandbox


@pytest.fixture
def desk(
    qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest, calm_shop: Sandbox
) -> Iterator[Desk]:
    """KassaDesk on that day."""
    hand = HANDS[getattr(request, "param", "mouse")]()
    made = Desk(tmp_path / "home", hand, calm_shop)
    try:
        made.start(today=LAW_DAY)
        yield made
    finally:
        made.close()


def days_later(desk: Desk, shop: Sandbox, day: date, days: int) -> Any:
    """Both calendars go on; the person comes back and opens Requests."""
    shop.advance(days=days)
    desk.restart(today=day + timedelta(days=days))
    desk.sign_in()
    return desk.open_page("requests")


def complaints(shop: Sandbox) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = shop.sign_in().get("/v1/grievances").json["items"]
    return items


def object_to(desk: Desk, label: str) -> None:
    """From the refused request to the complaint that was sent."""
    page = desk.open_page("requests")
    choose_row(desk, page.table, label)
    desk.hand.press(page.pane.object_button)
    desk.wait_until(lambda: desk.at("asking"), "the form is shown")
    settle(desk)
    form = desk.page
    assert form.part.category.currentText() == "A request was refused"
    assert "COR-" in form.part.about.currentText()
    desk.hand.write(form.part.text, WORDS)
    desk.hand.press(form.send.send_button)
    desk.wait_until(lambda: desk.at("requests"), "Requests is shown")
    settle(desk)


@pytest.mark.parametrize("desk", list(HANDS), indirect=True)
def test_from_a_refusal_to_the_board(
    desk: Desk, calm_shop: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = tmp_path / "bill.pdf"
    document.write_bytes(PDF)
    files_to_choose(monkeypatch, document)
    desk.sign_in()

    object_to(desk, REFUSED)
    told = request_words(desk)
    for words in ("Complaint: A request was refused", f"About: Correct: {REFUSED}", WORDS):
        assert words in told
    assert day_in_words(LAW_DAY + timedelta(days=90)) in told
    assert "90 days left" in told
    assert "Locked until Kassapos has answered" in told
    assert "DPDP Act 2023, section 13(3)" in told
    (filed,) = complaints(calm_shop)
    assert filed["receipt"]["receipt_number"] in told
    assert filed["receipt"]["receipt_number"] in desk.toast

    path = f"/sandbox/grievances/{filed['grievance_id']}/step"
    assert calm_shop.call("POST", path, {"event": "ask", "text": "On which day?"}).status == 204
    page = days_later(desk, calm_shop, LAW_DAY, 1)
    choose_row(desk, page.table, "A request was refused")
    assert "Your turn: answer Kassapos" in request_words(desk)
    assert "On which day?" in request_words(desk)
    desk.hand.press(page.pane.complaint.answer_button)
    dialog: Any = desk.dialog()
    desk.hand.write(dialog.area, ANSWER)
    desk.hand.press(dialog.document_button)
    answer(desk, "Send answer")
    settle(desk)
    told = request_words(desk)
    for words in ("You answered", ANSWER, "In review", "Documents: 1"):
        assert words in told

    day = LAW_DAY + timedelta(days=1)
    page = days_later(desk, calm_shop, day, 23)
    choose_row(desk, page.table, "A request was refused")
    assert "Kassapos has answered and calls it settled." in request_words(desk)
    desk.hand.press(page.pane.complaint.reopen_button)
    dialog = desk.dialog()
    desk.hand.write(dialog.area, WHY)
    answer(desk, "Open again")
    settle(desk)
    assert "You opened it again" in request_words(desk)
    assert WHY in request_words(desk)
    assert "Locked until Kassapos has answered" in request_words(desk)

    page = days_later(desk, calm_shop, day + timedelta(days=23), 23)
    choose_row(desk, page.table, "A request was refused")
    assert "board" not in page.pane.complaint.ladder.buttons
    desk.hand.press(page.pane.complaint.not_settled_button)
    answer(desk, "It is not settled")
    settle(desk)
    assert "Locked" not in request_words(desk)
    desk.hand.press(page.pane.complaint.ladder.buttons["board"])
    dialog = desk.dialog()
    desk.hand.write(dialog.number_edit, "DPB/2027/118")
    answer(desk, "Note it")
    settle(desk)
    today = day_in_words(LAW_DAY + timedelta(days=47))
    told = f"You brought it before the Board on {today} (DPB/2027/118)."
    assert told in request_words(desk)
    desk.restart(today=LAW_DAY + timedelta(days=47))
    desk.sign_in()
    page = desk.open_page("requests")
    choose_row(desk, page.table, "A request was refused")
    assert told in request_words(desk)
    assert [one["state"] for one in complaints(calm_shop)] == ["RESOLVED"]


def test_after_the_laws_last_day_the_board_is_open_although_kassapos_says_nothing(
    desk: Desk, calm_shop: Sandbox
) -> None:
    desk.sign_in()
    object_to(desk, REFUSED)
    (filed,) = complaints(calm_shop)
    path = f"/sandbox/grievances/{filed['grievance_id']}/step"
    assert calm_shop.call("POST", path, {"event": "ask"}).status == 204
    page = days_later(desk, calm_shop, LAW_DAY, 90)
    choose_row(desk, page.table, "A request was refused")
    assert "today" in request_words(desk)
    assert "or until 30 Aug 2027 has passed" in request_words(desk)
    assert "board" not in page.pane.complaint.ladder.buttons
    page = days_later(desk, calm_shop, LAW_DAY + timedelta(days=90), 1)
    choose_row(desk, page.table, "A request was refused")
    assert "1 day late" in request_words(desk)
    assert "board" in page.pane.complaint.ladder.buttons


def test_an_objection_is_offered_only_where_a_request_has_ended_and_only_once(
    desk: Desk, calm_shop: Sandbox
) -> None:
    desk.sign_in()
    page = desk.open_page("requests")
    for label, offered in (("Your name", False), ("Second mobile", False), (REFUSED, True)):
        choose_row(desk, page.table, label)
        assert (page.pane.object_button is not None) is offered, label
    object_to(desk, REFUSED)
    page = desk.page
    choose_row(desk, page.table, REFUSED)
    assert page.pane.object_button is None
    desk.hand.press(desk.button("Close", desk.window.toast))
    desk.hand.press(page.pane.ladder.buttons["show"])
    settle(desk)
    assert "Complaint: A request was refused" in request_words(desk)
    assert len(complaints(calm_shop)) == 1


@by_both_hands
def test_a_late_answer_is_seen_here_although_the_server_is_silent(
    qtbot: QtBot, tmp_path: Path, hand: Any
) -> None:
    """The PC's calendar goes on, the server's stands still: nothing comes from there."""
    with running_sandbox(today=TODAY.isoformat(), transactions=60) as shop:
        desk = Desk(tmp_path / "home", hand, shop)
        try:
            desk.start(today=date(2026, 11, 24))
            desk.sign_in()
            page = desk.open_page("requests")
            choose_row(desk, page.table, "Show my data")
            assert "days late" not in request_words(desk)
            assert "ready on 25 Nov 2026" in request_words(desk)
            desk.restart(today=date(2026, 11, 27))
            desk.sign_in()
            page = desk.open_page("requests")
            choose_row(desk, page.table, "Show my data")
            assert "Promised: 24 Nov 2026, 3 days late" in request_words(desk)
            desk.hand.press(page.pane.ladder.buttons["reminder"])
            answer(desk, "I have reminded them")
            settle(desk)
            assert "done on 27 Nov 2026" in request_words(desk)
            assert "ready on 4 Dec 2026" in request_words(desk)
            assert "complaint" not in page.pane.ladder.buttons
            desk.restart(today=date(2026, 12, 4))
            desk.sign_in()
            page = desk.open_page("requests")
            choose_row(desk, page.table, "Show my data")
            desk.hand.press(page.pane.ladder.buttons["complaint"])
            desk.wait_until(lambda: desk.at("asking"), "the form is shown")
            settle(desk)
            assert desk.page.part.category.currentText() == "A request is late"
        finally:
            desk.close()


def test_the_due_day_goes_into_the_calendar_and_names_nobody(
    desk: Desk, calm_shop: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    desk.sign_in()
    page = desk.open_page("requests")
    choose_row(desk, page.table, "Your name")
    desk.hand.press(page.pane.calendar_button)
    desk.wait_until(lambda: opened, "the calendar file is opened")
    text = Path(opened[0]).read_bytes().decode("utf-8").replace("\r\n ", "")
    requests = calm_shop.sign_in().get("/v1/requests?limit=100").json["items"]
    (asked,) = (one for one in requests if one["reference"] in text)
    assert f"DTSTART;VALUE=DATE:{asked['promised_by'][:10].replace('-', '')}" in text
    personal = [item["before"] or "" for item in asked["items"]]
    personal += [item["after"] or "" for item in asked["items"]] + ["Kaveri", "Kavitha"]
    assert [value for value in personal if value and value in text] == []
    assert asked["request_id"] not in text


def test_the_menu_of_new_requests_opens_at_ctrl_n_wherever_one_is(desk: Desk) -> None:
    desk.sign_in()
    key(Keys.Key_N, CTRL)
    desk.wait_until(lambda: desk.at("requests"), "Requests is shown")
    page = desk.page
    desk.wait_until(lambda: page._menu.isVisible(), "the menu is open")
    words = [action.text() for action in page._menu.actions()]
    page._menu.close()
    assert words == [
        "Ask for a correction",
        "Ask to delete",
        "Ask for a copy",
        "Complain to Kassapos",
        "Name someone for my rights",
        "Report data of a child",
        "Write to Kassapos by e-mail",
    ]
