"""What a run could not finish when it ended, the next start finishes, or says that it did not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kassadesk.files.settings_file import SettingsFile
from kassadesk.vault.vault import MemoryVault
from tests.flows.desk import Desk
from tests.flows.hands import Mouse
from tests.sandbox.running import Sandbox


@pytest.fixture
def vault() -> MemoryVault:
    """A keychain that a test can lock."""
    return MemoryVault("Test keychain")


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, calm_shop: Sandbox, vault: MemoryVault) -> Iterator[Desk]:
    """KassaDesk on a PC with that keychain, talking to the shop, not started yet."""
    made = Desk(tmp_path / "home", Mouse(), calm_shop)
    made.vault = vault
    made.home.mkdir()
    made.set_up_for(calm_shop.base_url)
    yield made
    made.close()


def test_key_that_the_keychain_keeps_is_told_and_goes_at_the_next_start(
    desk: Desk, vault: MemoryVault
) -> None:
    desk.start()
    desk.sign_in(remember=True)
    vault.locked = True
    desk.sign_out()
    assert desk.toast.startswith("You are signed out, but the safe store kept its entry")

    vault.locked = False
    desk.restart()

    assert [one for one in vault.accounts() if not one.endswith("/evidence")] == []
    assert desk.session.state == "signed_out"
    assert desk.toast == ""


def test_sign_out_that_never_reached_kassapos_is_given_up_after_a_day_and_told(
    desk: Desk, vault: MemoryVault
) -> None:
    vault.put("elsewhere.example/1/revoke", "rt_elsewhere")
    settings = SettingsFile(desk.home)
    settings.change(sessions_to_revoke=("elsewhere.example/1 2026-01-01T00:00:00Z",))

    desk.start()

    assert desk.toast.startswith("Kassapos was not told of an earlier sign-out")
    assert [one for one in vault.accounts() if not one.endswith("/evidence")] == []
    desk.restart()
    assert desk.toast == ""


def test_half_written_files_of_a_killed_run_are_gone_after_the_next_start(desk: Desk) -> None:
    dead = desk.home / ".kd-0123456789abcdef.part"
    dead.mkdir()
    (dead / "lock").touch()
    (dead / "content").write_bytes(b"half an export")

    desk.start()

    assert not dead.exists()
