"""The fields held: what is found, what needs a look, which details are open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import pytest
from pytestqt.qtbot import QtBot

from kassadesk.core.errors import Offline
from kassadesk.core.held import CategoryId
from kassadesk.viewmodels.records import RecordsViewModel
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough
from tests.samples_fields import KaveriRecords

if TYPE_CHECKING:
    from kassadesk.services.records import RecordsService


class Held:
    """The view-model of a shop whose business information is read."""

    def __init__(self, tasks: Tasks) -> None:
        self.server = KaveriRecords()
        self.walkthrough = Walkthrough()
        self.model = RecordsViewModel(tasks, self.walkthrough, cast("RecordsService", self.server))

    def found(self) -> list[str]:
        return [look.field.field_id for look in self.model.fields]


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    tasks = Tasks()
    yield tasks
    tasks.shutdown()


@pytest.fixture
def held(tasks: Tasks, qtbot: QtBot) -> Held:
    held = Held(tasks)
    held.model.load()
    qtbot.waitUntil(lambda: len(held.model.fields) == 8 and len(held.model.kinds) == 5)
    return held


def test_a_mistyped_gstin_and_an_unexplained_field_need_a_look(held: Held) -> None:
    needing = {look.field.field_id: look for look in held.model.needing_look}

    assert set(needing) == {"gstin_puducherry", "fssai"}
    assert needing["gstin_puducherry"].mistyped
    assert needing["fssai"].unexplained
    assert not needing["fssai"].mistyped


def test_a_field_is_found_by_its_name_its_value_or_its_reason(held: Held) -> None:
    held.model.find("fssai")
    assert held.found() == ["fssai"]
    held.model.find("bharathi")
    assert held.found() == ["address_main"]
    held.model.find("gst law")
    assert held.found() == [
        "name_on_bills", "gstin_main", "gstin_puducherry", "address_main", "address_pdy",
    ]  # fmt: skip


def test_a_hidden_value_cannot_be_found_by_guessing(held: Held) -> None:
    held.walkthrough.set_on(True)

    held.model.find("bharathi")

    assert held.found() == []


def test_the_count_of_what_needs_a_look_does_not_follow_the_search(held: Held) -> None:
    held.model.find("industry")

    assert len(held.model.needing_look) == 2


def test_opening_a_field_reads_its_history(held: Held, qtbot: QtBot) -> None:
    held.model.select("address_main")

    qtbot.waitUntil(lambda: held.model.history is not None)
    assert held.model.history is not None
    assert [change.kind for change in held.model.history] == ["changed", "created"]


def test_another_kind_closes_the_details_and_forgets_the_fields(held: Held, qtbot: QtBot) -> None:
    held.server.gate.clear()
    held.model.select("fssai")

    held.model.choose(CategoryId.CONTACT)

    assert held.model.selected == ""
    assert held.model.loading
    assert held.model.fields == ()
    held.server.gate.set()
    qtbot.waitUntil(lambda: held.found() == ["mobile"])


def test_a_late_answer_for_a_kind_left_behind_is_dropped(held: Held, qtbot: QtBot) -> None:
    held.server.gate.clear()
    held.model.choose(CategoryId.CONTACT)
    held.model.choose(CategoryId.BUSINESS)
    held.server.gate.set()

    qtbot.waitUntil(lambda: len(held.found()) == 8)
    assert held.model.chosen is CategoryId.BUSINESS


def test_a_failed_reading_keeps_the_fields_read_before(held: Held, qtbot: QtBot) -> None:
    held.server.failure = Offline()

    held.model.load()

    qtbot.waitUntil(lambda: isinstance(held.model.error, Offline))
    assert len(held.model.fields) == 8
