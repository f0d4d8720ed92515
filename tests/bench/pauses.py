"""The longest pauses of the window while a person works, step by step.

The whole program runs over its sample shop, as `kassadesk --sandbox` starts it; the steps are done on
the UI thread, and a timer of 10 ms tells how long that thread answered nobody. A pause is the time
between two ticks; 10 ms is the least there can be. Beside it stands the processor time the UI thread
itself used in its busiest pause of the step: what is left of the pause when nothing else runs.

`meenakshi` exports and reviews all of her 1.25 million bills, so that the pauses are those beside full
work; a day of hers takes three minutes on a quiet machine and ten on a busy one. It is therefore done
once unless told otherwise; the code is read and compiled in a day at `kaveri` before.

    python -m tests.bench.pauses [shop] [rounds]
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QScrollBar

ROOT = Path(__file__).resolve().parent.parent.parent
AT_MOST_MS = 100
_TICK_MS = 10
_REST_S = 0.35
_PATIENCE_S = 900.0
_ROUNDS = {"meenakshi": 1}
_MOST_ROUNDS = 3

PAGES = (
    "home",
    "my_data",
    "opt_ins",
    "export",
    "review",
    "requests",
    "correct",
    "delete",
    "policy",
    "help",
)

Deed = Callable[[], object]
Measured = tuple[str, float, float]
"""A step, its longest pause, the processor time of the UI thread in its busiest pause (ms)."""


@dataclass(frozen=True)
class Step:
    """One thing a person does."""

    name: str
    do: Deed
    over: Callable[[], bool] = lambda: True
    """Whether what it began has come to its end; the step ends a moment later."""


class Watch:
    """Runs steps in the event loop of a program and keeps the longest pause of each."""

    def __init__(self, busy: Callable[[], bool]) -> None:
        from PySide6.QtCore import QEventLoop, Qt, QTimer

        self._busy = busy
        self._loop = QEventLoop()
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._single_shot = QTimer.singleShot
        self._last = self._quiet_since = self._began = self._used = 0.0
        self._longest = self._most_used = 0.0
        self._step: Step | None = None

    def run(self, step: Step) -> tuple[float, float]:
        """The longest pause of the step in ms, and the most processor time used in one."""
        self._step, self._longest, self._most_used = step, 0.0, 0.0
        self._used = time.thread_time()
        self._began = self._last = self._quiet_since = time.perf_counter()
        self._timer.start()
        self._single_shot(2 * _TICK_MS, step.do)
        self._loop.exec()
        self._timer.stop()
        return self._longest, self._most_used

    def _tick(self) -> None:
        now = time.perf_counter()
        self._longest = max(self._longest, (now - self._last) * 1000)
        self._last = now
        used = time.thread_time()
        self._most_used = max(self._most_used, (used - self._used) * 1000)
        self._used = used
        assert self._step is not None
        if self._busy() or not self._step.over():
            self._quiet_since = now
        if now - self._quiet_since > _REST_S:
            self._loop.quit()
        elif now - self._began > _PATIENCE_S:
            raise TimeoutError(self._step.name)


class Day:
    """A day of a person with the program: the steps, in the order they are done."""

    def __init__(self, shop: str, home: Path) -> None:
        from kassadesk.app.folders import own_folders
        from kassadesk.app.window import WindowOptions, begin, build

        self.shop, self.home = shop, home
        self.program = build(
            WindowOptions(shop=shop), own_folders({**os.environ, "KASSADESK_HOME": str(home)})
        )
        program = self.program
        self.begin = partial(begin, program)
        self.watch = Watch(lambda: program.tasks.busy > 0 or program.session.busy)
        self.longest: list[Measured] = []

    def do(self, name: str, deed: Deed, over: Callable[[], bool] = lambda: True) -> None:
        """Do one step and keep its longest pause; it is told at once, because a day may be long."""
        passed, used = self.watch.run(Step(name, deed, over))
        self.longest.append((name, passed, used))
        sys.stderr.write(f"  {name:28}{passed:8.0f}{used:10.0f}\n")

    def work(self) -> list[Measured]:
        """Everything once."""
        program, session = self.program, self.program.session
        program.window.show()
        try:
            begun = time.perf_counter()  # nobody signs in sooner than two seconds after the start
            self.do("sign-in page at rest", self.begin, lambda: time.perf_counter() > begun + 2)
            self.do(
                "sign in",
                lambda: session.try_sample(self.shop),
                lambda: session.state == "signed_in",
            )
            begun = time.perf_counter()  # a person looks at it first; pages are made meanwhile
            self.do("overview", lambda: None, lambda: time.perf_counter() > begun + 2)
            for name in PAGES:
                self.do(f"page {name}", partial(program.roads.go, name))
            self._table()
            self._opt_in()
            self._walkthrough()
            self._export_and_review()
            self.do("sign out", session.sign_out, lambda: session.state == "signed_out")
        finally:
            program.close()
        return self.longest

    def _table(self) -> None:
        from kassadesk.core.rows import Resource
        from kassadesk.ui.pages.rows_page import RowsPage

        program, table = self.program, self.program.rooms.large_table
        self.do("billing table", lambda: program.roads.go("rows", Resource.TRANSACTIONS))
        page = program.window.shelf.currentWidget()
        assert isinstance(page, RowsPage)
        view = page.table.view
        self.do("its end", view.scrollToBottom)
        bar = view.verticalScrollBar()
        self.do("its middle", lambda: bar.setValue(bar.maximum() // 2))
        for place in (1, 2, 3, 5, 8):
            self.do("scroll, a jump", partial(_jump, bar, place))
        self.do("sort by amount", lambda: table.table.sort(len(table.table.columns) - 2))
        self.do("search", lambda: table.find("UPI"))
        self.do("search ends", table.show_everything)

    def _opt_in(self) -> None:
        program, opt_ins = self.program, self.program.rooms.opt_ins
        self.do("back to opt-ins", lambda: program.roads.go("opt_ins"))
        free = next(choice for choice in opt_ins.all if choice.lock is None)
        self.do("details of an opt-in", lambda: opt_ins.select(free.opt_in_id))
        self.do("switch an opt-in", lambda: opt_ins.flip(free.opt_in_id))

    def _walkthrough(self) -> None:
        program, walkthrough = self.program, self.program.walkthrough
        for name in PAGES:
            program.roads.go(name)
            self.do(f"walkthrough on, {name}", lambda: walkthrough.set_on(True))
            self.do(f"walkthrough off, {name}", lambda: walkthrough.set_on(False))

    def _export_and_review(self) -> None:
        program = self.program
        exports, review = program.rooms.exports, program.rooms.review
        self.do("back to export", lambda: program.roads.go("export"))
        exports.set_folder(self.home)
        self.do("export everything", exports.start, lambda: exports.running is None)
        assert exports.last_report is not None, exports.error
        path = exports.last_report.path
        self.do(
            "review the export",
            lambda: program.roads.go("review", path),
            lambda: review.opening is None,
        )
        assert review.review is not None, review.error
        largest = max(review.data_sheets, key=lambda sheet: sheet.summary.count)
        self.do("its largest sheet", lambda: review.show_sheet(largest.name))
        self.do("search in it", lambda: review.find("UPI"))
        self.do("search in it ends", lambda: review.find(""))


def _jump(bar: QScrollBar, tenth: int) -> None:
    bar.setValue(bar.maximum() * tenth // 10)


def round_of(shop: str, compiled: str) -> list[Measured]:
    """One day in a fresh process and a fresh home; the code is `compiled`, as an installed one is."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.pauses", "--one", shop, home],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=3600,
        )
    return [(name, ms, used) for name, ms, used in json.loads(done.stdout.splitlines()[-1])]


def main(shop: str = "kaveri", rounds: int = 0) -> None:
    """Print the median over the rounds of each step's longest pause, and the longest of all.

    0 rounds: as many as the shop's size allows.
    """
    rounds = rounds or _ROUNDS.get(shop, _MOST_ROUNDS)
    with tempfile.TemporaryDirectory() as compiled:
        round_of("kaveri", compiled)  # compiles, and warms the disk cache
        days = [round_of(shop, compiled) for _ in range(rounds)]
    names = list(dict.fromkeys(name for name, _, _ in days[0]))
    print(f"longest pause of the window in ms, shop {shop}, median of {rounds} runs")
    print(f"{'':28}{'passed':>8}{'own work':>10}")
    longest = most_used = 0.0
    for name in names:
        of_step = [[found for found in day if found[0] == name] for day in days]
        passed = statistics.median(max(found[1] for found in day) for day in of_step)
        used = statistics.median(max(found[2] for found in day) for day in of_step)
        longest, most_used = max(longest, passed), max(most_used, used)
        print(f"{name:28}{passed:8.0f}{used:10.0f}{'  over' if passed > AT_MOST_MS else ''}")
    print(f"{'longest':28}{longest:8.0f}{most_used:10.0f}  (at most {AT_MOST_MS})")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        sys.stdout.write(json.dumps(Day(sys.argv[2], Path(sys.argv[3])).work()) + "\n")
    else:
        main(sys.argv[1] if len(sys.argv) > 1 else "kaveri", int((sys.argv[2:] or ["0"])[0]))
