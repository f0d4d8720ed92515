"""What Kassapos wants and says, and what the person does about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kassadesk.core.lens import day_in_words
from tests.flows.acts import PDF, choose_row, files_to_choose, request_words, settle
from tests.flows.desk import TODAY, Desk
from tests.flows.hands import by_both_hands
from tests.sandbox.running import Sandbox, running_sandbox


@pytest.fixture
def calm_shop() -> Iterator[Sandbox]:
    """A shop of the test's own: its one open question is answered."""
    with running_sandbox(today=TODAY.isoformat(), transactions=60) as sandbox:
        yield sandbox


def bubble(desk: Desk) -> int:
    """The number beside Requests in the navigation."""
    _view, index = desk.place("requests")
    return int(index.model().places[index.row()].count)


@by_both_hands
def test_a_document_ends_my_turn_everywhere(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = tmp_path / "pan card.pdf"
    document.write_bytes(PDF)
    files_to_choose(monkeypatch, document)
    desk.sign_in()
    assert "“Correct: Your name” waits for a document" in desk.words()
    assert bubble(desk) == 1
    page = desk.page
    row = next(r for r in page.attention.rows if "waits for a document" in r.title.text())
    desk.hand.press(row.button)
    desk.wait_until(lambda: desk.at("requests"), "Requests is shown")
    settle(desk)
    assert "Your turn: add a document" in request_words(desk)
    desk.hand.press(desk.page.pane.document_button)
    settle(desk)
    words = request_words(desk)
    assert "Kassapos asked for a document" in words
    assert "You added a document" in words
    assert "Your turn" not in words
    assert bubble(desk) == 0
    desk.open_page("home")
    assert "waits for a document" not in desk.words()


def test_a_refusal_says_why_by_which_law_and_what_next(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open_page("requests")
    choose_row(desk, page.table, "Bill KF-24817")
    words = request_words(desk)
    for told in (
        "Neither law nor policy gives a right to this.",
        "An issued bill cannot be changed.",
        "CGST Act 2017, section 34",
        "Next step",
    ):
        assert told in words


def test_what_a_law_keeps_is_named_with_its_law_and_date(desk: Desk, calm_shop: Sandbox) -> None:
    requests = calm_shop.sign_in().get("/v1/requests?limit=100").json["items"]
    (until,) = (i["hold"]["until"] for r in requests for i in r["items"] if i["hold"])
    desk.sign_in()
    page = desk.open_page("requests")
    choose_row(desk, page.table, "Old staff numbers")
    words = request_words(desk)
    for told in ("Done, except for what a law keeps.", "1 kept", "CGST Act 2017, section 36"):
        assert told in words
    assert f"until {day_in_words(date.fromisoformat(until[:10]))}" in words


def test_a_reason_nobody_knows_yet_is_told_in_the_words_of_kassapos(
    qtbot: QtBot, tmp_path: Path
) -> None:
    data = tmp_path / "shop"
    with running_sandbox(today=TODAY.isoformat(), transactions=60, data=data) as shop:
        _give_an_unknown_reason(data)
        desk = Desk(tmp_path / "home", shop=shop)
        desk.start()
        try:
            desk.sign_in()
            page = desk.open_page("requests")
            choose_row(desk, page.table, "Bill KF-24817")
            words = request_words(desk)
        finally:
            desk.close()
    assert "Refused" in words
    assert "Kassapos gives its own reason." in words
    assert "An issued bill cannot be changed." in words
    assert "moon_is_full" not in words


def _give_an_unknown_reason(data: Path) -> None:
    """As a server newer than this program would."""
    (file,) = (one for one in data.rglob("*.sqlite*") if not one.name.endswith(("-wal", "-shm")))
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        changed = db.execute(
            "UPDATE requests SET reason = 'moon_is_full' WHERE reason = 'claim_not_covered'"
        )
        assert changed.rowcount == 1
