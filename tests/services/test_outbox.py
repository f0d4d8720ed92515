"""What is saved on this PC: sealed, kept through everything, and never guessed about."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kassadesk.core.errors import (
    Conflict,
    IntentSealed,
    NotAllowed,
    OutboxDamaged,
    OutboxNewer,
)
from kassadesk.core.intents import EvidenceDraft, IntentState, WithdrawalDraft
from kassadesk.outbox.opening import MIGRATIONS, NAME
from kassadesk.services.outbox_draining import LONGEST_TOLD_S
from kassadesk.vault.vault import MemoryVault
from tests.sandbox.running import Sandbox
from tests.services.outbox_world import Pc, Window, correction
from tests.services.test_data_requests import pdf


@pytest.fixture
def vault() -> MemoryVault:
    return MemoryVault("Test keychain")


@pytest.fixture
def pc(sandbox: Sandbox, tmp_path: Path, vault: MemoryVault) -> Iterator[Pc]:
    made = Pc(sandbox, tmp_path / "home", vault)
    yield made
    made.close()


def database(pc: Pc) -> Path:
    return pc.folder / NAME


def test_nothing_personal_is_readable_in_the_file(pc: Pc) -> None:
    wish = replace(correction("Quite personal words"), evidence=(pdf(letter=b"S"),))
    pc.windows[0].outbox.save(wish)
    content = database(pc).read_bytes()
    for secret in (b"Quite personal", b"SSSS", b"proof.pdf", b"kaveri", b"Industry"):
        assert secret not in content
    assert pc.windows[0].outbox.wish(wish.client_ref) == wish


def test_the_key_is_in_the_keychain_only_while_something_waits(pc: Pc, vault: MemoryVault) -> None:
    assert vault.accounts() == ()
    pc.windows[0].outbox.save(correction("one"))
    assert len(vault.accounts()) == 1
    pc.windows[0].outbox.drain()
    assert vault.accounts() == ()


def test_a_commit_is_flushed_to_the_disk(pc: Pc) -> None:
    pc.windows[0].outbox.save(correction("one"))
    box = pc.windows[0].outbox._boxes[0]
    assert box._db.execute("PRAGMA synchronous").fetchone()[0] == 3, "EXTRA, which is FULL and more"
    assert box._db.execute("PRAGMA journal_mode").fetchone()[0] == "delete"


def test_a_body_moved_to_another_request_does_not_open(pc: Pc) -> None:
    first, second = correction("first"), correction("second")
    for wish in (first, second):
        pc.windows[0].outbox.save(wish)
    with closing(sqlite3.connect(database(pc))) as db, db:
        (body,) = db.execute(
            "SELECT body FROM intents WHERE client_ref = ?", (first.client_ref,)
        ).fetchone()
        db.execute("UPDATE intents SET body = ? WHERE client_ref = ?", (body, second.client_ref))
    with pytest.raises(IntentSealed):
        pc.windows[0].outbox.wish(second.client_ref)
    assert pc.windows[0].outbox.wish(first.client_ref) == first


def test_a_lost_key_is_told_by_name_and_does_not_stop_the_rest(pc: Pc, vault: MemoryVault) -> None:
    lost, fine = correction("lost"), correction("fine")
    pc.windows[0].outbox.save(lost)
    vault.delete(vault.accounts()[0])
    pc.restart()
    outbox = pc.windows[0].outbox
    outbox.save(fine)
    outbox.drain()
    (left,) = outbox.intents()
    assert (left.client_ref, left.wish) == (lost.client_ref, None)
    assert len(pc.at_server(fine.client_ref)) == 1
    outbox.discard(lost.client_ref)
    assert outbox.intents() == ()


def test_two_windows_never_lock_each_other_out_of_what_they_saved(pc: Pc) -> None:
    """The key goes when nothing waits and another comes; who still knows the old one looks again."""
    pc.windows.append(Window(pc))
    first, second = (window.outbox for window in pc.windows)
    first.save(correction("one"))
    assert second.intents()[0].wish is not None
    first.drain()
    first.save(correction("two"))
    second.save(correction("three"))
    for outbox in (first, second):
        assert [one.wish is not None for one in outbox.intents()] == [True, True]
    assert len(first.drain().filed) == 2


def test_a_damaged_file_is_set_aside_never_deleted_and_told(pc: Pc) -> None:
    pc.windows[0].outbox.save(correction("one"))
    pc.windows[0].close()
    damaged = b"\0" * 4096
    database(pc).write_bytes(damaged)
    pc.windows = [Window(pc)]
    outbox = pc.windows[0].outbox
    outbox.save(correction("two"))
    assert isinstance(outbox.trouble, OutboxDamaged)
    assert outbox.trouble.place is not None
    assert outbox.trouble.place.read_bytes() == damaged
    assert outbox.drain().filed


def test_a_newer_file_is_left_alone_and_asking_still_works_for_this_run(pc: Pc) -> None:
    pc.windows[0].outbox.save(correction("one"))
    pc.windows[0].close()
    with closing(sqlite3.connect(database(pc))) as db, db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = database(pc).read_bytes()
    pc.windows = [Window(pc)]
    outbox = pc.windows[0].outbox
    assert isinstance(outbox.trouble, OutboxNewer)
    saved = outbox.save(correction("two"))
    assert not saved.lasting
    assert outbox.drain().filed
    assert database(pc).read_bytes() == before


def test_without_a_keychain_it_lasts_for_the_run_and_says_so(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    pc = Pc(sandbox, tmp_path / "home", MemoryVault())
    saved = pc.windows[0].outbox.save(correction("one"))
    assert not saved.lasting
    assert not database(pc).exists()
    assert pc.windows[0].outbox.drain().filed
    pc.close()


def test_a_keychain_that_locks_in_between_keeps_it_for_the_run(pc: Pc, vault: MemoryVault) -> None:
    vault.locked = True
    saved = pc.windows[0].outbox.save(correction("one"))
    assert not saved.lasting
    assert pc.windows[0].outbox.drain().filed


def test_what_may_have_left_cannot_be_edited_or_thrown_away_until_it_is_known(pc: Pc) -> None:
    wish, outbox = correction("one"), pc.windows[0].outbox
    outbox.save(wish)
    pc.line.loses_answers = True
    outbox.drain()
    (intent,) = outbox.intents()
    assert intent.state is IntentState.NOT_SURE
    for change in (outbox.discard, outbox.take_back):
        with pytest.raises(Conflict):
            change(wish.client_ref)
    pc.line.loses_answers = False
    assert outbox.drain(hurry=True).filed[0].intent.filed
    assert len(pc.at_server(wish.client_ref)) == 1


def test_offline_leaves_it_waiting_and_editable(pc: Pc) -> None:
    wish, outbox = correction("one"), pc.windows[0].outbox
    outbox.save(wish)
    pc.line.down = True
    assert outbox.drain().error is not None
    (intent,) = outbox.intents()
    assert (intent.state, intent.may_change) == (IntentState.QUEUED, True)


def test_a_refusal_keeps_its_words_is_not_sent_again_and_an_edit_is_another_request(
    pc: Pc, sandbox: Sandbox
) -> None:
    wish, outbox = correction("one"), pc.windows[0].outbox
    outbox.save(wish)
    sandbox.fault("POST /v1/requests", status=403, times=1)
    (refused,) = outbox.drain().refused
    assert refused.trouble is not None
    assert refused.trouble.code == NotAllowed.__name__
    outbox.drain(hurry=True)
    assert pc.at_server(wish.client_ref) == []
    again = outbox.take_back(wish.client_ref)
    assert again.client_ref != wish.client_ref
    assert again.idempotency_key != wish.idempotency_key
    outbox.save(again)
    assert outbox.drain().filed
    assert pc.at_server(wish.client_ref) == []
    assert len(pc.at_server(again.client_ref)) == 1


def test_it_waits_as_long_as_the_server_asks_but_not_for_ever(pc: Pc, sandbox: Sandbox) -> None:
    outbox = pc.windows[0].outbox
    outbox.save(correction("one"))
    sandbox.fault("POST /v1/requests", status=503, retry_after="7000000", times=9)
    outbox.drain()
    (intent,) = outbox.intents()
    assert intent.next_try_at is not None
    wait = intent.next_try_at - pc.clock()
    assert timedelta(minutes=100) < wait <= timedelta(seconds=LONGEST_TOLD_S)
    sandbox.no_faults()
    assert not outbox.drain().filed, "it is not due"
    pc.shift += wait + timedelta(seconds=1)
    assert outbox.drain().filed


def test_those_behind_go_in_order_and_not_past_one_that_must_wait(pc: Pc, sandbox: Sandbox) -> None:
    outbox = pc.windows[0].outbox
    first, second = correction("first"), correction("second")
    outbox.save(first)
    outbox.save(second)
    sandbox.fault("POST /v1/requests", status=500, times=3)
    outbox.drain()
    assert pc.at_server(second.client_ref) == []
    filed = [one.intent.client_ref for one in outbox.drain(hurry=True).filed]
    assert filed == [first.client_ref, second.client_ref]


def test_after_the_life_of_the_key_it_is_asked_by_reference_and_filed_once(
    pc: Pc, sandbox: Sandbox
) -> None:
    wish, outbox = correction("one"), pc.windows[0].outbox
    outbox.save(wish)
    pc.line.loses_answers = True
    outbox.drain()
    pc.line.loses_answers = False
    pc.shift += timedelta(days=91)
    sandbox.advance(days=91)
    pc.sign_in()
    assert outbox.drain(hurry=True).filed
    assert len(pc.at_server(wish.client_ref)) == 1


def test_another_shop_neither_sees_nor_sends_it(pc: Pc) -> None:
    wish, outbox = correction("one"), pc.windows[0].outbox
    outbox.save(wish)
    outbox.enter("mer_somebody_else")
    assert outbox.intents() == ()
    assert outbox.drain(hurry=True).filed == ()
    assert pc.at_server(wish.client_ref) == []
    outbox.enter(pc.merchant_id)
    assert outbox.drain().filed


def test_a_withdrawal_and_documents_go_the_same_road_once(pc: Pc) -> None:
    wish, outbox = correction("one"), pc.windows[0].outbox
    outbox.save(wish)
    filed = outbox.drain().filed[0].intent.filed
    assert filed is not None
    about = (filed.request_id, filed.reference)
    pc.line.loses_answers = True
    outbox.save(EvidenceDraft(*outbox.new_ids(), *about, (pdf(letter=b"A"), pdf(letter=b"B"))))
    for _ in range(4):
        outbox.drain(hurry=True)
    outbox.save(WithdrawalDraft(*outbox.new_ids(), *about))
    pc.line.loses_answers = False
    for _ in range(4):
        outbox.drain(hurry=True)
    (request,) = pc.at_server(wish.client_ref)
    assert outbox.intents() == ()
    assert (request["status"], request["evidence_count"]) == ("revoked", 2)
    events = pc.me.get(f"/v1/requests/{filed.request_id}/events").json["items"]
    assert [one["kind"] for one in events] == ["filed", "evidence_supplied", "withdrawn"]
