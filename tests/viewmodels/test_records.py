"""The fields held, over real HTTP: what is found, what needs a look, which details are open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from kassadesk.core.errors import NotAllowed
from kassadesk.core.held import CategoryId
from kassadesk.viewmodels.records import RecordsViewModel
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough
from tests.sample_shop_signed_in import SignedInShop

LONG = 20_000
FIELDS = "GET /v1/categories/*/fields"


@pytest.fixture(scope="module")
def shop() -> Iterator[SignedInShop]:
    with SignedInShop("kaveri", 50) as signed_in:
        yield signed_in


@pytest.fixture
def held(
    shop: SignedInShop, tasks: Tasks, walkthrough: Walkthrough, qtbot: QtBot
) -> Iterator[RecordsViewModel]:
    model = RecordsViewModel(tasks, walkthrough, shop.records)
    model.load()
    qtbot.waitUntil(lambda: len(model.fields) == 8 and len(model.kinds) == 5, timeout=LONG)
    yield model
    shop.no_faults()


def found(model: RecordsViewModel) -> list[str]:
    return [look.field.label for look in model.fields]


def test_a_mistyped_gstin_and_an_unexplained_field_need_a_look(held: RecordsViewModel) -> None:
    needing = {look.field.label: look for look in held.needing_look}

    assert set(needing) == {"GSTIN, Puducherry", "FSSAI licence"}
    assert needing["GSTIN, Puducherry"].mistyped
    assert needing["FSSAI licence"].unexplained
    assert not needing["FSSAI licence"].mistyped


def test_a_field_is_found_by_its_name_or_its_value_or_its_reason(held: RecordsViewModel) -> None:
    held.find("fssai")
    assert found(held) == ["FSSAI licence"]
    held.find("bharathi")
    assert found(held) == ["Address, main shop"]
    held.find("TAX INVOICES")
    assert "GSTIN, main shop" in found(held)
    assert "FSSAI licence" not in found(held)


def test_a_hidden_value_cannot_be_found_by_guessing(
    held: RecordsViewModel, walkthrough: Walkthrough
) -> None:
    walkthrough.set_on(True)

    held.find("bharathi")

    assert found(held) == []


def test_the_count_of_what_needs_a_look_does_not_follow_the_search(
    held: RecordsViewModel,
) -> None:
    held.find("industry")

    assert len(found(held)) == 1
    assert len(held.needing_look) == 2


def test_another_kind_closes_the_details_and_forgets_the_fields(
    held: RecordsViewModel, qtbot: QtBot
) -> None:
    held.select(held.fields[0].field.field_id)

    held.choose(CategoryId.CONTACT)

    assert held.selected == ""
    assert held.loading
    assert held.fields == ()
    qtbot.waitUntil(lambda: len(held.fields) == 12, timeout=LONG)


def test_a_late_answer_for_a_kind_left_behind_is_dropped(
    held: RecordsViewModel, shop: SignedInShop, tasks: Tasks, qtbot: QtBot
) -> None:
    shop.fault("GET /v1/categories/contact/fields", delay_s=1, times=1)
    held.choose(CategoryId.CONTACT)
    held.choose(CategoryId.BUSINESS)

    qtbot.waitUntil(lambda: len(held.fields) == 8, timeout=LONG)
    qtbot.waitUntil(lambda: tasks.busy == 0, timeout=LONG)
    assert len(held.fields) == 8
    assert held.chosen is CategoryId.BUSINESS


def test_a_failed_reading_keeps_the_fields_read_before(
    held: RecordsViewModel, shop: SignedInShop, qtbot: QtBot
) -> None:
    shop.fault(FIELDS, status=403, times=1)

    held.load()

    qtbot.waitUntil(lambda: isinstance(held.error, NotAllowed), timeout=LONG)
    assert len(held.fields) == 8


def test_a_field_is_sought_in_every_kind_and_an_unknown_one_is_given_up(
    held: RecordsViewModel, shop: SignedInShop, tasks: Tasks, qtbot: QtBot
) -> None:
    held.show_field("no-such-field")

    qtbot.waitUntil(lambda: tasks.busy == 0, timeout=LONG)
    assert held.selected == ""
    wanted = shop.records.fields(CategoryId.BUSINESS)[1].field_id
    held.show_field(wanted)
    qtbot.waitUntil(lambda: held.selected == wanted, timeout=LONG)
