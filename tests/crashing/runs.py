"""Whole real exports of the sample shop, each in a child of its own that may be ended at any moment.

The child is forked from a process that has read all code and signed in, so it costs what the export
costs. The folder of the target is not the one the program would look into by itself.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kassadesk.api.client import ApiClient
from kassadesk.api.transport import Transport
from kassadesk.core.errors import UnreadableExport
from kassadesk.core.exports import ExportFormat, ExportPlan, ExportReport, Verdict
from kassadesk.core.held import CategoryId
from kassadesk.files.atomic import SUFFIX as PART
from kassadesk.files.export_history import FILE_NAME as HISTORY_NAME
from kassadesk.files.export_history import ExportHistory
from kassadesk.files.known_keys import FILE_NAME as KEYS_NAME
from kassadesk.files.known_keys import KnownKeys
from kassadesk.files.spool import SUFFIX as SPOOL
from kassadesk.files.spool import VIEW_LIFE_S
from kassadesk.files.unfinished import SUFFIX as NOTE
from kassadesk.files.verify import check_file
from kassadesk.services.exports import ExportService
from tests.sample_shop_signed_in import SignedInShop

BILLS = 150


@dataclass(frozen=True)
class Case:
    """One kind of export, and what is at its target before it."""

    format: ExportFormat
    old: bool
    """True: an older whole export is there and may be replaced."""

    def __str__(self) -> str:
        return f"{self.format.value}, {'an old file there' if self.old else 'nothing there'}"


CASES = tuple(Case(kind, old) for kind in ExportFormat for old in (False, True))


@dataclass(frozen=True)
class Place:
    """The folders of one run, all of them fresh."""

    root: Path
    target: Path

    @property
    def folder(self) -> Path:
        """Where the target is."""
        return self.root / "chosen once"

    @property
    def own(self) -> Path:
        """The program's own folder: settings, keys, history, notes."""
        return self.root / "own"

    @property
    def temp(self) -> Path:
        """The system's folder for temporary files, as the child sees it."""
        return self.root / "temp"

    @property
    def usual(self) -> Path:
        """Where exports go unless the person says otherwise: the only folder a start knows."""
        return self.root / "usual"

    @property
    def all(self) -> tuple[Path, ...]:
        """Everywhere something personal could be left."""
        return self.folder, self.own, self.temp, self.usual


class Runs:
    """Makes exports of one sample shop. Everything is below `base`."""

    def __init__(self, shop: SignedInShop, base: Path, only: frozenset[CategoryId]) -> None:
        self._shop = shop
        self._base = base
        self._only = only
        self.keys = shop.api.policy.list_keys()
        self._old: dict[ExportFormat, bytes] = {}
        for kind in ExportFormat:
            with self.place(Case(kind, old=False)) as place:
                self.service(place).export(self.plan(place))
                self._old[kind] = place.target.read_bytes()

    @contextmanager
    def place(self, case: Case) -> Iterator[Place]:
        """Fresh folders, the old file in its place where the case has one; gone afterwards."""
        root = Path(tempfile.mkdtemp(dir=self._base))
        place = Place(root, root / "chosen once" / f"all.{case.format.value}")
        for folder in place.all:
            folder.mkdir()
        if case.old:
            place.target.write_bytes(self._old[case.format])
        try:
            yield place
        finally:
            shutil.rmtree(root)

    def plan(self, place: Place) -> ExportPlan:
        """The export into that place."""
        kind = ExportFormat(place.target.suffix[1:])
        return ExportPlan(self._only, kind, place.target, replace=place.target.exists())

    def service(self, place: Place) -> ExportService:
        """The exports of a program that is signed in already, on connections of its own."""
        tokens = self._shop.api.tokens
        tokens.access_token()  # renewed in time, and never by two children
        assert tokens.held is not None
        api = ApiClient(Transport(self._shop.base_url))
        api.tokens.begin(tokens.held)
        return ExportService(api, ExportHistory(place.own), KnownKeys(place.own))

    def export(self, place: Place) -> ExportReport:
        """One export in this process, to its end. Raises KassaError."""
        return self.service(place).export(self.plan(place))

    def begin(self, place: Place, around: Callable[[Callable[[], object]], object]) -> int:
        """The process id of a child that calls `around` with the export; it exits with 0 when that
        comes to its end."""
        service, plan = self.service(place), self.plan(place)

        def child() -> None:
            os.environ["TMPDIR"] = tempfile.tempdir = str(place.temp)
            around(lambda: service.export(plan))

        return forked(child)

    def target(self, place: Place) -> str:
        """What is at the target: "absent", "old", "new" (whole, by the program's own check) or
        "damaged"."""
        if not place.target.exists():
            return "absent"
        if place.target.read_bytes() == self._old[ExportFormat(place.target.suffix[1:])]:
            return "old"
        return "new" if self.is_whole(place.target) else "damaged"

    def is_whole(self, path: Path) -> bool:
        """Whether the program's own check finds the file unchanged and signed."""
        try:
            report = check_file(path, self.keys)
        except UnreadableExport:
            return False
        return report.verdict is Verdict.UNCHANGED and not report.differences


def profile_is_whole(place: Place) -> bool:
    """Whether the keys that are there can be read, and each full line of the history."""
    keys, history = place.own / KEYS_NAME, place.own / HISTORY_NAME
    if keys.exists() and not KnownKeys(place.own).all():
        return False
    lines = history.read_text("utf-8").split("\n")[:-1] if history.exists() else []
    return len(ExportHistory(place.own).all()) == len([line for line in lines if line])


def left_names(place: Place) -> list[str]:
    """What of the program's working files lies beside the target and in the profile, and the notes
    of where an export was begun."""
    notes = [path.name for path in place.own.iterdir() if path.suffix == NOTE]
    return left_beside(place) + notes


def left_beside(place: Place) -> list[str]:
    """The same without the notes: what may hold something personal."""
    beside = [path.name for path in place.folder.iterdir() if path != place.target]
    return beside + [path.name for path in place.own.iterdir() if path.suffix == PART]


def a_day_passes(place: Place) -> None:
    """Kept pages become older than any view the server keeps."""
    then = time.time() - VIEW_LIFE_S - 60
    for spool in place.folder.glob(f"*{SPOOL}"):
        for path in (*spool.iterdir(), spool):
            os.utime(path, (then, then))


def forked(child: Callable[[], object]) -> int:
    """The id of a child process that does this and exits with 0, or with 1 when it raised."""
    process = os.fork()
    if process:
        return process
    code = 1
    try:
        child()
        code = 0
    except BaseException:  # noqa: BLE001 - nothing of the parent may run in the child
        traceback.print_exc()
    finally:
        os._exit(code)
    raise AssertionError("unreachable")


def exit_of(process: int) -> int:
    """The exit code of a child, or minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def kill(process: int) -> None:
    """SIGKILL; fine when it has just ended."""
    os.kill(process, signal.SIGKILL)
