"""The small forms against the real sample shop: what is missing is said, each is filed once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from kassadesk.core.intents import IntentKind, IntentState
from kassadesk.ui.texts import lacking_words
from kassadesk.viewmodels.asking import AskingViewModel
from kassadesk.viewmodels.outbox import OutboxViewModel
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.typed_asking import EMPTY, Typed, typed_of, wish_of
from kassadesk.viewmodels.walkthrough import Walkthrough
from tests.sample_shop_signed_in import SignedInShop
from tests.viewmodels.acts import Told, settled

NOMINEE = {"name": "S. Karthik", "relation": "son", "phone": "98421 77003"}


@pytest.fixture(scope="module")
def shop() -> Iterator[SignedInShop]:
    with SignedInShop(transactions=60) as made:
        yield made


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def outbox(tasks: Tasks, shop: SignedInShop, told: Told) -> Iterator[OutboxViewModel]:
    made = OutboxViewModel(tasks, told.notices, shop.outbox)
    yield made
    made.stop()
    shop.no_faults()


@pytest.fixture
def asking(
    qtbot: QtBot,
    tasks: Tasks,
    walkthrough: Walkthrough,
    shop: SignedInShop,
    told: Told,
    outbox: OutboxViewModel,
) -> Iterator[AskingViewModel]:
    made = AskingViewModel(
        tasks, told.notices, walkthrough, shop.data_requests, shop.records, outbox, shop.now
    )
    yield made
    made.rest()


def sent(asking: AskingViewModel) -> list[str]:
    ids: list[str] = []
    asking.sent.connect(ids.append)
    return ids


@pytest.mark.parametrize(
    ("kind", "typed", "lacks"),
    [
        (IntentKind.COPY, {}, ""),
        (IntentKind.COPY, {"copy_of": "some"}, "no_kind"),
        (IntentKind.COPY, {"copy_of": "some", "categories": ("usage",)}, ""),
        (IntentKind.GRIEVANCE, {}, "no_category"),
        (IntentKind.GRIEVANCE, {"category": "other"}, "no_text"),
        (IntentKind.GRIEVANCE, {"category": "other", "text": " \n"}, "no_text"),
        (IntentKind.GRIEVANCE, {"category": "other", "text": "It is wrong."}, ""),
        (IntentKind.NOMINATION, {}, "no_name"),
        (IntentKind.NOMINATION, {"name": "S. Karthik"}, "no_relation"),
        (IntentKind.NOMINATION, {"name": "S. Karthik", "relation": "son"}, "no_way"),
        (IntentKind.NOMINATION, NOMINEE, ""),
        (IntentKind.NOMINATION, {**NOMINEE, "phone": "12345"}, "bad_phone"),
        (IntentKind.NOMINATION, {**NOMINEE, "email": "k@x"}, "bad_email"),
        (IntentKind.MINOR_REPORT, {}, "no_about"),
        (IntentKind.MINOR_REPORT, {"minor_about": "Bills of June"}, "no_notice"),
        (IntentKind.MINOR_REPORT, {"minor_about": "Bills", "how_noticed": "Told so"}, ""),
    ],
)
def test_what_a_form_lacks_is_said_in_words(
    asking: AskingViewModel, kind: IntentKind, typed: dict[str, Any], lacks: str
) -> None:
    asking.begin(kind, **typed)
    assert asking.cannot_send == lacks
    assert bool(lacking_words(lacks)) is bool(lacks)


@pytest.mark.parametrize(
    ("kind", "typed", "filed_as"),
    [
        (IntentKind.COPY, {"copy_of": "some", "categories": ("device",)}, "access:categories"),
        (IntentKind.COPY, {"copy_of": "portable"}, "portability"),
        (IntentKind.NOMINATION, NOMINEE, "nomination"),
        (IntentKind.MINOR_REPORT, {"minor_about": "Bills", "how_noticed": "Told"}, "minor-report"),
    ],
)
def test_each_form_is_filed_once_with_its_receipt(
    qtbot: QtBot,
    tasks: Tasks,
    shop: SignedInShop,
    asking: AskingViewModel,
    told: Told,
    kind: IntentKind,
    typed: dict[str, Any],
    filed_as: str,
) -> None:
    before = len(shop.data_requests.all())
    ids = sent(asking)
    asking.begin(kind, **typed)
    settled(qtbot, tasks)
    asking.send()
    asking.send()
    qtbot.waitUntil(lambda: bool(ids), timeout=20_000)
    settled(qtbot, tasks)
    filed = shop.data_requests.one(ids[0])
    assert str(filed.type) == filed_as
    assert len(shop.data_requests.all()) == before + 1
    assert told.kinds == ["request_sent"]
    assert asking.typed == EMPTY


def test_a_complaint_names_its_request_and_a_lost_answer_files_it_once(
    qtbot: QtBot, tasks: Tasks, shop: SignedInShop, asking: AskingViewModel, told: Told
) -> None:
    about = shop.data_requests.all()[0].request_id
    before = len(shop.api.grievances.list_grievances())
    ids = sent(asking)
    asking.begin(
        IntentKind.GRIEVANCE, category="request_late", text="Nothing came.", about_request=about
    )
    settled(qtbot, tasks)
    assert asking.about is not None
    shop.fault("POST /v1/grievances", drop="after", times=1)
    asking.send()
    qtbot.waitUntil(lambda: bool(ids) or bool(told.kinds), timeout=20_000)
    qtbot.waitUntil(lambda: len(shop.api.grievances.list_grievances()) == before + 1)
    settled(qtbot, tasks)
    (filed,) = [one for one in shop.api.grievances.list_grievances() if one.about_request == about]
    assert (filed.text, str(filed.category)) == ("Nothing came.", "request_late")


def test_offline_a_form_waits_on_this_pc_and_can_be_edited(
    qtbot: QtBot, tasks: Tasks, shop: SignedInShop, asking: AskingViewModel, outbox: OutboxViewModel
) -> None:
    waits: list[str] = []
    asking.waits.connect(waits.append)
    asking.begin(IntentKind.NOMINATION, **NOMINEE)
    settled(qtbot, tasks)
    shop.fault("GET /v1/me", status=503, times=50)
    asking.send()
    qtbot.waitUntil(lambda: bool(waits), timeout=20_000)
    (intent,) = [one for one in outbox.intents if one.client_ref == waits[0]]
    assert intent.kind is IntentKind.NOMINATION
    assert intent.state is IntentState.QUEUED
    shop.no_faults()
    outbox.stop()
    assert intent.may_change
    asking.edit(intent)
    settled(qtbot, tasks)
    assert asking.typed.name == NOMINEE["name"]
    asking.discard()
    settled(qtbot, tasks)
    assert outbox.find(waits[0]) is None


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (IntentKind.COPY, Typed(copy_of="some", categories=("usage",), why="For the auditor")),
        (IntentKind.COPY, Typed(copy_of="portable")),
        (IntentKind.GRIEVANCE, Typed(category="breach", about_request="req-1", text="Look.")),
        (IntentKind.NOMINATION, Typed(name="K", relation="son", email="k@example.com")),
        (IntentKind.MINOR_REPORT, Typed(minor_about="Bills", how_noticed="Told so")),
    ],
)
def test_what_was_written_comes_back_into_its_form(kind: IntentKind, typed: Typed) -> None:
    assert typed_of(wish_of(kind, ("ref", "key"), typed, ())) == typed
