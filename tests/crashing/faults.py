"""Exports on a disk whose n-th operation fails: the target stays old or becomes whole, the person is
told why in words, and nothing is left lying.

The errors are raised where the operating system would raise them. Those of Windows are simulated:
what is shown is what the program makes of them, not that Windows raises them there.
"""

from __future__ import annotations

import errno
import os
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from kassadesk.core import errors
from kassadesk.core.errors import KassaError
from kassadesk.files import atomic
from kassadesk.files.private_folder import FACTS
from kassadesk.files.spool import SUFFIX as SPOOL
from tests.crashing.canaries import files_naming_somebody
from tests.crashing.kills import next_start
from tests.crashing.runs import Case, Place, Runs, a_day_passes, exit_of, left_beside, left_names
from tests.crashing.watched import WatchedFile, watching

_REMOVING = frozenset({"remove_file", "remove_folder"})
_NEEDS_NO_ROOM = _REMOVING | {"replace", "place_new", "reopen", "truncate"}


@dataclass(frozen=True)
class Fault:
    """How the disk goes wrong."""

    name: str
    number: int
    told: tuple[type[KassaError], ...]
    """What may be told of it."""
    winerror: int = 0
    stays: bool = False
    """True: everything fails from the n-th operation on; else only that one."""
    spares: frozenset[str] = frozenset()
    """Steps that never fail in this way and are not counted."""

    def error(self) -> OSError:
        """What the operating system raises."""
        raised = OSError(self.number, os.strerror(self.number))
        if self.winerror:
            raised.winerror = self.winerror  # type: ignore[attr-defined,unused-ignore]
        return raised


_FULL, _BROKEN, _REFUSED = (errors.DiskFull,), (errors.WriteFailed,), (errors.TargetReadOnly,)
_HELD = (errors.TargetLocked, errors.TargetReadOnly)
FAULTS = (
    Fault("disk full, once", errno.ENOSPC, _FULL, spares=_REMOVING),
    Fault("disk full, stays", errno.ENOSPC, _FULL, stays=True, spares=_NEEDS_NO_ROOM),
    Fault("I/O error, once", errno.EIO, _BROKEN),
    Fault("I/O error, stays", errno.EIO, _BROKEN, stays=True),
    Fault("access denied, once", errno.EACCES, _REFUSED),
)
WINDOWS = tuple(
    Fault(f"Windows error {number}, {'stays' if stays else 'once'} (simulated)",
          errno.EACCES, _HELD, number, stays, frozenset({"write", "sync"}))
    for number in (5, 32, 33)
    for stays in (False, True)
)  # fmt: skip


class FailAt:
    """Makes the n-th operation fail; a full disk takes half of the write first."""

    def __init__(self, at: int, fault: Fault) -> None:
        self._at = at
        self._fault = fault
        self._lock = threading.Lock()
        self._count = 0
        self._cut: WatchedFile | None = None
        self.failed = 0
        self.removal_failed = False

    def before(self, step: str, *given: Any) -> None:
        """Count it, and raise when it is its turn."""
        if self._turn(step):
            self.removal_failed |= step in _REMOVING
            raise self._fault.error()

    def after(self, step: str, *given: Any) -> None:
        """Nothing fails after it was done."""

    def write(self, file: WatchedFile, data: bytes) -> int:
        """Write, half, or fail."""
        if self._cut is file:
            self._cut = None
            raise self._fault.error()
        if not self._turn("write"):
            return file.write_now(data)
        if self._fault.number == errno.ENOSPC and len(data) > 1:
            self._cut = file
            return file.write_now(data[: len(data) // 2])
        raise self._fault.error()

    def _turn(self, step: str) -> bool:
        if step in self._fault.spares:
            return False
        with self._lock:
            self._count += 1
            mine = self._count == self._at or (self._fault.stays and self._count > self._at)
            self.failed += mine
            return mine

    @property
    def reached(self) -> bool:
        """Whether there was an n-th operation."""
        return self._count >= self._at


@dataclass
class Endured:
    """What the faults came to."""

    faults: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    """Everything that must not be."""
    kept_pages: int = 0
    """Faults that kept the export's pages from being removed; then they lie for a day."""
    said: list[KassaError] = field(default_factory=list)
    """One error of each kind, to look for its words."""


class Failing:
    """Lets exports of `runs` meet faults."""

    def __init__(self, runs: Runs) -> None:
        self._runs = runs
        self.endured = Endured()

    def at_every_operation(self, case: Case, fault: Fault, first: int = 1, step: int = 1) -> int:
        """Fail operation `first`, then `step` later, and so on; how many operations there are."""
        at = first
        with _in_haste():
            while self._once(case, fault, at):
                at += step
        return at - 1

    def _once(self, case: Case, fault: Fault, at: int) -> bool:
        disk = FailAt(at, fault)
        with self._runs.place(case) as place:
            told: BaseException | None = None
            with watching(disk):
                try:
                    self._runs.export(place)
                except Exception as error:  # noqa: BLE001 - whatever it is, it is judged
                    told = error
            if not disk.reached:
                self._expect(told is None, "an export without a fault failed")
                return False
            self._look_at(place, case, fault, told, removal_failed=disk.removal_failed)
        return True

    def _look_at(
        self,
        place: Place,
        case: Case,
        fault: Fault,
        told: BaseException | None,
        *,
        removal_failed: bool,
    ) -> None:
        endured = self.endured
        endured.faults += 1
        state = self._runs.target(place)
        name = "nothing" if told is None else type(told).__name__
        endured.ends[f"{state}, told {name}"] += 1
        self._note(told, fault)
        before = "old" if case.old else "absent"
        self._expect(state in ((before, "new") if told else ("new",)), f"{name} told: {state}")
        if not removal_failed:
            self._expect(not left_beside(place), f"{fault.name}: something is left lying")
        next_start(place)
        if pages := list(place.folder.glob(f"*{SPOOL}")):  # as after a kill, for a day at most
            endured.kept_pages += 1
            self._expect(removal_failed and (pages[0] / FACTS).exists(), "pages of no use are left")
            a_day_passes(place)
            next_start(place)
        self._expect(not left_names(place), f"{fault.name}: something is left for good")
        named = files_naming_somebody(place.all, but=[place.target])
        self._expect(not named, f"{fault.name}: personal data is left")

    def _note(self, told: BaseException | None, fault: Fault) -> None:
        if told is None:
            return
        kind = type(told).__name__
        self._expect(isinstance(told, fault.told), f"{fault.name}: {kind} was told")
        if isinstance(told, KassaError):
            if kind not in self.endured.told:
                self.endured.said.append(told)
            self.endured.told[kind] += 1

    def _expect(self, held: bool, otherwise: str) -> None:
        if not held:
            self.endured.wrong[otherwise] += 1


def really_full(runs: Runs, case: Case, most_bytes: int) -> str:
    """An export in a process that may write no file longer than so many bytes (the operating system's
    own error): what is at the target, what is left lying, and the exit code of the child."""
    import resource  # POSIX only

    with runs.place(case) as place:

        def around(export: Callable[[], object]) -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
            try:
                export()
            except errors.DiskFull:
                os._exit(28)

        code = exit_of(runs.begin(place, around))
        left = ["leftovers"] if left_names(place) else []
        told = {0: "told nothing", 28: "told DiskFull"}.get(code, f"ended with {code}")
        return ", ".join([runs.target(place), told, *left])


@contextmanager
def _in_haste() -> Iterator[None]:
    """Waiting for another program to let go of a file takes no time."""
    with mock.patch.multiple(atomic, _PAUSE_S=0.001, _PATIENCE_S=0.02):
        yield
