"""The look is chosen once and stays; a link leads to the card it speaks of."""

from __future__ import annotations

from kassadesk.ui.pages.policy_page import PolicyPage
from kassadesk.ui.pages.policy_parts.policy_cards import ContactCard
from tests.flows.desk import Desk


def test_the_look_chosen_in_help_is_there_after_a_restart(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open_page("help")
    desk.hand.choose(page.look, "Dark")
    desk.rest()
    assert desk.window.palette().window().color().lightness() < 128
    desk.restart()
    assert desk.window.palette().window().color().lightness() < 128
    assert desk.program.looks.choice == "dark"


def test_how_to_complain_leads_to_the_contact_card(desk: Desk) -> None:
    desk.sign_in()
    desk.program.roads.go("policy", "contact")
    desk.rest()
    page = desk.window.shelf.currentWidget()
    assert isinstance(page, PolicyPage)
    (card,) = page.findChildren(ContactCard)

    def in_sight() -> bool:
        return card.visibleRegion().boundingRect().height() == card.height()

    desk.wait_until(in_sight, "the whole contact card is in sight")
