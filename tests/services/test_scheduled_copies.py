"""Copies made by themselves: each goes on from the last, the last N are always whole, no file of a
person is touched, and a try that fails or is killed leaves the earlier ones good."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import xml.etree.ElementTree as Xml
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kassadesk.core.errors import KassaError
from kassadesk.core.exports import ExportReport, PastExport, Verdict
from kassadesk.core.merchant import Merchant
from kassadesk.core.own_copies import Every
from kassadesk.files.export_history import ExportHistory
from kassadesk.files.known_keys import KnownKeys
from kassadesk.services import timetable
from kassadesk.services.exports import ExportService
from kassadesk.services.reviews import ReviewService
from kassadesk.services.scheduled_copies import ScheduledCopies
from kassadesk.services.timetable import can_schedule, schedule, task_xml, unschedule
from tests.sample_shop_signed_in import SignedInShop

BEGIN = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def shop() -> Iterator[SignedInShop]:
    with SignedInShop("kaveri", 120) as signed_in:
        yield signed_in


class Row:
    """A folder of copies, and a clock that goes a day further with each."""

    def __init__(self, shop: SignedInShop, own: Path, folder: Path) -> None:
        self.now = BEGIN
        self.own, self.folder = own, folder
        self.merchant: Merchant = shop.records.merchant()
        self.history = ExportHistory(own)
        self.exports = ExportService(shop.api, self.history, KnownKeys(own), lambda: self.now)
        self.copies = ScheduledCopies(self.exports, folder, lambda: self.now)

    def make(self, keep: int = 3) -> ExportReport:
        report = self.copies.make(self.merchant, keep)
        self.now += timedelta(days=1)
        return report

    def names(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())

    def remembered(self, path: Path) -> PastExport:
        return next(past for past in self.history.all() if past.path == path)


@pytest.fixture
def row(shop: SignedInShop, tmp_path: Path) -> Row:
    return Row(shop, tmp_path / "own", tmp_path / "copies")


def test_the_first_copy_holds_everything_and_the_next_only_what_is_new(row: Row) -> None:
    first, second = row.make(), row.make()
    assert first.since is None
    assert second.since == first.as_of
    assert second.rows < first.rows
    check = ReviewService(KnownKeys(row.own))
    for report in (first, second):
        assert check.check(report.path).verdict is Verdict.UNCHANGED
    assert row.names() == [
        "KassaDesk-copy-2026-11-23-113000.xlsx",
        "KassaDesk-copy-2026-11-24-113000.xlsx",
    ]


def test_the_last_copies_stay_with_all_they_build_on(row: Row) -> None:
    made = [row.make(keep=3) for _ in range(7)]
    assert [report.since is None for report in made] == [True, False, False] * 2 + [True]
    kept = [report.path for report in made if report.path.exists()]
    assert kept == [report.path for report in made[3:]]
    wholes = [row.remembered(path).as_of for path in kept if row.remembered(path).since is None]
    assert row.remembered(kept[1]).since in wholes


def test_a_copy_that_was_changed_or_is_gone_is_not_built_on(row: Row) -> None:
    first = row.make()
    first.path.write_bytes(b"somebody's own")
    assert row.make().since is None
    row.make().path.unlink()
    assert row.make().since is None
    assert row.make().since is not None
    assert first.path.read_bytes() == b"somebody's own"


def test_a_person_s_file_in_the_folder_is_never_removed(row: Row) -> None:
    first = row.make(keep=1)
    own = row.folder / "KassaDesk-copy-my-own.xlsx"
    own.write_bytes(b"mine")
    first.path.write_bytes(b"edited in Excel")
    for _ in range(3):
        row.make(keep=1)
    assert own.read_bytes() == b"mine"
    assert first.path.read_bytes() == b"edited in Excel"
    assert len(row.names()) == 3


def test_a_try_that_fails_leaves_every_earlier_copy(
    row: Row, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [row.make(keep=1)]

    def fail(*_given: object, **_more: object) -> None:
        raise KassaError

    monkeypatch.setattr(row.exports, "export", fail)
    with pytest.raises(KassaError):
        row.make(keep=1)
    assert row.names() == [made[0].path.name]


def run(home: Path, folder: Path, *words: str) -> subprocess.Popen[bytes]:
    """The command as a scheduled task gives it, on the sample shop."""
    command = [sys.executable, "-m", "kassadesk", "export", "--since-last", "--sandbox"]
    command += ["--transactions", "300", "--to", str(folder), *words]
    environment = {**os.environ, "KASSADESK_HOME": str(home)}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def ended(child: subprocess.Popen[bytes]) -> tuple[int, bytes]:
    _, said = child.communicate(timeout=120)
    return child.returncode, said


@pytest.mark.slow
def test_killed_at_any_time_the_earlier_copies_are_good_and_the_next_run_cleans_up(
    tmp_path: Path,
) -> None:
    home, folder = tmp_path / "home", tmp_path / "copies"
    began = time.monotonic()
    assert ended(run(home, folder)) == (0, b"")
    whole_run = time.monotonic() - began
    (first,) = folder.iterdir()
    content = first.read_bytes()
    for part in range(1, 4):
        child = run(home, folder)
        time.sleep(whole_run * part / 4)
        child.kill()
        ended(child)
        assert first.read_bytes() == content
        for copy in folder.glob("*.xlsx"):
            assert ReviewService(KnownKeys(home)).check(copy).verdict is Verdict.UNCHANGED
    assert ended(run(home, folder)) == (0, b"")
    assert [path.name for path in folder.iterdir() if not path.name.endswith(".xlsx")] == []


def test_a_failure_is_noted_until_a_copy_is_made(tmp_path: Path) -> None:
    from kassadesk.files.copy_trouble import CopyTroubleFile

    home, folder = tmp_path / "home", tmp_path / "copies"
    folder.write_bytes(b"not a folder")
    code, said = ended(run(home, folder))
    assert code == 14 and said
    note = CopyTroubleFile(home).read()
    assert note is not None and note.code.startswith("FIL")
    folder.unlink()
    assert ended(run(home, folder))[0] == 0
    assert CopyTroubleFile(home).read() is None


@pytest.mark.parametrize(
    ("every", "rhythm"),
    [
        (Every.DAY, "ScheduleByDay/DaysInterval"),
        (Every.WEEK, "ScheduleByWeek/DaysOfWeek/Thursday"),
        (Every.MONTH, "ScheduleByMonth/DaysOfMonth/Day"),
    ],
)
def test_the_task_says_what_when_and_for_whom(every: Every, rhythm: str) -> None:
    command = (r"C:\Program Files\a & b\KassaDesk.exe", "export", "--to", r"D:\my copies")
    first = datetime(2026, 11, 26, 13, 5)  # noqa: DTZ001 - the scheduler counts in local time
    text = task_xml(command, every, first)
    task = Xml.fromstring(text.partition("?>")[2])
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"

    def found(path: str) -> str | None:
        return task.findtext(".//" + "/".join(space + one for one in path.split("/")))

    assert found(rhythm) is not None
    assert found("StartBoundary") == "2026-11-26T13:05:00"
    assert found("LogonType") == "InteractiveToken"
    assert found("Command") == command[0]
    assert found("Arguments") == r'export --to "D:\my copies"'


@pytest.mark.skipif(not can_schedule(), reason="there is no task scheduler here")
@pytest.mark.parametrize("every", [Every.DAY, Every.WEEK, Every.MONTH])
def test_the_task_scheduler_of_windows_takes_the_task_and_lets_it_go(
    every: Every, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timetable, "TASK", "KassaDesk test")  # not the person's own
    tasks = Path(os.environ["SYSTEMROOT"], "System32", "Tasks")
    command = (r"C:\Program Files\KassaDesk.exe", "export", "--to", r"D:\my copies")
    assert schedule(command, every, BEGIN)
    assert (tasks / "KassaDesk test").is_file()
    unschedule()
    assert not (tasks / "KassaDesk test").exists()


@pytest.mark.skipif(can_schedule(), reason="there is a task scheduler here")
def test_without_a_task_scheduler_it_says_so() -> None:
    assert not schedule(("x",), Every.DAY, BEGIN)
