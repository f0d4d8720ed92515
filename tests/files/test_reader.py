"""Files are read by a process with few powers: it can be stopped, it keeps its room, it goes quietly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kassadesk.core.errors import UnreadableExport
from kassadesk.core.rows import Resource, RowFilter, RowQuery
from kassadesk.core.work import QUIET, Cancelled
from kassadesk.files.local_rows import LocalRows
from kassadesk.files.reader import job_object, reading
from kassadesk.files.reader.reading import Reading
from kassadesk.files.reader.room import Room, sweep_rooms
from tests.files.export_making import KEY, make
from tests.files.shop_rows import bills, plan
from tests.systems import KILL, UNDER_WINE, is_alive, is_private, posix_signals

BILLS = plan("Bills FY 2026-27", Resource.TRANSACTIONS, "2026-27")
ROWS = list(bills(1500))


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "copy.xlsx"
    make(path, [(BILLS, ROWS)])
    return path


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path / "reading")
    yield made
    made.leave()


def test_rows_lie_in_a_private_folder_and_go_with_it(export: Path, room: Room) -> None:
    process = Reading(export, [KEY], room)
    opened = process.result(QUIET)
    process.finish()
    files = list(room.path.iterdir())
    assert {"rows.db", "words-0.db"} <= {one.name for one in files}
    assert all(is_private(one.stat().st_mode) for one in (*files, room.path))
    rows = LocalRows(room.path, opened.sheets[0][1])
    assert rows.page(RowQuery(Resource.TRANSACTIONS), 0, 2)[0] == ROWS[-1]
    rows.close()
    process.end()
    room.leave()
    assert not room.path.exists()


def test_nothing_is_written_to_the_folder_for_temporary_files(
    export: Path, room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    process = Reading(export, [KEY], room)
    process.result(QUIET)
    process.finish()
    process.end()
    assert list((tmp_path / "temp").iterdir()) == []


def test_cancelling_ends_the_process(export: Path, room: Room) -> None:
    class Stopped:
        def report(self, done: int, total: int, step: str = "") -> None: ...

        def check(self) -> None:
            raise Cancelled

    process = Reading(export, [KEY], room)
    with pytest.raises(Cancelled):
        process.result(Stopped())
    process.end()
    assert not is_alive(process.process_id)


@posix_signals
def test_a_process_that_says_nothing_is_given_up(
    export: Path, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "SILENCE_S", 0.3)
    process = Reading(export, [KEY], room)
    os.kill(process.process_id, signal.SIGSTOP)
    with pytest.raises(UnreadableExport) as told:
        process.result(QUIET)
    assert (told.value.reason, told.value.place) == ("took_too_long", export)
    process.end()
    assert not is_alive(process.process_id)


def test_a_process_that_dies_is_told_as_a_damaged_file(
    export: Path, room: Room, expected_log: list[str]
) -> None:
    process = Reading(export, [KEY], room)
    os.kill(process.process_id, KILL)
    with pytest.raises(UnreadableExport) as told:
        process.result(QUIET)
    assert told.value.reason == "damaged"
    process.end()


def test_the_process_ends_when_its_program_does(export: Path, room: Room) -> None:
    process = Reading(export, [KEY], room)
    process.result(QUIET)
    assert process._process.stdin is not None
    process._process.stdin.close()
    process.finish()
    process.end()


def test_rooms_of_dead_programs_are_swept_and_others_stay(tmp_path: Path) -> None:
    parent = tmp_path / "reading"
    living = Room(parent)
    left = parent / ("0" * 16)
    left.mkdir()
    (left / "rows.db").write_bytes(b"personal")
    (left / "in-use").touch()
    (parent / "somebody's own").mkdir()
    assert sweep_rooms(parent) == 1
    assert {one.name for one in parent.iterdir()} == {living.path.name, "somebody's own"}
    living.leave()
    assert sweep_rooms(tmp_path / "not there") == 0


_TRY = """
import os, socket, sqlite3, subprocess, sys
from pathlib import Path
from kassadesk.files.reader.confinement import Forbidden, confine
room, outside, confined = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] == "confined"
if confined:
    confine(room)
def refused(deed):
    try:
        deed()
    except (Forbidden, MemoryError):
        return True
    return False
deeds = {
    "socket": lambda: socket.socket().close(),
    "resolve": lambda: socket.getaddrinfo("localhost", 80),
    "program": lambda: subprocess.run([sys.executable, "-c", ""], check=True),
    "write": lambda: (outside / "a").write_text("x"),
    "move": lambda: (room / "a").rename(outside / "b") if (room / "a").exists() else (outside / "c").mkdir(),
    "database": lambda: sqlite3.connect(outside / "x.db").close(),
    "memory": lambda: len(bytearray(700 << 20)),
}
if hasattr(os, "fork"):
    deeds["fork"] = lambda: os.waitpid(os.fork() or os._exit(0), 0)
print([name for name, deed in deeds.items() if refused(deed)])
(room / "b").write_text("mine")
Path(sys.argv[1], "b").read_text()
"""


def test_the_process_gave_up_connections_programs_memory_and_other_folders(tmp_path: Path) -> None:
    """With a negative control: the same deeds all work in a process that gave up nothing."""
    room, outside = tmp_path / "room", tmp_path / "outside"
    room.mkdir()
    outside.mkdir()

    def tried(how: str) -> str:
        words = [sys.executable, "-c", _TRY, str(room), str(outside), how]
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()

    everything = ["socket", "resolve", "program", "write", "move", "database", "memory"]
    if UNDER_WINE:  # it takes a job's limit of memory and does not hold anybody to it
        everything.remove("memory")
    everything += ["fork"] if hasattr(os, "fork") else []
    assert tried("confined") == str(everything)
    assert list(outside.iterdir()) == []
    assert tried("free") == "[]"


def test_the_limits_of_windows_have_their_documented_size_and_flags() -> None:
    wanted = job_object.limits(512 << 20, 60)
    assert wanted.process_memory == 512 << 20
    assert wanted.basic.active_processes == 1
    assert wanted.basic.flags == 0x2 | 0x8 | 0x100 | 0x400 | 0x2000
    assert wanted.basic.process_time == 600_000_000


def test_a_search_gives_the_same_rows_before_and_after_the_index_stands(
    export: Path, room: Room
) -> None:
    process = Reading(export, [KEY], room)
    opened = process.result(QUIET)
    process.finish()
    process.end()
    index = room.path / "words-0.db"
    aside = room.path / "aside"
    index.rename(aside)
    queries = [
        RowQuery(Resource.TRANSACTIONS, RowFilter(search=text))
        for text in ("டீ கடை", "சாய", "राम", "MEENA", "9800000", '"', "a", "o'neil 🍵", "no such")
    ]
    slow = LocalRows(room.path, opened.sheets[0][1])
    before = [slow.summary(query) for query in queries]
    assert not slow.indexed
    slow.close()
    aside.rename(index)
    fast = LocalRows(room.path, opened.sheets[0][1])
    assert [fast.summary(query) for query in queries] == before
    assert fast.indexed
    assert [summary.count > 0 for summary in before] == [
        any(text.search.casefold() in str(cell).casefold() for row in ROWS for cell in row)
        for text in (query.where for query in queries)
    ]
    fast.close()
