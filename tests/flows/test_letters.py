"""Without any answer of Kassapos: the wish goes as a letter, and is never filed by itself."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.flows.acts import (
    PDF,
    answer,
    ask_to_correct,
    choose_row,
    drop_files,
    settle,
    tick,
)
from tests.flows.desk import TODAY, Desk
from tests.flows.hands import Mouse
from tests.sandbox.running import Sandbox, started
from tests.ui.what_is_seen import words_of

RIGHT = "41 Bharathi Street, Tiruchirappalli, Tamil Nadu 620 017"
DOCUMENT = PDF + bytes(range(256)) * 20


class Place:
    """The address of a server that is not there yet, and may come up."""

    def __init__(self) -> None:
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port: int = found.getsockname()[1]
        self.base_url = f"http://127.0.0.1:{self.port}"

    def comes_up(self) -> Any:
        """The sample server at that very address, ended with the block."""
        words = [sys.executable, "-m", "kassadesk.sandbox.main", "--port", str(self.port)]
        return started(
            [
                *words,
                "--until-stdin-closes",
                "--faults",
                "--shop",
                "kaveri",
                "--today",
                TODAY.isoformat(),
                "--transactions",
                "40",
            ]
        )


@pytest.fixture
def place() -> Place:
    return Place()


@pytest.fixture
def far_desk(qtbot: QtBot, tmp_path: Path, place: Place) -> Iterator[Desk]:
    """KassaDesk on a PC whose Kassapos does not answer, from the start."""
    made = Desk(tmp_path / "home", Mouse())
    made.set_up_for(place.base_url)
    try:
        made.start()
        yield made
    finally:
        made.close()


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "rental agreement.pdf"
    path.write_bytes(DOCUMENT)
    return path


def save_as(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """The system's dialog, in which the person chooses this place."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


def sign(desk: Desk) -> Any:
    """Fill in who writes; gives the page."""
    page = desk.page
    for part, words in (
        ("shop", "Kaveri Fresh Mart"),
        ("name", "Meena Sundaram"),
        ("gstin", "33ABCPS1234K1ZT"),
        ("email", "meena@example.in"),
    ):
        desk.hand.write(page.who.lines[part], words)
    return page


def mail_of(path: Path) -> EmailMessage:
    mail = message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(mail, EmailMessage)
    assert not mail.defects
    assert mail["To"] == "info@kassapos.in"
    return mail


def read_pdf(path: Path) -> str:
    """The words of a PDF as another program reads them."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not here")
    read = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    return " ".join(read.stdout.decode().split())


def waits_here(desk: Desk) -> None:
    """Wait until the list of requests shows the letters."""
    desk.wait_until(lambda: len(desk.page._view_model.unsent) == 2, "both letters are in the list")
    settle(desk)


def filed(shop: Sandbox) -> list[tuple[str, str]]:
    """Type and reference of every request the server has."""
    items = shop.sign_in().get("/v1/requests?limit=100").json["items"]
    return [(one["type"], one["client_ref"]) for one in items]


def test_with_the_server_off_from_the_start_both_wishes_end_as_mail_and_paper_and_nothing_is_doubled(
    far_desk: Desk,
    place: Place,
    document: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = far_desk
    desk.hand.press(desk.door.other_ways.write)
    desk.wait_at("letter")

    # a correction with a document, as a mail
    page = sign(desk)
    desk.hand.write(page.what.lines["label"], "Address, main shop")
    desk.hand.write(page.what.lines["after"], RIGHT)
    drop_files(desk, page.what.drop, document)
    mail_path = tmp_path / "correction.eml"
    save_as(monkeypatch, mail_path)
    desk.hand.press(page.leave.file_button)
    settle(desk)
    mail = mail_of(mail_path)
    body = mail.get_body(("plain",))
    assert body is not None
    assert RIGHT in body.get_content()
    assert [one.get_content() for one in mail.iter_attachments()] == [DOCUMENT]
    assert "Written" in words_of(page.followed)

    # the same on paper, and a deletion on paper
    desk.hand.press(page.new_button)
    settle(desk)
    page.what.kind.setCurrentIndex(1)
    page.what.kind.activated.emit(1)
    settle(desk)
    tick(desk, page.what.boxes["usage"].box)
    paper_path = tmp_path / "deletion.pdf"
    save_as(monkeypatch, paper_path)
    desk.hand.press(page.leave.paper_button)
    settle(desk)
    words = read_pdf(paper_path)
    for told in ("Please delete this: Usage data", "Kaveri Fresh Mart", "GSTIN 33ABCPS1234K1ZT"):
        assert told in words
    assert len(page.list.buttons) == 2

    # it went today
    desk.hand.press(page.followed.sent_button)
    answer(desk, "I have sent it")
    assert "You sent it on 23 Nov 2026" in words_of(page.followed)
    assert "8 Dec 2026" in words_of(page.followed)

    # after a restart it is still there, and Kassapos answers now
    refs = {one.client_ref for one in desk.rooms.letters.letters}
    desk.restart()
    with place.comes_up() as shop:
        before = filed(shop)
        desk.shop = shop
        desk.sign_in()
        desk.open_page("requests")
        waits_here(desk)
        desk.rooms.outbox.send(hurry=True)
        settle(desk)
        desk.restart()
        desk.sign_in()
        settle(desk)
        assert filed(shop) == before, "nothing was filed by itself"

        # the person files the correction after all: once, under the letter's own reference
        desk.open_page("requests")
        waits_here(desk)
        choose_row(desk, desk.page.table, "Address, main shop")
        desk.hand.press(desk.page.pane.unsent.letter_button)
        desk.wait_at("letter")
        letter = desk.page.followed
        desk.wait_until(lambda: letter.file_button is not None, "it can be filed")
        desk.hand.press(letter.file_button)
        desk.wait_at("correction")
        form = desk.page
        row = form.now.combo.findText("Address, main shop")
        form.now.combo.setCurrentIndex(row)
        form.now.combo.activated.emit(row)
        settle(desk)
        desk.hand.write(form.new.value, RIGHT)
        desk.hand.press(form.send.send_button)
        desk.wait_at("requests")
        settle(desk)
        new = [one for one in filed(shop) if one not in before]
        assert [kind for kind, _ in new] == ["correction"]
        assert new[0][1] in refs
        desk.rooms.outbox.send(hurry=True)
        settle(desk)
        assert len(filed(shop)) == len(before) + 1
        (linked,) = [one for one in desk.program.services.letters.all() if one.filed]
        assert linked.client_ref == new[0][1]
        desk.close()


def test_when_the_line_breaks_the_form_goes_as_a_letter_and_is_not_sent_later(
    desk: Desk, calm_shop: Sandbox, document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.sign_in()
    before = filed(calm_shop)
    form = ask_to_correct(desk, "Address, Puducherry")
    desk.hand.write(form.new.value, "9 Mission Street, Puducherry 605 001")
    drop_files(desk, form.documents.drop, document)
    desk.hand.press(form.send.letter_button)
    desk.wait_at("letter")
    page = desk.page
    assert "9 Mission Street" in page.leave.text.text()
    path = tmp_path / "letter.eml"
    save_as(monkeypatch, path)
    desk.hand.press(page.leave.file_button)
    settle(desk)
    mail = mail_of(path)
    assert [one.get_content() for one in mail.iter_attachments()] == [DOCUMENT]
    assert mail["Subject"].startswith("Request to correct: Address, Puducherry")
    desk.rooms.outbox.send(hurry=True)
    settle(desk)
    assert filed(calm_shop) == before
    desk.window.open_page("correction")
    settle(desk)
    assert desk.page.new.value.text() == "", "the form is done with it"


def test_a_short_letter_opens_in_the_mail_program_and_a_reply_is_filed_by_dropping_it(
    far_desk: Desk, tmp_path: Path
) -> None:
    desk = far_desk
    opened: list[QUrl] = []
    desk.hand.press(desk.door.other_ways.write)
    desk.wait_at("letter")
    page = sign(desk)
    page._open_address = opened.append
    desk.hand.write(page.what.lines["label"], "Phone")
    desk.hand.write(page.what.lines["after"], "+91 98765 43210")
    desk.hand.press(page.leave.mail_button)
    settle(desk)
    (address,) = opened
    assert address.scheme() == "mailto"
    assert address.path() == "info@kassapos.in"
    reply = tmp_path / "Re letter.eml"
    reply.write_bytes(
        b"From: info@kassapos.in\r\nDate: Mon, 30 Nov 2026 10:00:00 +0530\r\n\r\nDone.\r\n"
    )
    drop_files(desk, page.followed.drop, reply)
    settle(desk)
    assert "Reply came" in words_of(page.followed)
    assert "Reply filed" in words_of(page.followed)


def test_while_hidden_a_letter_shows_nothing_of_the_shop(far_desk: Desk) -> None:
    desk = far_desk
    desk.hand.press(desk.door.other_ways.write)
    desk.wait_at("letter")
    page = sign(desk)
    desk.hand.write(page.what.lines["label"], "Address, main shop")
    desk.hand.write(page.what.lines["after"], RIGHT)
    assert "Kaveri Fresh Mart" in words_of(page.leave)
    desk.mask(True)
    settle(desk)
    words = words_of(page.leave)
    for line in (*page.who.lines.values(), *page.what.lines.values()):
        words += line.displayText()
    for personal in ("Kaveri", "Meena", "33ABCPS", "meena@", "Bharathi"):
        assert personal not in words
