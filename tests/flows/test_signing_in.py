"""Sign in with number, password and code, and what the page says when that does not work."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from tests.flows.desk import Desk
from tests.flows.hands import Keys, by_both_hands, key
from tests.sandbox.running import Sandbox


@pytest.fixture(autouse=True)
def forgotten_tries(shop: Sandbox) -> Iterator[None]:
    """The wrong passwords of a test do not lock the account for the next one."""
    yield
    shop.advance(seconds=16 * 60)


@by_both_hands
def test_a_person_signs_in_with_number_password_and_code(desk: Desk) -> None:
    desk.sign_in()
    assert desk.at("home")
    desk.wait_to_see("Kaveri Fresh Mart", "Sample shop")
    assert desk.title == "KassaDesk · Sample shop"


def test_the_first_field_waits_for_the_number_and_enter_leads_on(
    desk: Desk, calm_shop: Sandbox
) -> None:
    desk.use_server(calm_shop.base_url)
    desk.hand.press(desk.door.name_step.login)
    desk.type(calm_shop.login)
    key(Keys.Key_Return)
    desk.type(calm_shop.password)
    key(Keys.Key_Return)
    desk.wait_until(lambda: desk.session.state == "code", "the code is asked for")
    desk.paste(f"KassaPOS: {calm_shop.code[:3]} {calm_shop.code[3:]}")
    desk.wait_until(lambda: desk.session.state == "signed_in", "signed in by the pasted code")
    desk.rest()


@by_both_hands
def test_a_wrong_password_is_told_beside_it_and_nothing_typed_is_lost(
    desk: Desk, calm_shop: Sandbox
) -> None:
    desk.use_server(calm_shop.base_url)
    desk.give_name(calm_shop.login, "not it")
    step = desk.door.name_step
    assert step.password_field.error() == (
        "Number or password is not right. Check both and type the password again. 4 more tries."
    )
    assert (step.login.text(), step.password.text()) == (calm_shop.login, "not it")
    desk.give_name(calm_shop.login, calm_shop.password)
    desk.wait_until(lambda: desk.session.state == "code", "the right one is taken")


@by_both_hands
def test_a_wrong_code_is_told_beside_it_and_the_right_one_signs_in(
    desk: Desk, calm_shop: Sandbox
) -> None:
    desk.use_server(calm_shop.base_url)
    desk.give_name(calm_shop.login, calm_shop.password)
    wrong = "000000" if calm_shop.code != "000000" else "111111"
    desk.give_code(wrong)
    step = desk.door.code_step
    assert step.trouble.isVisible()
    assert step.trouble.text().startswith("The code is not right. Look at the newest message")
    desk.give_code(calm_shop.code)
    desk.wait_until(lambda: desk.at("home"), "the right code leads home")
    desk.rest()


def test_an_expired_code_says_to_ask_for_a_new_one(desk: Desk, calm_shop: Sandbox) -> None:
    desk.use_server(calm_shop.base_url)
    desk.give_name(calm_shop.login, calm_shop.password)
    calm_shop.advance(seconds=6 * 60)
    desk.give_code(calm_shop.code)
    step = desk.door.code_step
    assert step.trouble.text() == "The code is too old. Ask for a new code and type that one."
    desk.hand.press(step.back)
    assert desk.door.name_step.login.text() == calm_shop.login
    desk.sign_in()


def test_a_locked_account_says_when_to_try_again(desk: Desk, calm_shop: Sandbox) -> None:
    desk.use_server(calm_shop.base_url)
    for _ in range(5):
        desk.give_name(calm_shop.login, "not it")
    desk.give_name(calm_shop.login, calm_shop.password)
    step = desk.door.name_step
    assert step.trouble.isVisible()
    said = step.trouble.text()
    assert said.startswith("Kassapos has locked this account for a while. Try again in 15 min.")
    calm_shop.advance(seconds=16 * 60)
    desk.sign_in()


def test_a_server_that_is_down_is_told_in_place_and_the_words_stay(
    desk: Desk, calm_shop: Sandbox
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    desk.use_server(f"http://127.0.0.1:{port}")
    desk.give_name(calm_shop.login, calm_shop.password)
    step = desk.door.name_step
    assert step.trouble.isVisible()
    assert step.trouble.text().startswith("No internet. Check the internet connection")
    assert (step.login.text(), step.password.text()) == (calm_shop.login, calm_shop.password)
    desk.sign_in()


def test_an_address_without_a_lock_is_refused_beside_it(desk: Desk) -> None:
    desk.use_server("http://kassapos.example")
    assert desk.door.name_step.server.field.error().startswith("This is no safe server address")


@by_both_hands
def test_the_sample_shop_is_entered_with_one_press_and_says_so_everywhere(desk: Desk) -> None:
    desk.try_sample_shop()
    assert desk.at("home")
    desk.wait_to_see("Kaveri Fresh Mart", "Sample shop")
    assert desk.title == "KassaDesk · Sample shop"
    desk.sign_out()
    assert desk.title == "KassaDesk"
    assert desk.door.isVisible() and desk.door.name_step.login.hasFocus()


@by_both_hands
def test_a_remembered_sign_in_goes_on_at_the_next_start(desk: Desk, calm_shop: Sandbox) -> None:
    desk.set_up_for(calm_shop.base_url)
    desk.restart()
    desk.wait_to_see("Your sign-in key is kept in ")
    desk.sign_in(remember=True)
    desk.restart()
    desk.wait_until(lambda: desk.at("home"), "the next start goes on by itself")
    desk.rest()
    desk.sign_out()
    desk.restart()
    assert desk.session.state == "signed_out"
    assert desk.door.isVisible()


def test_a_sign_in_that_was_not_to_be_remembered_is_asked_for_again(
    desk: Desk, calm_shop: Sandbox
) -> None:
    desk.set_up_for(calm_shop.base_url)
    desk.restart()
    desk.sign_in(remember=False)
    desk.restart()
    assert desk.session.state == "signed_out"
    assert desk.door.isVisible()
