"""The road of one opt-in change over real HTTP: pending, confirmed, found out, taken back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from kassadesk.core.errors import KassaError, NotAllowed
from kassadesk.viewmodels.notices import Notice, Notices
from kassadesk.viewmodels.opt_ins import OptInsViewModel
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
        self.model = OptInsViewModel(tasks, notices, walkthrough, shop.opt_ins, lambda: "ta")
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

    qtbot.waitUntil(lambda: len(matrix.told) == 1, timeout=LONG)
    assert matrix.told[0].kind == "opt_in_on"
    assert matrix.model.confirmed(LOW_STOCK).granted is True
    assert len(matrix.shop.opt_ins.history(LOW_STOCK)) == before + 1


def test_when_even_the_question_after_it_fails_the_switch_goes_back(
    matrix: Matrix, qtbot: QtBot
) -> None:
    matrix.shop.fault(PUT, drop="before", times=20)
    matrix.shop.fault(READ, drop="before", times=20)

    matrix.model.set(LOW_STOCK, True)

    qtbot.waitUntil(lambda: len(matrix.told) == 1, timeout=60_000)
    assert isinstance(matrix.told[0].error, KassaError)
    assert matrix.model.shown(LOW_STOCK) is False


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
def test_a_locked_choice_is_never_sent(matrix: Matrix, tasks: Tasks, name: str) -> None:
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
    matrix: Matrix, qtbot: QtBot
) -> None:
    matrix.model.set(LOW_STOCK, True)
    qtbot.waitUntil(lambda: len(matrix.told) == 1, timeout=LONG)
    matrix.shop.fault(READ, status=403, times=1)

    matrix.model.load()

    qtbot.waitUntil(lambda: isinstance(matrix.model.error, NotAllowed), timeout=LONG)
    assert len(matrix.model.all) == 20
    assert matrix.model.confirmed(LOW_STOCK).granted is True
