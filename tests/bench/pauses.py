"""The longest pauses of the window while a person works, step by step.

The whole program runs over its sample shop, as `kassadesk --sandbox` starts it; the steps are done on
the UI thread, and a timer of 10 ms tells how long that thread answered nobody. A pause is the time
between two ticks; 10 ms is the least there can be.

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
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
AT_MOST_MS = 100
_TICK_MS = 10
_REST_S = 0.35
_PATIENCE_S = 180.0

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
        self._last = self._quiet_since = self._began = 0.0
        self._longest = 0.0
        self._step: Step | None = None

    def run(self, step: Step) -> float:
        """The longest pause of the step in ms."""
        self._step, self._longest = step, 0.0
        self._began = self._last = self._quiet_since = time.perf_counter()
        self._timer.start()
        self._single_shot(2 * _TICK_MS, step.do)
        self._loop.exec()
        self._timer.stop()
        return self._longest

    def _tick(self) -> None:
        now = time.perf_counter()
        self._longest = max(self._longest, (now - self._last) * 1000)
        self._last = now
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
        from kassadesk.app.window import WindowOptions, build

        self.shop, self.home = shop, home
        self.program = build(
            WindowOptions(shop=shop), own_folders({**os.environ, "KASSADESK_HOME": str(home)})
        )
        program = self.program
        self.watch = Watch(lambda: program.tasks.busy > 0 or program.session.busy)
        self.longest: list[tuple[str, float]] = []

    def do(self, name: str, deed: Deed, over: Callable[[], bool] = lambda: True) -> None:
        """Do one step and keep its longest pause."""
        self.longest.append((name, self.watch.run(Step(name, deed, over))))

    def work(self) -> list[tuple[str, float]]:
        """Everything once; name and longest pause of each step."""
        program, session = self.program, self.program.session
        program.window.show()
        try:
            begun = time.perf_counter()  # nobody signs in sooner than two seconds after the start
            self.do("sign-in page at rest", program.begin, lambda: time.perf_counter() > begun + 2)
            self.do(
                "sign in",
                lambda: session.try_sample(self.shop),
                lambda: session.state == "signed_in",
            )
            for name in PAGES:
                self.do(f"page {name}", lambda name=name: program.roads.go(name))
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

        program, table = self.program, self.program.rooms.large_table
        self.do("billing table", lambda: program.roads.go("rows", Resource.TRANSACTIONS))
        view = program.roads.window.shelf.currentWidget().table.view
        self.do("its end", view.scrollToBottom)
        bar = view.verticalScrollBar()
        self.do("its middle", lambda: bar.setValue(bar.maximum() // 2))
        for place in (1, 2, 3, 5, 8):
            self.do("scroll, a jump", lambda place=place: bar.setValue(bar.maximum() * place // 10))
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


def round_of(shop: str, compiled: str) -> list[tuple[str, float]]:
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
            timeout=1200,
        )
    return [(name, ms) for name, ms in json.loads(done.stdout.splitlines()[-1])]


def main(shop: str = "kaveri", rounds: int = 3) -> None:
    """Print the median over the rounds of each step's longest pause, and the longest of all."""
    with tempfile.TemporaryDirectory() as compiled:
        round_of(shop, compiled)  # compiles, and warms the disk cache
        days = [round_of(shop, compiled) for _ in range(rounds)]
    names = list(dict.fromkeys(name for name, _ in days[0]))
    print(f"longest pause of the window in ms, shop {shop}, median of {rounds} runs")
    longest = 0.0
    for name in names:
        worst = [max(ms for step, ms in day if step == name) for day in days]
        middle = statistics.median(worst)
        longest = max(longest, middle)
        mark = "  over" if middle > AT_MOST_MS else ""
        print(f"{name:28}{middle:8.0f}{mark}")
    print(f"{'longest':28}{longest:8.0f}  (at most {AT_MOST_MS})")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        sys.stdout.write(json.dumps(Day(sys.argv[2], Path(sys.argv[3])).work()) + "\n")
    else:
        main(*sys.argv[1:2], *(int(word) for word in sys.argv[2:3]))
