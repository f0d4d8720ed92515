"""The road of one opt-in change: pending, confirmed, taken back, asked about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest
from pytestqt.qtbot import QtBot

from kassadesk.core.errors import Conflict, NotAllowed, TimedOut
from kassadesk.viewmodels.notices import Notice, Notices
from kassadesk.viewmodels.opt_ins import OptInsViewModel
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough
from tests.samples_data import KaveriOptIns

if TYPE_CHECKING:
    from kassadesk.services.opt_ins import OptInsService

OFFERS = "offers.whatsapp"


class Matrix:
    """The view-model of a shop whose choices are read, with all it says."""

    def __init__(self, tasks: Tasks) -> None:
        self.server = KaveriOptIns()
        self.told: list[Notice] = []
        self.conflicts: list[tuple[str, bool]] = []
        notices = Notices()
        notices.told.connect(self.told.append)
        self.walkthrough = Walkthrough()
        self.model = OptInsViewModel(
            tasks, notices, self.walkthrough, cast("OptInsService", self.server), lambda: "ta"
        )
        self.model.conflicted.connect(lambda name, wish: self.conflicts.append((name, wish)))


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    tasks = Tasks()
    yield tasks
    tasks.shutdown()


@pytest.fixture
def matrix(tasks: Tasks, qtbot: QtBot) -> Matrix:
    matrix = Matrix(tasks)
    matrix.model.load()
    qtbot.waitUntil(lambda: len(matrix.model.all) == 20)
    return matrix


def test_a_change_shows_the_wish_and_saving_until_kassapos_confirms(
    matrix: Matrix, qtbot: QtBot
) -> None:
    matrix.server.gate.clear()

    matrix.model.set(OFFERS, True)

    assert matrix.model.shown(OFFERS) is True
    assert matrix.model.saving(OFFERS)
    assert matrix.model.confirmed(OFFERS).granted is False
    matrix.server.gate.set()
    qtbot.waitUntil(lambda: not matrix.model.saving(OFFERS))
    assert matrix.model.confirmed(OFFERS).granted is True
    assert matrix.server.asked == [(OFFERS, True, "ta")]


def test_a_second_press_while_saving_is_not_sent(matrix: Matrix, qtbot: QtBot) -> None:
    matrix.server.gate.clear()

    matrix.model.set(OFFERS, True)
    matrix.model.set(OFFERS, False)
    matrix.server.gate.set()

    qtbot.waitUntil(lambda: not matrix.model.saving(OFFERS))
    assert [wish for _, wish, _ in matrix.server.asked] == [True]


def test_success_tells_the_receipt_and_undo_asks_for_the_opposite(
    matrix: Matrix, qtbot: QtBot
) -> None:
    matrix.model.set(OFFERS, True)
    qtbot.waitUntil(lambda: len(matrix.told) == 1)
    notice = matrix.told[0]
    assert (notice.kind, notice.action) == ("opt_in_on", "undo")
    assert notice.facts == {"purpose": "offers", "channel": "whatsapp", "receipt": "OPT-0224"}

    assert notice.on_action is not None
    notice.on_action()

    qtbot.waitUntil(lambda: matrix.model.confirmed(OFFERS).receipt_number == "OPT-0225")
    assert matrix.model.confirmed(OFFERS).granted is False


def test_a_refused_change_returns_to_the_server_s_word_and_offers_another_try(
    matrix: Matrix, qtbot: QtBot
) -> None:
    matrix.server.failures = [NotAllowed()]

    matrix.model.set(OFFERS, True)

    qtbot.waitUntil(lambda: len(matrix.told) == 1)
    assert matrix.model.shown(OFFERS) is False
    assert not matrix.model.saving(OFFERS)
    assert isinstance(matrix.told[0].error, NotAllowed)
    assert matrix.told[0].on_action is not None
    matrix.told[0].on_action()
    qtbot.waitUntil(lambda: matrix.model.confirmed(OFFERS).granted)


def test_an_answer_lost_after_the_change_was_made_is_found_out_and_told_as_made(
    matrix: Matrix, qtbot: QtBot
) -> None:
    matrix.server.failures = [TimedOut()]
    matrix.server.saved_all_the_same = True

    matrix.model.set(OFFERS, True)

    qtbot.waitUntil(lambda: len(matrix.told) == 1)
    assert matrix.told[0].kind == "opt_in_on"
    assert matrix.model.confirmed(OFFERS).granted is True


def test_when_even_the_question_after_it_fails_the_switch_goes_back(
    matrix: Matrix, qtbot: QtBot
) -> None:
    matrix.server.failures = [TimedOut()]
    matrix.server.unreadable = TimedOut()

    matrix.model.set(OFFERS, True)

    qtbot.waitUntil(lambda: len(matrix.told) == 1)
    assert isinstance(matrix.told[0].error, TimedOut)
    assert matrix.model.shown(OFFERS) is False


def test_a_choice_changed_elsewhere_asks_which_one_holds(matrix: Matrix, qtbot: QtBot) -> None:
    name = "low_stock.sms"
    elsewhere = replace(matrix.model.confirmed(name), etag='"other"', receipt_number="OPT-0300")
    matrix.server.failures = [Conflict(current=elsewhere)]

    matrix.model.set(name, True)

    qtbot.waitUntil(lambda: bool(matrix.conflicts))
    assert matrix.conflicts == [(name, True)]
    assert matrix.model.shown(name) is False
    assert matrix.model.confirmed(name).etag == '"other"'
    assert matrix.told == []


def test_a_choice_already_so_elsewhere_asks_nothing(matrix: Matrix, qtbot: QtBot) -> None:
    name = "low_stock.sms"
    elsewhere = replace(matrix.model.confirmed(name), granted=True, receipt_number="OPT-0300")
    matrix.server.failures = [Conflict(current=elsewhere)]

    matrix.model.set(name, True)

    qtbot.waitUntil(lambda: len(matrix.told) == 1)
    assert matrix.conflicts == []
    assert matrix.model.confirmed(name).granted is True


@pytest.mark.parametrize("name", ["security_notices.none", "website_analytics.none"])
def test_a_locked_choice_is_never_sent(matrix: Matrix, name: str) -> None:
    matrix.model.flip(name)

    assert not matrix.model.saving(name)
    assert matrix.server.asked == []


def test_a_failed_reading_keeps_what_was_read_before(matrix: Matrix, qtbot: QtBot) -> None:
    matrix.model.set(OFFERS, True)
    qtbot.waitUntil(lambda: matrix.model.confirmed(OFFERS).granted)
    matrix.server.unreadable = TimedOut()

    matrix.model.load()

    qtbot.waitUntil(lambda: isinstance(matrix.model.error, TimedOut))
    assert len(matrix.model.all) == 20
    assert matrix.model.confirmed(OFFERS).granted is True


def test_selecting_a_choice_reads_its_history_and_the_messages_after_the_stop(
    matrix: Matrix, qtbot: QtBot
) -> None:
    matrix.model.select(OFFERS)

    details = matrix.model.details
    qtbot.waitUntil(lambda: details.story is not None)
    assert details.story is not None
    assert [event.state for event in details.story.history] == ["withdrawn", "given"]
    assert [message.subject for message in details.story.after_stop] == [
        "Diwali plan offer",
        "Freedom sale",
        "Yearly plan",
    ]
    assert details.person(details.story.history[0]) == "Kavitha"
    matrix.walkthrough.set_on(True)
    assert "Kavitha" not in details.person(details.story.history[0])
