"""Locking a workbook can be stopped, tells how far it is, and is proven by opening it again."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from kassadesk.core.work import Cancelled
from kassadesk.files.locking import lock, opens_to

PASSWORD = "three blue herons"


class Watching:
    """A Work that notes what it is told and cancels when it is asked for the n-th time."""

    def __init__(self, cancel_at: int = 0) -> None:
        self.asked, self._cancel_at = 0, cancel_at
        self.told: list[tuple[int, int, str]] = []

    def report(self, done: int, total: int, step: str = "") -> None:
        self.told.append((done, total, step))

    def check(self) -> None:
        self.asked += 1
        if self.asked == self._cancel_at:
            raise Cancelled


@pytest.fixture
def plain() -> io.BytesIO:
    book = openpyxl.Workbook()
    for row in range(2_000):
        book.worksheets[0].append([f"row {row}", row * 7919 % 104_729])
    made = io.BytesIO()
    book.save(made)
    return made


@pytest.fixture
def locked(plain: io.BytesIO, tmp_path: Path) -> Path:
    path = tmp_path / "locked.xlsx"
    with path.open("wb") as out:
        lock(plain, PASSWORD, out)
    return path


def digest(plain: io.BytesIO) -> str:
    return hashlib.sha256(plain.getvalue()).hexdigest()


def test_only_the_password_opens_it_to_the_same_bytes(plain: io.BytesIO, locked: Path) -> None:
    assert opens_to(locked, PASSWORD, digest(plain))
    assert not opens_to(locked, PASSWORD + "s", digest(plain))
    assert not opens_to(locked, PASSWORD, "0" * 64)


def test_one_changed_byte_is_found(plain: io.BytesIO, locked: Path) -> None:
    content = bytearray(locked.read_bytes())
    content[len(content) // 2] ^= 1
    locked.write_bytes(content)
    assert not opens_to(locked, PASSWORD, digest(plain))


def test_locking_and_trying_it_tell_how_far_they_are(plain: io.BytesIO, locked: Path) -> None:
    work = Watching()
    lock(plain, PASSWORD, io.BytesIO(), work)
    assert opens_to(locked, PASSWORD, digest(plain), work)
    assert {step for _done, _total, step in work.told} == {"locking", "checking_lock"}
    assert all(0 <= done <= total for done, total, _step in work.told)


def test_both_stop_at_any_look(plain: io.BytesIO, locked: Path) -> None:
    def try_lock(work: Watching) -> None:
        lock(plain, PASSWORD, io.BytesIO(), work)

    def try_open(work: Watching) -> None:
        opens_to(locked, PASSWORD, digest(plain), work)

    deeds: tuple[Callable[[Watching], None], ...] = (try_lock, try_open)
    for deed in deeds:
        quiet = Watching()
        deed(quiet)
        assert quiet.asked > len(plain.getvalue()) / 4096, "it looks at each piece"
        for cancel_at in (1, 2, quiet.asked // 2, quiet.asked):
            with pytest.raises(Cancelled):
                deed(Watching(cancel_at))
