"""Choices through the outbox: at one stroke, offline, in conflict, refused, killed in mid-change.

Whatever happens on the way, in the end the window says what Kassapos holds: `disagreements` compares
them, and a negative control shows that it can tell.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

from tests.flows.desk import Desk
from tests.flows.hands import CTRL, Keys, by_both_hands, key
from tests.flows.test_opting_out import CHOICE, PUT, held, set_elsewhere, switch
from tests.sandbox.running import Sandbox, SignedIn

OTHERS = ("offers.sms", "offers.email", "offers.in_app")


def go_offline(shop: Sandbox) -> None:
    """Nothing reaches Kassapos any more."""
    shop.fault("* /v1/*", drop="before", times=100_000)


def choices(me: SignedIn) -> dict[str, bool]:
    """What the server holds."""
    return {one["opt_in_id"]: one["granted"] for one in me.get("/v1/opt-ins").json["items"]}


def put(me: SignedIn, name: str, granted: bool) -> None:
    """Set a choice by another program of the shop, unless it is so."""
    now = me.get(f"/v1/opt-ins/{name}")
    if now.json["granted"] == granted:
        return
    body = {
        "granted": granted,
        "policy_version": now.json["policy_version"],
        "language": "en",
        "method": "app_settings",
    }
    headers = {"If-Match": now.headers["etag"], "Idempotency-Key": os.urandom(16).hex()}
    assert me.call("PUT", f"/v1/opt-ins/{name}", body, headers=headers).status == 200


def promotional_on(me: SignedIn) -> list[str]:
    """What is promotional and on at the server."""
    items = me.get("/v1/opt-ins").json["items"]
    return [one["opt_in_id"] for one in items if one["label"] == "promotional" and one["granted"]]


def disagreements(desk: Desk, me: SignedIn) -> list[str]:
    """Choices of which the window, after all is settled, says something else than the server."""
    at_server, cells = choices(me), desk.page.matrix.cells
    return [name for name, cell in cells.items() if cell.switch.isChecked() != at_server[name]]


def at_opt_ins(desk: Desk, shop: Sandbox, *, remember: bool = False) -> SignedIn:
    """Signed in at the opt-ins, everything promotional on; and the server's side of the shop."""
    me = shop.sign_in()
    for name in (CHOICE, *OTHERS):
        put(me, name, True)
    if remember:
        desk.set_up_for(shop.base_url)
        desk.restart()
    desk.sign_in(remember=remember)
    desk.open_page("opt_ins")
    return me


class Presses(QObject):
    """Counts what a person's hands do to the windows of the program."""

    def __init__(self) -> None:
        super().__init__()
        self.clicks = self.keys = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWindow):
            self.clicks += event.type() is QEvent.Type.MouseButtonPress
            self.keys += event.type() is QEvent.Type.KeyPress
        return False


@contextmanager
def counted() -> Iterator[Presses]:
    """Every click and every key until the end."""
    application, presses = QApplication.instance(), Presses()
    assert application is not None
    application.installEventFilter(presses)
    try:
        yield presses
    finally:
        application.removeEventFilter(presses)


def test_from_a_fresh_window_everything_promotional_is_off_after_two_clicks(
    desk: Desk, calm_shop: Sandbox
) -> None:
    me = calm_shop.sign_in()
    for name in (CHOICE, *OTHERS):
        put(me, name, True)
    desk.sign_in()
    assert len(promotional_on(me)) >= 4
    with counted() as presses:
        page = desk.open_page("opt_ins")
        desk.hand.press(page.stop_all)
        desk.wait_until(lambda: "Promotional messages are off" in desk.toast, "all is off")
    assert (presses.clicks, presses.keys) == (2, 0)
    desk.rest()
    assert promotional_on(me) == []
    assert disagreements(desk, me) == []


def test_from_a_fresh_window_everything_promotional_is_off_after_four_keys(
    desk: Desk, calm_shop: Sandbox
) -> None:
    me = calm_shop.sign_in()
    for name in (CHOICE, *OTHERS):
        put(me, name, True)
    desk.sign_in()
    with counted() as presses:
        key(Keys.Key_3, CTRL)
        desk.wait_at("opt_ins")
        key(Keys.Key_F6)
        key(Keys.Key_F6)
        key(Keys.Key_Space)
        desk.wait_until(lambda: "Promotional messages are off" in desk.toast, "all is off")
    assert presses.clicks == 0
    assert presses.keys <= 4
    desk.rest()
    assert promotional_on(me) == []


@by_both_hands
def test_one_undo_puts_every_promotional_choice_back(desk: Desk, calm_shop: Sandbox) -> None:
    me = at_opt_ins(desk, calm_shop)
    before = choices(me)
    desk.hand.press(desk.page.stop_all)
    desk.wait_until(lambda: "Promotional messages are off" in desk.toast, "all is off")
    assert choices(me) != before
    desk.undo()
    desk.wait_until(lambda: "Put back as it was" in desk.toast, "all is back")
    desk.rest()
    assert choices(me) == before
    assert disagreements(desk, me) == []


def flip_offline(desk: Desk, shop: Sandbox) -> None:
    """The line goes, the person flips the switch all the same."""
    go_offline(shop)
    desk.hand.press(switch(desk))
    desk.wait_until(lambda: "Saved on this PC: 1 to be sent" in desk.toast, "it waits")
    desk.rest()


def test_offline_a_choice_waits_beside_the_server_s_word_and_goes_when_the_line_is_back(
    desk: Desk, calm_shop: Sandbox
) -> None:
    me = at_opt_ins(desk, calm_shop)
    flip_offline(desk, calm_shop)
    cell = desk.page.matrix.cells[CHOICE]
    assert (cell.switch.word(), cell.held.text()) == ("Waits", "Kassapos: On")
    desk.wait_to_see("Kassapos holds", "You chose", "1 to be sent to Kassapos")
    calm_shop.no_faults()
    assert held(me)["granted"] is True
    assert disagreements(desk, me) == [CHOICE], "negative control: they do differ now"
    desk.wait_until(lambda: not held(me)["granted"], "it went by itself")
    desk.wait_until(lambda: switch(desk).word() == "Off", "and the window says so")
    desk.rest()
    assert disagreements(desk, me) == []


def test_offline_undo_takes_the_choice_back_and_kassapos_never_hears_of_it(
    desk: Desk, calm_shop: Sandbox
) -> None:
    me = at_opt_ins(desk, calm_shop)
    events = len(me.get(f"/v1/opt-ins/{CHOICE}/history").json["items"])
    flip_offline(desk, calm_shop)
    desk.undo()
    desk.wait_until(lambda: switch(desk).word() == "On", "it is taken back")
    calm_shop.no_faults()
    desk.rest()
    assert len(me.get(f"/v1/opt-ins/{CHOICE}/history").json["items"]) == events
    assert disagreements(desk, me) == []


@pytest.mark.parametrize("mine_wins", [True, False])
def test_a_choice_that_waited_and_was_changed_elsewhere_shows_both_and_asks(
    desk: Desk, calm_shop: Sandbox, mine_wins: bool
) -> None:
    me = at_opt_ins(desk, calm_shop)
    flip_offline(desk, calm_shop)
    calm_shop.no_faults()
    calm_shop.fault("GET /v1/me", drop="before", times=100_000)  # the desk stays offline
    set_elsewhere(me, False)
    set_elsewhere(me, True)
    calm_shop.no_faults()
    dialog = desk.dialog()
    desk.wait_to_see("was changed elsewhere", "Kassapos holds", "You wanted")
    desk.hand.press(desk.button("Set “Off”" if mine_wins else "Keep “On”", dialog))
    desk.wait_until(lambda: not desk.rooms.opt_ins.saving(CHOICE), "settled")
    desk.rest()
    assert held(me)["granted"] is not mine_wins
    assert disagreements(desk, me) == []
    assert desk.rooms.outbox.choices == ()


def test_a_choice_that_kassapos_refuses_returns_to_the_server_s_word_and_says_so(
    desk: Desk, calm_shop: Sandbox
) -> None:
    me = at_opt_ins(desk, calm_shop)
    calm_shop.fault(PUT, status=403, times=1)
    desk.hand.press(switch(desk))
    desk.wait_until(lambda: desk.toast, "it is told")
    desk.rest()
    desk.wait_until(lambda: desk.rooms.outbox.choices == (), "nothing of it is left")
    assert held(me)["granted"] is True
    assert disagreements(desk, me) == []


def test_a_choice_that_waits_survives_a_power_cut_and_is_made_once(
    desk: Desk, calm_shop: Sandbox, tmp_path: Path
) -> None:
    me = at_opt_ins(desk, calm_shop, remember=True)
    events = len(me.get(f"/v1/opt-ins/{CHOICE}/history").json["items"])
    flip_offline(desk, calm_shop)
    image = tmp_path / "image"
    shutil.copytree(desk.home, image)
    desk.close()
    shutil.rmtree(desk.home)
    image.rename(desk.home)
    calm_shop.no_faults()
    desk.start()
    desk.wait_until(lambda: desk.session.state == "signed_in", "signed in again")
    desk.wait_until(lambda: not held(me)["granted"], "it went by itself")
    desk.open_page("opt_ins")
    desk.rest()
    assert len(me.get(f"/v1/opt-ins/{CHOICE}/history").json["items"]) == events + 1
    assert disagreements(desk, me) == []


def test_what_came_after_a_stop_becomes_a_complaint_with_list_and_receipt_attached(
    desk: Desk, calm_shop: Sandbox
) -> None:
    desk.sign_in()
    page = desk.open_page("opt_ins")
    desk.hand.press(page.matrix.cells["offers.whatsapp"].switch)
    desk.wait_until(lambda: switch_word(desk, "offers.whatsapp") == "On", "it is on")
    desk.undo()
    desk.wait_until(lambda: switch_word(desk, "offers.whatsapp") == "Off", "and off again")
    desk.rest()
    desk.wait_to_see("3 came after you stopped", "Diwali plan offer")
    desk.hand.press(page.pane.complain)
    desk.wait_at("asking")
    asking = desk.rooms.asking
    desk.wait_until(lambda: asking.reading == 0, "the documents are made")
    names = [one.name for one in asking.evidence]
    assert names == ["messages-after-stop.pdf", "consent-offers.whatsapp.pdf"]
    for subject in ("Diwali plan offer", "Freedom sale", "Yearly plan"):
        assert subject in asking.typed.text
    before = len(calm_shop.sign_in().get("/v1/grievances").json["items"])
    desk.hand.press(desk.page.send.send_button)
    desk.wait_until(lambda: desk.at("requests"), "it is sent")
    desk.rest()
    found = calm_shop.sign_in().get("/v1/grievances").json["items"]
    assert len(found) == before + 1
    newest = next(one for one in found if "Diwali plan offer" in one["text"])
    assert newest["category"] == "consent_not_respected"
    assert len(newest["attachments"]) == 2


def switch_word(desk: Desk, name: str) -> str:
    """The word beside a switch."""
    word: str = desk.page.matrix.cells[name].switch.word()
    return word
