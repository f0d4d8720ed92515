"""A file from anywhere is an export or UnreadableExport: no crash, no bomb, nothing believed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from kassadesk.core.errors import UnreadableExport
from kassadesk.core.exports import Verdict
from kassadesk.core.rows import Resource
from kassadesk.core.work import QUIET, Cancelled
from kassadesk.files.guarded_zip import GuardedZip, Limits, Refused
from kassadesk.files.reading import open_export
from kassadesk.files.verify import check_file
from tests.examples import examples
from tests.files.export_making import KEY, make
from tests.files.hostile import corpus, mutants, plain_zip
from tests.files.shop_rows import opt_in_events, plan

OPT_INS = plan("Opt-in history", Resource.CONSENT_EVENTS)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("good") / "copy.xlsx"
    make(path, [(OPT_INS, list(opt_in_events(20)))])
    return path.read_bytes()


def outcome(path: Path) -> str:
    try:
        return check_file(path, [KEY]).verdict.value
    except UnreadableExport as error:
        return error.reason if error.place == path else f"{error.reason} elsewhere"


def test_every_hostile_file_is_told_by_its_own_reason(good: bytes, tmp_path: Path) -> None:
    path = tmp_path / "given.xlsx"
    wrong: dict[str, str] = {}
    for name, content, right in corpus(good):
        path.write_bytes(content)
        told = outcome(path)
        if told not in right:
            wrong[name] = told
    assert wrong == {}


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableExport) as told:
        open_export(tmp_path / "gone.xlsx")
    assert told.value.reason == "not_found"
    with pytest.raises(UnreadableExport):
        open_export(tmp_path)


def test_what_is_inflated_is_counted_and_not_believed(good: bytes, tmp_path: Path) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", b" " * (2 << 20))
    package = GuardedZip(bomb, QUIET, Limits(inflated_bytes=3 << 20))
    with pytest.raises(Refused) as told:
        package.whole("a.xml")
    assert told.value.reason == "too_large"
    few = Limits(entries=3)
    with pytest.raises(Refused):
        GuardedZip(io.BytesIO(good), QUIET, few)
    with pytest.raises(Refused):
        GuardedZip(io.BytesIO(plain_zip(3_000)), QUIET, Limits(directory_bytes=100_000))
    (tmp_path / "a.xlsx").write_bytes(good)
    with pytest.raises(UnreadableExport):
        open_export(tmp_path / "a.xlsx", limits=Limits(file_bytes=1000))


def test_opening_can_be_cancelled(good: bytes, tmp_path: Path) -> None:
    class Stopped:
        def report(self, done: int, total: int, step: str = "") -> None: ...

        def check(self) -> None:
            raise Cancelled

    (tmp_path / "a.xlsx").write_bytes(good)
    with pytest.raises(Cancelled):
        open_export(tmp_path / "a.xlsx", Stopped())


@pytest.mark.parametrize("kind", ["xlsx", "zip"])
def test_no_mutant_crashes_and_none_is_called_unchanged_that_is_not(
    tmp_path: Path, kind: str
) -> None:
    path = tmp_path / f"copy.{kind}"
    make(path, [(OPT_INS, list(opt_in_events(20)))])
    whole = path.read_bytes()
    count = examples(150)
    outcomes: dict[str, int] = {}
    for content in mutants(whole, count):
        path.write_bytes(content)
        told = outcome(path)
        outcomes[told] = outcomes.get(told, 0) + 1
        if told == Verdict.UNCHANGED:  # a flipped date stamp of the zip changes no value
            assert values_of(content) == values_of(whole)
    assert sum(outcomes.values()) == count
    assert outcomes.get("damaged", 0) > count // 3


def values_of(content: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [
            (name, archive.read(name))
            for name in archive.namelist()
            if "sheet" in name or "csv" in name
        ]
