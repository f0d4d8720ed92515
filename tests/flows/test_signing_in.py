"""Sign in with number, password and code, and what the page says when that does not work."""

from __future__ import annotations

from tests.flows.desk import Desk
from tests.flows.hands import by_both_hands


@by_both_hands
def test_a_person_signs_in_with_number_password_and_code(desk: Desk) -> None:
    desk.sign_in()
    assert desk.at("home")
    desk.wait_to_see("Kaveri Fresh Mart", "Sample shop")
    assert desk.title == "KassaDesk · Sample shop"
