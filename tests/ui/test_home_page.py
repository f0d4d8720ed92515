"""Home over a real sample shop."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kassadesk.core.held import CategoryId
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.home_page import HomePage
from kassadesk.viewmodels.home import HomeViewModel
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough
from tests.past_exports import past_export
from tests.sample_shop_signed_in import SignedInShop
from tests.ui.what_is_seen import words_of

pytestmark = pytest.mark.qt_log_ignore("OpenType support missing", "propagateSizeHints")

NOW = datetime(2026, 11, 23, 4, 44, tzinfo=UTC)
Shown = Callable[[SignedInShop], HomePage]


@pytest.fixture
def shown(tasks: Tasks, walkthrough: Walkthrough, looks: Looks, qtbot: QtBot) -> Shown:
    def show(shop: SignedInShop) -> HomePage:
        page = HomePage(HomeViewModel(tasks, walkthrough, shop.home, lambda: NOW), looks)
        qtbot.addWidget(page)
        page.resize(1174, 680)
        page.show()
        page.on_shown()
        return page

    return show


def read(page: HomePage, qtbot: QtBot) -> HomePage:
    def drawn() -> bool:
        return bool(page.attention.rows) and page.attention.rows[0].isVisibleTo(page)

    qtbot.waitUntil(drawn, timeout=20_000)
    return page


def went(page: HomePage) -> list[tuple[str, Any]]:
    gone: list[tuple[str, Any]] = []
    page.go.connect(lambda key, about: gone.append((key, about)))
    return gone


def test_what_waits_for_the_owner_comes_first_and_its_button_leads_to_the_request(
    shown: Shown, shop: SignedInShop, qtbot: QtBot
) -> None:
    page = read(shown(shop), qtbot)
    gone = went(page)
    first = page.attention.rows[0]
    assert first.button.kind == "turn"

    QTest.keyClick(first.button, Qt.Key.Key_Space)

    waiting = next(one for one in shop.data_requests.all() if one.your_turn)
    assert gone == [("requests", waiting.request_id)]


def test_three_rows_are_shown_and_all_when_asked(
    shown: Shown, shop: SignedInShop, qtbot: QtBot
) -> None:
    page = read(shown(shop), qtbot)
    count = len(shop.home.overview().attention)
    assert count > 3
    assert len(page.attention.rows) == 3

    page.attention.show_all.click()

    assert len(page.attention.rows) == count
    assert not page.attention.show_all.isVisibleTo(page)


def test_each_kind_is_a_button_that_leads_to_it_by_keyboard(
    shown: Shown, shop: SignedInShop, qtbot: QtBot
) -> None:
    page = read(shown(shop), qtbot)
    gone = went(page)

    for card in page.kinds.values():
        QTest.keyClick(card, Qt.Key.Key_Return)

    assert gone == [("my_data", kind) for kind in CategoryId]
    assert (
        page.kinds[CategoryId.BILLING].accessibleName().startswith("Billing data, 400 transactions")
    )


def test_without_a_copy_home_says_so_and_promises_no_years(
    shown: Shown, shop: SignedInShop, qtbot: QtBot
) -> None:
    page = read(shown(shop), qtbot)

    words = words_of(page)

    assert "None on this PC" in words
    assert "No copy yet" in words
    assert "FY 2021-22" in words
    assert "FY 2026-27" in words


def test_the_last_full_copy_is_told_with_its_years_and_its_state(
    shown: Shown, own_shop: SignedInShop, qtbot: QtBot
) -> None:
    merchant = own_shop.records.merchant()
    made = datetime(2026, 3, 14, 13, 10, tzinfo=UTC)
    own_shop.exports.known = (
        past_export(
            made, rows=345, transactions=340, size_bytes=219_000_000, shop_id=merchant.merchant_id
        ),
    )

    page = read(shown(own_shop), qtbot)

    words = words_of(page)
    assert "14 Mar 2026, 6:40 PM" in words
    assert "340 transactions · 209 MB" in words
    assert "4 of 6" in words  # FY 2025-26 went on for 17 days after the copy
    assert page.copy.pill is not None
    assert page.copy.pill.state == "verified"


def test_a_walkthrough_hides_counts_and_what_kassapos_asked_for(
    shown: Shown, shop: SignedInShop, walkthrough: Walkthrough, qtbot: QtBot
) -> None:
    page = read(shown(shop), qtbot)
    open_words = words_of(page)
    asked = next(one for one in shop.data_requests.all() if one.your_turn).asks_for[0]
    assert asked in open_words
    assert "400" in open_words

    walkthrough.set_on(True)

    hidden_words = words_of(page)
    assert asked not in hidden_words
    assert "400" not in hidden_words
    assert "••••" in hidden_words


def test_an_error_stands_in_place_and_try_again_brings_the_page(
    shown: Shown, own_shop: SignedInShop, qtbot: QtBot
) -> None:
    own_shop.fault("GET /v1/me", status=503, times=50)
    page = shown(own_shop)
    qtbot.waitUntil(lambda: page.states.shows == "error", timeout=30_000)
    assert "SRV-500" in words_of(page)

    own_shop.no_faults()
    page.states.error_card.button.click()

    read(page, qtbot)
    assert page.states.shows == "content"


def test_a_later_failure_keeps_what_was_read_and_says_that_it_is_older(
    shown: Shown, own_shop: SignedInShop, qtbot: QtBot
) -> None:
    page = read(shown(own_shop), qtbot)
    own_shop.fault("GET /v1/me", status=503, times=50)

    page.reload()

    qtbot.waitUntil(lambda: page.states.stale.isVisibleTo(page), timeout=30_000)
    assert page.states.shows == "content"
    assert "was read before" in words_of(page)


def test_a_new_account_opens_without_a_word_that_is_not_true(
    tasks: Tasks, walkthrough: Walkthrough, looks: Looks, qtbot: QtBot
) -> None:
    with SignedInShop("empty", None) as shop:
        page = HomePage(HomeViewModel(tasks, walkthrough, shop.home, lambda: NOW), looks)
        qtbot.addWidget(page)
        page.show()
        page.on_shown()
        read(page, qtbot)

        assert "0 transactions" in page.kinds[CategoryId.BILLING].accessibleName()
        assert "Nothing held yet" in page.kinds[CategoryId.BILLING].accessibleName()
        tasks.shutdown()
