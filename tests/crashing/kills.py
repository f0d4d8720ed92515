"""Whole exports ended at each of their side effects, and at random, and what is left of them.

After each end: what is at the target, whether the profile can be read, and, after the next start,
what is left that names somebody. Then the same export is made again, or a start comes a day later.
"""

from __future__ import annotations

import json
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kassadesk.files.spool import SUFFIX as SPOOL
from kassadesk.services.leftovers import sweep_leftovers
from tests.crashing.canaries import files_naming_somebody
from tests.crashing.runs import (
    Case,
    Place,
    Runs,
    a_day_passes,
    exit_of,
    kill,
    left_names,
    profile_is_whole,
)
from tests.crashing.watched import WatchedFile, changes, watching

KILLED = 137
_MEASURE_EACH = 20
"""How often it is measured anew how long a run takes: other programs work on the machine too."""
Start = Callable[[Place], None]


def next_start(place: Place) -> None:
    """What a start of the program does about what is left."""
    sweep_leftovers(place.own, place.usual)


class KillAt:
    """Ends the process at the n-th point: before and after each step, and amid each write."""

    def __init__(self, at: int) -> None:
        self._at = at
        self._lock = threading.Lock()
        self.points = 0
        self.steps: Counter[str] = Counter()

    def point(self, step: str) -> None:
        """One more point."""
        with self._lock:
            self.points += 1
            self.steps[step] += 1
            if self.points == self._at:
                os._exit(KILLED)

    def before(self, step: str, *given: Any) -> None:
        """A point."""
        self.point(f"before {step}")

    def after(self, step: str, *given: Any) -> None:
        """A point."""
        self.point(f"after {step}")

    def write(self, file: WatchedFile, data: bytes) -> int:
        """Three points: nothing, half, all of it is written."""
        self.point("before write")
        done = file.write_now(data[: len(data) // 2])
        self.point("amid write")
        done += file.write_now(data[done:])
        self.point("after write")
        return done


@dataclass
class Found:
    """What the ends came to."""

    kills: int = 0
    targets: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    """Everything that must not be, by what it is; "" is never in it."""
    kept_pages: int = 0
    """Ends after which the next start left pages from which the export can go on for a day."""
    resumed: int = 0
    """Exports made again that went on from such pages."""
    steps: Counter[str] = field(default_factory=Counter)

    def add(self, other: Found) -> None:
        """Count the other's in."""
        self.kills += other.kills
        self.kept_pages += other.kept_pages
        self.resumed += other.resumed
        for mine, more in (
            (self.targets, other.targets),
            (self.wrong, other.wrong),
            (self.steps, other.steps),
        ):
            mine.update(more)


class Killing:
    """Kills exports of `runs`. `start` plays the next start; a control gives one that does less."""

    def __init__(self, runs: Runs, start: Start = next_start, again_each: int = 1) -> None:
        """`again_each`: after each so many kills the export is made again; else a day passes."""
        self._runs = runs
        self._start = start
        self._again_each = again_each
        self._whole_s: dict[Case, float] = {}
        self._measured = 0
        self.found = Found()

    def at_every_point(self, case: Case, first: int = 1, step: int = 1) -> int:
        """Kill at point `first`, then `step` later, and so on until the export comes to its end; how
        many points there are."""
        at = first
        while True:
            with self._runs.place(case) as place:
                told = place.root / "told"
                code = exit_of(self._runs.begin(place, killed_at(at, told, place.root)))
                if code != KILLED:
                    return self._completed(code, place, told)
                self._look_at(place, case)
            at += step

    def at_random(self, case: Case, chance: random.Random) -> None:
        """SIGKILL at a random moment of the run, from its first instruction to after its end."""
        if self._measured % _MEASURE_EACH == 0:
            self._whole_s.clear()
        self._measured += 1
        whole_s = self._whole_s.get(case) or self._whole_s.setdefault(case, self._measure(case))
        with self._runs.place(case) as place:
            process = self._runs.begin(place, _then_wait)
            time.sleep(chance.uniform(0, whole_s * 1.05))
            kill(process)
            exit_of(process)
            self._look_at(place, case)

    def _measure(self, case: Case) -> float:
        with self._runs.place(case) as place:
            begin = time.perf_counter()
            exit_of(self._runs.begin(place, lambda export: export()))
            return time.perf_counter() - begin

    def _completed(self, code: int, place: Place, told: Path) -> int:
        facts = json.loads(told.read_text())
        self.found.steps.update(facts["steps"])
        if code or self._runs.target(place) != "new":
            self.found.wrong["an export that was not killed failed"] += 1
        return int(facts["points"])

    def _look_at(self, place: Place, case: Case) -> None:
        found, runs = self.found, self._runs
        found.kills += 1
        state = runs.target(place)
        found.targets[state] += 1
        allowed = ("old" if case.old else "absent", "new")
        self._expect(state in allowed, f"the target is {state}")
        self._expect(profile_is_whole(place), "a file of the profile is damaged")
        self._expect(not files_naming_somebody([place.temp]), "the system's temp names somebody")
        self._start(place)
        left = files_naming_somebody(place.all, but=[place.target])
        pages = [path for path in left if path.parent.name.endswith(SPOOL)]
        found.kept_pages += bool(pages)
        self._expect(len(left) == len(pages), "personal data is left after the next start")
        if found.kills % self._again_each == 0:
            self._again(place)
        else:
            a_day_passes(place)
            self._start(place)
        self._expect(
            not files_naming_somebody(place.all, but=[place.target]),
            "personal data is left for good",
        )
        self._expect(not left_names(place), "something is left for good")

    def _again(self, place: Place) -> None:
        told = place.root / "told"

        def around(export: Callable[[], Any]) -> None:
            told.write_text(str(export().resumed_rows))

        code = exit_of(self._runs.begin(place, around))
        whole = code == 0 and self._runs.target(place) == "new"
        self._expect(whole, "the same export made again is not whole")
        self.found.resumed += whole and int(told.read_text()) > 0

    def _expect(self, held: bool, otherwise: str) -> None:
        if not held:
            self.found.wrong[otherwise] += 1


def killed_at(at: int, told: Path, root: Path) -> Callable[[Callable[[], object]], None]:
    """The export, killed at a point; when it comes to its end it tells of the points there were."""

    def around(export: Callable[[], object]) -> None:
        watcher = KillAt(at)
        changes(watcher.point, root)
        with watching(watcher):
            export()
        told.write_text(json.dumps({"points": watcher.points, "steps": watcher.steps}))

    return around


def _then_wait(export: Callable[[], object]) -> None:
    """So that the signal always meets a living process."""
    export()
    time.sleep(60)
