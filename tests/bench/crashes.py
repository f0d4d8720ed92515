"""Whole exports of a real sample shop, broken in every way a PC breaks: killed at each side effect and
at random, on full and failing disks, and by power cuts in a model of the disk. With controls.

    python -m tests.bench.crashes [random kills] [seed]
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from kassadesk.app.plain_words import line_for
from kassadesk.core.held import CategoryId
from tests.crashing import after_power, copies, planted
from tests.crashing.faults import FAULTS, WINDOWS, Endured, Failing, really_full
from tests.crashing.kills import Found, Killing
from tests.crashing.power import recorded
from tests.crashing.runs import BILLS, CASES, Runs
from tests.sample_shop_signed_in import SignedInShop

_EVERYTHING = frozenset(CategoryId)
_BILLS = frozenset({CategoryId.BUSINESS, CategoryId.BILLING})
_BUSINESS = frozenset({CategoryId.BUSINESS})
_AGAIN_EACH = 5
_DISKS = 40


def main(random_kills: int = 200, seed: int = 2026) -> None:
    """Print the figures with their targets."""
    with tempfile.TemporaryDirectory() as folder, SignedInShop("kaveri", BILLS) as shop:
        everything, bills, business = (
            Runs(shop, Path(folder), only) for only in (_EVERYTHING, _BILLS, _BUSINESS)
        )
        with _timed():
            killed_at_every_point(bills, business)
        with _timed():
            killed_at_random(everything, random_kills, seed)
        with _timed():
            controls_of_kills(business)
        with _timed():
            scheduled_copies()
        with _timed():
            faults(business)
        with _timed():
            power_cuts(bills, Path(folder), seed)


def killed_at_every_point(bills: Runs, business: Runs) -> None:
    """Before and after each step, and amid each write, of all kinds of export."""
    found = Found()
    for runs, what, cases in (
        (bills, "business and bills", (CASES[1], CASES[2])),
        (business, "business", (CASES[0], CASES[3])),
    ):
        for case in cases:
            killing = Killing(runs, again_each=_AGAIN_EACH)
            points = killing.at_every_point(case)
            print(f"killed at every point, {what} ({case}): {points} points", flush=True)
            found.add(killing.found)
    _say(found)
    kinds = Counter[str]()
    for step, count in found.steps.items():
        kinds[step.partition(" ")[2]] = max(count, kinds[step.partition(" ")[2]])
    print("  side effects of the four runs: " + ", ".join(f"{n} {k}" for k, n in kinds.items()))


def killed_at_random(runs: Runs, count: int, seed: int) -> None:
    """SIGKILL at random moments, spread over the whole time of the run."""
    killing, chance = Killing(runs), random.Random(seed)
    for number in range(count):
        killing.at_random(CASES[number % len(CASES)], chance)
    print(f"killed at random moments, seed {seed}: {count}", flush=True)
    _say(killing.found)


def controls_of_kills(runs: Runs) -> None:
    """The same with protections switched off must find something."""
    for name, start in (
        ("no sweep at the start", planted.no_sweep),
        ("no note of the folder", planted.sweep_without_notes),
    ):
        killing = Killing(runs, start, again_each=_AGAIN_EACH)
        for case in CASES:
            killing.at_every_point(case, first=2, step=13)
        _say_control(name, killing.found)
    killing = Killing(runs, again_each=_AGAIN_EACH)
    with planted.straight_to_the_target():
        for case in CASES:
            killing.at_every_point(case, first=2, step=13)
    _say_control("written straight to the target", killing.found)


def scheduled_copies() -> None:
    """The next of a row of copies, killed at every point; then with the old ones going first."""
    for keep in (1, 2):
        found = copies.killed(keep, 1, 1)
        print(f"a scheduled copy, the last {keep} kept: {found['kills']} kills", flush=True)
        print(f"  ends {dict(found['ends'])}; wrong {dict(found['wrong'])} (target none)")
    found = copies.killed(2, 1, 13, "early")
    _say_control("old copies go first", Found(kills=found["kills"], wrong=found["wrong"]))


def faults(runs: Runs) -> None:
    """Each operation fails once, or everything from it on; then the operating system's own limit."""
    together = Counter[str]()
    for fault in (*FAULTS, *WINDOWS):
        failing = Failing(runs)
        counts = [failing.at_every_operation(case, fault) for case in (CASES[1], CASES[2])]
        _say_endured(f"{fault.name}, at each of {' and '.join(map(str, counts))}", failing.endured)
        together.update(failing.endured.wrong)
    print(f"faults: outcomes that must not be: {together.total()} (target 0) {dict(together)}")
    limits, good = range(0, 30_000, 1_500), ("new, told nothing", "told DiskFull")
    for case in (CASES[1], CASES[2]):
        ends = Counter(really_full(runs, case, size) for size in limits)
        wrong = sum(count for end, count in ends.items() if not end.endswith(good))
        print(
            f"files limited by the operating system to 0-30 kB ({case}): {dict(ends)}; else {wrong} "
            "(target 0)",
            flush=True,
        )


def power_cuts(runs: Runs, base: Path, seed: int) -> None:
    """A model of the disk, see `tests.crashing.power`."""
    for writer in after_power.SMALL_WRITERS:
        _say_reboots(writer.name, partial(after_power.after_small_write, writer, base))
    for number, case in enumerate(CASES):
        with runs.place(case) as place:
            journal = recorded(place.root, partial(runs.export, place))
            _say_reboots(f"export ({case})", partial(after_power.after_export, place, journal))
            chance = random.Random(seed + number)
            told = after_power.going_on(runs, case, place, journal, chance, _DISKS)
        print(
            f"  made again on {told.made} of the disks with kept pages: whole {told.whole} "
            f"(target all), went on from {told.resumed}, else {dict(told.failed)}",
            flush=True,
        )


@contextmanager
def _timed() -> Iterator[None]:
    begin = time.perf_counter()
    yield
    print(f"  ({time.perf_counter() - begin:.0f} s)", flush=True)


def _say(found: Found) -> None:
    ends = ", ".join(f"{count} {state}" for state, count in found.targets.most_common())
    print(f"  {found.kills} kills; target: {ends}; damaged {found.targets['damaged']} (target 0)")
    print(f"  outcomes that must not be: {found.wrong.total()} (target 0) {dict(found.wrong)}")
    print(
        f"  pages kept for going on after {found.kept_pages}, of those made again went on "
        f"{found.resumed}",
        flush=True,
    )


def _say_control(name: str, found: Found) -> None:
    print(
        f"control, {name}: {found.kills} kills, found {dict(found.wrong)} (target: some)",
        flush=True,
    )


def _say_endured(name: str, endured: Endured) -> None:
    words = "; ".join(line_for(error).partition(":")[0] for error in endured.said)
    print(f"{name}: {endured.faults} faults, {dict(endured.ends)}")
    print(f"  words: {words}; kept for a day: {endured.kept_pages}", flush=True)


def _say_reboots(name: str, run: Callable[[after_power.Change], after_power.Reboots]) -> None:
    real = run(after_power.as_it_is)
    print(
        f"power cut, {name}: {real.cuts} cuts, {real.states:,} states: {dict(real.found)}; damaged "
        f"{real.damaged}, lost after its end {real.lost}, leftovers nobody knows of "
        f"{real.unknown_leftovers} (targets 0)"
    )
    for what, change in (
        ("no fsync", after_power.without_sync),
        ("no fsync of folders", after_power.without_folder_sync),
    ):
        found = run(change)
        print(
            f"  control, {what}: damaged {found.damaged}, lost {found.lost}, unknown leftovers "
            f"{found.unknown_leftovers}",
            flush=True,
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
