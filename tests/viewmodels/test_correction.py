"""Asking for a correction against the real sample shop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kassadesk.core.data_requests import DataRequest, RequestType
from kassadesk.core.errors import AttachmentRefused, KassaError, ServerFault
from kassadesk.core.rows import Kind
from kassadesk.viewmodels.correction import CorrectionViewModel
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough
from tests.sample_shop_signed_in import SignedInShop
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
def correction(
    qtbot: QtBot, tasks: Tasks, walkthrough: Walkthrough, shop: SignedInShop, told: Told
) -> Iterator[CorrectionViewModel]:
    made = CorrectionViewModel(tasks, told.notices, walkthrough, shop.data_requests, shop.records)
    made.load()
    settled(qtbot, tasks)
    assert made.fields
    yield made
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


def test_a_lost_answer_keeps_everything_and_try_again_files_nothing_twice(
    qtbot: QtBot, tasks: Tasks, shop: SignedInShop, correction: CorrectionViewModel
) -> None:
    correction.choose(_address(correction))
    assert correction.field is not None
    label = correction.field.label
    before = len(_sent(shop, label))
    correction.type("8 New Street, Tiruchirappalli 620008")
    correction.say_why("We moved")
    shop.fault("POST /v1/requests", drop="after", times=9)

    correction.send()
    settled(qtbot, tasks)
    assert isinstance(correction.error, KassaError)
    assert (correction.typed.after, correction.typed.why) == (
        "8 New Street, Tiruchirappalli 620008",
        "We moved",
    )

    shop.no_faults()
    with qtbot.waitSignal(correction.sent):
        correction.send()
    assert len(_sent(shop, label)) == before + 1


def test_an_edit_after_a_failure_is_a_new_wish(
    qtbot: QtBot, tasks: Tasks, shop: SignedInShop, correction: CorrectionViewModel
) -> None:
    correction.choose(_address(correction))
    correction.type("9 First Street, Tiruchirappalli 620008")
    shop.fault("POST /v1/requests", drop="after", times=9)
    correction.send()
    settled(qtbot, tasks)
    shop.no_faults()

    correction.type("9 Second Street, Tiruchirappalli 620008")
    with qtbot.waitSignal(correction.sent) as sent:
        correction.send()

    assert sent.args is not None
    assert sent.args[0].items[0].after == "9 Second Street, Tiruchirappalli 620008"


def test_a_refusal_of_the_server_is_shown_and_nothing_typed_is_lost(
    qtbot: QtBot, tasks: Tasks, shop: SignedInShop, correction: CorrectionViewModel
) -> None:
    correction.choose(_address(correction))
    correction.type("10 New Street, Tiruchirappalli 620008")
    shop.fault("POST /v1/requests", status=500, times=9)

    correction.send()
    settled(qtbot, tasks)

    assert isinstance(correction.error, ServerFault)
    assert correction.typed.after == "10 New Street, Tiruchirappalli 620008"
    assert correction.cannot_send == ""


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
