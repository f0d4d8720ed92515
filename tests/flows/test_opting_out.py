"""Switch an opt-in off and on: what is shown while it is saved, after it, and when it fails."""

from __future__ import annotations

from typing import Any

import pytest

from tests.flows.desk import Desk
from tests.flows.hands import Keys, by_both_hands, key
from tests.sandbox.running import Sandbox, SignedIn

CHOICE = "product_updates.email"
PUT = f"PUT /v1/opt-ins/{CHOICE}"


@pytest.fixture
def at_opt_ins(desk: Desk) -> Desk:
    """Signed in, the matrix is read."""
    desk.sign_in()
    desk.open_page("opt_ins")
    return desk


def switch(desk: Desk) -> Any:
    """The switch of the choice."""
    return desk.page.matrix.cells[CHOICE].switch


def flip(desk: Desk) -> None:
    """Flip it and wait for Kassapos' word."""
    desk.hand.press(switch(desk))
    desk.rest()


def held(me: SignedIn) -> dict[str, Any]:
    """The choice as the server has it."""
    found: dict[str, Any] = me.get(f"/v1/opt-ins/{CHOICE}").json
    return found


def set_elsewhere(me: SignedIn, granted: bool) -> None:
    """Another program of the shop changes it."""
    now = me.get(f"/v1/opt-ins/{CHOICE}")
    body = {
        "granted": granted,
        "policy_version": now.json["policy_version"],
        "language": "en",
        "method": "app_settings",
    }
    headers = {"If-Match": now.headers["etag"], "Idempotency-Key": f"elsewhere-{now.json['etag']}"}
    headers["Idempotency-Key"] = "".join(c for c in headers["Idempotency-Key"] if c.isalnum())[:60]
    answer = me.call("PUT", f"/v1/opt-ins/{CHOICE}", body, headers=headers)
    assert answer.status == 200, answer.body


@by_both_hands
def test_a_flip_says_saving_then_shows_the_receipt_and_undo_takes_it_back(
    at_opt_ins: Desk, calm_shop: Sandbox
) -> None:
    desk, me = at_opt_ins, calm_shop.sign_in()
    was = held(me)["granted"]
    calm_shop.fault(PUT, delay_s=0.4)
    desk.hand.press(switch(desk))
    assert switch(desk).word() == "Saving…"
    assert switch(desk).isChecked() is not was
    desk.rest()
    assert switch(desk).word() == ("Off" if was else "On")
    now = held(me)
    assert now["granted"] is not was
    assert desk.toast == f"Product updates by e-mail is {'off' if was else 'on'} " + (
        f"Receipt {now['receipt_number']} saved"
    )
    desk.wait_to_see("History of this choice", f"Receipt {now['receipt_number']}", "In KassaDesk")
    desk.undo()
    desk.rest()
    assert held(me)["granted"] is was
    assert switch(desk).isChecked() is was


@by_both_hands
def test_a_choice_made_in_the_sample_shop_is_still_so_after_a_restart(desk: Desk) -> None:
    desk.try_sample_shop()
    desk.open_page("opt_ins")
    was = switch(desk).isChecked()
    flip(desk)
    receipt = desk.rooms.opt_ins.confirmed(CHOICE).receipt_number
    desk.restart()
    desk.try_sample_shop()
    desk.open_page("opt_ins")
    assert switch(desk).isChecked() is not was
    assert desk.rooms.opt_ins.confirmed(CHOICE).receipt_number == receipt


@pytest.mark.parametrize(
    "fault",
    [{"status": 503}, {"drop": "before"}],
    ids=["the server has a fault", "the line breaks before"],
)
def test_a_flip_that_did_not_arrive_waits_says_so_and_goes_by_itself(
    at_opt_ins: Desk, calm_shop: Sandbox, fault: dict[str, Any]
) -> None:
    desk, me = at_opt_ins, calm_shop.sign_in()
    was = held(me)["granted"]
    calm_shop.fault(PUT, times=3, **fault)
    flip(desk)
    desk.wait_to_see("Saved on this PC: 1 to be sent")
    desk.wait_until(lambda: "Receipt" in desk.toast, "it went by itself")
    desk.rest()
    assert held(me)["granted"] is not was
    assert switch(desk).isChecked() is not was
    assert switch(desk).word() == ("Off" if was else "On")


@pytest.mark.parametrize(
    "fault",
    [{"drop": "after"}, {"wrong_digest": True}, {"truncate": 20}],
    ids=["the line breaks after", "the answer is damaged", "the answer is cut"],
)
def test_a_flip_whose_answer_was_lost_shows_what_kassapos_holds(
    at_opt_ins: Desk, calm_shop: Sandbox, fault: dict[str, Any]
) -> None:
    desk, me = at_opt_ins, calm_shop.sign_in()
    was = held(me)["granted"]
    calm_shop.fault(PUT, times=3, **fault)
    events = len(me.get(f"/v1/opt-ins/{CHOICE}/history").json["items"])
    flip(desk)
    desk.wait_until(lambda: "Receipt" in desk.toast, "Kassapos was asked what it holds")
    desk.rest()
    assert held(me)["granted"] is not was
    assert switch(desk).isChecked() is not was
    assert len(me.get(f"/v1/opt-ins/{CHOICE}/history").json["items"]) == events + 1


def changed_twice_elsewhere(desk: Desk, me: SignedIn) -> bool:
    """The window's word is old now, though the state is the same; gives the state."""
    granted: bool = held(me)["granted"]
    set_elsewhere(me, not granted)
    set_elsewhere(me, granted)
    assert desk.rooms.opt_ins.confirmed(CHOICE).granted == granted
    return granted


@by_both_hands
def test_a_choice_changed_elsewhere_is_asked_about_and_set_when_wanted(
    at_opt_ins: Desk, calm_shop: Sandbox
) -> None:
    desk, me = at_opt_ins, calm_shop.sign_in()
    was = changed_twice_elsewhere(desk, me)
    flip(desk)
    dialog = desk.dialog()
    theirs, mine = ("On", "Off") if was else ("Off", "On")
    desk.wait_to_see("was changed elsewhere", "Kassapos holds", "You wanted")
    desk.hand.press(desk.button(f"Set “{mine}”", dialog))
    desk.rest()
    assert held(me)["granted"] is not was
    assert switch(desk).word() == mine
    assert theirs != mine


@by_both_hands
def test_a_choice_changed_elsewhere_stays_when_kept(at_opt_ins: Desk, calm_shop: Sandbox) -> None:
    desk, me = at_opt_ins, calm_shop.sign_in()
    was = changed_twice_elsewhere(desk, me)
    flip(desk)
    dialog = desk.dialog()
    assert dialog.isVisible()
    key(Keys.Key_Escape)
    desk.wait_until(lambda: not dialog.isVisible(), "Esc keeps what Kassapos holds")
    desk.rest()
    assert held(me)["granted"] is was
    assert switch(desk).isChecked() is was


def test_a_choice_that_cannot_be_switched_says_why(at_opt_ins: Desk) -> None:
    desk = at_opt_ins
    desk.hand.press(desk.page.matrix.locked["security_notices.none"].button)
    desk.wait_to_see("Why you cannot switch this here")


def test_the_arrow_keys_walk_the_matrix_and_the_pane_follows(at_opt_ins: Desk) -> None:
    desk = at_opt_ins
    desk.hand.press(switch(desk))
    desk.rest()
    assert desk.rooms.opt_ins.selected == CHOICE
    key(Keys.Key_Left)
    desk.rest()
    assert desk.rooms.opt_ins.selected == "product_updates.sms"
    key(Keys.Key_Down)
    desk.rest()
    assert desk.rooms.opt_ins.selected == "offers.sms"
