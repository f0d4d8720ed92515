"""A whole export may be ended at any moment, meet any disk and any power cut: the target is as it was or
the whole new file, and the next start finds what was left. `tests.bench.crashes` does it at length."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kassadesk.app.plain_words import line_for
from kassadesk.core.errors import DiskFull
from kassadesk.core.held import CategoryId
from kassadesk.ui.words.errors import error_words
from tests.crashing import after_power
from tests.crashing.canaries import names_somebody
from tests.crashing.faults import FAULTS, WINDOWS, Failing, Fault
from tests.crashing.power import Journal, recorded
from tests.crashing.runs import BILLS, CASES, Case, Place, Runs, left_names
from tests.crashing.watched import WatchedFile, watching
from tests.sample_shop_signed_in import SignedInShop
from tests.systems import WINDOWS as ON_WINDOWS

if ON_WINDOWS:
    pytest.skip("forks, and models the file calls of POSIX", allow_module_level=True)

ROOT = Path(__file__).resolve().parents[2]
NEW_WORKBOOK, REPLACED_WORKBOOK, NEW_CSV, REPLACED_CSV = CASES


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    with SignedInShop("kaveri", BILLS) as shop:
        base = tmp_path_factory.mktemp("crashing")
        yield Runs(shop, base, frozenset({CategoryId.BUSINESS}))


def found_by(module: str, words: list[str]) -> dict[str, Any]:
    """What a module that kills has found; in a process of its own, which may fork."""
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def killed(
    case: Case, *, first: int = 1, step: int = 0, at_random: int = 0, control: str = ""
) -> dict[str, Any]:
    """What kills of small exports come to."""
    old = "old" if case.old else "new"
    words = [case.format.value, old, *map(str, (first, step, at_random, 7)), control]
    return found_by("tests.crashing", words)


@pytest.mark.slow
@pytest.mark.parametrize(("case", "step"), [(NEW_CSV, 1), (REPLACED_WORKBOOK, 10)], ids=str)
def test_killed_at_its_points_an_export_leaves_the_old_or_the_whole_new_file(
    case: Case, step: int
) -> None:
    found = killed(case, step=step)
    assert found["wrong"] == {}
    assert set(found["targets"]) == {"old" if case.old else "absent", "new"}
    assert found["kills"] >= found["points"] // step > 15
    assert found["kept_pages"] > 0, "some ends left pages to go on from"


@pytest.mark.slow
def test_killed_at_random_an_export_leaves_the_old_or_the_whole_new_file() -> None:
    found = killed(REPLACED_WORKBOOK, at_random=12)
    assert (found["kills"], found["wrong"]) == (12, {})


@pytest.mark.slow
@pytest.mark.parametrize("control", ["no_sweep", "sweep_without_notes"])
def test_a_start_that_sweeps_less_is_found_out(control: str) -> None:
    found = killed(NEW_CSV, first=60, step=12, control=control)
    assert found["wrong"]["personal data is left after the next start"] > 0


@pytest.mark.slow
def test_a_program_that_writes_straight_to_the_target_is_found_out() -> None:
    found = killed(REPLACED_WORKBOOK, first=30, step=25, control="straight")
    assert found["targets"]["damaged"] > 0


@pytest.mark.slow
@pytest.mark.parametrize("fault", [*FAULTS, *WINDOWS], ids=lambda fault: fault.name)
def test_whatever_fails_on_the_disk_is_told_and_nothing_is_left(runs: Runs, fault: Fault) -> None:
    failing = Failing(runs)
    case = NEW_CSV if fault.stays else REPLACED_WORKBOOK
    operations = failing.at_every_operation(case, fault, first=2, step=5)
    endured = failing.endured
    assert endured.wrong == {}
    assert endured.faults >= operations // 5 >= 4
    assert endured.said, "the person heard of some"
    for error in endured.said:
        assert error_words(error).title
        assert str(error.code) in line_for(error)


class FullBuffer:
    """A watcher that puts one buffer of a workbook on a device which really is full."""

    def __init__(self, page: int) -> None:
        self._page = page

    def before(self, step: str, *given: Any) -> None:
        """Nothing yet."""

    def after(self, step: str, *given: Any) -> None:
        """The private folder was just made: what will be buffered in it finds no room."""
        if step == "create" and given[0].name == "content":
            (given[0].parent / f"page-{self._page}").symlink_to("/dev/full")

    def write(self, file: WatchedFile, data: bytes) -> int:
        """As it is."""
        return file.write_now(data)


@pytest.mark.parametrize("page", range(6))
def test_a_disk_that_is_full_for_a_buffer_is_told_too(runs: Runs, page: int) -> None:
    with runs.place(REPLACED_WORKBOOK) as place:
        with watching(FullBuffer(page)), pytest.raises(DiskFull):
            runs.export(place)
        assert runs.target(place) == "old"
        assert left_names(place) == []


def test_a_power_cut_leaves_the_old_or_the_whole_new_file(runs: Runs) -> None:
    for case in (NEW_WORKBOOK, REPLACED_CSV):
        with runs.place(case) as place:
            journal = journal_of(runs, place)
            told = after_power.after_export(place, journal)
            assert (told.damaged, told.lost, told.unknown_leftovers) == (0, 0, 0)
            assert told.cuts > 40
            assert set(told.found) == {"old" if case.old else "absent", "new"}
            unsafe = after_power.after_export(place, journal, after_power.without_sync)
            assert unsafe.damaged > 0, "without fsync the model finds damage"
            assert unsafe.unknown_leftovers > 0
            loose = after_power.after_export(place, journal, after_power.without_folder_sync)
            assert (loose.damaged, loose.lost > 0) == (0, True)


def test_after_a_power_cut_the_same_export_is_whole_whatever_became_of_its_pages(
    runs: Runs,
) -> None:
    with runs.place(NEW_CSV) as place:
        told = after_power.going_on(
            runs, NEW_CSV, place, journal_of(runs, place), random.Random(7), 10
        )
    assert (told.made, told.whole) == (10, 10)
    assert told.resumed > 0


def journal_of(runs: Runs, place: Place) -> Journal:
    """The journal of a whole export, which was whole."""
    journal = recorded(place.root, lambda: runs.export(place))
    assert runs.target(place) == "new"
    return journal


def test_the_search_for_personal_values_looks_into_what_is_packed_and_cut(tmp_path: Path) -> None:
    text = b"Kavitha Selvam"
    packed = tmp_path / "a.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("innocent", b"nothing " * 100)
        package.writestr("inside", b"x" * 3_000 + text * 50)
    cut = packed.read_bytes()[: packed.stat().st_size // 2]
    assert not zipfile.is_zipfile(tmp_path / "none")
    for content in (text, "Kavitha Selvam".encode("utf-16-le"), b"12345678" + zlib.compress(text)):
        assert names_somebody(content)
    assert text not in cut
    assert names_somebody(cut)
    assert not names_somebody(b"nothing " * 100 + zlib.compress(b"of it"))


def killed_copies(keep: int, first: int, step: int, control: str = "") -> dict[str, Any]:
    """What kills of a scheduled copy come to."""
    words = [*map(str, (keep, first, step)), control]
    return found_by("tests.crashing.copies", words)


@pytest.mark.slow
def test_killed_at_its_points_a_scheduled_copy_leaves_every_earlier_one_until_it_is_whole() -> None:
    found = killed_copies(keep=2, first=1, step=25)
    assert found["wrong"] == {}
    assert found["may_go"] == 2
    assert found["kills"] >= found["points"] // 25 > 5
    assert set(found["ends"]) == {
        "no new, 0 gone",
        "new, 0 gone",
        "new, 1 gone",
        "new, 2 gone",
    }


@pytest.mark.slow
def test_a_program_that_makes_room_before_the_new_copy_is_there_is_found_out() -> None:
    found = killed_copies(2, 60, 150, "early")
    assert found["wrong"]["an earlier copy went before the new one was there"] > 0
