"""Asking for a correction, as the shop's owner does it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.flows.acts import (
    PDF,
    answers_a_click,
    ask_to_correct,
    drop_files,
    filed,
    files_to_choose,
    receipt_number,
    request_words,
    settle,
)
from tests.flows.desk import Desk
from tests.flows.hands import by_both_hands
from tests.sandbox.running import Sandbox
from tests.ui.what_is_seen import words_of

ADDRESSES = {
    "mouse": ("Address, main shop", "41 Bharathi Street, Tiruchirappalli, Tamil Nadu 620 017"),
    "keyboard": ("Address, Puducherry", "9 Mission Street, Puducherry 605 001"),
}


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A small PDF."""
    path = tmp_path / "rental agreement.pdf"
    path.write_bytes(PDF)
    return path


@by_both_hands
def test_the_business_address_is_corrected_with_a_document(
    desk: Desk, document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files_to_choose(monkeypatch, document)
    label, right = ADDRESSES[desk.hand.name]
    desk.sign_in()
    page = ask_to_correct(desk, label)
    desk.hand.write(page.new.value, right)
    desk.hand.write(page.new.why, "The house number is wrong.")
    desk.hand.press(page.documents.drop.button)
    settle(desk)
    assert "rental agreement.pdf" in words_of(page)
    desk.hand.press(page.send.send_button)
    settle(desk)
    words = request_words(desk)
    for told in (f"Correct: {label}", right, "You sent the request", "Next: Kassapos confirms"):
        assert told in words
    assert receipt_number(desk) in desk.toast
    assert "Documents: 1" in words


def test_a_dropped_document_is_taken_and_can_be_taken_out_again(desk: Desk, document: Path) -> None:
    desk.sign_in()
    page = ask_to_correct(desk, "Business name")
    drop_files(desk, page.documents.drop, document)
    assert "rental agreement.pdf" in words_of(page)
    assert "1 document" in words_of(page.send)
    desk.hand.press(desk.button("Remove rental agreement.pdf"))
    settle(desk)
    assert "rental agreement.pdf" not in words_of(page)


def test_a_mistyped_gstin_shows_which_rule_it_breaks_and_the_right_one(desk: Desk) -> None:
    desk.sign_in()
    page = ask_to_correct(desk, "GSTIN, Puducherry")
    assert "Looks mistyped. The check character should be R." in words_of(page)
    desk.hand.write(page.new.value, "34ABCPS1234K1ZX")
    words = words_of(page)
    for rule in ("The check character should be R", "State Puducherry", "Same PAN as your other"):
        assert rule in words
    assert not page.send.send_button.isEnabled()
    desk.hand.press(page.new.suggestion_button)
    assert page.new.value.text() == "34ABCPS1234K1ZR"
    assert "This GSTIN is well formed" in words_of(page)
    desk.hand.press(page.send.send_button)
    settle(desk)
    assert "34ABCPS1234K1ZR" in request_words(desk)


def test_a_double_click_sends_once(desk: Desk, calm_shop: Sandbox) -> None:
    desk.sign_in()
    before = filed(calm_shop, "correction")
    page = ask_to_correct(desk, "Name on bills")
    desk.hand.write(page.new.value, "Kaveri Fresh Mart")
    button = page.send.send_button
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(desk)
    assert "Kaveri Fresh Mart" in request_words(desk)
    assert len(filed(calm_shop, "correction")) == len(before) + 1


@pytest.mark.parametrize(
    ("moment", "label", "right"),
    [
        ("before", "Industry type", "Groceries"),
        ("after", "FSSAI licence", "10024042001235"),
    ],
)
def test_a_line_that_breaks_in_mid_send_loses_nothing_and_it_is_filed_once(
    desk: Desk, calm_shop: Sandbox, document: Path, moment: str, label: str, right: str
) -> None:
    desk.sign_in()
    before = filed(calm_shop, "correction")
    page = ask_to_correct(desk, label)
    desk.hand.write(page.new.value, right)
    desk.hand.write(page.new.why, "It has changed.")
    drop_files(desk, page.documents.drop, document)
    calm_shop.fault("POST /v1/requests", drop=moment, times=9)
    calm_shop.fault("GET /v1/requests", drop="before", times=1_000)  # nor can it be asked for
    desk.hand.press(page.send.send_button)
    desk.wait_until(lambda: desk.at("requests"), "the list is shown")
    desk.wait_to_see(f"Correct: {label}", "Not sure", "It may have arrived", right, "Documents: 1")
    assert "Saved on this PC" in desk.toast
    desk.hand.press(desk.window.toast.close_button)
    assert answers_a_click(desk)
    calm_shop.no_faults()
    desk.hand.press(desk.button("Try now", desk.page.pane))
    desk.wait_until(lambda: "You sent the request" in words_of(desk.page.pane), "it is filed")
    assert receipt_number(desk)
    assert len(filed(calm_shop, "correction")) == len(before) + 1
