"""Asking to delete, taking it back, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.flows.acts import choose_row, filed, receipt_number, request_words
from tests.flows.desk import TODAY, Desk
from tests.flows.hands import by_both_hands
from tests.sandbox.running import Sandbox, running_sandbox
from tests.ui.what_is_seen import words_of


@pytest.fixture
def calm_shop() -> Iterator[Sandbox]:
    """A shop of the test's own: its calendar is turned."""
    with running_sandbox(today=TODAY.isoformat(), transactions=60) as sandbox:
        yield sandbox


def ask_to_delete_device_data(desk: Desk) -> None:
    """From Requests through the three steps to the sent request."""
    desk.open_page("requests")
    desk.page.delete_action.trigger()  # a menu of the system's style; opened in the test of Ctrl+N
    desk.rest()
    page = desk.page
    desk.hand.press(page.choose.kind_boxes["device"])
    desk.hand.press(page.confirm.next_button)
    desk.hand.press(page.copy.declined)
    desk.hand.press(page.confirm.next_button)
    desk.rest()


@by_both_hands
def test_a_deletion_is_previewed_confirmed_by_typing_and_sent(
    desk: Desk, calm_shop: Sandbox
) -> None:
    desk.sign_in()
    ask_to_delete_device_data(desk)
    page = desk.page
    words = words_of(page.see)
    print(words)
    assert not page.confirm.send_button.isEnabled()
    desk.hand.write(page.confirm.typed, "1zt")
    assert page.confirm.send_button.isEnabled()
    desk.hand.press(page.confirm.send_button)
    desk.rest()
    words = request_words(desk)
    print(words)
