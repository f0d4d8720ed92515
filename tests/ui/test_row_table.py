"""The big table: a word for every state, copies through the Lens."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kassadesk.core.errors import Offline
from kassadesk.core.rows import Resource, RowQuery
from kassadesk.ui.widgets.row_table import RowTable
from kassadesk.viewmodels.rows_model import RowsModel
from tests.gallery_stage import Stage
from tests.viewmodels.made_rows import MadeRows

BILLS = RowQuery(Resource.TRANSACTIONS)


@pytest.fixture
def model(stage: Stage) -> RowsModel:
    """No source yet."""
    return RowsModel(stage.tasks, stage.walkthrough)


@pytest.fixture
def table(qtbot: QtBot, stage: Stage, model: RowsModel) -> RowTable:
    """A shown table over the model."""
    made = RowTable(
        stage.looks, model, strong=frozenset({"bill_number"}), totals=True, name="Bills"
    )
    qtbot.addWidget(made)
    made.resize(1100, 500)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def _fill(qtbot: QtBot, table: RowTable, model: RowsModel, source: MadeRows) -> None:
    model.set_source(source, BILLS)
    model.set_columns(("billed_at", "bill_number", "customer_name", "total_paise"))
    qtbot.waitUntil(lambda: model.state == "ready")
    if source.count:
        qtbot.waitUntil(lambda: model.row(0) is not None)


def _words(table: RowTable) -> str:
    return " ".join(label.text() for label in table.findChildren(QLabel) if label.isVisible())


def test_rows_and_totals_are_shown(qtbot: QtBot, table: RowTable, model: RowsModel) -> None:
    _fill(qtbot, table, model, MadeRows(1000))
    assert table.view.isVisible()
    assert table.totals is not None
    assert table.totals.isVisible()
    assert "Total ₹1,18,000.00" in table.totals.accessibleName()
    assert table.first_and_last_row()[0] == 0


def test_nothing_found_offers_everything(qtbot: QtBot, table: RowTable, model: RowsModel) -> None:
    _fill(qtbot, table, model, MadeRows(0))
    assert "Nothing fits" in _words(table)
    button = table.empty.button
    assert button is not None
    with qtbot.waitSignal(table.show_all):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_table_that_cannot_be_read_says_so_and_tries_again(
    qtbot: QtBot, table: RowTable, model: RowsModel
) -> None:
    source = MadeRows(10)
    source.fail_summary = Offline()
    model.set_source(source, BILLS)
    qtbot.waitUntil(lambda: model.state == "failed")
    assert "No internet" in _words(table)
    source.fail_summary = None
    QTest.mouseClick(table.error.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: model.state == "ready")
    assert table.view.isVisible()


def test_a_press_on_a_failed_row_reads_it_again(
    qtbot: QtBot, table: RowTable, model: RowsModel
) -> None:
    source = MadeRows(10)
    source.fail_with = Offline()
    model.set_source(source, BILLS)
    with qtbot.waitSignal(model.page_failed):
        qtbot.waitUntil(lambda: model.state == "ready")
    source.fail_with = None
    QTest.mouseClick(
        table.view.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QPoint(30, 10),
    )
    qtbot.waitUntil(lambda: model.row(0) is not None)


def test_a_copied_row_is_masked_while_a_walkthrough_runs(
    qtbot: QtBot, stage: Stage, table: RowTable, model: RowsModel
) -> None:
    _fill(qtbot, table, model, MadeRows(100))
    table.view.selectAll()
    QTest.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    plain = QGuiApplication.clipboard().text()
    assert plain.splitlines()[0] == "23-11-2026 10:12\tKF-90000\tCustomer 0\t₹118.00"
    assert len(plain.splitlines()) == 100
    stage.walkthrough.set_on(True)
    QTest.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    masked = QGuiApplication.clipboard().text()
    assert "Customer" not in masked
    assert masked.splitlines()[0] == "23-11-2026 10:12\tKF-90000\t••••••\t₹••••"


def test_one_current_cell_is_copied_alone(qtbot: QtBot, table: RowTable, model: RowsModel) -> None:
    _fill(qtbot, table, model, MadeRows(100))
    table.view.setCurrentIndex(model.index(3, 2))
    assert table.copy() == "Customer 3"


def test_sorting_by_keyboard_asks_the_source(
    qtbot: QtBot, table: RowTable, model: RowsModel
) -> None:
    _fill(qtbot, table, model, MadeRows(100))
    table.view.setCurrentIndex(model.index(0, 3))
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(table.view, Qt.Key.Key_S, keys)
    assert model.query is not None
    assert (model.query.sort, model.query.descending) == ("total_paise", True)


def test_enter_opens_the_row(qtbot: QtBot, table: RowTable, model: RowsModel) -> None:
    _fill(qtbot, table, model, MadeRows(100))
    table.select_row(4)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table.view, Qt.Key.Key_Return)
    assert opened.args == [4]


def test_columns_of_a_hidden_table_get_their_room_once_it_is_seen(
    qtbot: QtBot, table: RowTable, model: RowsModel
) -> None:
    _fill(qtbot, table, model, MadeRows(50))
    table.hide()
    model.set_columns(("customer_name", "billed_at"))
    qtbot.wait(50)
    hidden = table.header.sectionSize(0)
    table.show()
    qtbot.waitUntil(lambda: table.header.sectionSize(0) != hidden)
