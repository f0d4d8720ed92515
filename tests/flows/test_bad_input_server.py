"""When Kassapos cannot be reached or answers badly: one plain sentence, nothing lost, a live window."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.flows.acts import answers_a_click, ask_to_correct, settle
from tests.flows.desk import Desk
from tests.flows.hands import key
from tests.sandbox.running import Sandbox
from tests.ui.what_is_seen import words_of

ALWAYS = 1_000_000
EVERYTHING = "* /v1/*"


def again(desk: Desk) -> None:
    """F5, and wait."""
    key(Qt.Key.Key_F5)
    settle(desk)


def test_a_server_that_goes_away_leaves_the_page_with_the_time_it_was_read(
    desk: Desk, calm_shop: Sandbox
) -> None:
    desk.sign_in()
    desk.open_page("requests")
    assert not desk.window.frame.offline_banner.isVisible()
    calm_shop.fault(EVERYTHING, drop="before", times=ALWAYS)
    again(desk)
    banner = desk.window.frame.offline_banner
    assert banner.isVisible()
    assert banner.strong.text() == "No internet."
    assert "You see data of 10:1" in banner.text.text()
    assert "Correct: Your name" in "\n".join(_titles(desk))
    assert "Offline" in desk.words()
    assert answers_a_click(desk)
    assert calm_shop.call("DELETE", "/sandbox/faults").status == 204
    desk.hand.press(banner.button)
    settle(desk)
    assert not banner.isVisible()


@pytest.mark.parametrize(
    ("fault", "sentence", "what_next"),
    [
        ({"html": True}, "Something else answered instead of Kassapos", "open a browser"),
        ({"bad_json": True}, "The answer of Kassapos was damaged", "Try again"),
        ({"truncate": 20}, "The answer of Kassapos was damaged", "Try again"),
        ({"wrong_digest": True}, "The answer of Kassapos was damaged", "Try again"),
        ({"status": 503, "retry_after": "120"}, "Kassapos has a fault of its own", "Try again in"),
        ({"status": 429, "retry_after": "120"}, "Kassapos asks to wait", "2 min"),
        ({"status": 403}, "This account may not do that", "Ask the owner"),
    ],
    ids=["captive portal", "broken JSON", "cut body", "wrong digest", "503", "429", "403"],
)
def test_a_bad_answer_is_told_in_a_sentence_and_the_page_stays(
    desk: Desk, calm_shop: Sandbox, fault: dict[str, Any], sentence: str, what_next: str
) -> None:
    desk.sign_in()
    page = desk.open_page("requests")
    calm_shop.fault(EVERYTHING, times=ALWAYS, **fault)
    again(desk)
    words = words_of(page)
    assert sentence in words
    assert what_next in words
    assert "Correct: Your name" in "\n".join(_titles(desk))
    assert answers_a_click(desk)
    assert calm_shop.call("DELETE", "/sandbox/faults").status == 204
    desk.hand.press(desk.button("Try again", page))
    settle(desk)
    assert sentence not in words_of(page)


@pytest.mark.parametrize("name", ["home", "my_data", "opt_ins", "export", "requests", "policy"])
def test_a_page_that_cannot_be_read_says_so_and_reads_when_asked_again(
    desk: Desk, calm_shop: Sandbox, name: str
) -> None:
    desk.sign_in()
    calm_shop.fault(EVERYTHING, html=True, times=ALWAYS)
    page = desk.open_page(name)
    again(desk)
    assert "Something else answered instead of Kassapos" in words_of(page)
    assert answers_a_click(desk)
    assert calm_shop.call("DELETE", "/sandbox/faults").status == 204
    again(desk)
    assert "Something else answered instead of Kassapos" not in words_of(page)


def test_a_sign_in_that_ends_in_mid_work_leads_back_and_keeps_what_was_typed(
    desk: Desk, calm_shop: Sandbox
) -> None:
    desk.sign_in()
    page = ask_to_correct(desk, "Business name")
    desk.hand.write(page.new.value, "Kaveri Fresh Mart and Sons")
    desk.hand.write(page.new.why, "My son joined.")
    calm_shop.fault("POST /v1/requests", expire_session=True)
    desk.hand.press(page.send.send_button)
    desk.wait_until(lambda: desk.session.state == "signed_out", "back at the sign-in page")
    settle(desk)
    assert desk.door.isVisible()
    assert "Your sign-in has ended. Sign in again to go on." in desk.words()
    desk.sign_in()
    settle(desk)
    desk.program.roads.go("correct")
    settle(desk)
    assert desk.page.new.value.text() == "Kaveri Fresh Mart and Sons"
    assert desk.page.new.why.text() == "My son joined."
    desk.hand.press(desk.page.send.send_button)
    settle(desk)
    assert desk.at("requests")


def test_a_sign_in_that_ends_while_a_page_is_read_leads_back_too(
    desk: Desk, calm_shop: Sandbox
) -> None:
    desk.sign_in()
    desk.open_page("policy")
    calm_shop.fault("GET /v1/requests", expire_session=True)
    key(Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    desk.wait_until(lambda: desk.session.state == "signed_out", "back at the sign-in page")
    settle(desk)
    assert "Your sign-in has ended. Sign in again to go on." in desk.words()
    desk.sign_in()
    assert desk.at("home")


def test_signing_out_by_choice_takes_the_draft_along(desk: Desk) -> None:
    desk.sign_in()
    page = ask_to_correct(desk, "Business name")
    desk.hand.write(page.new.value, "Somebody else must not read this")
    desk.sign_out()
    desk.sign_in()
    desk.program.roads.go("correct")
    settle(desk)
    assert desk.page.new.value.text() == ""


def _titles(desk: Desk) -> list[str]:
    model = desk.page.table.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]
