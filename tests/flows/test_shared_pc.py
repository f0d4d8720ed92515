"""A shared PC remembers nothing of a visit: not in the keychain, not on the disk, not at Kassapos."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from kassadesk.core.held import CategoryId
from kassadesk.vault.keychain import KeychainVault
from kassadesk.vault.vault import MemoryVault, TokenVault
from tests.flows.acts import ask_to_correct, copy_all_devices, settle
from tests.flows.desk import Desk
from tests.flows.hands import by_both_hands
from tests.flows.readable import personal_values
from tests.flows.test_no_secret_left import pieces, places_of
from tests.sandbox.running import Sandbox
from tests.vault import private_session
from tests.vault.recording import RecordingVault


def keychain_of_pc() -> TokenVault:
    """The real one where the suite has one."""
    return KeychainVault() if private_session.inside() else MemoryVault("Test keychain")


def in_it(vault: TokenVault) -> tuple[str, ...]:
    assert isinstance(vault, (KeychainVault, MemoryVault))
    return vault.accounts()


@pytest.fixture
def keychain(desk: Desk, calm_shop: Sandbox) -> RecordingVault:
    """The keychain of this desk, with a note of each write; the desk talks to the sandbox."""
    made = RecordingVault(keychain_of_pc())
    desk.vault = made
    desk.set_up_for(calm_shop.base_url)
    desk.restart()
    return made


def keys_of_sign_ins(vault: TokenVault) -> set[str]:
    """The entries that open a sign-in; other tests may have left some in the same keychain."""
    return {one for one in in_it(vault) if one.endswith("/refresh")}


def sign_in(desk: Desk, shop: Sandbox, *, shared: bool) -> None:
    """With the box of the code step ticked or not; a PC of one's own is told to remember."""
    desk.give_name(shop.login, shop.password)
    desk.wait_until(lambda: desk.session.state == "code", "the code is asked for")
    step = desk.door.code_step
    box = step.shared if shared else step.remember
    desk.hand.press(box.box)
    desk.give_code(shop.code)
    desk.wait_until(lambda: desk.session.state == "signed_in", "signed in")
    desk.rest()


def a_day(desk: Desk, shop: Sandbox, folder: Path) -> set[str]:
    """Every page, a choice, a request, a draft, a note, an export, a copy; gives the tokens there were."""
    secrets: set[str] = set()

    def note_tokens() -> None:
        held = desk.program.services.api.tokens.held
        assert held is not None
        secrets.update((held.access_token, held.refresh_token))

    note_tokens()
    for name in ("home", "my_data", "opt_ins", "export", "review", "requests", "policy", "help"):
        desk.open_page(name)
    shop.advance(seconds=901)
    page = desk.open_page("opt_ins")
    desk.hand.press(page.matrix.cells["low_stock.sms"].switch)
    desk.rest()
    note_tokens()
    assert len(secrets) == 4, "the tokens were renewed"
    page = ask_to_correct(desk, "Business name")
    desk.hand.write(page.new.value, "Kaveri and Daughters")
    desk.hand.press(page.send.send_button)
    desk.wait_until(lambda: desk.at("requests"), "it is sent")
    settle(desk)
    page = ask_to_correct(desk, "Name on bills")
    desk.hand.write(page.new.value, "A draft that is not sent")
    page = desk.open_page("export")
    exports = desk.rooms.exports
    folder.mkdir()
    exports.set_folder(folder)
    for kind in CategoryId:
        exports.take(kind, kind is CategoryId.CONTACT)
    settle(desk)
    desk.hand.press(page.choice.start_button)
    desk.wait_until(lambda: exports.last_report and not exports.running, "the export is done", 60)
    settle(desk)
    assert page.history.table.model().rowCount() == 1, "and in the list of this run"
    copy_all_devices(desk, "R. Prakash")
    return secrets


def traces(home: Path, words: set[str]) -> dict[str, set[str]]:
    """Which of the words stand in which file of the profile, and what else tells of a visit."""
    found: dict[str, set[str]] = {}
    for name, content in pieces(home):
        here = {one for one in words if one.encode() in content}
        if here:
            found[Path(name).name] = here
    settings = json.loads((home / "settings.json").read_text("utf-8"))
    for entry in ("remembered_session", "window_place", "sessions_to_revoke", "pin_set", "locked"):
        if settings.get(entry):
            found.setdefault("settings.json", set()).add(entry)
    return found


def names_in(home: Path) -> set[str]:
    return {
        str(one.relative_to(home))
        for one in home.rglob("*")
        if one.is_file() and "logs" not in one.relative_to(home).parts
    }


NAMES_NOBODY = {"settings.json", "settings.last.json", "known-keys.json"}
"""The choices of this program, and the public keys of Kassapos."""


@by_both_hands
def test_a_day_on_a_shared_pc_leaves_nothing_in_keychain_and_profile(
    desk: Desk, keychain: RecordingVault, calm_shop: Sandbox, tmp_path: Path
) -> None:
    before = in_it(keychain._vault)
    sign_in(desk, calm_shop, shared=True)
    words = personal_values(calm_shop) | {"Kaveri and Daughters", "A draft that is not sent"}
    secrets = a_day(desk, calm_shop, tmp_path / "stick")
    merchant = desk.program.services.records.merchant().merchant_id
    assert traces(desk.home, {*words, merchant}) == {}, "a power cut would leave nothing either"
    desk.close()
    assert keychain.written == []
    assert in_it(keychain._vault) == before
    assert traces(desk.home, {*words, merchant, "stick"}) == {}
    assert places_of(secrets, [desk.home]) == set()
    left = {one for one in names_in(desk.home) if not one.endswith(".lock")}
    assert left <= NAMES_NOBODY
    assert "R. Prakash" not in QApplication.clipboard().text()
    assert calm_shop.seen()[-1]["path"] == "/v1/oauth/revoke", "and the sign-in has ended"


def test_the_same_day_on_a_pc_of_ones_own_leaves_what_it_should(
    desk: Desk, keychain: RecordingVault, calm_shop: Sandbox, tmp_path: Path
) -> None:
    """The control: the search finds what is there."""
    sign_in(desk, calm_shop, shared=False)
    a_day(desk, calm_shop, tmp_path / "stick")
    merchant = desk.program.services.records.merchant().merchant_id
    desk.close()
    assert any(one.endswith("/refresh") for one in keychain.written)
    assert any(one.endswith("/outbox") for one in keychain.written)
    found = traces(desk.home, {merchant, "stick"})
    assert {"remembered_session", "window_place"} <= found["settings.json"]
    assert "stick" in found["exports.jsonl"]
    assert {"exports.jsonl", "visits.json", "outbox.db"} <= names_in(desk.home)
    desk.start()
    desk.wait_at("home")
    desk.sign_out()


def test_the_next_person_finds_nothing_of_the_one_before(
    desk: Desk, keychain: RecordingVault, calm_shop: Sandbox
) -> None:
    sign_in(desk, calm_shop, shared=True)
    ask_to_correct(desk, "Business name")
    desk.sign_out()
    assert desk.door.name_step.login.text() == ""
    assert calm_shop.seen()[-1]["path"] == "/v1/oauth/revoke"
    desk.give_name(calm_shop.login, calm_shop.password)
    desk.wait_until(lambda: desk.session.state == "code", "the code is asked for")
    step = desk.door.code_step
    assert step.shared.is_checked(), "the choice itself is remembered"
    assert not step.remember.isEnabled()
    assert not step.remember.is_checked()
    desk.restart()
    assert desk.door.isVisible()
    assert desk.sees("This PC is shared: nothing of your visit is remembered on it.")
    assert keychain.written == []


def test_chosen_in_help_it_counts_from_now_for_the_close_and_takes_the_key_along(
    desk: Desk, keychain: RecordingVault, calm_shop: Sandbox
) -> None:
    before = keys_of_sign_ins(keychain._vault)
    sign_in(desk, calm_shop, shared=False)
    assert len(keys_of_sign_ins(keychain._vault) - before) == 1
    page: Any = desk.open_page("help")
    desk.hand.press(page.lock.shared.box)
    settle(desk)
    desk.close()
    assert keys_of_sign_ins(keychain._vault) == before
    assert calm_shop.seen()[-1]["path"] == "/v1/oauth/revoke"
    noted = len(keychain.written)
    desk.start()
    assert desk.door.isVisible()
    sign_in_again_without_the_box(desk, calm_shop)
    desk.close()
    assert len(keychain.written) == noted


def sign_in_again_without_the_box(desk: Desk, shop: Sandbox) -> None:
    """The box is ticked already."""
    desk.give_name(shop.login, shop.password)
    desk.wait_until(lambda: desk.session.state == "code", "the code is asked for")
    desk.give_code(shop.code)
    desk.wait_until(lambda: desk.session.state == "signed_in", "signed in")
    desk.rest()


def test_ended_by_a_power_cut_after_the_choice_the_key_is_not_used_again(
    desk: Desk, keychain: RecordingVault, calm_shop: Sandbox
) -> None:
    before = keys_of_sign_ins(keychain._vault)
    sign_in(desk, calm_shop, shared=False)
    desk.close()
    assert len(keys_of_sign_ins(keychain._vault) - before) == 1
    from kassadesk.files.settings_file import SettingsFile

    SettingsFile(desk.home).change(shared_pc=True)
    desk.start()
    desk.rest()
    assert desk.door.isVisible()
    assert desk.session.state == "signed_out"
    assert keys_of_sign_ins(keychain._vault) == before


def test_a_pc_that_is_shared_no_more_remembers_again(
    desk: Desk, keychain: RecordingVault, calm_shop: Sandbox
) -> None:
    sign_in(desk, calm_shop, shared=True)
    desk.sign_out()
    desk.give_name(calm_shop.login, calm_shop.password)
    desk.wait_until(lambda: desk.session.state == "code", "the code is asked for")
    step = desk.door.code_step
    desk.hand.press(step.shared.box)
    desk.rest()
    assert not step.shared.is_checked()
    desk.give_code(calm_shop.code)
    desk.wait_until(lambda: desk.session.state == "signed_in", "signed in")
    desk.sign_out()
    desk.restart()
    desk.give_name(calm_shop.login, calm_shop.password)
    desk.wait_until(lambda: desk.session.state == "code", "the code is asked for")
    desk.hand.press(desk.door.code_step.remember.box)
    desk.give_code(calm_shop.code)
    desk.wait_until(lambda: desk.session.state == "signed_in", "signed in")
    desk.restart()
    desk.wait_at("home")
    assert any(one.endswith("/refresh") for one in keychain.written)
    desk.sign_out()
