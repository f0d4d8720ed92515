"""Opt-ins over a real sample shop: each change is real, seen by a second reader."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kassadesk.core.errors import NotAllowed
from kassadesk.core.rows import Resource
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.opt_ins_page import OptInsPage
from kassadesk.ui.widgets.tag import Tag
from kassadesk.ui.widgets.toast import stays_ms
from kassadesk.viewmodels.notices import Notice, Notices
from kassadesk.viewmodels.opt_ins import OptInsViewModel
from kassadesk.viewmodels.outbox import OutboxViewModel
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough
from tests.sample_shop_signed_in import SignedInShop
from tests.ui.what_is_seen import words_of

pytestmark = pytest.mark.qt_log_ignore("OpenType support missing", "propagateSizeHints")

OFFERS = "offers.whatsapp"
LOW_STOCK = "low_stock.sms"
PUT = "PUT /v1/opt-ins/*"


class Opened:
    """The page over one shop, with all it told."""

    def __init__(
        self, shop: SignedInShop, tasks: Tasks, walkthrough: Walkthrough, looks: Looks, qtbot: QtBot
    ) -> None:
        self.shop, self._qtbot = shop, qtbot
        self.told: list[Notice] = []
        notices = Notices()
        notices.told.connect(self.told.append)
        outbox = OutboxViewModel(tasks, notices, shop.outbox)
        self.model = OptInsViewModel(tasks, notices, walkthrough, shop.opt_ins, outbox)
        self.page = OptInsPage(self.model, walkthrough, looks)
        qtbot.addWidget(self.page)
        self.page.resize(1300, 700)
        self.page.show()
        self.page.on_shown()
        qtbot.waitUntil(lambda: len(self.page.matrix.cells) == 17, timeout=10_000)

    def at_kassapos(self, name: str) -> bool:
        """What the server holds now, by another reader."""
        choices = self.shop.another_opt_ins().all()
        return next(one.granted for one in choices if one.opt_in_id == name)

    def press(self, name: str) -> None:
        switch = self.page.matrix.cells[name].switch
        switch.setFocus()
        QTest.keyClick(switch, Qt.Key.Key_Space)

    def has_focus(self, name: str) -> bool:
        return self.page.focusWidget() is self._focusable(name)

    def _focusable(self, name: str) -> QWidget:
        matrix = self.page.matrix
        return matrix.cells[name].switch if name in matrix.cells else matrix.locked[name].button


@pytest.fixture
def opened(
    own_shop: SignedInShop, tasks: Tasks, walkthrough: Walkthrough, looks: Looks, qtbot: QtBot
) -> Opened:
    return Opened(own_shop, tasks, walkthrough, looks, qtbot)


@pytest.fixture
def only_read(
    shop: SignedInShop, tasks: Tasks, walkthrough: Walkthrough, looks: Looks, qtbot: QtBot
) -> Opened:
    return Opened(shop, tasks, walkthrough, looks, qtbot)


def test_space_switches_a_choice_kassapos_has_it_and_undo_takes_it_back(
    opened: Opened, qtbot: QtBot
) -> None:
    opened.press(LOW_STOCK)

    qtbot.waitUntil(lambda: len(opened.told) == 1, timeout=10_000)
    assert opened.at_kassapos(LOW_STOCK) is True
    assert opened.page.matrix.cells[LOW_STOCK].switch.isChecked()
    receipt = str(opened.told[0].facts["receipt"])
    assert receipt.startswith("OPT-")

    assert opened.told[0].on_action is not None
    opened.told[0].on_action()

    qtbot.waitUntil(lambda: len(opened.told) == 2, timeout=10_000)
    assert opened.at_kassapos(LOW_STOCK) is False


def test_the_new_receipt_stands_in_the_history_beside(opened: Opened, qtbot: QtBot) -> None:
    opened.press(LOW_STOCK)
    qtbot.waitUntil(lambda: len(opened.told) == 1, timeout=10_000)

    receipt = str(opened.told[0].facts["receipt"])

    qtbot.waitUntil(lambda: f"Receipt {receipt}" in words_of(opened.page.pane), timeout=10_000)


def test_while_kassapos_is_silent_the_switch_says_saving(opened: Opened, qtbot: QtBot) -> None:
    opened.shop.fault(PUT, delay_s=1.5, times=1)

    opened.press(LOW_STOCK)

    switch = opened.page.matrix.cells[LOW_STOCK].switch
    assert switch.saving
    assert switch.isChecked()
    assert "saving" in switch.accessibleName().lower()
    qtbot.waitUntil(lambda: not switch.saving, timeout=10_000)
    assert opened.at_kassapos(LOW_STOCK) is True


def test_a_refused_change_returns_to_the_server_s_word_with_a_notice(
    opened: Opened, qtbot: QtBot
) -> None:
    opened.shop.fault(PUT, status=403, times=1)

    opened.press(LOW_STOCK)

    qtbot.waitUntil(lambda: len(opened.told) == 1, timeout=20_000)
    assert isinstance(opened.told[0].error, NotAllowed)
    assert not opened.page.matrix.cells[LOW_STOCK].switch.isChecked()
    assert opened.at_kassapos(LOW_STOCK) is False


def test_while_kassapos_cannot_be_reached_the_cell_says_waits_and_what_kassapos_holds(
    opened: Opened, qtbot: QtBot
) -> None:
    opened.shop.fault("GET /v1/me", drop="before", times=50)

    opened.press(LOW_STOCK)

    qtbot.waitUntil(lambda: len(opened.told) == 1, timeout=30_000)
    cell = opened.page.matrix.cells[LOW_STOCK]
    assert (cell.switch.word(), cell.switch.isChecked()) == ("Waits", True)
    assert cell.held.text() == "Kassapos: Off"
    assert cell.held.isVisible()
    assert opened.page.hint.text() == "1 to be sent to Kassapos"
    opened.model.select(LOW_STOCK)
    qtbot.waitUntil(lambda: "Kassapos holds" in words_of(opened.page.pane), timeout=10_000)
    assert "You chose" in words_of(opened.page.pane)
    assert opened.page.pane.take_back is not None
    opened.page.pane.take_back.click()
    qtbot.waitUntil(lambda: opened.model.waiting(LOW_STOCK) is None, timeout=10_000)
    assert cell.switch.word() == "Off"
    assert not cell.held.isVisible()
    opened.shop.no_faults()
    assert opened.at_kassapos(LOW_STOCK) is False


@pytest.mark.parametrize("mine_wins", [True, False])
def test_a_choice_changed_elsewhere_asks_and_the_answer_holds(
    opened: Opened, mine_wins: bool, qtbot: QtBot
) -> None:
    elsewhere = opened.shop.another_opt_ins()
    seen = next(one for one in elsewhere.all() if one.opt_in_id == LOW_STOCK)
    again = elsewhere.set(elsewhere.set(seen, True, "en"), False, "en")

    opened.press(LOW_STOCK)

    qtbot.waitUntil(lambda: opened.page.dialog is not None, timeout=10_000)
    dialog = opened.page.dialog
    assert dialog is not None
    assert "Keep “Off”" in words_of(dialog)
    assert "Set “On”" in words_of(dialog)
    assert opened.told == []
    if mine_wins:
        dialog.accept()
        qtbot.waitUntil(lambda: len(opened.told) == 1, timeout=10_000)
    else:
        dialog.reject()
    assert opened.at_kassapos(LOW_STOCK) is mine_wins
    assert opened.model.shown(LOW_STOCK) is mine_wins
    assert again.granted is False


def test_arrow_keys_walk_the_matrix_and_enter_opens_the_details(
    only_read: Opened, qtbot: QtBot
) -> None:
    cells = only_read.page.matrix.cells
    cells["low_stock.whatsapp"].switch.setFocus()

    QTest.keyClick(cells["low_stock.whatsapp"].switch, Qt.Key.Key_Right)
    assert only_read.has_focus("low_stock.sms")
    for start, goal in (
        ("low_stock.sms", "daily_report.sms"),
        ("daily_report.sms", "product_updates.sms"),
        ("product_updates.sms", "offers.sms"),
        ("offers.sms", "usage_analytics.none"),
    ):
        QTest.keyClick(cells[start].switch, Qt.Key.Key_Down)
        assert only_read.has_focus(goal)
    QTest.keyClick(cells["usage_analytics.none"].switch, Qt.Key.Key_Down)
    assert only_read.has_focus("website_analytics.none")

    QTest.keyClick(cells["usage_analytics.none"].switch, Qt.Key.Key_Return)

    assert only_read.model.selected == "usage_analytics.none"
    assert only_read.page.pane.isVisibleTo(only_read.page)


def test_what_came_after_the_stop_is_listed_with_the_way_to_complain(
    only_read: Opened, qtbot: QtBot
) -> None:
    only_read.model.select(OFFERS)

    qtbot.waitUntil(
        lambda: "3 came after you stopped" in words_of(only_read.page.pane), timeout=10_000
    )
    words = words_of(only_read.page.pane)
    assert "Off since 2 Jul 2026" in words
    assert "Receipt OPT-0219" in words
    assert "Make a complaint" in words
    assert "Diwali plan offer" in words


def test_a_walkthrough_hides_who_made_the_choice(
    only_read: Opened, walkthrough: Walkthrough, qtbot: QtBot
) -> None:
    only_read.model.select(OFFERS)
    qtbot.waitUntil(lambda: "Kavitha" in words_of(only_read.page.pane), timeout=10_000)

    walkthrough.set_on(True)

    qtbot.waitUntil(lambda: "••••••, owner" in words_of(only_read.page.pane))
    assert "Kavitha" not in words_of(only_read.page)


def test_locked_choices_have_no_switch_but_a_reason(only_read: Opened, qtbot: QtBot) -> None:
    matrix = only_read.page.matrix
    assert set(matrix.locked) == {
        "website_analytics.none", "security_notices.none", "legal_notices.none",
    }  # fmt: skip

    matrix.locked["security_notices.none"].button.click()

    qtbot.waitUntil(lambda: "Why you cannot switch this here" in words_of(only_read.page.pane))
    assert only_read.page.pane.switch is None


def test_all_receipts_lead_to_the_record_of_choices(only_read: Opened) -> None:
    gone: list[tuple[str, object]] = []
    only_read.page.go.connect(lambda key, about: gone.append((key, about)))

    only_read.page.receipts.click()

    assert gone == [("rows", Resource.CONSENT_EVENTS)]


def test_a_choice_sought_before_the_choices_are_read_opens_as_soon_as_they_are(
    shop: SignedInShop, tasks: Tasks, walkthrough: Walkthrough, looks: Looks, qtbot: QtBot
) -> None:
    model = OptInsViewModel(
        tasks,
        Notices(),
        walkthrough,
        shop.opt_ins,
        OutboxViewModel(tasks, Notices(), shop.outbox),
    )
    page = OptInsPage(model, walkthrough, looks)
    qtbot.addWidget(page)
    page.show()
    model.select_when_read(OFFERS)

    page.on_shown()

    qtbot.waitUntil(lambda: page.pane.isVisibleTo(page), timeout=10_000)
    assert model.selected == OFFERS


def test_closing_the_details_gives_the_focus_back_to_the_choice(only_read: Opened) -> None:
    only_read.model.select(OFFERS)

    only_read.page.pane.close_button.click()

    assert only_read.model.selected == ""
    assert only_read.has_focus(OFFERS)


def test_every_purpose_says_whether_it_is_promotional_service_or_transactional(
    only_read: Opened,
) -> None:
    tags = [one.word for one in only_read.page.matrix.findChildren(Tag)]

    assert tags == [
        *["Service"] * 2,  # low stock, daily report
        *["Promotional"] * 2,  # product updates, offers
        *["Service"] * 2,  # usage, website
        *["Transactional"] * 2,  # security, legal
    ]


def test_a_locked_choice_names_the_rule_that_locks_it(only_read: Opened, qtbot: QtBot) -> None:
    only_read.model.select("legal_notices.none")

    qtbot.waitUntil(
        lambda: "Kassapos names: Policy sections 2 and 9" in words_of(only_read.page.pane),
        timeout=10_000,
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("daily_report.whatsapp", ("WhatsApp API: confirmed", "At once, ")),
        ("offers.whatsapp", ("WhatsApp API: silent", "At once, 2 Jul 2026, 8:47 PM")),
        ("offers.email", ("Kassapos names no other company that has to know.",)),
    ],
)
def test_the_pane_says_when_it_takes_effect_and_what_each_company_knows(
    only_read: Opened, qtbot: QtBot, name: str, words: tuple[str, ...]
) -> None:
    only_read.model.select(name)

    qtbot.waitUntil(
        lambda: all(one in words_of(only_read.page.pane) for one in words), timeout=10_000
    )


def test_a_change_just_made_says_who_was_told_of_it(opened: Opened, qtbot: QtBot) -> None:
    opened.press("low_stock.whatsapp")

    qtbot.waitUntil(
        lambda: (
            "WhatsApp API: told" in words_of(opened.page.pane)
            and "has not confirmed it" in words_of(opened.page.pane)
        ),
        timeout=10_000,
    )


def test_the_history_says_who_where_which_text_and_which_language(
    only_read: Opened, qtbot: QtBot
) -> None:
    only_read.model.select(OFFERS)

    qtbot.waitUntil(lambda: "History of this choice" in words_of(only_read.page.pane))
    qtbot.waitUntil(lambda: "Receipt OPT-0219" in words_of(only_read.page.pane), timeout=10_000)
    words = words_of(only_read.page.pane)
    for told in ("Kavitha Selvam, owner", "Switch in the app", "Policy of 1 May 2026, in English"):
        assert told in words


def test_a_switch_on_without_a_receipt_is_called_what_it_is(
    only_read: Opened, qtbot: QtBot
) -> None:
    only_read.model.select("product_updates.in_app")

    qtbot.waitUntil(
        lambda: "3 came after you stopped" in words_of(only_read.page.pane), timeout=10_000
    )
    words = words_of(only_read.page.pane)
    assert "No receipt: Kassapos cannot show that it was agreed to" in words
    assert "That does not lift your stop here." in words


def test_the_bar_counts_what_came_after_every_stop(only_read: Opened, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: only_read.page.stops.isVisibleTo(only_read.page), timeout=10_000)
    wanted: list[object] = []
    only_read.page.complaint_wanted.connect(wanted.append)

    only_read.page.stops.complain.click()

    assert "6 messages came after you stopped them" in words_of(only_read.page.stops)
    assert [len(found) for found in wanted if isinstance(found, tuple)] == [6]
    assert only_read.page.matrix.cells[OFFERS].held.text() == "3 came after"


def test_what_can_be_undone_stays_for_ten_seconds() -> None:
    assert stays_ms(Notice("opt_in_off", action="undo")) == 10_000
    assert stays_ms(Notice("copied")) < 10_000
