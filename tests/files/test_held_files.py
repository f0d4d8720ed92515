"""Files that another program holds for a while, as OneDrive, a scanner or Excel does: they are waited for,
not long; then the finished file is beside the held one, or it is said in words.

The errors of Windows are simulated here; `test_windows_files` meets real ones.
"""

from __future__ import annotations

import errno
import threading
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from kassadesk.core.errors import (
    DiskFull,
    FileProblem,
    FolderMissing,
    KassaError,
    NameRefused,
    TargetLocked,
    TargetReadOnly,
    WriteFailed,
)
from kassadesk.core.work import Cancelled
from kassadesk.files import atomic
from kassadesk.files.atomic import WrittenFile, refuse_early, write_file
from kassadesk.files.disk import Disk
from kassadesk.files.trouble import HELD_BY_ANOTHER, as_file_problem, why_unreadable
from tests.files.test_atomic import windows_error
from tests.systems import posix_files

CONTENT = b"new" * 1000
FOR_EVER = 10_000


def fill(out: BinaryIO, _room: Path) -> None:
    out.write(CONTENT)


class Holding(Disk):
    """A disk on which another program holds what one step needs, so many times."""

    def __init__(self, step: str, number: int, times: int) -> None:
        self._step, self._number, self.times = step, number, times
        self.asked = 0

    def _hold(self, step: str) -> None:
        if step == self._step:
            self.asked += 1
            if self.asked <= self.times:
                raise windows_error(self._number)

    def look(self, path: Path) -> None:
        self._hold("look")
        super().look(path)

    def replace(self, source: Path, target: Path) -> None:
        self._hold("replace")
        super().replace(source, target)

    def place_new(self, source: Path, target: Path) -> None:
        self._hold("place_new")
        super().place_new(source, target)


class Heard:
    """A Work that keeps what it is told; `stop_at` cancels at the n-th question."""

    def __init__(self, stop_at: int = 0) -> None:
        self.steps: list[str] = []
        self._left = stop_at

    def report(self, done: int, total: int, step: str = "") -> None:
        self.steps.append(step)

    def check(self) -> None:
        self._left -= 1
        if self._left == 0:
            raise Cancelled


@pytest.fixture(autouse=True)
def _in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic, "_PAUSE_S", 0.001)
    monkeypatch.setattr(atomic, "_PATIENCE_S", 0.05)
    monkeypatch.setattr(atomic, "_SAY_AFTER_S", 0.0)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    made = tmp_path / "copy.xlsx"
    made.write_bytes(b"old")
    return made


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("number", sorted(HELD_BY_ANOTHER))
@pytest.mark.parametrize("step", ["look", "replace", "place_new"])
def test_what_is_held_for_a_moment_is_waited_for(
    tmp_path: Path, target: Path, step: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "_PATIENCE_S", 60.0)
    if step == "place_new":
        target.unlink()
    disk, work = Holding(step, number, 3), Heard()

    written = write_file(target, fill, may_replace=step != "place_new", work=work, disk=disk)

    assert written.path == target
    assert target.read_bytes() == CONTENT
    assert disk.asked == 4
    assert work.steps == ["waiting"] * 3
    assert names(tmp_path) == ["copy.xlsx"]


def test_a_short_hold_is_not_worth_a_word(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic, "_PATIENCE_S", 60.0)
    monkeypatch.setattr(atomic, "_SAY_AFTER_S", 50.0)
    work = Heard()
    write_file(target, fill, may_replace=True, work=work, disk=Holding("replace", 32, 3))
    assert work.steps == []


def test_what_is_held_longer_stays_and_the_finished_file_is_beside_it(
    tmp_path: Path, target: Path
) -> None:
    (tmp_path / "copy-2.xlsx").write_bytes(b"somebody's")

    written = write_file(
        target, fill, may_replace=True, beside=True, disk=Holding("replace", 32, FOR_EVER)
    )

    assert written == WrittenFile(tmp_path / "copy-3.xlsx", len(CONTENT), written.sha256)
    assert written.path.read_bytes() == CONTENT
    assert target.read_bytes() == b"old"
    assert (tmp_path / "copy-2.xlsx").read_bytes() == b"somebody's"
    assert names(tmp_path) == ["copy-2.xlsx", "copy-3.xlsx", "copy.xlsx"]


@pytest.mark.parametrize(
    ("disk", "beside"),
    [
        (lambda: Holding("replace", 32, FOR_EVER), False),
        (lambda: Holding("look", 32, FOR_EVER), True),
        (lambda: HoldsTheNewFile(), True),
    ],
    ids=["a small file of our own", "nobody may read it", "the new file itself is held"],
)
def test_where_nothing_can_be_beside_it_is_said_and_nothing_is_left(
    tmp_path: Path, target: Path, disk: Callable[[], Disk], beside: bool
) -> None:
    with pytest.raises(TargetLocked) as told:
        write_file(target, fill, may_replace=True, beside=beside, disk=disk())
    assert told.value.place == target
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["copy.xlsx"]


class HoldsTheNewFile(Disk):
    """A scanner that does not let the new file get any name."""

    def replace(self, source: Path, target: Path) -> None:
        raise windows_error(32)

    place_new = replace


def test_whoever_waits_can_be_stopped(tmp_path: Path, target: Path) -> None:
    with pytest.raises(Cancelled):
        write_file(
            target,
            fill,
            may_replace=True,
            beside=True,
            work=Heard(stop_at=6),
            disk=Holding("replace", 32, FOR_EVER),
        )
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["copy.xlsx"]


def test_a_file_that_opens_slowly_is_waited_for(tmp_path: Path, target: Path) -> None:
    opened = threading.Event()

    class Slow(Disk):
        def look(self, path: Path) -> None:
            assert target.read_bytes() == b"old", "nothing has changed before"
            threading.Timer(0.05, opened.set).start()
            assert opened.wait(20)
            super().look(path)

    write_file(target, fill, may_replace=True, disk=Slow())
    assert opened.is_set()
    assert target.read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("number", "windows", "told"),
    [
        (errno.EROFS, 0, TargetReadOnly),
        (errno.EACCES, 19, TargetReadOnly),  # WRITE_PROTECT: a stick with its switch set, a disc
        (errno.ENAMETOOLONG, 0, NameRefused),
        (errno.ENOENT, 206, NameRefused),  # FILENAME_EXCED_RANGE: more than 260 signs
        (errno.ENOENT, 3, FolderMissing),
        (errno.EINVAL, 1224, TargetLocked),
        (errno.EINVAL, 391, TargetLocked),
        (errno.ENOSPC, 112, DiskFull),
        (errno.EINVAL, 362, WriteFailed),  # nothing that we know of: the control
    ],
)
def test_each_trouble_of_a_place_has_its_own_error(
    number: int, windows: int, told: type[FileProblem]
) -> None:
    error = OSError(number, "no")
    if windows:
        error.winerror = windows  # type: ignore[attr-defined,unused-ignore]
    assert type(as_file_problem(error, Path("copy.xlsx"))) is told


@pytest.mark.parametrize(
    ("number", "windows", "reason"),
    [
        (errno.ENOENT, 2, "not_found"),
        (errno.EACCES, 32, "held"),
        (errno.EINVAL, 362, "held"),  # in OneDrive, which does not run
        (errno.EINVAL, 388, "held"),  # in OneDrive, without internet
        (errno.EPERM, 0, "held"),
        (errno.EIO, 0, "damaged"),  # the control
    ],
)
def test_a_file_that_cannot_be_read_just_now_is_not_called_damaged(
    number: int, windows: int, reason: str
) -> None:
    error = OSError(number, "no")
    if windows:
        error.winerror = windows  # type: ignore[attr-defined,unused-ignore]
    assert why_unreadable(error) == reason


@posix_files
@pytest.mark.parametrize(
    "long", ["க" * 100 + ".xlsx", "/".join(["a folder with a rather long name"] * 150) + "/a.xlsx"]
)
def test_a_name_or_a_path_that_is_too_long_is_refused_before_anything_is_written(
    tmp_path: Path, long: str
) -> None:
    with pytest.raises(NameRefused):
        refuse_early(tmp_path / long, may_replace=True)
    assert names(tmp_path) == []


@posix_files
def test_a_file_system_that_takes_nothing_is_told_as_such() -> None:
    with pytest.raises(KassaError) as told:
        write_file(Path("/proc/copy.xlsx"), fill)
    assert isinstance(told.value, (TargetReadOnly, FolderMissing))
