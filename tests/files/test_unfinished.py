"""The next start looks wherever an export was begun and not ended."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from kassadesk.files.unfinished import AWAY_S, dead_notes, noted
from kassadesk.services.leftovers import sweep_leftovers


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def leave_behind(folder: Path) -> Path:
    """What a killed export leaves in a folder."""
    room = folder / ".kd-0123456789abcdef.part"
    room.mkdir()
    (room / "content").write_bytes(b"personal")
    return room


def test_a_note_lives_as_long_as_the_export(own: Path, stick: Path) -> None:
    with noted(own, stick):
        (note,) = own.iterdir()
        assert str(stick) in note.read_text()
        assert list(dead_notes(own)) == [], "a living export is nobody's leftover"
        sweep_leftovers(own)
        assert note.exists()
    assert list(own.iterdir()) == []


def test_leftovers_in_a_folder_chosen_once_go_at_the_next_start(own: Path, stick: Path) -> None:
    with noted(own, stick):
        room = leave_behind(stick)
    assert len(list(own.iterdir())) == 1
    assert sweep_leftovers(own) == 1
    assert not room.exists()
    assert list(own.iterdir()) == []


def test_a_stick_that_is_not_there_now_is_looked_at_later(
    own: Path, stick: Path, tmp_path: Path
) -> None:
    with noted(own, stick):
        leave_behind(stick)
    away = stick.rename(tmp_path / "away")
    assert sweep_leftovers(own) == 0
    away.rename(stick)
    assert sweep_leftovers(own) == 1
    assert list(stick.iterdir()) == []


def test_a_folder_that_is_gone_is_forgotten_in_time(own: Path, stick: Path, tmp_path: Path) -> None:
    with noted(own, stick):
        leave_behind(stick)
    stick.rename(tmp_path / "gone for good")
    (note,) = own.iterdir()
    sweep_leftovers(own)
    assert note.exists()
    long_ago = time.time() - AWAY_S - 60
    os.utime(note, (long_ago, long_ago))
    sweep_leftovers(own)
    assert not note.exists()


@pytest.mark.parametrize("held", [b"", b"\0\0\0\0", b"/half/of/a/pa", b"/a\0b\n"])
def test_a_note_that_was_cut_short_goes_and_nothing_else_does(
    own: Path, stick: Path, held: bytes
) -> None:
    (own / "0123456789abcdef.unfinished").write_bytes(held)
    room = leave_behind(stick)
    assert sweep_leftovers(own) == 0
    assert list(own.iterdir()) == []
    assert room.exists()


def test_an_export_goes_on_where_no_note_can_be_written(stick: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    done = []
    with noted(tmp_path / "file" / "own", stick):
        done.append(True)
    assert done
