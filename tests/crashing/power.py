"""What a disk may hold after the power was cut, at every moment of a recorded run.

A model, not a real disk: what was written to a file is safe when the file was synced, a name when its
folder was. Of the rest anything may be left: written bytes may be lost, be zeros (as NTFS and ext4 show
them), be there by half or wholly; new, moved and removed names may have reached the disk in any order.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

from tests.crashing.watched import WatchedFile, bottom_of, watching

LEFT = ("lost", "zeros", "half", "kept")
"""What may be left of bytes that were not synced."""
_ALL_ORDERS = 4
_FOLDER = -1


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was done to the disk."""

    kind: str
    path: Path = Path()
    to: Path = Path()
    file: int = 0
    at: int = 0
    data: bytes = b""


@dataclass(frozen=True)
class Journal:
    """All that was done in a run, in order, and the files that were safe on the disk before it."""

    before: Mapping[Path, bytes]
    done: tuple[Done, ...]

    def without(self, kind: str) -> Journal:
        """The same run by a program that never does this, for a control."""
        return replace(self, done=tuple(one for one in self.done if one.kind != kind))


def recorded(root: Path, run: Callable[[], object]) -> Journal:
    """The journal of a run that writes below `root` through the Disk."""
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    recorder = _Recorder(before)
    with watching(recorder):
        run()
    return Journal(before, tuple(recorder.done))


class _Recorder:
    """A watcher that lets everything happen and writes it down."""

    def __init__(self, before: Mapping[Path, bytes]) -> None:
        self.done: list[Done] = []
        self._names = {path: number for number, path in enumerate(before, 1)}
        self._numbers = {path.stat().st_ino: number for path, number in self._names.items()}
        self._count = len(self._names)
        self._lock = threading.Lock()

    def before(self, step: str, *given: Any) -> None:
        """Nothing yet."""

    def after(self, step: str, *given: Any) -> None:
        """Write it down."""
        with self._lock:
            getattr(self, f"_{step}")(*given)

    def write(self, file: WatchedFile, data: bytes) -> int:
        """Write, and write it down."""
        with self._lock:
            at = os.fstat(file.fileno()).st_size if file.mode.startswith("a") else file.tell()
            self.done.append(Done("write", file=self._number(file), at=at, data=data))
            return file.write_now(data)

    def _number(self, file: WatchedFile) -> int:
        return self._numbers[os.fstat(file.fileno()).st_ino]

    def _make_private_folder(self, path: Path) -> None:
        self.done.append(Done("folder", path))

    def _make_folder(self, path: Path) -> None:
        """Made before the export begins; the journal starts with it there."""

    def _create(self, path: Path, file: Any) -> None:
        self._count += 1
        self._names[path] = self._count
        self._numbers[os.fstat(file.fileno()).st_ino] = self._count
        self.done.append(Done("create", path, file=self._count))

    def _append(self, path: Path, file: Any) -> None:
        if path not in self._names:
            self._create(path, file)

    def _reopen(self, path: Path, file: Any) -> None:
        """Its writes tell which file it is."""

    def _look(self, path: Path) -> None:
        """Changes nothing."""

    def _truncate(self, file: WatchedFile) -> None:
        size = os.fstat(file.fileno()).st_size
        self.done.append(Done("truncate", file=self._number(file), at=size))

    def _sync(self, file: Any) -> None:
        self.done.append(Done("sync", file=self._number(bottom_of(file))))

    def _sync_folder(self, path: Path) -> None:
        self.done.append(Done("sync_folder", path))

    def _replace(self, source: Path, target: Path) -> None:
        number = self._names[target] = self._names.pop(source)
        self.done.append(Done("move", source, target, number))

    _place_new = _replace

    def _remove_file(self, path: Path) -> None:
        if self._names.pop(path, 0):
            self.done.append(Done("remove", path))

    def _remove_folder(self, path: Path) -> None:
        self.done.append(Done("remove", path))


class _File:
    """A file as the running program sees it, and what of it is safe."""

    def __init__(self, safe: bytes = b"") -> None:
        self.now = bytearray(safe)
        self.version = 0
        self._safe = safe
        self._unsafe: list[tuple[int, int]] = []

    def write(self, at: int, data: bytes) -> None:
        self.now[at : at + len(data)] = data
        self._unsafe.append((at, at + len(data)))
        self.version += 1

    def truncate(self, size: int) -> None:
        del self.now[size:]
        self.version += 1

    def sync(self) -> None:
        self._safe, self._unsafe = bytes(self.now), []
        self.version += 1

    def after_reboot(self, left: str) -> bytes:
        if left == "lost":
            return self._safe
        held = bytearray(self.now)
        unsafe = {"kept": [], "zeros": self._unsafe, "half": self._unsafe[len(self._unsafe) // 2 :]}
        for start, end in unsafe[left]:
            end = min(end, len(held))
            held[start:end] = bytes(max(0, end - start))
        return bytes(held)


@dataclass(frozen=True)
class Reboot:
    """One thing the disk may hold at the next start."""

    cut: int
    """After how many of the journal's entries the power was cut."""
    left: str
    names: Mapping[Path, int]
    _files: Mapping[int, _File]

    def held(self, path: Path) -> bytes | None:
        """What the file holds; None when there is none."""
        number = self.names.get(path)
        if number is None or number == _FOLDER:
            return None
        return self._files[number].after_reboot(self.left)

    def key(self, path: Path) -> object:
        """Equal keys of a path mean equal content, within one journal."""
        number = self.names.get(path, _FOLDER)
        return number != _FOLDER and (number, self._files[number].version, self.left)

    @property
    def whole_key(self) -> object:
        """Equal keys mean equal disks, within one journal."""
        return frozenset((path, self.key(path)) for path in self.names)

    def write_to(self, root: Path, instead: Path) -> None:
        """Put all files that were below `root` into the folder `instead`."""
        for path, number in self.names.items():
            new = instead / path.relative_to(root)
            if number == _FOLDER:
                new.mkdir(parents=True, exist_ok=True)
            else:
                new.parent.mkdir(parents=True, exist_ok=True)
                new.write_bytes(self._files[number].after_reboot(self.left))


def reboots(journal: Journal) -> Iterator[Reboot]:
    """Everything the disk may hold, for a cut before the first, after each and after the last entry.

    What is given out is right until the next is asked for.
    """
    files = {number: _File(held) for number, held in enumerate(journal.before.values(), 1)}
    safe = {path.parent: _FOLDER for path in journal.before}
    safe |= {path: number for number, path in enumerate(journal.before, 1)}
    waiting: list[Done] = []
    for cut in range(len(journal.done) + 1):
        if cut:
            _do(journal.done[cut - 1], files, safe, waiting)
        for some in _orders(waiting):
            names = _reachable(_named(safe, some))
            for left in LEFT:
                yield Reboot(cut, left, names, files)


def _do(done: Done, files: dict[int, _File], safe: dict[Path, int], waiting: list[Done]) -> None:
    if done.kind == "write":
        files[done.file].write(done.at, done.data)
    elif done.kind == "truncate":
        files[done.file].truncate(done.at)
    elif done.kind == "sync":
        files[done.file].sync()
    elif done.kind == "sync_folder":
        here = [
            one
            for one in waiting
            if (one.to if one.kind == "move" else one.path).parent == done.path
        ]
        _apply(safe, here)
        waiting[:] = [one for one in waiting if one not in here]
    else:
        if done.kind == "create":
            files[done.file] = _File()
        waiting.append(done)


def _orders(waiting: list[Done]) -> Iterator[list[Done]]:
    """Which of the changes of names that nobody made safe are on the disk: all sets of a few; of
    many, each beginning, each alone, and all but each."""
    count = len(waiting)
    if count <= _ALL_ORDERS:
        for size in range(count + 1):
            yield from map(list, combinations(waiting, size))
        return
    for place in range(count):
        yield waiting[:place]
        yield [waiting[place]]
        yield waiting[:place] + waiting[place + 1 :]
    yield list(waiting)


def _named(safe: Mapping[Path, int], some: list[Done]) -> dict[Path, int]:
    names = dict(safe)
    _apply(names, some)
    return names


def _apply(names: dict[Path, int], some: list[Done]) -> None:
    for one in some:
        if one.kind == "move":
            names.pop(one.path, None)
            names[one.to] = one.file
        elif one.kind == "remove":
            names.pop(one.path, None)
        else:
            names[one.path] = one.file or _FOLDER


def _reachable(names: dict[Path, int]) -> dict[Path, int]:
    """Without what is in private folders whose own name is not on the disk."""
    return {
        path: number
        for path, number in names.items()
        if not path.parent.name.startswith(".kd-") or path.parent in names
    }
