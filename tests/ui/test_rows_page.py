"""The large tables over a real sample shop."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from kassadesk.core.held import CategoryId
from kassadesk.core.lens import grouped
from kassadesk.core.rows import Resource, RowFilter, RowQuery
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.rows_page import RowsPage
from kassadesk.viewmodels.large_table import LargeTableViewModel
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough
from tests.sample_shop_signed_in import SignedInShop
from tests.ui.what_is_seen import words_in, words_of

pytestmark = pytest.mark.qt_log_ignore(
    "OpenType support missing", "propagateSizeHints", "does not support raise", "grabbing the"
)

NOW = datetime(2026, 11, 23, 4, 44, tzinfo=UTC)


class Opened:
    """The page with its view-model and where it wanted to go."""

    def __init__(self, page: RowsPage, model: LargeTableViewModel, qtbot: QtBot) -> None:
        self.page, self.model, self._qtbot = page, model, qtbot
        self.gone: list[tuple[str, Any]] = []
        page.go.connect(lambda key, about: self.gone.append((key, about)))

    def open(self, resource: Resource) -> None:
        self.page.open(resource)
        self.settle()

    def settle(self) -> None:
        """Wait until the rows on screen are read (or there are none)."""
        table = self.model.table

        def here() -> bool:
            return table.state == "ready" and (table.count == 0 or table.row(0) is not None)

        self._qtbot.waitUntil(here, timeout=15_000)


@pytest.fixture
def opened(
    shop: SignedInShop, tasks: Tasks, walkthrough: Walkthrough, looks: Looks, qtbot: QtBot
) -> Opened:
    model = LargeTableViewModel(tasks, walkthrough, shop.records, lambda: NOW)
    page = RowsPage(model, looks)
    qtbot.addWidget(page)
    page.resize(1174, 680)
    page.show()
    opened = Opened(page, model, qtbot)
    opened.open(Resource.TRANSACTIONS)
    qtbot.waitUntil(lambda: bool(model.years), timeout=10_000)
    return opened


def test_bills_are_counted_summed_and_numbered(opened: Opened, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: opened.page.range.text().startswith("Rows 1 to "))

    assert opened.page.count.text() == "400 transactions"
    assert opened.page.range.text().endswith(" of 400")
    assert opened.page.table.totals is not None
    assert "Total ₹" in opened.page.table.totals.accessibleName()
    assert opened.page.note.text() == "Bills cannot be changed or deleted here."


def test_a_year_narrows_the_rows_and_the_totals_follow(
    opened: Opened, shop: SignedInShop, qtbot: QtBot
) -> None:
    wanted = RowQuery(Resource.TRANSACTIONS, RowFilter(financial_year="2025-26"))
    truth = shop.records.rows().summary(wanted)
    assert 0 < truth.count < 400
    year = opened.page.filters.year
    assert [year.itemData(place) for place in range(year.count())][:3] == [
        None, "2026-27", "2025-26",
    ]  # fmt: skip

    year.setCurrentIndex(2)
    year.activated.emit(2)
    opened.settle()

    assert opened.model.table.count == truth.count
    assert opened.page.count.text() == f"{grouped(truth.count)} transactions"
    assert opened.model.table.summary is not None
    assert opened.model.table.summary.totals == truth.totals
    assert opened.page.filters.days.words() == "01-04-2025 to 31-03-2026"


def test_chosen_days_take_the_place_of_a_year(opened: Opened) -> None:
    opened.model.choose_year("2025-26")
    days = opened.page.filters.days

    days.show_range(date(2026, 11, 1), date(2026, 11, 22))
    days.changed.emit()
    opened.settle()

    assert opened.model.where == RowFilter(date_from=date(2026, 11, 1), date_to=date(2026, 11, 22))
    assert opened.page.filters.year.currentData() is None
    assert 0 < opened.model.table.count < 400


def test_paid_by_and_search_narrow_together(opened: Opened, qtbot: QtBot) -> None:
    paid_by = opened.page.filters.paid_by
    paid_by.setCurrentIndex(1)
    paid_by.activated.emit(1)
    opened.settle()
    cash = opened.model.table.count
    QTest.keyClicks(opened.page.filters.search, "walk-in")
    QTest.keyClick(opened.page.filters.search, Qt.Key.Key_Return)
    opened.settle()

    assert 0 < opened.model.table.count < cash < 400
    assert opened.model.where == RowFilter(payment_mode="cash", search="walk-in")


def test_nothing_fits_says_so_and_gives_everything_back(opened: Opened, qtbot: QtBot) -> None:
    opened.model.find("no such customer")
    opened.settle()
    qtbot.waitUntil(lambda: "Nothing fits" in words_of(opened.page.table))

    opened.page.table.show_all.emit()
    opened.settle()

    assert opened.model.table.count == 400
    assert opened.page.filters.search.text() == ""


def test_the_last_column_cannot_be_taken_away(opened: Opened) -> None:
    opened.page.columns.drop()
    boxes = opened.page.columns.boxes
    assert boxes["bill_number"].is_checked()
    assert not boxes["hsn"].is_checked()

    boxes["hsn"].box.setChecked(True)
    assert "hsn" in [column.key for column in opened.model.table.columns]
    for key, box in boxes.items():
        if key != "hsn":
            box.box.setChecked(False)

    assert [column.key for column in opened.model.table.columns] == ["hsn"]
    assert not boxes["hsn"].isEnabled()


def test_devices_and_sign_ins_share_a_page(opened: Opened, qtbot: QtBot) -> None:
    opened.open(Resource.DEVICES)
    assert opened.page.title.text() == "Device information"
    assert opened.page.segments[Resource.DEVICES].isChecked()
    assert not opened.page.filters.year.isVisibleTo(opened.page)

    QTest.keyClick(opened.page.segments[Resource.SIGN_INS], Qt.Key.Key_Space)
    opened.settle()

    assert opened.model.resource is Resource.SIGN_INS
    assert opened.page.segments[Resource.SIGN_INS].isChecked()
    assert not opened.page.segments[Resource.DEVICES].isChecked()


def test_usage_data_can_be_asked_to_be_deleted_from_its_table(opened: Opened) -> None:
    opened.open(Resource.USAGE_EVENTS)

    opened.page.ask_delete.click()

    assert opened.gone == [("delete", CategoryId.USAGE)]


def test_export_these_hands_over_the_filter_in_force(opened: Opened) -> None:
    opened.model.choose_year("2025-26")

    opened.page.export.click()

    assert [key for key, _ in opened.gone] == ["export"]
    assert opened.gone[0][1].where == RowFilter(financial_year="2025-26")


def test_esc_leads_back_to_my_data(opened: Opened, qtbot: QtBot) -> None:
    QTest.keyClick(opened.page, Qt.Key.Key_Escape)

    assert opened.gone == [("my_data", None)]


def test_a_walkthrough_masks_cells_counts_and_what_is_copied(
    opened: Opened, walkthrough: Walkthrough, qtbot: QtBot
) -> None:
    table = opened.model.table
    row = table.row(0)
    assert row is not None
    opened.model.find("")
    keys = [column.key for column in table.all_columns]
    reference = next(
        str(found[keys.index("payment_reference")])
        for place in range(40)
        if (found := table.row(place)) and found[keys.index("payment_reference")]
    )
    assert reference in words_in(table)

    walkthrough.set_on(True)

    assert reference not in words_in(table)
    qtbot.waitUntil(lambda: opened.page.count.text() == "•••• transactions")
    opened.page.table.select_row(0)
    copied = opened.page.table.copy()
    assert QGuiApplication.clipboard().text() == copied
    assert "₹••••" in words_in(table)


def test_a_page_of_rows_that_fails_offers_another_try_in_its_place(
    own_shop: SignedInShop, tasks: Tasks, walkthrough: Walkthrough, looks: Looks, qtbot: QtBot
) -> None:
    own_shop.fault("GET /v1/transactions*", status=503, times=50)
    model = LargeTableViewModel(tasks, walkthrough, own_shop.records, lambda: NOW)
    page = RowsPage(model, looks)
    qtbot.addWidget(page)
    page.resize(1174, 680)
    page.show()
    with qtbot.waitSignal(model.table.page_failed, timeout=30_000):
        page.open(Resource.TRANSACTIONS)

    own_shop.no_faults()
    model.table.retry(0)

    qtbot.waitUntil(lambda: model.table.row(0) is not None, timeout=15_000)


def test_one_outlet_and_amounts_narrow_the_bills(
    opened: Opened, shop: SignedInShop, qtbot: QtBot
) -> None:
    more = opened.page.filters.more
    more.click()
    outlet, least, most = opened.model.outlets[0], more.least.edit, more.most.edit
    assert isinstance(least, QLineEdit) and isinstance(most, QLineEdit)
    more.outlet.setCurrentIndex(more.outlet.findData(outlet.outlet_id))
    least.setText("abc")
    more.take.click()
    assert more.least.error() != ""
    least.setText("₹ 2,00,000")
    most.setText("100.5")
    more.take.click()
    opened.settle()
    wanted = RowFilter(outlet=outlet.outlet_id, amount_from=10_050, amount_to=20_000_000)
    assert opened.model.where == wanted
    truth = shop.records.rows().summary(RowQuery(Resource.TRANSACTIONS, wanted))
    assert 0 < opened.model.table.count == truth.count < 400
    assert more.text() == "More filters: 3"
    more.click()
    more.clear.click()
    opened.settle()
    assert opened.model.table.count == 400


def test_rows_that_are_not_here_yet_are_copied_when_they_were_read(
    opened: Opened, qtbot: QtBot
) -> None:
    opened.page.table.view.selectAll()
    QGuiApplication.clipboard().clear()
    assert opened.page.table.copy() == ""
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() != "", timeout=15_000)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 400
    first = opened.model.table
    assert lines[0].split("\t")[0] == first.text(0, 0)
