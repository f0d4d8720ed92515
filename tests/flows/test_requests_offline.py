"""Asking without internet: it is saved, it waits, it goes by itself, and it is filed once."""

from __future__ import annotations

import shutil
from pathlib import Path

from kassadesk.ui.widgets.two_line_delegate import CellRole
from kassadesk.vault.vault import MemoryVault
from tests.flows.acts import answer, ask_to_correct, choose_row, filed, request_words, settle
from tests.flows.desk import Desk
from tests.sandbox.running import Sandbox


def go_offline(shop: Sandbox) -> None:
    """Nothing reaches Kassapos any more."""
    shop.fault("* /v1/*", drop="before", times=100_000)


def ask_offline(desk: Desk, shop: Sandbox, label: str, right: str) -> None:
    """Sign in, lose the line, ask for a correction all the same."""
    desk.set_up_for(shop.base_url)
    desk.restart()
    desk.sign_in(remember=True)
    page = ask_to_correct(desk, label)
    desk.hand.write(page.new.value, right)
    go_offline(shop)
    desk.hand.press(page.send.send_button)
    desk.wait_until(lambda: desk.at("requests"), "the list is shown")
    settle(desk)
    assert "Saved on this PC, waits to be sent" in desk.toast
    desk.hand.press(desk.window.toast.close_button)


def pull_the_plug(desk: Desk, image: Path) -> None:
    """The power goes: what is on the disk at this moment is all that is left of the run."""
    shutil.copytree(desk.home, image)
    desk.close()
    shutil.rmtree(desk.home)
    image.rename(desk.home)


def only_here(desk: Desk) -> list[str]:
    """The titles in the list of what is not at Kassapos yet."""
    model = desk.page.table.model()
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    return [row.data() for row in rows if row.data(CellRole.SECOND) == "Only on this PC"]


def test_asked_offline_it_waits_survives_a_power_cut_and_is_filed_once(
    desk: Desk, calm_shop: Sandbox, tmp_path: Path
) -> None:
    before = filed(calm_shop, "correction")
    ask_offline(desk, calm_shop, "Business name", "Kaveri Fresh Mart and Sons")
    words = request_words(desk)
    for told in ("Correct: Business name", "Waits to be sent", "It goes by itself", "encrypted"):
        assert told in words

    pull_the_plug(desk, tmp_path / "image")
    calm_shop.no_faults()
    desk.start()
    desk.wait_until(lambda: desk.session.state == "signed_in", "signed in again")
    desk.wait_until(
        lambda: len(filed(calm_shop, "correction")) == len(before) + 1, "it was filed by itself"
    )
    page = desk.open_page("requests")
    choose_row(desk, page.table, "Correct: Business name")
    assert "Kaveri Fresh Mart and Sons" in request_words(desk)
    assert only_here(desk) == []
    assert len(filed(calm_shop, "correction")) == len(before) + 1


def test_it_goes_by_itself_when_the_line_is_back_and_the_key_leaves_the_keychain(
    desk: Desk, calm_shop: Sandbox
) -> None:
    before = filed(calm_shop, "correction")
    desk.vault = MemoryVault("Test keychain")
    ask_offline(desk, calm_shop, "Name on bills", "Kaveri Mart")
    assert [one for one in desk.vault.accounts() if one.endswith("/outbox")]
    calm_shop.no_faults()
    desk.wait_until(lambda: "You sent the request" in request_words(desk), "it went by itself")
    desk.rest()
    assert not [one for one in desk.vault.accounts() if one.endswith("/outbox")]
    assert len(filed(calm_shop, "correction")) == len(before) + 1


def test_what_waits_stays_sealed_after_signing_out_and_goes_for_the_same_shop(
    desk: Desk, calm_shop: Sandbox
) -> None:
    before = filed(calm_shop, "correction")
    ask_offline(desk, calm_shop, "Industry type", "Quite Another Name")
    desk.sign_out()
    on_disk = b"".join(one.read_bytes() for one in desk.home.rglob("*") if one.is_file())
    assert b"Quite Another Name" not in on_disk
    calm_shop.no_faults()
    desk.sign_in()
    desk.wait_until(
        lambda: len(filed(calm_shop, "correction")) == len(before) + 1, "filed at the next sign-in"
    )


def test_what_was_not_sent_can_be_edited_or_thrown_away(desk: Desk, calm_shop: Sandbox) -> None:
    before = filed(calm_shop, "correction")
    ask_offline(desk, calm_shop, "Business name", "First Thought")
    desk.hand.press(desk.button("Edit", desk.page.pane))
    desk.wait_until(lambda: desk.at("correction"), "the form is shown")
    settle(desk)
    assert desk.page.new.value.text() == "First Thought"
    page = desk.open_page("requests")
    choose_row(desk, page.table, "Correct: Business name")
    assert "A draft on this PC" in request_words(desk)
    desk.hand.press(desk.button("Throw away", page.pane))
    answer(desk, "Keep it")
    assert only_here(desk) == ["Correct: Business name"]
    desk.hand.press(desk.button("Throw away", page.pane))
    answer(desk, "Throw away")
    assert only_here(desk) == []
    calm_shop.no_faults()
    settle(desk)
    assert filed(calm_shop, "correction") == before


def test_a_half_typed_correction_comes_back_after_a_power_cut(
    desk: Desk, calm_shop: Sandbox, tmp_path: Path
) -> None:
    desk.set_up_for(calm_shop.base_url)
    desk.restart()
    desk.sign_in(remember=True)
    page = ask_to_correct(desk, "Business name")
    desk.hand.write(page.new.value, "Kaveri Fre")
    desk.wait_to_see("Draft saved on this PC")
    pull_the_plug(desk, tmp_path / "image")
    desk.start()
    desk.wait_until(lambda: desk.session.state == "signed_in", "signed in again")
    desk.rest()
    page = desk.open_page("requests")
    choose_row(desk, page.table, "Correct: Business name")
    desk.hand.press(desk.button("Go on writing", page.pane))
    desk.wait_until(lambda: desk.at("correction"), "the form is shown")
    settle(desk)
    assert desk.page.new.value.text() == "Kaveri Fre"
