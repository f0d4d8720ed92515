"""Every side effect on the disk, named and told before and after it happens.

All methods of `Disk` are told of, and every write that reaches the operating system through a file of
the Disk. `changes` tells of those that go past the Disk, so that a writer that leaves the seam is
killed too, and counted.
"""

from __future__ import annotations

import io
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from kassadesk.files.disk import Disk

STEPS = tuple(name for name in vars(Disk) if not name.startswith("_"))
OPENING = ("create", "reopen", "append")
CHANGES = frozenset(
    {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate"}
)
_depth = threading.local()


class Watcher(Protocol):
    """Is told of steps and makes the writes."""

    def before(self, step: str, *given: Any) -> None: ...

    def after(self, step: str, *given: Any) -> None: ...

    def write(self, file: WatchedFile, data: bytes) -> int: ...


class WatchedFile(io.FileIO):
    """The bottom of a file that the Disk opened: what comes here reaches the operating system."""

    def __init__(self, handle: int, mode: str, path: Path, watcher: Watcher) -> None:
        super().__init__(handle, mode)
        self.path = path
        self._watcher = watcher

    def write(self, data: Any) -> int:
        """Let the watcher do it."""
        return self._watcher.write(self, bytes(data))

    def write_now(self, data: bytes) -> int:
        """Really write."""
        return super().write(data)

    def truncate(self, size: int | None = None) -> int:
        """Told of like a step of the Disk."""
        self._watcher.before("truncate", self)
        done = super().truncate(size)
        self._watcher.after("truncate", self)
        return done


@contextmanager
def watching(watcher: Watcher) -> Iterator[None]:
    """While the block runs, the watcher is told of every step, in whichever thread it is done."""
    real = {name: vars(Disk)[name] for name in STEPS}
    for name, method in real.items():
        setattr(Disk, name, _watched(name, method, watcher))
    try:
        yield
    finally:
        for name, method in real.items():
            setattr(Disk, name, method)


def _watched(name: str, method: Callable[..., Any], watcher: Watcher) -> Callable[..., Any]:
    def step(self: Disk, *given: Any) -> Any:
        watcher.before(name, *given)
        _depth.calls = [*getattr(_depth, "calls", []), 0]
        try:
            result = method(self, *given)
        finally:
            _depth.calls.pop()
        if name in OPENING:
            result = _rewrapped(result, given[0], watcher)
        watcher.after(name, *given, *([result] if name in OPENING else []))
        return result

    return step


def _rewrapped(file: BinaryIO, path: Path, watcher: Watcher) -> BinaryIO:
    handle = os.dup(file.fileno())
    mode = "ab" if "a" in file.mode else "r+b"
    file.close()
    bottom = WatchedFile(handle, mode, path, watcher)
    if mode == "ab":
        return io.BufferedWriter(bottom)
    return io.BufferedRandom(bottom)


def bottom_of(file: BinaryIO) -> WatchedFile:
    """The watched file below a file that `watching` has given out."""
    found = file.raw  # type: ignore[attr-defined]
    assert isinstance(found, WatchedFile)
    return found


def changes(tell: Callable[[str], None], root: Path) -> None:
    """From now on until the process ends, tell of each change below `root` that no step of the Disk
    makes, and of each within a step but its first: a step may be several calls of the system.

    Only for a child process: nothing can take this back.
    """
    below = str(root)

    def hear(event: str, given: tuple[Any, ...]) -> None:
        if not given or not str(given[0]).startswith(below):
            return
        if event in CHANGES or (event == "open" and _writes(given)):
            inside: list[int] = getattr(_depth, "calls", [])
            if inside:
                inside[-1] += 1
            if not inside or inside[-1] > 1:
                tell(f"before {event} {'amid a step' if inside else 'outside of the Disk'}")

    sys.addaudithook(hear)


def _writes(given: tuple[Any, ...]) -> bool:
    return bool(given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC))
