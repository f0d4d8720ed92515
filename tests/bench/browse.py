"""Browsing the bills of the large sample shop: the real page over real HTTP, offscreen.

Each step is done on the UI thread as the mouse would do it; its time runs until the rows it asks for
are in the table. A timer of 10 ms tells the longest time the window answered nobody.

    python -m tests.bench.browse [transactions]
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kassadesk.ui.pages.rows_page import RowsPage
    from kassadesk.viewmodels.rows_model import RowsModel

FULL = 1_248_306
PATIENCE_S = 120.0
_TICK_MS = 10
_TARGETS = {"first rows": 1.0, "last row": 0.5}
_ELSE = 1.5


class Watch:
    """Runs a deed in the event loop until its rows are there."""

    def __init__(self) -> None:
        from PySide6.QtCore import QEventLoop, Qt, QTimer

        self._loop = QEventLoop()
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._single_shot = QTimer.singleShot
        self._over: Callable[[], bool] = lambda: True
        self._last = self._begin = self._own = 0.0
        self.pause = self.own = 0.0
        self.took = 0.0

    def run(self, deed: Callable[[], object], over: Callable[[], bool]) -> None:
        """Afterwards `took` has the seconds, `pause` the longest pause in ms, `own` the most that
        the window itself worked between two ticks: on a busy machine the rest is waiting."""
        self._over, self.pause, self.own = over, 0.0, 0.0
        self._begin = self._last = time.perf_counter()
        self._own = time.thread_time()
        self._timer.start()
        self._single_shot(0, deed)
        self._loop.exec()
        self._timer.stop()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.pause = max(self.pause, (now - self._last) * 1000)
        self._last = now
        worked = time.thread_time()
        self.own = max(self.own, (worked - self._own) * 1000)
        self._own = worked
        self.took = now - self._begin
        if (self.took > 2 * _TICK_MS / 1000 and self._over()) or self.took > PATIENCE_S:
            self._loop.quit()


def steps(page: RowsPage) -> list[tuple[str, Callable[[], object], Callable[[RowsModel], bool]]]:
    """What a person does, and when it is there."""
    from PySide6.QtCore import Qt

    from kassadesk.core.rows import Resource

    model, view = page._model, page.table.view
    table = model.table
    first_day = model.today - timedelta(days=400)

    def top(rows: RowsModel) -> bool:
        return rows.state == "ready" and (rows.count == 0 or rows.row(0) is not None)

    def end(rows: RowsModel) -> bool:
        return rows.state == "ready" and rows.row(rows.count - 1) is not None

    def sort(key: str, order: Qt.SortOrder) -> None:
        place = [column.key for column in table.columns].index(key)
        table.sort(place, order)

    down, up = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
    return [
        ("first rows", lambda: page.open(Resource.TRANSACTIONS), top),
        ("last row", view.scrollToBottom, end),
        ("first row again", view.scrollToTop, top),
        ("sort by total", lambda: sort("total_paise", down), top),
        ("sort by customer", lambda: sort("customer_name", up), top),
        ("last row, sorted", view.scrollToBottom, end),
        ("sort by time", lambda: sort("billed_at", down), top),
        ("paid by UPI", lambda: model.choose_payment("upi"), top),
        ("one outlet", lambda: model.choose_bills(model.outlets[0].outlet_id, None, None), top),
        ("amounts", lambda: model.choose_bills(None, 1_000_00, None), top),
        ("everything", model.show_everything, top),
        ("one year", lambda: model.choose_year(model.years[1]), top),
        ("some days", lambda: model.choose_days(first_day, model.today), top),
        ("search a name", lambda: model.find("meena"), top),
        ("search a reference", lambda: model.find("4012"), top),
        ("search nothing held", lambda: model.find("no such words"), top),
        ("everything again", model.show_everything, top),
    ]


def main(transactions: int = FULL) -> None:
    """Print the figures with their targets."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import psutil
    from PySide6.QtWidgets import QApplication

    from kassadesk.ui.looks import Looks
    from kassadesk.ui.pages.rows_page import RowsPage
    from kassadesk.viewmodels.large_table import LargeTableViewModel
    from kassadesk.viewmodels.tasks import Tasks
    from kassadesk.viewmodels.walkthrough import Walkthrough
    from tests.sample_shop_signed_in import SignedInShop

    application = QApplication.instance() or QApplication(["browse"])
    with SignedInShop("meenakshi", transactions) as shop:
        tasks = Tasks()
        page = RowsPage(LargeTableViewModel(tasks, Walkthrough(), shop.records), Looks())
        page.resize(1174, 680)
        page.show()
        application.processEvents()
        me = psutil.Process()
        before = me.memory_info().rss
        watch, worst, work, most = Watch(), 0.0, 0.0, 0
        table = page._model.table
        for name, deed, over in steps(page):
            watch.run(deed, lambda over=over: over(table))  # type: ignore[misc]
            worst, work = max(worst, watch.pause), max(work, watch.own)
            most = max(most, me.memory_info().rss)
            target = _TARGETS.get(name, _TARGETS["last row"] if "last row" in name else _ELSE)
            print(
                f"{name:20} {watch.took:6.2f} s (target {target}), {table.count:9,} rows, "
                f"longest pause {watch.pause:4.0f} ms, own work {watch.own:4.0f} ms"
            )
        pause = _scroll(watch, page)
        most = max(most, me.memory_info().rss)
        print(f"{'wheel, 300 turns':20} longest pause {pause:4.0f} ms")
        work = max(work, watch.own)
        print(
            f"longest pause: {max(worst, pause):.0f} ms (target at most 100), own work {work:.0f} ms"
        )
        print(f"memory growth: {(most - before) / 1e6:.0f} MB (target at most 150)")
        page.close()
        tasks.shutdown()


def _scroll(watch: Watch, page: RowsPage) -> float:
    """Drag through the whole table: every page that is passed is asked for or forgotten."""
    bar = page.table.view.verticalScrollBar()
    turns = iter(range(300))

    def turn() -> bool:
        at = next(turns, None)
        if at is None:
            return True
        bar.setValue(bar.maximum() * at // 300)
        return False

    watch.run(lambda: None, turn)
    return watch.pause


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
