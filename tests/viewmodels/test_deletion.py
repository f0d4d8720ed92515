"""Asking to delete against the real sample shop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kassadesk.core.data_requests import DeletionDraft, DeletionScope
from kassadesk.core.errors import Conflict
from kassadesk.core.exports import PastExport
from kassadesk.core.held import CategoryId
from kassadesk.viewmodels.deletion import SEE, DeletionViewModel
from kassadesk.viewmodels.notices import Notices
from kassadesk.viewmodels.outbox import OutboxViewModel
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough
from tests.past_exports import past_export
from tests.sample_shop_signed_in import SignedInShop
from tests.services.filing_at_once import file_deletion, new_intent
from tests.viewmodels.acts import Told, settled


@pytest.fixture(scope="module")
def shop() -> Iterator[SignedInShop]:
    with SignedInShop() as made:
        yield made


@pytest.fixture
def deletion(
    qtbot: QtBot, tasks: Tasks, walkthrough: Walkthrough, shop: SignedInShop
) -> Iterator[DeletionViewModel]:
    shop.exports.known = ()
    notices = Told().notices
    outbox = OutboxViewModel(tasks, notices, shop.outbox)
    yield view_model(qtbot, tasks, walkthrough, shop, outbox, notices)
    outbox.stop()
    shop.no_faults()


def view_model(
    qtbot: QtBot,
    tasks: Tasks,
    walkthrough: Walkthrough,
    shop: SignedInShop,
    outbox: OutboxViewModel,
    notices: Notices,
) -> DeletionViewModel:
    made = DeletionViewModel(
        tasks,
        notices,
        walkthrough,
        shop.data_requests,
        shop.records,
        shop.exports,  # type: ignore[arg-type]  # only `history` is asked here
        outbox,
    )
    made.load()
    settled(qtbot, tasks)
    assert made.basis is not None
    return made


def past(
    *kinds: CategoryId, masked: bool = False, check: str = "verified", from_year: str | None = None
) -> PastExport:
    return past_export(
        datetime(2026, 11, 20, tzinfo=UTC),
        path=Path("KassaDesk-Everything-2026-11-20.xlsx"),
        categories=kinds,
        from_year=from_year,
        masked=masked,
        shop_id="m-1",
        check=check,
    )


def seen(qtbot: QtBot, tasks: Tasks, deletion: DeletionViewModel) -> None:
    """Choose usage data and read what would happen."""
    deletion.choose_category("usage", True)
    deletion.go(SEE)
    settled(qtbot, tasks)
    assert deletion.preview is not None, deletion.preview_error


def test_sending_needs_a_copy_or_the_word_without_and_the_typed_check(
    qtbot: QtBot, tasks: Tasks, deletion: DeletionViewModel
) -> None:
    assert deletion.cannot_send == "nothing_chosen"
    deletion.choose_category("usage", True)
    assert deletion.cannot_send == "no_preview"
    seen(qtbot, tasks, deletion)
    assert deletion.cannot_send == "no_copy"
    deletion.decline_copy(True)
    assert deletion.cannot_send == "not_confirmed"
    deletion.type(deletion.confirmation[:3])
    assert deletion.cannot_send == "not_confirmed"
    deletion.type(deletion.confirmation.lower())
    assert deletion.cannot_send == ""


def test_the_check_is_the_end_of_the_main_gstin(deletion: DeletionViewModel) -> None:
    assert deletion.basis is not None
    gstin = deletion.basis.merchant.main_gstin
    assert gstin is not None
    assert deletion.confirmation == gstin[-4:]


@pytest.mark.parametrize(
    ("made", "counts"),
    [
        (past(CategoryId.USAGE), True),
        (past(*CategoryId), True),
        (past(CategoryId.BILLING), False),
        (past(CategoryId.USAGE, masked=True), False),
        (past(CategoryId.USAGE, check="changed"), False),
        (past(CategoryId.USAGE, check="not_found"), False),
        (past(CategoryId.USAGE, from_year="2025-26"), True),
    ],
)
def test_only_a_whole_verified_unmasked_copy_of_what_is_chosen_counts(
    qtbot: QtBot,
    tasks: Tasks,
    shop: SignedInShop,
    deletion: DeletionViewModel,
    made: PastExport,
    counts: bool,
) -> None:
    shop.exports.known = (made,)
    deletion.load()
    settled(qtbot, tasks)
    deletion.choose_category("usage", True)
    assert (deletion.copy is not None) is counts


def test_bills_of_some_years_are_no_copy_for_closing_the_account(
    qtbot: QtBot, tasks: Tasks, shop: SignedInShop, deletion: DeletionViewModel
) -> None:
    shop.exports.known = (past(*CategoryId, from_year="2025-26"),)
    deletion.load()
    settled(qtbot, tasks)
    deletion.choose_closing(True)
    assert deletion.copy is None


def test_another_choice_asks_for_another_look_and_another_check(
    qtbot: QtBot, tasks: Tasks, deletion: DeletionViewModel
) -> None:
    seen(qtbot, tasks, deletion)
    deletion.decline_copy(True)
    deletion.type(deletion.confirmation)
    deletion.choose_category("device", True)
    assert deletion.cannot_send == "no_preview"
    assert deletion.typed == ""


def test_a_lost_answer_is_saved_here_and_files_one_deletion(
    qtbot: QtBot, tasks: Tasks, shop: SignedInShop, deletion: DeletionViewModel
) -> None:
    seen(qtbot, tasks, deletion)
    deletion.decline_copy(True)
    deletion.type(deletion.confirmation)
    before = len(shop.data_requests.all())
    shop.fault("POST /v1/requests", drop="after", times=9)
    with qtbot.waitSignal(deletion.waits):
        deletion.send()
        deletion.send()
    assert not deletion.anything
    assert len(shop.outbox.intents()) == 1

    shop.no_faults()
    shop.outbox.drain(hurry=True)

    assert shop.outbox.intents() == ()
    assert len(shop.data_requests.all()) == before + 1


def test_a_plan_that_has_changed_is_shown_anew_and_not_sent_again(
    qtbot: QtBot, tasks: Tasks, shop: SignedInShop, deletion: DeletionViewModel
) -> None:
    seen(qtbot, tasks, deletion)
    assert deletion.preview is not None
    deletion.decline_copy(True)
    deletion.preview = replace(deletion.preview, plan_hash="0" * 64)
    deletion.type(deletion.confirmation)
    deletion.send()
    settled(qtbot, tasks)
    assert isinstance(deletion.error, Conflict)
    assert deletion.preview is not None
    assert deletion.preview.plan_hash != "0" * 64
    assert deletion.cannot_send == "not_confirmed"
    assert shop.outbox.intents() == ()


def test_a_preview_that_cannot_be_read_says_so_and_can_be_asked_again(
    qtbot: QtBot, tasks: Tasks, shop: SignedInShop, deletion: DeletionViewModel
) -> None:
    shop.fault("POST /v1/deletion-previews", status=500, times=9)
    deletion.choose_category("usage", True)
    deletion.go(SEE)
    settled(qtbot, tasks)
    assert deletion.preview_error is not None

    shop.no_faults()
    deletion.read_preview()
    settled(qtbot, tasks)
    assert deletion.cannot_send == "no_copy"


def test_a_plan_that_changed_meanwhile_is_shown_anew_and_nothing_is_sent(
    qtbot: QtBot, tasks: Tasks, walkthrough: Walkthrough
) -> None:
    with SignedInShop() as own:  # its calendar is turned
        notices = Told().notices
        outbox = OutboxViewModel(tasks, notices, own.outbox)
        deletion = view_model(qtbot, tasks, walkthrough, own, outbox, notices)
        deletion.choose_category("contact", True)
        deletion.go(SEE)
        settled(qtbot, tasks)
        deletion.decline_copy(True)
        deletion.type(deletion.confirmation)
        shown, sent = deletion.preview, deletion_of(own, "contact.accountant.phone")
        before = len(own.data_requests.all())

        deletion.send()
        settled(qtbot, tasks)

        assert isinstance(deletion.error, Conflict)
        assert deletion.preview not in (None, shown)
        assert deletion.cannot_send == "not_confirmed"
        assert len(own.data_requests.all()) == before
        assert own.data_requests.one(sent).final
        outbox.stop()


def deletion_of(shop: SignedInShop, field_id: str) -> str:
    """Another deletion, of one field, which is carried out; its id."""
    told = shop.data_requests.preview(DeletionScope(fields=(field_id,)))
    draft = DeletionDraft(*new_intent(), told.scope, told.plan_hash)
    filed = file_deletion(shop.data_requests, draft)
    shop.sandbox.advance(days=20)
    shop.sign_in_again()
    return filed.request_id


def test_a_prepared_request_holds_what_is_still_held_and_nothing_else(
    qtbot: QtBot, tasks: Tasks, deletion: DeletionViewModel
) -> None:
    deletion.choose_category("usage", True)
    deletion.decline_copy(True)
    deletion.prepare(
        DeletionScope(fields=("business.name", "no.such.field"), categories=("billing",))
    )
    settled(qtbot, tasks)
    assert deletion.scope == DeletionScope(fields=("business.name",), categories=("billing",))
    assert not deletion.copy_declined


def test_the_preview_comes_with_what_it_means(
    qtbot: QtBot, tasks: Tasks, deletion: DeletionViewModel
) -> None:
    seen(qtbot, tasks, deletion)
    assert deletion.basis is not None
    assert deletion.basis.right.holder == "individual"
    assert deletion.meaning is not None and deletion.meaning.tally.adds_up
    deletion.choose_category("device", True)
    assert deletion.meaning is None
