"""The list of requests against the real sample shop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kassadesk.core.data_requests import RequestStatus
from kassadesk.core.errors import KassaError
from kassadesk.viewmodels.outbox import OutboxViewModel
from kassadesk.viewmodels.request_rows import in_order, next_date
from kassadesk.viewmodels.requests import RequestsViewModel
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough
from tests.sample_shop_signed_in import SignedInShop
from tests.viewmodels.acts import Told, settled
from tests.viewmodels.made_following import following_of

PDF = b"%PDF-1.4\n" + b"0" * 3000


@pytest.fixture(scope="module")
def shop() -> Iterator[SignedInShop]:
    with SignedInShop() as made:
        yield made


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def requests(
    qtbot: QtBot, tasks: Tasks, walkthrough: Walkthrough, shop: SignedInShop, told: Told
) -> Iterator[RequestsViewModel]:
    outbox = OutboxViewModel(tasks, told.notices, shop.outbox)
    following = following_of(shop, tasks, told.notices, outbox)
    made = RequestsViewModel(
        tasks, told.notices, walkthrough, shop.data_requests, outbox, following
    )
    made.load()
    settled(qtbot, tasks)
    assert made.any
    yield made
    outbox.stop()
    shop.no_faults()


def act_error(requests: RequestsViewModel) -> KassaError | None:
    """Asked through a function, because it changes between two looks."""
    return requests.act_error


def test_your_turn_stands_on_top_and_ended_ones_at_the_end(requests: RequestsViewModel) -> None:
    shown = requests.shown
    places = [0 if r.your_turn else 2 if r.final else 1 for r in shown]
    assert places == sorted(places)
    assert requests.waiting == places.count(0)


def test_running_requests_are_ordered_by_the_date_that_matters_next(
    requests: RequestsViewModel,
) -> None:
    running = next(r for r in requests.shown if not r.final)
    late = replace(running, request_id="late", reason=None, status=RequestStatus.IN_PROGRESS)
    late = replace(late, promised_by=running.filed_at + timedelta(days=9))
    soon = replace(late, request_id="soon", promised_by=running.filed_at + timedelta(days=3))
    dateless = replace(late, request_id="dateless", promised_by=None)
    ordered = in_order((dateless, late, soon))
    assert [r.request_id for r in ordered] == ["soon", "late", "dateless"]
    assert next_date(dateless) == (None, "answer")


def test_the_chosen_request_brings_its_story(
    qtbot: QtBot, tasks: Tasks, requests: RequestsViewModel
) -> None:
    requests.choose(requests.shown[-1].request_id)
    settled(qtbot, tasks)
    assert requests.events
    assert requests.events[0].kind == "filed"


def test_a_filter_shows_only_that_status_and_closes_a_pane_that_is_gone(
    requests: RequestsViewModel,
) -> None:
    ended = next(r for r in requests.shown if r.final)
    requests.choose(ended.request_id)
    requests.filter("your_turn")
    assert all(r.your_turn for r in requests.shown)
    assert requests.chosen is None
    requests.filter(str(ended.status))
    assert requests.shown
    assert {r.status for r in requests.shown} == {ended.status}


def test_a_failed_withdrawal_says_so_and_trying_again_withdraws(
    qtbot: QtBot, tasks: Tasks, shop: SignedInShop, requests: RequestsViewModel, told: Told
) -> None:
    target = next(r for r in requests.shown if r.can_withdraw and not r.your_turn)
    requests.choose(target.request_id)
    shop.fault("POST /v1/requests/*/withdrawal", drop="after", times=9)
    requests.withdraw()
    requests.withdraw()
    settled(qtbot, tasks)
    failed = requests.act_error
    assert isinstance(failed, KassaError)

    shop.no_faults()
    requests.withdraw()
    settled(qtbot, tasks)

    assert act_error(requests) is None
    assert requests.chosen is not None
    assert requests.chosen.status is RequestStatus.REVOKED
    assert told.kinds == ["request_saved_for_this_run", "request_withdrawn"]


def test_a_document_answers_your_turn(
    qtbot: QtBot, tasks: Tasks, tmp_path: Path, requests: RequestsViewModel, told: Told
) -> None:
    target = next(r for r in requests.shown if r.your_turn)
    before = requests.waiting
    requests.choose(target.request_id)
    wrong, good = tmp_path / "wrong.pdf", tmp_path / "pan-card.pdf"
    wrong.write_bytes(b"words")
    good.write_bytes(PDF)

    requests.add_documents([wrong])
    settled(qtbot, tasks)
    assert act_error(requests) is not None
    assert told.kinds == []

    requests.add_documents([good])
    settled(qtbot, tasks)
    assert act_error(requests) is None
    assert told.kinds == ["evidence_added"]
    assert requests.waiting == before - 1


def test_a_list_that_cannot_be_read_again_stays_as_it_was(
    qtbot: QtBot, tasks: Tasks, shop: SignedInShop, requests: RequestsViewModel
) -> None:
    shown = requests.shown
    shop.fault("GET /v1/requests", status=500, times=9)
    requests.load()
    settled(qtbot, tasks)
    assert requests.error is not None
    assert requests.shown == shown
