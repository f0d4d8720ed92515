"""Leaving a PC: nothing of ours stays on it, and nothing that was never sent is lost by it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kassadesk.files.export_history import FILE_NAME as HISTORY
from kassadesk.outbox.opening import NAME as OUTBOX
from kassadesk.services import timetable
from kassadesk.services.purging import Purged, purge
from kassadesk.vault.vault import MemoryVault
from tests.services.outbox_world import correction
from tests.services.program import Program


@pytest.fixture(autouse=True)
def task_of_a_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is purged here is not the scheduled copy of the person who runs the tests."""
    monkeypatch.setattr(timetable, "TASK", "KassaDesk test")


@pytest.fixture
def remembered(program: Program, tmp_path: Path) -> Iterator[tuple[Program, MemoryVault, Path]]:
    """A program with a remembered sign-in, settings, history, an evidence log and logs of its own."""
    program.sign_in(remember=True)
    vault = program.vault
    assert isinstance(vault, MemoryVault)
    home = tmp_path / "profile"
    (home / HISTORY).write_text("{}\n", encoding="utf-8")
    (home / "evidence").mkdir()
    (home / "evidence" / "0123.jsonl").write_text("{}\n", encoding="utf-8")
    (home / "logs").mkdir()
    (home / "logs" / "kassadesk.log").write_text("line\n", encoding="utf-8")
    (home / "sample-shop").mkdir()
    yield program, vault, home
    program.outbox.close()


def left(home: Path, program: Program, vault: MemoryVault, *, even_unsent: bool = False) -> Purged:
    others = home / "logs", home / "sample-shop"
    return purge(home, others, vault, program.api, even_unsent=even_unsent)


def waiting(program: Program) -> str:
    """A request that was saved on this PC and never sent; its text."""
    program.outbox.enter(program.records.merchant().merchant_id)
    wish = correction("never sent")
    program.outbox.save(wish)
    program.outbox.close()
    return wish.client_ref


def test_sign_in_settings_history_and_logs_go_and_the_folder_with_them(
    remembered: tuple[Program, MemoryVault, Path],
) -> None:
    program, vault, home = remembered
    assert vault.accounts() != ()

    done = left(home, program, vault)

    assert done == Purged(entries=1, unsent=0)
    assert vault.accounts() == ()
    assert not home.exists()


def test_the_sign_in_is_ended_at_the_server_too(
    remembered: tuple[Program, MemoryVault, Path],
) -> None:
    program, vault, home = remembered
    before = len(program.calls("POST", "/v1/oauth/revoke"))

    left(home, program, vault)

    assert program.calls("POST", "/v1/oauth/revoke")[before:] == [200]


def test_what_was_never_sent_stays_readable_until_it_is_let_go(
    remembered: tuple[Program, MemoryVault, Path],
) -> None:
    program, vault, home = remembered
    client_ref = waiting(program)

    kept = left(home, program, vault)

    assert kept.unsent == 1
    assert [account.rpartition("/")[2] for account in vault.accounts()] == ["outbox"]
    assert [path.name for path in home.iterdir()] == [OUTBOX]
    again = Program(program.sandbox, home, vault)
    again.sign_in()
    again.outbox.enter(again.records.merchant().merchant_id)
    assert [one.client_ref for one in again.outbox.intents()] == [client_ref]
    again.outbox.close()
    again.api.close()

    gone = left(home, program, vault, even_unsent=True)

    assert gone.unsent == 0
    assert vault.accounts() == ()
    assert not home.exists()


def test_a_stranger_s_files_and_the_person_s_exports_stay(
    remembered: tuple[Program, MemoryVault, Path],
) -> None:
    program, vault, home = remembered
    (home / "KassaDesk").mkdir()
    (home / "KassaDesk" / "copy.xlsx").write_bytes(b"theirs")
    (home / "holiday.jpg").write_bytes(b"theirs")

    left(home, program, vault)

    assert sorted(path.name for path in home.iterdir()) == ["KassaDesk", "holiday.jpg"]


def test_a_damaged_outbox_counts_as_never_sent(
    remembered: tuple[Program, MemoryVault, Path],
) -> None:
    program, vault, home = remembered
    (home / OUTBOX).write_bytes(b"no database at all" * 400)

    assert left(home, program, vault).unsent == 1
    assert (home / OUTBOX).exists()


def test_a_keychain_that_will_not_open_is_told(
    remembered: tuple[Program, MemoryVault, Path],
) -> None:
    program, vault, home = remembered
    vault.locked = True

    assert left(home, program, vault).stays == ("keychain",)
    vault.locked = False
    assert vault.accounts() != ()
