"""My data over a real sample shop."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from kassadesk.core.held import CategoryId, HeldField
from kassadesk.core.rows import Resource
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.my_data_page import MyDataPage
from kassadesk.ui.pages.my_data_parts.field_table_model import FieldColumn, FieldTableModel
from kassadesk.viewmodels.records import RecordsViewModel
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough
from tests.sample_shop_signed_in import SignedInShop
from tests.ui.what_is_seen import words_in, words_of

pytestmark = pytest.mark.qt_log_ignore("OpenType support missing", "propagateSizeHints")


class Opened:
    """The page with its view-model and where it wanted to go."""

    def __init__(self, page: MyDataPage, model: RecordsViewModel, qtbot: QtBot) -> None:
        self.page, self.model, self._qtbot = page, model, qtbot
        self.gone: list[tuple[str, Any]] = []
        page.go.connect(lambda key, about: self.gone.append((key, about)))

    def row_named(self, label: str) -> int:
        model = self.page.fields
        return next(
            row
            for row in range(model.rowCount())
            if model.index(row, FieldColumn.FIELD).data() == label
        )

    def choose_row(self, label: str) -> None:
        self.page.table.setCurrentIndex(self.page.fields.index(self.row_named(label), 0))
        QTest.keyClick(self.page.table, Qt.Key.Key_Return)
        self._qtbot.waitUntil(lambda: self.model.history is not None, timeout=10_000)


@pytest.fixture
def opened(
    shop: SignedInShop, tasks: Tasks, walkthrough: Walkthrough, looks: Looks, qtbot: QtBot
) -> Opened:
    model = RecordsViewModel(tasks, walkthrough, shop.records)
    page = MyDataPage(model, looks)
    qtbot.addWidget(page)
    page.resize(1300, 680)
    page.show()
    page.on_shown()
    qtbot.waitUntil(lambda: page.fields.rowCount() == 8, timeout=10_000)
    return Opened(page, model, qtbot)


def test_the_foot_counts_and_names_what_needs_a_look(opened: Opened) -> None:
    assert opened.page.foot.text() == "8 fields. 2 need a look: GSTIN, Puducherry; FSSAI licence."


def test_a_mistyped_gstin_and_an_unexplained_field_say_so_in_their_cells(opened: Opened) -> None:
    model = opened.page.fields
    names = Qt.ItemDataRole.AccessibleTextRole
    wrong = model.index(opened.row_named("GSTIN, Puducherry"), FieldColumn.VALUE)
    right = model.index(opened.row_named("GSTIN, main shop"), FieldColumn.VALUE)
    licence = opened.row_named("FSSAI licence")

    assert str(wrong.data(names)).endswith(", looks mistyped")
    assert str(right.data(names)).endswith(", checked")
    assert model.index(licence, FieldColumn.WHY).data() == "Not in the policy"
    assert model.index(licence, FieldColumn.KEPT).data() == "Not stated"


def test_enter_opens_a_field_with_its_history_and_esc_closes_it(
    opened: Opened, qtbot: QtBot
) -> None:
    opened.choose_row("Address, main shop")

    assert opened.page.pane.isVisibleTo(opened.page)
    qtbot.waitUntil(lambda: "Was 41 Bharathi Street" in words_of(opened.page.pane))
    QTest.keyClick(opened.page.pane, Qt.Key.Key_Escape)
    assert not opened.page.pane.isVisibleTo(opened.page)


def test_a_field_that_cannot_be_deleted_says_why_beside_the_button(
    opened: Opened, qtbot: QtBot
) -> None:
    opened.choose_row("Address, main shop")
    pane = opened.page.pane

    assert pane.delete is not None
    assert not pane.delete.isEnabled()
    qtbot.waitUntil(lambda: "Cannot be deleted now. It is printed on bills" in words_of(pane))


def test_ask_to_correct_and_ask_to_delete_hand_over_the_field(opened: Opened) -> None:
    opened.choose_row("FSSAI licence")
    pane = opened.page.pane
    assert pane.correct is not None
    assert pane.delete is not None

    pane.correct.click()
    pane.delete.click()

    assert [key for key, _ in opened.gone] == ["correct", "delete"]
    for _, field in opened.gone:
        assert isinstance(field, HeldField)
        assert field.label == "FSSAI licence"


def test_find_narrows_the_table_and_tells_how_many_fit(opened: Opened, qtbot: QtBot) -> None:
    QTest.keyClicks(opened.page.search, "gstin")
    QTest.keyClick(opened.page.search, Qt.Key.Key_Return)

    assert opened.page.fields.rowCount() == 2
    assert opened.page.foot.text().startswith("2 of 8 fields fit.")


def test_a_walkthrough_hides_every_personal_value_in_every_role_and_word(
    opened: Opened, shop: SignedInShop, walkthrough: Walkthrough
) -> None:
    personal = [
        field.value
        for field in shop.records.fields(CategoryId.BUSINESS)
        if field.personal and field.value
    ]
    opened.choose_row("Address, main shop")
    assert all(value in words_in(opened.page.fields) for value in personal)

    walkthrough.set_on(True)

    seen = words_in(opened.page.fields) + words_of(opened.page)
    assert personal
    assert [value for value in personal if value in seen] == []
    assert "Bharathi" not in seen
    assert "Kavitha" not in seen


def test_a_kind_held_as_rows_leads_to_its_table(opened: Opened) -> None:
    for kind in (CategoryId.BILLING, CategoryId.USAGE, CategoryId.DEVICE):
        QTest.keyClick(opened.page.kinds.buttons[kind], Qt.Key.Key_Space)

    assert opened.gone == [
        ("rows", Resource.TRANSACTIONS),
        ("rows", Resource.USAGE_EVENTS),
        ("rows", Resource.DEVICES),
    ]


def test_arrow_keys_walk_the_kinds_and_space_chooses(opened: Opened, qtbot: QtBot) -> None:
    buttons = opened.page.kinds.buttons
    buttons[CategoryId.BUSINESS].setFocus()

    QTest.keyClick(buttons[CategoryId.BUSINESS], Qt.Key.Key_Down)
    QTest.keyClick(buttons[CategoryId.CONTACT], Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: opened.page.fields.rowCount() == 12, timeout=10_000)
    assert opened.page.title.text() == "Contact details"


def test_a_field_asked_for_by_its_id_is_found_in_whichever_kind_it_is(
    opened: Opened, shop: SignedInShop, qtbot: QtBot
) -> None:
    wanted = shop.records.fields(CategoryId.CONTACT)[2]

    opened.page.show_field(wanted.field_id)

    qtbot.waitUntil(lambda: opened.model.open_field is not None, timeout=10_000)
    assert opened.model.open_field is not None
    assert opened.model.open_field.field == wanted


def test_in_a_narrow_window_the_pane_covers_the_table_instead_of_squeezing_it(
    opened: Opened, qtbot: QtBot
) -> None:
    opened.page.resize(1013, 526)
    width = opened.page.table.width()

    opened.choose_row("FSSAI licence")

    assert opened.page.table.width() == width
    assert opened.page.pane.geometry().right() <= 1013


def test_the_field_table_keeps_qt_s_rules_for_models(
    shop: SignedInShop, walkthrough: Walkthrough, opened: Opened
) -> None:
    model = FieldTableModel(walkthrough)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    model.show(opened.model.all_fields)
    walkthrough.set_on(True)
    model.redraw()
    model.show(())

    assert model.rowCount() == 0
