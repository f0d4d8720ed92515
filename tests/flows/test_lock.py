"""The locked window: what is out of sight, what goes on behind it, and what opens it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from kassadesk.core.held import CategoryId
from kassadesk.core.pin import MOST_TRIES
from kassadesk.services.lock import ACCOUNT
from kassadesk.ui.own_clipboard import OwnClipboard
from kassadesk.ui.pages.lock_page import LockPage
from kassadesk.ui.widgets.dialog import Dialog
from kassadesk.vault.vault import MemoryVault
from tests.flows.acts import ask_to_correct, copy_all_devices, files_to_choose, settle
from tests.flows.desk import Desk
from tests.flows.hands import CTRL, SHIFT, Keys, by_both_hands, key
from tests.flows.readable import everything_of, personal_values
from tests.let_live import let_live
from tests.sandbox.running import Sandbox
from tests.systems import WINDOWS

NAME = "Kaveri Fresh Mart"
PIN = "2468"


class IdleClock:
    """The clock of the lock, turned by hand."""

    def __init__(self) -> None:
        self.s = 0.0

    def __call__(self) -> float:
        return self.s


@pytest.fixture
def desk(desk: Desk) -> Iterator[Desk]:
    """A keychain of its own; whatever a test leaves, the lock is open at the end."""
    desk.vault = MemoryVault("Test keychain")
    desk.restart()
    yield desk
    if desk._program is not None and lock_of(desk).locked:
        lock_of(desk).let_go()
    OwnClipboard.of_this_program().shut = False  # also when a run ended locked: the next is another


def lock_of(desk: Desk) -> Any:
    return desk.program.locking.lock


def locked(desk: Desk) -> bool:
    return desk.window.covered


def page_of(desk: Desk) -> LockPage:
    """The page of the locked window, with what opens it."""
    page = desk.window.findChildren(LockPage)[-1]
    desk.wait_until(lambda: page.pin_step or page.name_step, "something opens it")
    return page


def set_pin(desk: Desk, pin: str = PIN) -> None:
    """In Help, as a person does."""
    page = desk.open_page("help")
    desk.hand.press(page.lock.set_pin)
    dialog = desk.dialog()
    assert isinstance(dialog, Dialog)
    desk.hand.write(dialog.new, pin)  # type: ignore[attr-defined]
    desk.hand.write(dialog.again, pin)  # type: ignore[attr-defined]
    desk.hand.press(dialog.do)  # type: ignore[attr-defined]
    desk.wait_until(lambda: lock_of(desk).pin_set, "the PIN is set")
    desk.wait_until(lambda: not dialog.isVisible(), "the dialog is gone")
    desk.window.activateWindow()
    settle(desk)


def lock_by_keys(desk: Desk) -> None:
    key(Keys.Key_L, CTRL)
    desk.wait_until(lambda: locked(desk), "the window is locked")


def type_pin(desk: Desk, pin: str) -> None:
    step = page_of(desk).pin_step
    assert step is not None
    desk.hand.write(step.pin, pin)
    key(Keys.Key_Return)
    desk.wait_until(lambda: not lock_of(desk).busy, "the PIN was looked at")


def nothing_opens(vault: object) -> bool:
    """True when the keychain holds neither a sign-in nor a PIN any more."""
    assert isinstance(vault, MemoryVault)
    return not [one for one in vault.accounts() if one == ACCOUNT or one.endswith("/refresh")]


def seen_anywhere(desk: Desk) -> str:
    """What eyes, readers, pointers and other programs get of every window of the program."""
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    return "\n".join([*map(everything_of, shown), QApplication.clipboard().text()])


def heard(node: QAccessibleInterface | None) -> list[str]:
    """What a screen reader finds from here on, which passes over what is said to be invisible."""
    if node is None or not node.isValid() or node.state().invisible:
        return []
    kinds = (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description)
    found = [node.text(kind) for kind in kinds]
    for place in range(node.childCount()):
        found += heard(node.child(place))
    return found


def heard_in(desk: Desk) -> str:
    return "\n".join(heard(QAccessible.queryAccessibleInterface(desk.window)))


# --- out of sight ---------------------------------------------------------------------------------


def everything_open(desk: Desk) -> QDialog:
    """A table with rows copied, a strip, and a dialog over it."""
    copy_all_devices(desk, "R. Prakash")
    desk.program.notices.good("export_done")
    dialog = Dialog(desk.program.looks, NAME, "R. Prakash", parent=desk.page)
    dialog.add_button("Keep", safe=True)
    dialog.open()
    desk.wait_until(dialog.isVisible, "the dialog is there")
    return dialog


def test_after_five_minutes_without_use_nothing_personal_is_in_sight(
    desk: Desk, calm_shop: Sandbox
) -> None:
    values = personal_values(calm_shop)
    clock = IdleClock()
    desk.program.locking.idle.clock_s = clock
    desk.program.locking.idle.used()
    desk.sign_in()
    dialog = everything_open(desk)
    before = seen_anywhere(desk)
    assert NAME in heard_in(desk)
    assert {NAME, "R. Prakash"} <= {one for one in values if one in before}, "the control"
    clock.s += 5 * 60
    desk.wait_until(lambda: locked(desk), "it locks by itself")
    seen = seen_anywhere(desk)
    assert [one for one in values if one in seen] == []
    assert [one for one in values if one in heard_in(desk)] == []
    assert "KassaDesk is locked" in seen
    assert "KassaDesk is locked" in heard_in(desk)
    assert desk.title == "KassaDesk"
    assert not dialog.isVisible()
    assert desk.toast == ""
    lock_of(desk).let_go()
    assert dialog.isVisible(), "and back it is as it was"
    dialog.reject()
    assert NAME in everything_of(desk.window)


def test_use_keeps_it_open_and_never_is_never(desk: Desk) -> None:
    clock = IdleClock()
    desk.program.locking.idle.clock_s = clock
    desk.program.locking.idle.used()
    desk.sign_in()
    for _ in range(4):
        clock.s += 4 * 60
        key(Keys.Key_F6)
        assert not locked(desk)
    page = desk.open_page("help")
    desk.hand.choose(page.lock.after, "Never")
    settle(desk)
    clock.s += 10**6
    let_live(1100)  # a look at the clock comes each second
    assert not locked(desk)
    desk.hand.choose(page.lock.after, "1 minute")
    settle(desk)
    assert desk.program.services.settings.load().lock_after_min == 1
    clock.s += 60
    desk.wait_until(lambda: locked(desk), "it locks by itself")


def test_a_key_that_wakes_the_pc_only_locks(desk: Desk) -> None:
    clock = IdleClock()
    desk.program.locking.idle.clock_s = clock
    desk.program.locking.idle.used()
    desk.sign_in()
    desk.open_page("home")
    lock_of(desk)._watch.stop()  # asleep, no timer rings
    clock.s += 8 * 3600
    key(Keys.Key_3, CTRL)
    assert locked(desk)
    assert desk.window.shelf.current_key == "home", "the key did nothing else"


def test_the_lock_of_the_system_locks_the_window(desk: Desk) -> None:
    desk.sign_in()
    desk.program.locking.system.locked.emit()
    assert locked(desk)


def test_no_key_reaches_what_is_behind(desk: Desk) -> None:
    desk.sign_in()
    desk.open_page("home")
    lock_by_keys(desk)
    for code in (
        Keys.Key_1,
        Keys.Key_2,
        Keys.Key_4,
        Keys.Key_E,
        Keys.Key_O,
        Keys.Key_N,
        Keys.Key_F,
    ):
        key(code, CTRL)
    for code in (Keys.Key_F1, Keys.Key_F5, Keys.Key_F6, Keys.Key_Escape):
        key(code)
    key(Keys.Key_M, CTRL | SHIFT)
    reached: list[QWidget | None] = []
    for _ in range(30):
        key(Keys.Key_Tab)
        reached.append(QApplication.focusWidget())
    settle(desk)
    assert locked(desk)
    assert desk.window.shelf.current_key == "home"
    assert not desk.program.walkthrough.on
    page = page_of(desk)
    assert [one for one in reached if one is None or not page.isAncestorOf(one)] == []


def test_what_comes_in_while_it_is_locked_waits_behind(desk: Desk) -> None:
    desk.sign_in()
    lock_by_keys(desk)
    late = Dialog(desk.program.looks, NAME, parent=desk.page)
    late.open()
    desk.program.notices.good("export_done")
    OwnClipboard.of_this_program().put(NAME)
    desk.program.come_forward("")
    desk.program.roads.go("policy")
    desk.wait_until(lambda: not late.isVisible(), "a late dialog is hidden")
    settle(desk)
    assert locked(desk)
    assert NAME not in seen_anywhere(desk)
    assert desk.toast == ""
    lock_of(desk).let_go()
    assert late.isVisible()
    late.reject()
    assert "Export done and checked" in desk.toast
    assert desk.at("policy")


@pytest.mark.skipif(WINDOWS, reason="Windows tells whose it is, and all of this is ours")
def test_a_text_of_another_program_stays_on_the_clipboard(desk: Desk) -> None:
    desk.sign_in()
    OwnClipboard.of_this_program().put(NAME)
    QApplication.clipboard().setText("of another program")
    lock_by_keys(desk)
    assert QApplication.clipboard().text() == "of another program"


# --- what goes on -----------------------------------------------------------------------------------


def test_a_running_export_goes_on_and_what_waits_is_sent(desk: Desk, calm_shop: Sandbox) -> None:
    desk.sign_in()
    page = desk.open_page("export")
    for kind in CategoryId:
        desk.rooms.exports.take(kind, kind is CategoryId.BILLING)
    settle(desk)
    calm_shop.fault("GET /v1/transactions", delay_s=1, times=1)
    desk.hand.press(page.choice.start_button)
    desk.wait_until(lambda: desk.rooms.exports.running is not None, "the export runs")
    lock_by_keys(desk)
    desk.wait_until(lambda: desk.rooms.exports.last_report is not None, "it is done", 60)
    assert locked(desk)
    assert desk.rooms.exports.last_report.path.exists()


# --- with a PIN ---------------------------------------------------------------------------------------


@by_both_hands
def test_the_pin_opens_it_with_everything_as_it_was(desk: Desk) -> None:
    desk.sign_in()
    set_pin(desk)
    page = ask_to_correct(desk, "Business name")
    desk.hand.write(page.new.value, "Kaveri and Daughters")
    lock_by_keys(desk)
    type_pin(desk, "1357")
    assert locked(desk)
    step = page_of(desk).pin_step
    assert step is not None
    assert "Not the PIN. 4 more tries." in step.field.error()
    assert "Next try in" in step.field.error()
    desk.wait_until(lambda: not lock_of(desk).wait_s, "the wait is over")
    type_pin(desk, PIN)
    desk.wait_until(lambda: not locked(desk), "it is open")
    assert desk.at("correction")
    assert desk.page.new.value.text() == "Kaveri and Daughters"
    assert desk.window.findChildren(LockPage) == [] or not page_of(desk).isVisible()


def test_five_wrong_pins_sign_out_and_take_everything_with_them(
    desk: Desk, calm_shop: Sandbox
) -> None:
    vault = desk.vault
    assert isinstance(vault, MemoryVault)
    desk.set_up_for(calm_shop.base_url)
    desk.restart()
    desk.sign_in(remember=True)
    set_pin(desk)
    lock_by_keys(desk)
    service = desk.program.services.locking
    for _ in range(MOST_TRIES - 1):
        assert service.try_pin("1111").name == "WRONG"
        kept = service._read()
        assert kept is not None
        vault.put(ACCOUNT, kept.text().rpartition(" ")[0] + " 0")  # long ago
    lock = lock_of(desk)
    desk.wait_until(lambda: not lock.busy and lock.wait_s == 0, "what the page read is long ago")
    type_pin(desk, "1111")
    desk.wait_until(lambda: desk.session.state == "signed_out", "signed out")
    desk.rest()
    assert not locked(desk)
    assert desk.sees("The PIN was wrong five times", "SIG-443")
    assert NAME not in seen_anywhere(desk)
    assert nothing_opens(vault)
    assert calm_shop.seen()[-1]["path"] == "/v1/oauth/revoke"
    desk.restart()
    assert desk.door.isVisible()
    assert not locked(desk)


def test_closing_and_starting_again_asks_for_the_pin_before_the_sign_in_is_used(
    desk: Desk, calm_shop: Sandbox, tmp_path: Path
) -> None:
    desk.set_up_for(calm_shop.base_url)
    desk.restart()
    desk.sign_in(remember=True)
    set_pin(desk)
    lock_by_keys(desk)
    calls = len(calm_shop.seen())
    desk.restart()
    desk.wait_until(lambda: locked(desk), "the PIN is asked for")
    desk.rest()
    assert [one["path"] for one in calm_shop.seen()[calls:] if "token" in one["path"]] == []
    assert desk.session.state == "signed_out"
    desk.program.come_forward(str(tmp_path / "export.xlsx"))  # somebody starts it with a file
    desk.rest()
    assert locked(desk)
    type_pin(desk, PIN)
    desk.wait_until(lambda: desk.session.state == "signed_in", "signed in")
    desk.rest()
    assert not locked(desk)


def test_settings_that_deny_the_pin_do_not_help(desk: Desk, calm_shop: Sandbox) -> None:
    desk.set_up_for(calm_shop.base_url)
    desk.restart()
    desk.sign_in(remember=True)
    set_pin(desk)
    desk.program.services.settings.change(pin_set=False)
    desk.restart()
    desk.wait_until(lambda: locked(desk), "the PIN is asked for")
    assert desk.session.state == "signed_out"
    desk.close()
    desk.start(open_file=desk.home / "nothing.xlsx")
    desk.wait_until(lambda: locked(desk), "nor does a file to open")


def test_a_forgotten_pin_means_signing_out(desk: Desk, calm_shop: Sandbox) -> None:
    desk.set_up_for(calm_shop.base_url)
    desk.restart()
    desk.sign_in(remember=True)
    set_pin(desk)
    desk.restart()
    desk.wait_until(lambda: locked(desk), "the PIN is asked for")
    desk.hand.press(page_of(desk).sign_out)
    question = desk.dialog()
    desk.hand.press(desk.button("Sign out", question))
    desk.wait_until(lambda: not locked(desk), "the way in is shown")
    desk.rest()
    assert desk.door.isVisible()
    assert desk.session.state == "signed_out"
    assert nothing_opens(desk.vault)
    assert calm_shop.seen()[-1]["path"] == "/v1/oauth/revoke"


def test_the_pin_is_changed_and_removed_only_by_who_knows_it(desk: Desk) -> None:
    desk.sign_in()
    set_pin(desk)
    page = desk.open_page("help")
    desk.hand.press(page.lock.remove_pin)
    dialog: Any = desk.dialog()
    desk.hand.write(dialog.old, "1357")
    desk.hand.press(dialog.do)
    desk.wait_until(lambda: "Not the PIN" in dialog.old_field.error(), "it is refused")
    assert lock_of(desk).pin_set
    desk.wait_until(lambda: not lock_of(desk).wait_s, "the wait is over")
    desk.hand.write(dialog.old, PIN)
    desk.hand.press(dialog.do)
    desk.wait_until(lambda: not lock_of(desk).pin_set, "it is removed")
    desk.window.activateWindow()
    settle(desk)
    assert desk.sees("None: a locked window asks you to sign in.")


# --- without one --------------------------------------------------------------------------------------


def sign_in_at_lock(desk: Desk, shop: Sandbox) -> None:
    """Number, password and code into the locked window."""
    page = page_of(desk)
    assert page.name_step is not None and page.session is not None
    session = page.session
    desk.hand.write(page.name_step.login, shop.login)
    desk.hand.write(page.name_step.password, shop.password)
    desk.hand.press(page.name_step.go_on)
    desk.wait_until(lambda: session.state == "code" and not session.busy, "the code is asked for")
    assert page.code_step is not None
    assert not page.code_step.remember.isVisible()
    desk.hand.write(page.code_step.boxes, shop.code)
    desk.wait_until(lambda: not session.busy, "the server answered")


@by_both_hands
def test_without_a_pin_signing_in_again_goes_on_where_it_was(
    desk: Desk, calm_shop: Sandbox
) -> None:
    desk.set_up_for(calm_shop.base_url)
    desk.restart()
    desk.sign_in(remember=True)
    rooms = desk.rooms
    page = ask_to_correct(desk, "Business name")
    desk.hand.write(page.new.value, "Kaveri and Daughters")
    lock_by_keys(desk)
    assert NAME not in seen_anywhere(desk)
    before = desk.program.services.api.tokens.held
    sign_in_at_lock(desk, calm_shop)
    desk.wait_until(lambda: not locked(desk), "it is open")
    desk.rest()
    assert desk.at("correction")
    assert desk.rooms is rooms
    assert desk.page.new.value.text() == "Kaveri and Daughters"
    after = desk.program.services.api.tokens.held
    assert before is not None and after is not None
    assert before.session_id != after.session_id
    devices = desk.program.services.session.devices()
    assert before.session_id not in {one.session_id for one in devices}, "the older one has ended"
    desk.restart()
    desk.wait_at("home")  # it is remembered as it was before
    assert not locked(desk)


def test_a_wrong_password_keeps_it_locked(desk: Desk, calm_shop: Sandbox) -> None:
    desk.sign_in()
    lock_by_keys(desk)
    page = page_of(desk)
    assert page.name_step is not None and page.session is not None
    desk.hand.write(page.name_step.login, calm_shop.login)
    desk.hand.write(page.name_step.password, "a wrong one")
    desk.hand.press(page.name_step.go_on)
    desk.wait_until(lambda: "not right" in seen_anywhere(desk), "it says so")
    assert locked(desk)
    assert desk.session.state == "signed_in"


def test_closed_while_locked_the_next_start_asks_for_the_whole_sign_in(
    desk: Desk, calm_shop: Sandbox
) -> None:
    desk.set_up_for(calm_shop.base_url)
    desk.restart()
    desk.sign_in(remember=True)
    lock_by_keys(desk)
    desk.rest()
    desk.restart()
    desk.wait_to_see("KassaDesk was closed while it was locked")
    desk.rest()
    assert desk.session.state == "signed_out"
    assert nothing_opens(desk.vault)
    assert calm_shop.seen()[-1]["path"] == "/v1/oauth/revoke"
    desk.sign_in(remember=True)
    desk.restart()
    desk.wait_at("home")  # and once is enough


def test_closed_unlocked_the_next_start_goes_in_by_itself(desk: Desk, calm_shop: Sandbox) -> None:
    desk.set_up_for(calm_shop.base_url)
    desk.restart()
    desk.sign_in(remember=True)
    lock_by_keys(desk)
    sign_in_at_lock(desk, calm_shop)
    desk.wait_until(lambda: not locked(desk), "it is open")
    desk.restart()
    desk.wait_at("home")
    assert not locked(desk)


def test_a_sign_in_that_the_server_ends_opens_to_the_way_in_and_keeps_what_was_typed(
    desk: Desk, calm_shop: Sandbox
) -> None:
    desk.sign_in()
    page = ask_to_correct(desk, "Business name")
    desk.hand.write(page.new.value, "Kaveri and Daughters")
    lock_by_keys(desk)
    held = desk.program.services.api.tokens.held
    assert held is not None
    calm_shop.sign_in().call("DELETE", f"/v1/sessions/{held.session_id}")
    desk.program.rooms.records.load()
    desk.wait_until(lambda: desk.session.state == "signed_out", "it has ended")
    desk.rest()
    assert not locked(desk)
    assert desk.door.isVisible()
    assert NAME not in seen_anywhere(desk)
    desk.sign_in()
    desk.program.roads.go("correct", "business.name")
    settle(desk)
    assert desk.page.new.value.text() == "Kaveri and Daughters"


# --- nobody to lock out ---------------------------------------------------------------------------------


def test_signed_out_and_without_a_pin_nothing_locks(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = IdleClock()
    desk.program.locking.idle.clock_s = clock
    clock.s += 10**6
    key(Keys.Key_L, CTRL)
    desk.program.locking.system.locked.emit()
    let_live(1100)
    assert not locked(desk)
    files_to_choose(monkeypatch)
    desk.hand.press(desk.door.other_ways.write)
    desk.wait_until(lambda: desk.at("letter"), "a letter can be written")
    assert not locked(desk)


def test_signed_out_with_a_pin_it_locks(desk: Desk) -> None:
    desk.program.services.locking.set_pin(PIN)
    desk.restart()
    desk.wait_until(lambda: locked(desk), "the PIN is asked for at the start")
    type_pin(desk, PIN)
    desk.wait_until(lambda: not locked(desk), "it is open")
    assert desk.door.isVisible()
    lock_by_keys(desk)
    type_pin(desk, PIN)
    desk.wait_until(lambda: not locked(desk), "it is open")


def test_the_sample_shop_needs_no_lock_and_leaving_it_takes_nobody_s_pin(desk: Desk) -> None:
    desk.try_sample_shop()
    key(Keys.Key_L, CTRL)
    assert not locked(desk), "nothing in it is anybody's"
    set_pin(desk)
    lock_by_keys(desk)
    type_pin(desk, PIN)
    desk.wait_until(lambda: not locked(desk), "it is open")
    desk.sign_out()
    assert lock_of(desk).pin_set
    assert desk.program.services.locking.look().is_set
