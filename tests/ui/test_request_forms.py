"""Requests, both forms, Policy and Help as a person uses them, over the real sample shop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from kassadesk.core.data_requests import RequestStatus
from kassadesk.core.held import CategoryId
from kassadesk.core.rows import Kind
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.correction_page import CorrectionPage
from kassadesk.ui.pages.deletion_page import DeletionPage
from kassadesk.ui.pages.help_page import HelpPage
from kassadesk.ui.pages.requests_page import RequestsPage
from kassadesk.ui.pages.requests_parts.requests_model import KIND, WHAT
from kassadesk.viewmodels.correction import CorrectionViewModel
from kassadesk.viewmodels.deletion import SEE, DeletionViewModel
from kassadesk.viewmodels.help import HelpViewModel, licence_text
from kassadesk.viewmodels.notices import Notices
from kassadesk.viewmodels.outbox import OutboxViewModel
from kassadesk.viewmodels.requests import RequestsViewModel
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough
from tests.gallery_stage import Stage
from tests.sample_shop_signed_in import SignedInShop
from tests.ui.acts_pages import everything_readable, settled
from tests.viewmodels.made_following import following_of

pytestmark = pytest.mark.qt_log_ignore("OpenType support missing", "propagateSizeHints")


@pytest.fixture(scope="module")
def shop() -> Iterator[SignedInShop]:
    with SignedInShop() as made:
        yield made


@pytest.fixture
def outbox(tasks: Tasks, shop: SignedInShop) -> Iterator[OutboxViewModel]:
    made = OutboxViewModel(tasks, Notices(), shop.outbox)
    yield made
    made.stop()


@pytest.fixture
def requests_page(
    qtbot: QtBot,
    tasks: Tasks,
    walkthrough: Walkthrough,
    shop: SignedInShop,
    looks: Looks,
    outbox: OutboxViewModel,
) -> RequestsPage:
    notices = Notices()
    following = following_of(shop, tasks, notices, outbox)
    model = RequestsViewModel(tasks, notices, walkthrough, shop.data_requests, outbox, following)
    page = RequestsPage(model, looks)
    shown(qtbot, tasks, page)
    return page


@pytest.fixture
def correction_page(
    qtbot: QtBot,
    tasks: Tasks,
    walkthrough: Walkthrough,
    shop: SignedInShop,
    looks: Looks,
    outbox: OutboxViewModel,
) -> Iterator[CorrectionPage]:
    notices = Notices()
    model = CorrectionViewModel(tasks, notices, walkthrough, outbox, shop.records)
    page = CorrectionPage(model, looks)
    shown(qtbot, tasks, page)
    yield page
    model.rest()


@pytest.fixture
def deletion_page(
    qtbot: QtBot,
    tasks: Tasks,
    walkthrough: Walkthrough,
    shop: SignedInShop,
    looks: Looks,
    outbox: OutboxViewModel,
) -> DeletionPage:
    notices = Notices()
    model = DeletionViewModel(
        tasks,
        notices,
        walkthrough,
        shop.data_requests,
        shop.records,
        shop.exports,  # type: ignore[arg-type]  # only `history` is asked here
        outbox,
    )
    page = DeletionPage(model, looks)
    shown(qtbot, tasks, page)
    return page


def shown(qtbot: QtBot, tasks: Tasks, page: RequestsPage | CorrectionPage | DeletionPage) -> None:
    """Show a page as the window does."""
    qtbot.addWidget(page)
    page.resize(1174, 680)
    page.show()
    page.on_shown()
    settled(qtbot, tasks)


def held_values(shop: SignedInShop) -> list[str]:
    """Personal values long enough not to occur by chance."""
    return [
        field.value
        for category in (CategoryId.BUSINESS, CategoryId.CONTACT)
        for field in shop.records.fields(category)
        if field.personal and field.value and len(field.value) > 5
    ]


def test_withdrawing_asks_first_and_keeping_is_the_safe_choice(
    qtbot: QtBot, tasks: Tasks, requests_page: RequestsPage
) -> None:
    model = requests_page._view_model
    target = next(r for r in model.shown if r.can_withdraw)
    model.choose(target.request_id)
    settled(qtbot, tasks)
    assert requests_page.pane.withdraw_button is not None

    requests_page.pane.withdraw_button.click()
    question = requests_page.question
    assert question is not None
    assert question.safe_button is not None
    assert question.safe_button.text() == "Keep request"
    question.safe_button.click()
    settled(qtbot, tasks)
    assert model.chosen is not None
    assert model.chosen.status is target.status

    requests_page.ask_to_withdraw()
    assert requests_page.question is not None
    requests_page.question.accept()
    qtbot.waitUntil(lambda: model.chosen is not None and model.chosen.final)
    settled(qtbot, tasks)
    assert model.chosen.status is RequestStatus.REVOKED


def test_arrows_walk_the_list_and_the_pane_follows(
    qtbot: QtBot, tasks: Tasks, requests_page: RequestsPage
) -> None:
    table = requests_page.table
    first = requests_page.pane.title.text()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    settled(qtbot, tasks)
    assert requests_page.pane.title.text() != first


def test_in_a_narrow_window_enter_opens_the_pane_and_closing_it_gives_the_list_back(
    qtbot: QtBot, tasks: Tasks, requests_page: RequestsPage
) -> None:
    requests_page.resize(944, 512)
    assert not requests_page.pane.isVisible()
    qtbot.keyClick(requests_page.table, Qt.Key.Key_Return)
    settled(qtbot, tasks)
    assert requests_page.pane.isVisible()
    assert requests_page.close_pane()
    assert not requests_page.pane.isVisible()
    assert not requests_page.close_pane()


def test_beside_the_pane_at_150_percent_every_title_stays_whole(
    qtbot: QtBot, looks: Looks, requests_page: RequestsPage
) -> None:
    requests_page.resize(1174, 700)
    assert not requests_page.table.isColumnHidden(KIND)
    requests_page.resize(1091, 700)  # 1920 x 1080 at 150 %, less the navigation
    assert requests_page.pane.isVisible()
    assert requests_page.table.isColumnHidden(KIND)
    model = requests_page.table.model()
    titles = [model.index(row, WHAT).data() for row in range(model.rowCount())]
    words = QFontMetrics(looks.font("key"))
    room = requests_page.table.columnWidth(WHAT) - 16 - 30 - 8  # the edges and the icon
    assert max(words.horizontalAdvance(title) for title in titles) <= room


def test_a_correction_is_typed_and_sent_with_keys_alone(
    qtbot: QtBot, tasks: Tasks, shop: SignedInShop, correction_page: CorrectionPage
) -> None:
    model = correction_page._view_model
    wanted = next(f for f in model.fields if f.kind is Kind.EMAIL)
    combo = correction_page.now.combo
    for _ in range(1 + model.fields.index(wanted)):
        qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert model.field is wanted
    qtbot.keyClicks(correction_page.new.value, "no-at-sign")
    assert not correction_page.send.send_button.isEnabled()
    correction_page.new.value.selectAll()
    qtbot.keyClicks(correction_page.new.value, "accounts@kaverifresh.example")
    assert correction_page.send.send_button.isEnabled()

    with qtbot.waitSignal(correction_page.sent, timeout=20_000) as sent:
        qtbot.keyClick(correction_page.send.send_button, Qt.Key.Key_Space)
    assert sent.args is not None
    filed = shop.data_requests.one(sent.args[0])
    assert filed.items[0].after == "accounts@kaverifresh.example"


def test_leaving_a_typed_correction_asks_and_keeps_the_draft(
    qtbot: QtBot, correction_page: CorrectionPage
) -> None:
    model = correction_page._view_model
    model.choose(model.fields[0].field_id)
    model.type("Something new")
    qtbot.keyClick(correction_page, Qt.Key.Key_Escape)
    assert correction_page.question is not None
    with qtbot.waitSignal(correction_page.left):
        correction_page.question.accept()
    assert model.typed.after == "Something new"


def test_the_send_button_of_a_deletion_is_never_primary(
    qtbot: QtBot, tasks: Tasks, deletion_page: DeletionPage
) -> None:
    model = deletion_page._view_model
    deletion_page.choose.kind_boxes["usage"].click()
    model.go(SEE)
    settled(qtbot, tasks)
    button = deletion_page.confirm.send_button
    assert button.isVisible()
    assert button.kind == "danger"
    assert not button.isEnabled()

    model.decline_copy(True)
    qtbot.keyClicks(deletion_page.confirm.typed, model.confirmation.lower())
    assert button.isEnabled()


def test_the_deletion_page_says_whose_right_it_is_what_adds_up_and_offers_a_copy_first(
    qtbot: QtBot, tasks: Tasks, walkthrough: Walkthrough, deletion_page: DeletionPage
) -> None:
    model = deletion_page._view_model
    right = "It rests on the Kassapos privacy policy, section 5."
    qtbot.waitUntil(lambda: right in everything_readable(deletion_page), timeout=20_000)
    assert "person's (4th letter P)" in everything_readable(deletion_page)
    model.choose_closing(True)
    model.go(SEE)
    settled(qtbot, tasks)
    words = everything_readable(deletion_page)
    for told in ("Adds up:", "Kassapos says it keeps bills 7 years", "The law asks you to keep"):
        assert told in words
    assert "GST requires" not in words

    with qtbot.waitSignal(deletion_page.export_wanted):
        deletion_page.confirm.copy_button.click()
    assert model.close_account

    walkthrough.set_on(True)
    assert "4th letter" not in everything_readable(deletion_page)


def test_the_correction_page_says_whose_right_it_is(correction_page: CorrectionPage) -> None:
    words = everything_readable(correction_page)
    assert "It rests on the Kassapos privacy policy, section 5." in words
    assert "person's (4th letter P)" in words


def test_a_value_that_must_stay_says_why_beside_its_box(deletion_page: DeletionPage) -> None:
    basis = deletion_page._view_model.basis
    assert basis is not None
    kept = next(f for f in basis.fields if not f.deletable.allowed)
    box = deletion_page.choose.field_boxes[kept.field_id]
    assert not box.isEnabled()
    assert box.accessibleDescription()


def test_in_a_walkthrough_no_held_value_can_be_read_on_the_acting_pages(
    qtbot: QtBot,
    tasks: Tasks,
    walkthrough: Walkthrough,
    shop: SignedInShop,
    requests_page: RequestsPage,
    correction_page: CorrectionPage,
    deletion_page: DeletionPage,
) -> None:
    held = held_values(shop)
    deletion_page._view_model.choose_closing(True)
    deletion_page._view_model.go(SEE)
    settled(qtbot, tasks)
    in_the_open = everything_readable(deletion_page) + everything_readable(correction_page)
    assert any(value in in_the_open for value in held), "the look must be able to find a value"

    walkthrough.set_on(True)
    for one in requests_page._view_model.shown:
        requests_page._view_model.choose(one.request_id)
        settled(qtbot, tasks)
        seen = everything_readable(requests_page)
        assert [value for value in held if value in seen] == []
    for field in correction_page._view_model.fields:
        correction_page._view_model.choose(field.field_id)
        seen = everything_readable(correction_page)
        assert [value for value in held if value in seen] == []
    assert [value for value in held if value in everything_readable(deletion_page)] == []


def test_help_shows_the_text_of_every_licence(qtbot: QtBot, stage: Stage, tmp_path: Path) -> None:
    model = HelpViewModel("0.1.0", tmp_path, lambda: "https://api.kassapos.example", lambda: None)
    page = HelpPage(model, stage.looks, stage.lock(), stage.session())
    qtbot.addWidget(page)
    assert [party.name for party in model.parties if len(licence_text(party)) < 200] == []
    assert "this run only" in everything_readable(page)


def test_help_lists_each_rule_with_its_source_day_and_confidence(
    stage: Stage, qtbot: QtBot, tmp_path: Path
) -> None:
    model = HelpViewModel("0.1.0", tmp_path, lambda: "https://api.kassapos.example", lambda: None)
    page = HelpPage(model, stage.looks, stage.lock(), stage.session())
    qtbot.addWidget(page)
    words = everything_readable(page)
    for rule in model.rules:
        assert rule.origin.citation in words
    for told in (
        "The law asks you to keep your books for 72 months from the day the annual return is due.",
        "Kassapos says it keeps your data for 7 years from the day the account is closed.",
        "knowyourgst.com",
        "Counts from 1 Jul 2017. Looked up on 26 Nov 2026: the text itself was read.",
    ):
        assert told in words
