"""RowsModel: a table of any length, read by page, masked by the Lens."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from kassadesk.core.errors import Offline, SnapshotExpired
from kassadesk.core.rows import Resource, RowFilter, RowQuery
from kassadesk.viewmodels.rows_model import WAITING, RowRole, RowsModel
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough
from tests.viewmodels.made_rows import MadeRows

BILLS = RowQuery(Resource.TRANSACTIONS)
BILL_NUMBER, CUSTOMER, TOTAL = 2, 5, 15


def _ready(qtbot: QtBot, model: RowsModel, source: MadeRows) -> None:
    model.set_source(source, BILLS)
    qtbot.waitUntil(lambda: model.state == "ready")


def _read(qtbot: QtBot, model: RowsModel, row: int) -> None:
    model.data(model.index(row, 0))
    qtbot.waitUntil(lambda: model.row(row) is not None)


def test_qt_finds_no_fault_with_the_model(
    qtbot: QtBot, tasks: Tasks, walkthrough: Walkthrough
) -> None:
    model = RowsModel(tasks, walkthrough)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    _ready(qtbot, model, MadeRows(1000))
    for page in range(5):
        _read(qtbot, model, page * 200)
    model.set_columns(("bill_number", "total_paise"))
    model.set_query(replace(BILLS, sort="total_paise"))
    qtbot.waitUntil(lambda: model.state == "ready")
    assert tester.model() is model
    assert model.rowCount() == 1000


def test_a_cell_is_waiting_until_its_page_comes(
    qtbot: QtBot, tasks: Tasks, walkthrough: Walkthrough
) -> None:
    source = MadeRows(1000)
    source.gate.clear()
    model = RowsModel(tasks, walkthrough)
    _ready(qtbot, model, source)
    assert model.data(model.index(450, BILL_NUMBER)) == WAITING
    assert model.data(model.index(450, BILL_NUMBER), RowRole.LOADING) is True
    assert source.asked == []  # data itself asks nobody

    source.gate.set()
    with qtbot.waitSignal(model.dataChanged) as heard:
        pass
    assert heard.args is not None
    first, last = heard.args[0], heard.args[1]
    assert (first.row(), last.row()) == (400, 599)  # that page only
    assert model.data(model.index(450, BILL_NUMBER)) == "KF-89550"
    assert model.data(model.index(450, BILL_NUMBER), RowRole.LOADING) is False
    assert [start for _, start in source.asked] == [400]
    assert all(name.startswith("kassadesk-task") for name in source.threads)


def test_the_latest_question_wins(qtbot: QtBot, tasks: Tasks, walkthrough: Walkthrough) -> None:
    source = MadeRows(1000)
    source.gate.clear()
    model = RowsModel(tasks, walkthrough)
    _ready(qtbot, model, source)
    model.data(model.index(0, 0))
    qtbot.waitUntil(lambda: len(source.asked) == 1)

    model.set_query(replace(BILLS, where=RowFilter(search="x")))
    source.gate.set()
    qtbot.waitUntil(lambda: model.state == "ready" and tasks.busy == 0)
    assert model.count == 500
    assert model.row(0) is None  # the old query's page was dropped


def test_only_fifty_pages_stay_in_memory(
    qtbot: QtBot, tasks: Tasks, walkthrough: Walkthrough
) -> None:
    source = MadeRows(1_248_306)
    model = RowsModel(tasks, walkthrough)
    _ready(qtbot, model, source)
    for page in range(52):
        _read(qtbot, model, page * 200)
    assert model.row(0) is None
    assert model.row(51 * 200) is not None
    _read(qtbot, model, 0)
    assert model.text(0, BILL_NUMBER) == "KF-90000"


def test_fast_scrolling_forgets_pages_passed_by(
    qtbot: QtBot, tasks: Tasks, walkthrough: Walkthrough
) -> None:
    source = MadeRows(1_248_306)
    model = RowsModel(tasks, walkthrough)
    _ready(qtbot, model, source)
    for page in range(1000):
        model.data(model.index(page * 200, 0))
    qtbot.waitUntil(lambda: model.row(999 * 200) is not None and tasks.busy == 0)
    assert len(source.asked) <= 10


def test_a_failed_page_offers_a_retry_and_heals(
    qtbot: QtBot, tasks: Tasks, walkthrough: Walkthrough
) -> None:
    source = MadeRows(1000)
    model = RowsModel(tasks, walkthrough)
    _ready(qtbot, model, source)
    source.fail_with = Offline()
    with qtbot.waitSignal(model.page_failed):
        model.data(model.index(0, 0))
    assert model.data(model.index(5, 0), RowRole.FAILED) is True
    assert model.state == "ready"  # the rest of the table lives on

    asked = len(source.asked)
    model.data(model.index(5, 0))
    qtbot.wait(50)
    assert len(source.asked) == asked  # no storm of retries by itself

    source.fail_with = None
    model.retry(5)
    qtbot.waitUntil(lambda: model.row(5) is not None)
    assert model.data(model.index(5, 0), RowRole.FAILED) is False


def test_a_failed_summary_is_the_state_of_the_table(
    qtbot: QtBot, tasks: Tasks, walkthrough: Walkthrough
) -> None:
    source = MadeRows(10)
    source.fail_summary = Offline()
    model = RowsModel(tasks, walkthrough)
    model.set_source(source, BILLS)
    qtbot.waitUntil(lambda: model.state == "failed")
    assert isinstance(model.error, Offline)
    source.fail_summary = None
    model.reload()
    qtbot.waitUntil(lambda: model.state == "ready")


def test_an_ended_snapshot_starts_a_new_view_once(
    qtbot: QtBot, tasks: Tasks, walkthrough: Walkthrough
) -> None:
    source = MadeRows(1000)
    model = RowsModel(tasks, walkthrough)
    _ready(qtbot, model, source)
    _read(qtbot, model, 0)
    source.fail_with = SnapshotExpired()
    with qtbot.waitSignal(model.modelReset):
        model.data(model.index(400, 0))
    qtbot.waitUntil(lambda: model.state == "ready")
    with qtbot.waitSignal(model.page_failed):  # the second time it is told, not tried for ever
        model.data(model.index(400, 0))


def test_a_walkthrough_masks_every_role_of_every_personal_cell(
    qtbot: QtBot, tasks: Tasks, walkthrough: Walkthrough
) -> None:
    model = RowsModel(tasks, walkthrough)
    _ready(qtbot, model, MadeRows(300))
    _read(qtbot, model, 0)
    plain = {model.text(0, place) for place, c in enumerate(model.columns) if c.personal}
    plain = {text for text in plain if len(text) > 3}  # "3" is in many a date
    assert "Customer 0" in plain
    with qtbot.waitSignal(model.dataChanged):
        walkthrough.set_on(True)
    shown = [
        str(model.data(model.index(0, place), role))
        for place in range(len(model.columns))
        for role in [*range(0, 40), *(int(role) for role in RowRole)]
    ]
    shown += [model.total_text(column) for column in model.columns] + [model.count_text]
    for value in plain:
        assert not any(value in text for text in shown)


def test_sorting_asks_the_source_and_only_by_columns_it_can(
    qtbot: QtBot, tasks: Tasks, walkthrough: Walkthrough
) -> None:
    model = RowsModel(tasks, walkthrough)
    _ready(qtbot, model, MadeRows(10))
    model.sort(TOTAL, Qt.SortOrder.DescendingOrder)
    assert model.query == replace(BILLS, sort="total_paise", descending=True)
    model.sort(0, Qt.SortOrder.AscendingOrder)  # the transaction id cannot be sorted by
    assert model.query == replace(BILLS, sort="total_paise", descending=True)


def test_totals_follow_the_query(qtbot: QtBot, tasks: Tasks, walkthrough: Walkthrough) -> None:
    model = RowsModel(tasks, walkthrough)
    _ready(qtbot, model, MadeRows(1000))
    assert model.total_text(model.columns[TOTAL]) == "₹1,18,000.00"
    assert model.total_text(model.columns[CUSTOMER]) == ""


def test_an_empty_answer_is_ready_without_rows(
    qtbot: QtBot, tasks: Tasks, walkthrough: Walkthrough
) -> None:
    model = RowsModel(tasks, walkthrough)
    _ready(qtbot, model, MadeRows(0))
    assert model.rowCount(QModelIndex()) == 0


def test_no_source_forgets_every_row(qtbot: QtBot, tasks: Tasks, walkthrough: Walkthrough) -> None:
    model = RowsModel(tasks, walkthrough)
    _ready(qtbot, model, MadeRows(300))
    _read(qtbot, model, 0)
    model.set_source(None)
    assert model.rowCount() == 0
    assert model.row(0) is None
    assert model.state == "idle"
