"""The road of one opt-in change over real HTTP: pending, confirmed, found out, taken back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from kassadesk.core.errors import NotAllowed
from kassadesk.viewmodels.notices import Notice, Notices
from kassadesk.viewmodels.opt_ins import OptInsViewModel
from kassadesk.viewmodels.outbox import OutboxViewModel
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough
from tests.sample_shop_signed_in import SignedInShop

LOW_STOCK = "low_stock.sms"
PUT = "PUT /v1/opt-ins/*"
READ = "GET /v1/opt-ins"
LONG = 20_000


class Matrix:
    """The view-model of a shop, with all it says."""

    def __init__(self, shop: SignedInShop, tasks: Tasks, walkthrough: Walkthrough) -> None:
        self.shop = shop
        self.told: list[Notice] = []
        self.conflicts: list[tuple[str, bool]] = []
        notices = Notices()
        notices.told.connect(self.told.append)
        self.outbox = OutboxViewModel(tasks, notices, shop.outbox)
        self.model = OptInsViewModel(
            tasks, notices, walkthrough, shop.opt_ins, self.outbox, lambda: "ta"
        )
        self.model.conflicted.connect(lambda name, wish: self.conflicts.append((name, wish)))

    def at_kassapos(self, name: str) -> bool:
        choices = self.shop.another_opt_ins().all()
        return next(one.granted for one in choices if one.opt_in_id == name)


@pytest.fixture(scope="module")
def shop() -> Iterator[SignedInShop]:
    with SignedInShop("kaveri", 50) as signed_in:
        yield signed_in


@pytest.fixture
def matrix(
    shop: SignedInShop, tasks: Tasks, walkthrough: Walkthrough, qtbot: QtBot
) -> Iterator[Matrix]:
    matrix = Matrix(shop, tasks, walkthrough)
    matrix.model.load()
    qtbot.waitUntil(lambda: len(matrix.model.all) == 20, timeout=LONG)
    yield matrix
    matrix.outbox.stop()
    qtbot.waitUntil(lambda: tasks.busy == 0, timeout=LONG)
    shop.put_back()


def test_a_change_shows_the_wish_and_saving_until_kassapos_confirms(
    matrix: Matrix, qtbot: QtBot
) -> None:
    matrix.shop.fault(PUT, delay_s=1, times=1)

    matrix.model.set(LOW_STOCK, True)

    assert matrix.model.shown(LOW_STOCK) is True
    assert matrix.model.saving(LOW_STOCK)
    assert matrix.model.confirmed(LOW_STOCK).granted is False
    qtbot.waitUntil(lambda: not matrix.model.saving(LOW_STOCK), timeout=LONG)
    assert matrix.model.confirmed(LOW_STOCK).granted is True
    newest = matrix.shop.opt_ins.history(LOW_STOCK)[0]
    assert (newest.state, newest.language) == ("given", "ta")


def test_a_second_press_while_saving_is_not_sent(matrix: Matrix, qtbot: QtBot) -> None:
    before = len(matrix.shop.opt_ins.history(LOW_STOCK))
    matrix.shop.fault(PUT, delay_s=1, times=1)

    matrix.model.set(LOW_STOCK, True)
    matrix.model.set(LOW_STOCK, False)
    matrix.model.flip(LOW_STOCK)

    qtbot.waitUntil(lambda: not matrix.model.saving(LOW_STOCK), timeout=LONG)
    assert len(matrix.shop.opt_ins.history(LOW_STOCK)) == before + 1
    assert matrix.at_kassapos(LOW_STOCK) is True


def test_success_tells_the_receipt_and_undo_asks_for_the_opposite(
    matrix: Matrix, qtbot: QtBot
) -> None:
    matrix.model.set(LOW_STOCK, True)
    qtbot.waitUntil(lambda: len(matrix.told) == 1, timeout=LONG)
    notice = matrix.told[0]
    receipt = matrix.model.confirmed(LOW_STOCK).receipt_number
    assert (notice.kind, notice.action) == ("opt_in_on", "undo")
    assert notice.facts == {"purpose": "low_stock", "channel": "sms", "receipt": receipt}

    assert notice.on_action is not None
    notice.on_action()

    qtbot.waitUntil(lambda: len(matrix.told) == 2, timeout=LONG)
    assert matrix.told[1].kind == "opt_in_off"
    assert matrix.at_kassapos(LOW_STOCK) is False


def test_a_refused_change_returns_to_the_server_s_word(matrix: Matrix, qtbot: QtBot) -> None:
    matrix.shop.fault(PUT, status=403, times=1)

    matrix.model.set(LOW_STOCK, True)

    qtbot.waitUntil(lambda: len(matrix.told) == 1, timeout=LONG)
    assert isinstance(matrix.told[0].error, NotAllowed)
    assert matrix.model.shown(LOW_STOCK) is False
    assert not matrix.model.saving(LOW_STOCK)


def test_an_answer_lost_after_the_change_was_made_is_told_as_made(
    matrix: Matrix, qtbot: QtBot
) -> None:
    before = len(matrix.shop.opt_ins.history(LOW_STOCK))
    matrix.shop.fault(PUT, drop="after", times=20)

    matrix.model.set(LOW_STOCK, True)

    qtbot.waitUntil(lambda: len(matrix.told) == 2, timeout=LONG)
    assert (matrix.told[0].kind, matrix.told[0].action) == ("choices_wait", "")
    assert matrix.told[1].kind == "opt_in_on"
    assert matrix.model.confirmed(LOW_STOCK).granted is True
    assert len(matrix.shop.opt_ins.history(LOW_STOCK)) == before + 1


def test_a_change_without_a_line_waits_and_the_server_s_word_stays_beside_it(
    matrix: Matrix, qtbot: QtBot
) -> None:
    matrix.shop.fault("GET /v1/me", drop="before", times=50)

    matrix.model.set(LOW_STOCK, True)

    qtbot.waitUntil(lambda: len(matrix.told) == 1, timeout=LONG)
    assert (matrix.told[0].kind, matrix.told[0].action) == ("choices_wait", "undo")
    assert matrix.model.waiting(LOW_STOCK) is not None
    assert not matrix.model.saving(LOW_STOCK)
    assert matrix.model.shown(LOW_STOCK) is True
    assert matrix.model.confirmed(LOW_STOCK).granted is False
    assert matrix.model.waits == 1
    matrix.shop.no_faults()
    matrix.outbox.send(hurry=True)
    qtbot.waitUntil(lambda: matrix.model.confirmed(LOW_STOCK).granted, timeout=LONG)
    qtbot.waitUntil(lambda: matrix.model.waits == 0, timeout=LONG)
    assert matrix.at_kassapos(LOW_STOCK) is True


def test_undo_of_what_waits_takes_it_back_and_nothing_is_ever_sent(
    matrix: Matrix, qtbot: QtBot
) -> None:
    before = len(matrix.shop.opt_ins.history(LOW_STOCK))
    matrix.shop.fault("GET /v1/me", drop="before", times=50)
    matrix.model.set(LOW_STOCK, True)
    qtbot.waitUntil(lambda: len(matrix.told) == 1, timeout=LONG)
    undo = matrix.told[0].on_action
    assert undo is not None

    undo()

    qtbot.waitUntil(lambda: matrix.model.waiting(LOW_STOCK) is None, timeout=LONG)
    matrix.shop.no_faults()
    matrix.outbox.send(hurry=True)
    assert matrix.model.shown(LOW_STOCK) is False
    assert len(matrix.shop.opt_ins.history(LOW_STOCK)) == before


def test_everything_promotional_stops_at_one_stroke_and_one_undo_puts_it_back(
    matrix: Matrix, qtbot: QtBot
) -> None:
    elsewhere = matrix.shop.another_opt_ins()
    for one in elsewhere.all():
        if one.opt_in_id in ("offers.sms", "offers.email"):
            elsewhere.set(one, True, "en")
    matrix.model.load()
    qtbot.waitUntil(lambda: matrix.model.confirmed("offers.sms").granted, timeout=LONG)
    on = {one.opt_in_id for one in matrix.model.promotional}
    others = {one.opt_in_id: one.granted for one in matrix.model.all if one.opt_in_id not in on}
    assert on == {"product_updates.in_app", "offers.sms", "offers.email"}

    matrix.model.stop_promotional()

    qtbot.waitUntil(lambda: bool(matrix.told), timeout=LONG)
    assert (matrix.told[0].kind, matrix.told[0].facts) == ("promotional_off", {"count": 3})
    assert matrix.model.promotional == ()
    held = {one.opt_in_id: one.granted for one in elsewhere.all()}
    assert not any(held[name] for name in on)
    assert {name: held[name] for name in others} == others
    undo = matrix.told[0].on_action
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: len(matrix.told) == 2, timeout=LONG)
    held = {one.opt_in_id: one.granted for one in elsewhere.all()}
    assert all(held[name] for name in on)


def test_a_choice_already_so_elsewhere_asks_nothing(matrix: Matrix, qtbot: QtBot) -> None:
    matrix.shop.another_opt_ins().set(matrix.model.confirmed(LOW_STOCK), True, "en")

    matrix.model.set(LOW_STOCK, True)

    qtbot.waitUntil(lambda: len(matrix.told) == 1, timeout=LONG)
    assert matrix.told[0].kind == "opt_in_on"
    assert matrix.conflicts == []


def test_a_choice_changed_elsewhere_asks_which_one_holds(matrix: Matrix, qtbot: QtBot) -> None:
    elsewhere = matrix.shop.another_opt_ins()
    theirs = elsewhere.set(matrix.model.confirmed(LOW_STOCK), True, "en")
    theirs = elsewhere.set(theirs, False, "en")

    matrix.model.set(LOW_STOCK, True)

    qtbot.waitUntil(lambda: bool(matrix.conflicts), timeout=LONG)
    assert matrix.conflicts == [(LOW_STOCK, True)]
    assert matrix.model.confirmed(LOW_STOCK) == theirs
    assert matrix.told == []


@pytest.mark.parametrize("name", ["security_notices.none", "website_analytics.none"])
def test_a_locked_choice_is_never_sent(
    matrix: Matrix, tasks: Tasks, name: str, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: tasks.busy == 0, timeout=LONG)

    matrix.model.flip(name)

    assert not matrix.model.saving(name)
    assert tasks.busy == 0


def test_a_reading_begun_before_a_change_cannot_bring_the_old_state_back(
    matrix: Matrix, tasks: Tasks, qtbot: QtBot
) -> None:
    matrix.shop.fault(READ, delay_s=2, times=1)
    matrix.model.load()

    matrix.model.set(LOW_STOCK, True)

    qtbot.waitUntil(lambda: len(matrix.told) == 1, timeout=LONG)
    qtbot.waitUntil(lambda: tasks.busy == 0, timeout=LONG)
    assert matrix.model.shown(LOW_STOCK) is True


def test_a_failed_reading_keeps_what_was_read_and_changed_before(
    matrix: Matrix, tasks: Tasks, qtbot: QtBot
) -> None:
    matrix.model.set(LOW_STOCK, True)
    qtbot.waitUntil(lambda: len(matrix.told) == 1, timeout=LONG)
    qtbot.waitUntil(lambda: tasks.busy == 0, timeout=LONG)
    matrix.shop.fault(READ, status=403, times=1)

    matrix.model.load()

    qtbot.waitUntil(lambda: isinstance(matrix.model.error, NotAllowed), timeout=LONG)
    assert len(matrix.model.all) == 20
    assert matrix.model.confirmed(LOW_STOCK).granted is True


def test_several_conflicts_are_asked_about_one_after_another(matrix: Matrix, qtbot: QtBot) -> None:
    names = ("low_stock.sms", "low_stock.email")
    matrix.shop.fault("GET /v1/me", drop="before", times=100)
    for count, name in enumerate(names, start=1):
        matrix.model.set(name, True)
        qtbot.waitUntil(lambda count=count: matrix.model.waits == count, timeout=LONG)  # type: ignore[misc]
    elsewhere = matrix.shop.another_opt_ins()
    for one in elsewhere.all():
        if one.opt_in_id in names:
            elsewhere.set(elsewhere.set(one, True, "en"), False, "en")
    matrix.shop.no_faults()
    matrix.outbox.send(hurry=True)
    qtbot.waitUntil(lambda: len(matrix.conflicts) == 1, timeout=LONG)
    first = matrix.conflicts[0][0]

    matrix.model.resolve(first, mine=True)

    qtbot.waitUntil(lambda: len(matrix.conflicts) == 2, timeout=LONG)
    second = matrix.conflicts[1][0]
    assert {first, second} == set(names)
    matrix.model.resolve(second, mine=False)
    qtbot.waitUntil(lambda: matrix.at_kassapos(first), timeout=LONG)
    qtbot.waitUntil(lambda: matrix.outbox.choices == (), timeout=LONG)
    assert matrix.model.shown(first) is True
    assert matrix.model.shown(second) is matrix.at_kassapos(second) is False
