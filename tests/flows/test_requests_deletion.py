"""Asking to delete, taking it back, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kassadesk.core.intents import IntentKind
from tests.flows.acts import answer, choose_row, filed, receipt_number, request_words, settle, tick
from tests.flows.desk import TODAY, Desk
from tests.flows.hands import by_both_hands, key
from tests.sandbox.running import Sandbox, running_sandbox
from tests.ui.what_is_seen import words_of


@pytest.fixture
def calm_shop() -> Iterator[Sandbox]:
    """A shop of the test's own: its calendar is turned."""
    with running_sandbox(today=TODAY.isoformat(), transactions=60) as sandbox:
        yield sandbox


def ask_to_delete_usage_data(desk: Desk) -> None:
    """From Requests through the three steps to the last one."""
    page = desk.open_page("requests")
    page.form_actions[
        IntentKind.DELETION
    ].trigger()  # the menu itself is opened in the test of Ctrl+N
    settle(desk)
    page = desk.page
    tick(desk, page.choose.kind_boxes["usage"])
    desk.hand.press(page.confirm.next_button)
    tick(desk, page.copy.decline_box)
    desk.hand.press(page.confirm.next_button)
    settle(desk)


@by_both_hands
def test_a_deletion_is_previewed_confirmed_by_typing_sent_and_withdrawn(
    desk: Desk, calm_shop: Sandbox
) -> None:
    desk.sign_in()
    before = filed(calm_shop, "deletion")
    ask_to_delete_usage_data(desk)
    page = desk.page
    words = words_of(page.see)
    for group in ("Goes now", "Goes on", "Stays, because of a law or rule", "4,012"):
        assert group in words
    assert not page.confirm.send_button.isEnabled()
    desk.hand.write(page.confirm.typed, "1zx")
    assert not page.confirm.send_button.isEnabled()
    desk.hand.write(page.confirm.typed, "k1zt"[1:])
    assert not page.confirm.send_button.isEnabled()
    desk.hand.write(page.confirm.typed, "k1zt")
    desk.hand.press(page.confirm.send_button)
    settle(desk)
    assert receipt_number(desk) in desk.toast
    assert "Delete: Usage data" in request_words(desk)
    assert len(filed(calm_shop, "deletion")) == len(before) + 1

    desk.hand.press(desk.window.toast.close_button)
    desk.hand.press(desk.page.pane.withdraw_button)
    desk.dialog()
    focused = QApplication.focusWidget()
    assert focused is not None and focused.accessibleName() == "Keep request"
    answer(desk, "Keep request")
    assert "You withdrew it" not in request_words(desk)
    desk.hand.press(desk.page.pane.withdraw_button)
    answer(desk, "Withdraw")
    assert "You withdrew it" in request_words(desk)
    assert desk.page.pane.withdraw_button is None


def test_after_the_wait_it_is_deleted_and_the_pages_show_it(desk: Desk, calm_shop: Sandbox) -> None:
    desk.sign_in()
    page = desk.open_page("requests")
    choose_row(desk, page.table, "Delete: Usage data")
    assert "Next: deletion starts on 1 Dec 2026" in request_words(desk)
    assert "8 days left to stop it, until 1 Dec 2026, 12:00 PM." in request_words(desk)
    calm_shop.advance(days=9)
    key(Qt.Key.Key_F5)
    settle(desk)
    words = request_words(desk)
    assert "Kassapos began to carry it out" in words
    assert "gone at Kassapos; AWS has not confirmed yet" in words
    assert "left to stop it" not in words
    assert desk.page.pane.withdraw_button is None
    calm_shop.advance(days=14)
    key(Qt.Key.Key_F5)
    settle(desk)
    assert "Done" in request_words(desk)
    assert "AWS has confirmed" in request_words(desk)
    page = desk.open_page("my_data")
    assert "4,012" not in words_of(page.kinds)


def test_when_a_hold_has_ended_home_prepares_the_follow_up_request(
    desk: Desk, calm_shop: Sandbox
) -> None:
    calm_shop.advance(days=771)  # to 2 Jan 2029: the law asked for FY 2021-22 until 31 Dec 2028
    desk.restart(today=date(2029, 1, 2))
    desk.sign_in()
    card = desk.page.attention
    if card.show_all.isVisible():
        desk.hand.press(card.show_all)
        settle(desk)
    row = next(row for row in card.rows if "need no longer be kept" in row.title.text())
    assert "Kept until 31 Dec 2028 because of: CGST Act 2017, section 36." in row.text.text()

    desk.hand.press(row.button)
    desk.wait_until(lambda: desk.at("deletion"), "the deletion is shown")
    settle(desk)
    page = desk.page
    assert page.choose.kind_boxes["billing"].isChecked()
    assert not page.choose.kind_boxes["contact"].isChecked()
    desk.hand.press(page.confirm.next_button)
    tick(desk, page.copy.decline_box)
    desk.hand.press(page.confirm.next_button)
    settle(desk)
    words = words_of(page.see)
    assert "Bills of 2021-22" in words or "FY 2021-22" in words
    assert "The law no longer asks for the books of this year." in words
    assert "31 Dec 2029" in words
