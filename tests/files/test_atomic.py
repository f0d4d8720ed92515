"""Whatever happens while a file is written, the target is the old file, nothing, or the whole new one."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from kassadesk.core.errors import (
    DiskFull,
    FolderMissing,
    KassaError,
    TargetExists,
    TargetLocked,
    TargetReadOnly,
    WriteFailed,
)
from kassadesk.core.work import Cancelled
from kassadesk.files import atomic
from kassadesk.files.atomic import sweep, write_bytes, write_file
from kassadesk.files.disk import Disk
from tests.systems import KILL, KILLED, is_private, posix_files, posix_limits

ROOT = Path(__file__).resolve().parents[2]
CONTENT = b"new" * 1000


def fill(out: BinaryIO, room: Path) -> None:
    (room / "buffer").write_bytes(b"personal")
    out.write(CONTENT)


class FailingDisk(Disk):
    """The real disk, but the n-th step fails with a given error. Simulates what root never meets."""

    def __init__(self, at: int, error: Callable[[], OSError]) -> None:
        self.left = at
        self._error = error

    def _step(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise self._error()

    def make_private_folder(self, path: Path) -> None:
        self._step()
        super().make_private_folder(path)

    def create(self, path: Path) -> BinaryIO:
        self._step()
        return super().create(path)

    def sync(self, file: BinaryIO) -> None:
        self._step()
        super().sync(file)

    def replace(self, source: Path, target: Path) -> None:
        self._step()
        super().replace(source, target)

    def place_new(self, source: Path, target: Path) -> None:
        self._step()
        super().place_new(source, target)

    def sync_folder(self, path: Path) -> None:
        self._step()
        super().sync_folder(path)

    def remove_file(self, path: Path) -> None:
        self._step()
        super().remove_file(path)


def windows_error(number: int) -> OSError:
    """What Windows raises; simulated, this is not a Windows result."""
    error = PermissionError(errno.EACCES, "held")
    error.winerror = number  # type: ignore[attr-defined,unused-ignore]
    return error


def test_a_new_file_is_whole_private_and_alone(tmp_path: Path) -> None:
    written = write_file(tmp_path / "a.bin", fill)
    assert (tmp_path / "a.bin").read_bytes() == CONTENT
    assert written.size_bytes == len(CONTENT)
    assert is_private((tmp_path / "a.bin").stat().st_mode)
    assert [path.name for path in tmp_path.iterdir()] == ["a.bin"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
@pytest.mark.parametrize("at", range(1, 8))
def test_an_error_at_any_step_leaves_the_old_file_or_the_whole_new_one(
    tmp_path: Path, number: int, at: int
) -> None:
    target = tmp_path / "a.bin"
    target.write_bytes(b"old")
    disk = FailingDisk(at, lambda: OSError(number, "no"))
    told: KassaError | None = None
    try:
        write_file(target, fill, may_replace=True, disk=disk)
    except KassaError as error:
        told = error
    assert isinstance(told, {28: DiskFull, 5: WriteFailed, 13: TargetReadOnly}[number] | None)
    assert (told is None) <= (target.read_bytes() == CONTENT)
    assert target.read_bytes() in (b"old", CONTENT)
    sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a.bin"]


def test_windows_locks_are_waited_out_and_then_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "_PAUSE_S", 0.001)
    target = tmp_path / "a.bin"
    target.write_bytes(b"old")
    write_file(target, fill, may_replace=True, disk=FailingDisk(5, lambda: windows_error(32)))
    assert target.read_bytes() == CONTENT

    class Held(Disk):
        tries = 0

        def replace(self, source: Path, target: Path) -> None:
            self.tries += 1
            raise windows_error(33)

    monkeypatch.setattr(atomic, "_PATIENCE_S", 0.05)
    held = Held()
    with pytest.raises(TargetLocked):
        write_bytes(target, b"newer", disk=held)
    assert held.tries > 1
    assert target.read_bytes() == CONTENT
    assert [path.name for path in tmp_path.iterdir()] == ["a.bin"]


def test_other_windows_errors_are_not_waited_for(tmp_path: Path) -> None:
    class Full(Disk):
        tries = 0

        def replace(self, source: Path, target: Path) -> None:
            self.tries += 1
            raise windows_error(112)

    disk = Full()
    with pytest.raises(DiskFull):
        write_bytes(tmp_path / "a.bin", b"x", disk=disk)
    assert disk.tries == 1


@posix_limits
def test_a_file_too_big_for_the_disk_is_disk_full_and_nothing_stays(tmp_path: Path) -> None:
    program = f"""
import resource, sys
from pathlib import Path
from kassadesk.core.errors import DiskFull
from kassadesk.files.atomic import write_file
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    write_file(Path({str(tmp_path / "a.bin")!r}), lambda out, room: out.write(b"x" * 300_000))
except DiskFull:
    sys.exit(7)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)
    assert done.returncode == 7
    assert list(tmp_path.iterdir()) == []


@posix_files
def test_a_full_device_is_disk_full() -> None:
    class FullDevice(Disk):
        def create(self, path: Path) -> BinaryIO:
            super().create(path).close()
            return open("/dev/full", "r+b") if path.name == "content" else open(path, "r+b")

    folder = Path(os.environ.get("TMPDIR", "/tmp")) / f"kd-full-{os.getpid()}"
    folder.mkdir()
    try:
        with pytest.raises(DiskFull):
            write_file(folder / "a.bin", fill, disk=FullDevice())
        assert list(folder.iterdir()) == []
    finally:
        folder.rmdir()


def test_places_that_cannot_be_written_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing):
        write_file(tmp_path / "gone" / "a.bin", fill)
    (tmp_path / "a.bin").write_bytes(b"old")
    with pytest.raises(TargetExists):
        write_file(tmp_path / "a.bin", fill)
    (tmp_path / "a.bin").chmod(0o400)
    with pytest.raises(TargetReadOnly):
        write_file(tmp_path / "a.bin", fill, may_replace=True)
    (tmp_path / "folder").mkdir()
    with pytest.raises(TargetExists):
        write_file(tmp_path / "folder", fill, may_replace=True)


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    def slow(out: BinaryIO, room: Path) -> None:
        out.write(CONTENT)
        (tmp_path / "a.bin").write_bytes(b"somebody else's")

    with pytest.raises(TargetExists):
        write_file(tmp_path / "a.bin", slow)
    assert (tmp_path / "a.bin").read_bytes() == b"somebody else's"


@posix_files
def test_links_are_never_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "precious").write_bytes(b"keep")
    (tmp_path / "a.bin").symlink_to(elsewhere / "precious")
    (tmp_path / ".kd-0123456789abcdef.part").symlink_to(elsewhere)
    write_bytes(tmp_path / "a.bin", b"new")
    sweep(tmp_path)
    assert (elsewhere / "precious").read_bytes() == b"keep"
    assert (tmp_path / "a.bin").read_bytes() == b"new"
    assert not (tmp_path / "a.bin").is_symlink()


def test_what_is_read_back_wrong_is_not_put_in_place(tmp_path: Path) -> None:
    def refuse(path: Path) -> None:
        assert path.read_bytes() == CONTENT
        raise WriteFailed(path)

    with pytest.raises(WriteFailed):
        write_file(tmp_path / "a.bin", fill, refuse)
    assert list(tmp_path.iterdir()) == []


def test_cancelled_while_filling_leaves_nothing(tmp_path: Path) -> None:
    def stop(out: BinaryIO, room: Path) -> None:
        fill(out, room)
        raise Cancelled

    with pytest.raises(Cancelled):
        write_file(tmp_path / "a.bin", stop)
    assert list(tmp_path.iterdir()) == []


def test_sweep_takes_what_the_dead_left_and_leaves_the_living_alone(tmp_path: Path) -> None:
    child = start_writer(tmp_path / "a.bin", kill_at=0)
    rooms = wait_for(lambda: [r for r in tmp_path.glob(".kd-*.part") if (r / "content").exists()])
    assert sweep(tmp_path) == 0
    assert rooms[0].is_dir()
    child.kill()
    child.wait(20)
    assert sweep(tmp_path) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kill_at", range(1, 12))
def test_killed_at_any_step_the_target_is_old_or_whole_and_the_sweep_cleans_up(
    tmp_path: Path, kill_at: int
) -> None:
    target = tmp_path / "a.bin"
    target.write_bytes(b"old")
    child = start_writer(target, kill_at)
    code = child.wait(60)
    assert code in {0, *KILLED}
    assert target.read_bytes() in (b"old", CONTENT)
    if code == 0:
        assert target.read_bytes() == CONTENT
    sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a.bin"]


def start_writer(target: Path, kill_at: int) -> subprocess.Popen[bytes]:
    """A child that writes and kills itself at the n-th step of the disk; 0: it waits for ever."""
    program = f"""
import os, time
from pathlib import Path
from kassadesk.files import disk
from kassadesk.files.atomic import write_file
left = [{kill_at}]
def killing(method):
    def step(self, *given):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), {int(KILL)})
        return method(self, *given)
    return step
class Killing(disk.Disk):
    pass
for name, method in list(vars(disk.Disk).items()):
    if callable(method):
        setattr(Killing, name, killing(method))
def fill(out, room):
    (room / "buffer").write_bytes(b"personal")
    out.write({CONTENT!r})
    if {kill_at} == 0:
        out.flush()
        time.sleep(120)
write_file(Path({str(target)!r}), fill, may_replace=True, disk=Killing())
"""
    return subprocess.Popen([sys.executable, "-c", program], cwd=ROOT)


def wait_for(what: Callable[[], Any]) -> Any:
    for _ in range(600):
        found = what()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("it never came")
