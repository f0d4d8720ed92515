"""Asking for a correction against the real sample shop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kassadesk.core.data_requests import DataRequest, RequestType
from kassadesk.core.errors import AttachmentRefused, NotAllowed
from kassadesk.core.intents import IntentState
from kassadesk.core.rows import Kind
from kassadesk.viewmodels.correction import CorrectionViewModel
from kassadesk.viewmodels.outbox import OutboxViewModel
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough
from tests.sample_shop_signed_in import SignedInShop
from tests.services.test_photo_facts import PHOTO
from tests.viewmodels.acts import Told, settled

PDF = b"%PDF-1.4\n" + b"0" * 3000


@pytest.fixture(scope="module")
def shop() -> Iterator[SignedInShop]:
    with SignedInShop() as made:
        yield made


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def outbox(tasks: Tasks, shop: SignedInShop, told: Told) -> Iterator[OutboxViewModel]:
    made = OutboxViewModel(tasks, told.notices, shop.outbox)
    yield made
    made.stop()


@pytest.fixture
def correction(
    qtbot: QtBot,
    tasks: Tasks,
    walkthrough: Walkthrough,
    shop: SignedInShop,
    told: Told,
    outbox: OutboxViewModel,
) -> Iterator[CorrectionViewModel]:
    made = CorrectionViewModel(tasks, told.notices, walkthrough, outbox, shop.records)
    made.load()
    settled(qtbot, tasks)
    assert made.fields
    yield made
    made.rest()
    shop.no_faults()


def _address(correction: CorrectionViewModel) -> str:
    return next(f.field_id for f in correction.fields if f.kind is Kind.ADDRESS)


def _sent(shop: SignedInShop, label: str) -> list[DataRequest]:
    return [
        r
        for r in shop.data_requests.all()
        if r.type is RequestType.CORRECTION and r.title_subject == label
    ]


def test_a_double_click_sends_once(
    qtbot: QtBot, tasks: Tasks, shop: SignedInShop, correction: CorrectionViewModel, told: Told
) -> None:
    correction.choose(_address(correction))
    assert correction.field is not None
    label = correction.field.label
    before = len(_sent(shop, label))
    correction.type("7 New Street, Tiruchirappalli 620008")

    with qtbot.waitSignal(correction.sent):
        correction.send()
        correction.send()
    settled(qtbot, tasks)

    assert len(_sent(shop, label)) == before + 1
    assert told.kinds == ["request_sent"]
    assert not correction.typed.touched


def test_a_lost_answer_is_saved_here_and_filed_once_when_kassapos_is_asked_again(
    qtbot: QtBot,
    tasks: Tasks,
    shop: SignedInShop,
    correction: CorrectionViewModel,
    outbox: OutboxViewModel,
    told: Told,
) -> None:
    correction.choose(_address(correction))
    assert correction.field is not None
    label = correction.field.label
    before = len(_sent(shop, label))
    correction.type("8 New Street, Tiruchirappalli 620008")
    correction.say_why("We moved")
    shop.fault("POST /v1/requests", drop="after", times=9)

    with qtbot.waitSignal(correction.waits) as waits:
        correction.send()
    assert waits.args is not None
    intent = outbox.find(waits.args[0])
    assert intent is not None
    assert intent.state is IntentState.NOT_SURE
    assert told.kinds == ["request_saved_for_this_run"]
    assert not correction.typed.touched

    shop.no_faults()
    with qtbot.waitSignal(outbox.filed):
        outbox.send(hurry=True)
    settled(qtbot, tasks)
    assert outbox.intents == ()
    assert len(_sent(shop, label)) == before + 1


def test_saved_is_said_after_the_commit_and_before_anything_is_sent(
    qtbot: QtBot, tasks: Tasks, shop: SignedInShop, correction: CorrectionViewModel
) -> None:
    correction.choose(_address(correction))
    correction.type("9 New Street, Tiruchirappalli 620008")
    moments: list[tuple[bool, bool]] = []
    correction.changed.connect(
        lambda: moments.append((correction.saved, bool(shop.outbox.intents())))
    )
    with qtbot.waitSignal(correction.sent):
        correction.send()
    settled(qtbot, tasks)
    assert (True, True) in moments, "it was said while it was in the outbox"
    assert (True, False) not in moments


def test_a_refusal_keeps_the_form_and_an_edit_after_it_is_another_request(
    qtbot: QtBot,
    tasks: Tasks,
    shop: SignedInShop,
    correction: CorrectionViewModel,
    outbox: OutboxViewModel,
) -> None:
    correction.choose(_address(correction))
    correction.type("10 First Street, Tiruchirappalli 620008")
    shop.fault("POST /v1/requests", status=403, times=9)
    correction.send()
    settled(qtbot, tasks)
    assert isinstance(correction.error, NotAllowed)
    assert correction.typed.after == "10 First Street, Tiruchirappalli 620008"
    (refused,) = outbox.intents
    assert refused.state is IntentState.REFUSED

    shop.no_faults()
    correction.type("10 Second Street, Tiruchirappalli 620008")
    with qtbot.waitSignal(correction.sent) as sent:
        correction.send()
    assert sent.args is not None
    assert sent.args[0].items[0].after == "10 Second Street, Tiruchirappalli 620008"
    assert sent.args[0].client_ref != refused.client_ref
    settled(qtbot, tasks)
    assert outbox.intents == ()


def test_a_fault_of_the_server_is_waited_for_and_the_form_is_free_again(
    qtbot: QtBot,
    tasks: Tasks,
    shop: SignedInShop,
    correction: CorrectionViewModel,
    outbox: OutboxViewModel,
) -> None:
    correction.choose(_address(correction))
    correction.type("11 New Street, Tiruchirappalli 620008")
    shop.fault("POST /v1/requests", status=500, times=3)
    with qtbot.waitSignal(correction.waits):
        correction.send()
    assert [one.state for one in outbox.intents] == [IntentState.NOT_SURE]
    with qtbot.waitSignal(outbox.filed, timeout=20_000):
        pass  # it goes by itself, after its pause
    settled(qtbot, tasks)
    assert outbox.intents == ()


def test_what_is_typed_is_kept_as_a_draft_and_comes_back_in_the_next_form(
    qtbot: QtBot,
    tasks: Tasks,
    walkthrough: Walkthrough,
    shop: SignedInShop,
    correction: CorrectionViewModel,
    outbox: OutboxViewModel,
    told: Told,
) -> None:
    correction.choose(_address(correction))
    correction.type("12 Half a Str")
    qtbot.waitUntil(lambda: correction.kept == "this_run", timeout=5_000)
    assert [one.state for one in outbox.intents] == [IntentState.DRAFT]

    later = CorrectionViewModel(tasks, told.notices, walkthrough, outbox, shop.records)
    later.load()
    settled(qtbot, tasks)
    assert later.typed.after == "12 Half a Str"
    later.discard()
    settled(qtbot, tasks)
    assert outbox.intents == ()
    later.rest()


def test_a_gstin_with_a_wrong_check_character_gets_the_right_one_suggested(
    correction: CorrectionViewModel,
) -> None:
    wrong = []
    for held in correction.fields:
        correction.choose(held.field_id)
        now = correction.current_check
        if held.kind is Kind.GSTIN and now is not None and not now.ok:
            wrong.append(held)
    assert len(wrong) == 1, "the sample shop holds exactly one GSTIN with a wrong check character"
    correction.choose(wrong[0].field_id)
    assert wrong[0].value is not None

    correction.type(wrong[0].value)
    assert correction.cannot_send == "not_well_formed"
    correction.take_suggestion()

    assert correction.check is not None
    assert correction.check.ok
    assert correction.typed.after[:14] == wrong[0].value[:14]
    assert correction.cannot_send == ""


def test_the_value_held_now_cannot_be_sent_as_its_own_correction(
    correction: CorrectionViewModel,
) -> None:
    correction.choose(_address(correction))
    assert correction.field is not None
    assert correction.field.value is not None
    correction.type(correction.field.value)
    assert correction.cannot_send == "same_value"


def test_wrong_documents_are_refused_by_name_and_good_ones_are_sent(
    qtbot: QtBot, tasks: Tasks, tmp_path: Path, correction: CorrectionViewModel
) -> None:
    good, wrong = tmp_path / "deed.pdf", tmp_path / "notes.pdf"
    good.write_bytes(PDF)
    wrong.write_bytes(b"only words")
    correction.choose(_address(correction))
    correction.type("11 New Street, Tiruchirappalli 620008")

    correction.add_documents([good, wrong])
    settled(qtbot, tasks)

    assert [e.name for e in correction.typed.evidence] == ["deed.pdf"]
    assert [r.name for r in correction.refused] == ["notes.pdf"]
    with qtbot.waitSignal(correction.sent, timeout=20_000) as sent:
        correction.send()
    assert sent.args is not None
    assert sent.args[0].evidence_count == 1


def test_a_photo_that_tells_where_it_was_taken_can_be_sent_without(
    qtbot: QtBot, tasks: Tasks, tmp_path: Path, correction: CorrectionViewModel
) -> None:
    photo = tmp_path / "board.jpg"
    photo.write_bytes(PHOTO)
    correction.choose(_address(correction))
    correction.type("13 New Street, Tiruchirappalli 620008")
    correction.add_documents([photo])
    settled(qtbot, tasks)
    (chosen,) = correction.typed.evidence
    assert chosen.photo_facts
    correction.remove_photo_facts(0)
    settled(qtbot, tasks)
    (cleaned,) = correction.typed.evidence
    assert not cleaned.photo_facts
    assert b"GPS" not in cleaned.content
    with qtbot.waitSignal(correction.sent, timeout=20_000) as sent:
        correction.send()
    assert sent.args is not None
    assert sent.args[0].receipt.attachment_digests == (cleaned.sha256,)


def test_a_sixth_document_is_refused(
    qtbot: QtBot, tasks: Tasks, tmp_path: Path, correction: CorrectionViewModel
) -> None:
    files = [tmp_path / f"{n}.pdf" for n in range(6)]
    for number, file in enumerate(files):
        file.write_bytes(PDF + bytes([number]))

    correction.add_documents(files)
    settled(qtbot, tasks)

    assert len(correction.typed.evidence) == 5
    assert [r.name for r in correction.refused] == ["5.pdf"]
    error = correction.refused[0].error
    assert isinstance(error, AttachmentRefused)
    assert error.reason == "too_many"
