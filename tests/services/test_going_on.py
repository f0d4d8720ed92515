"""An export that was interrupted goes on from its last good page, or says that it could not."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kassadesk.core.errors import KassaError, ServerFault
from kassadesk.core.exports import ExportFormat, ExportPlan, Verdict
from kassadesk.core.held import CategoryId
from kassadesk.core.work import Cancelled
from kassadesk.files.export_history import ExportHistory
from kassadesk.files.known_keys import KnownKeys
from kassadesk.files.spool import VIEW_LIFE_S
from kassadesk.services.exports import ExportService
from kassadesk.services.leftovers import sweep_leftovers
from kassadesk.services.reviews import ReviewService
from tests.sample_shop_signed_in import SignedInShop
from tests.systems import is_private

ROOT = Path(__file__).resolve().parents[2]

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
BILLS = frozenset({CategoryId.BILLING})
COUNT = 14_000


@pytest.fixture(scope="module")
def shop() -> Iterator[SignedInShop]:
    with SignedInShop("meenakshi", COUNT) as signed_in:
        yield signed_in


@pytest.fixture
def exports(shop: SignedInShop, tmp_path: Path) -> ExportService:
    folder = tmp_path / "own"
    return ExportService(shop.api, ExportHistory(folder), KnownKeys(folder), lambda: NOW)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "place"
    folder.mkdir()
    return folder


class At:
    """A Work that does something once, when so many rows are written."""

    def __init__(self, rows: int, act: Callable[[], None]) -> None:
        self._rows = rows
        self._act: Callable[[], None] | None = act

    def report(self, done: int, total: int, step: str = "") -> None:
        if self._act is not None and step.startswith("writing") and done >= self._rows:
            act, self._act = self._act, None
            act()

    def check(self) -> None:
        """Nobody cancels."""


def plan(place: Path, **more: object) -> ExportPlan:
    return ExportPlan(BILLS, ExportFormat.EXCEL, place / "all.xlsx", **more)  # type: ignore[arg-type]


def interrupt(shop: SignedInShop, exports: ExportService, wanted: ExportPlan) -> None:
    """Break the line after 6,000 rows."""
    line = At(6_000, lambda: shop.fault("GET /v1/transactions", status=503, times=500))
    try:
        with pytest.raises(ServerFault):
            exports.export(wanted, line)
    finally:
        shop.no_faults()


def is_whole(place: Path, tmp_path: Path) -> bool:
    report = ReviewService(KnownKeys(tmp_path / "own")).check(place / "all.xlsx")
    return (report.verdict, report.differences) == (Verdict.UNCHANGED, ())


def test_after_a_broken_line_it_goes_on_and_fetches_nothing_twice(
    shop: SignedInShop, exports: ExportService, place: Path, tmp_path: Path
) -> None:
    interrupt(shop, exports, plan(place))
    assert not (place / "all.xlsx").exists()
    (left,) = place.iterdir()
    assert is_private(left.stat().st_mode)
    report = exports.export(plan(place))
    assert (report.rows, report.begun_again) == (COUNT, 0)
    assert 6_000 <= report.resumed_rows < COUNT
    assert is_whole(place, tmp_path)
    assert [path.name for path in place.iterdir()] == ["all.xlsx"]


def test_when_the_view_has_ended_everything_is_fetched_anew(
    shop: SignedInShop, exports: ExportService, place: Path, tmp_path: Path
) -> None:
    interrupt(shop, exports, plan(place))
    shop.fault("GET /v1/snapshots/*", status=410, times=1)
    report = exports.export(plan(place))
    assert (report.resumed_rows, report.begun_again) == (0, 1)
    assert is_whole(place, tmp_path)
    assert [path.name for path in place.iterdir()] == ["all.xlsx"]


@pytest.mark.parametrize("damage", ["cut", "flip", "gone"])
def test_kept_pages_that_were_damaged_are_fetched_again(
    shop: SignedInShop, exports: ExportService, place: Path, tmp_path: Path, damage: str
) -> None:
    interrupt(shop, exports, plan(place))
    (spool,) = place.iterdir()
    longest = max(spool.glob("part-*"), key=lambda path: path.stat().st_size)
    content = bytearray(longest.read_bytes())
    content[len(content) // 2] ^= 0x20
    kept = {"cut": content[: len(content) // 2], "flip": content, "gone": bytearray()}
    longest.write_bytes(kept[damage])
    report = exports.export(plan(place))
    assert report.rows == COUNT
    assert is_whole(place, tmp_path)


def test_another_export_into_the_folder_removes_what_was_kept(
    shop: SignedInShop, exports: ExportService, place: Path
) -> None:
    interrupt(shop, exports, plan(place))
    other = ExportPlan(BILLS, ExportFormat.CSV, place / "year.zip", "2025-26", "2025-26")
    assert exports.export(other).resumed_rows == 0
    assert [path.name for path in place.iterdir()] == ["year.zip"]


def test_who_cancels_leaves_nothing(exports: ExportService, place: Path) -> None:
    def cancel() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        exports.export(plan(place), At(6_000, cancel))
    assert list(place.iterdir()) == []


def test_a_masked_copy_keeps_no_pages(
    shop: SignedInShop, exports: ExportService, place: Path
) -> None:
    interrupt(shop, exports, plan(place, masked=True))
    assert list(place.iterdir()) == []


KILLED = """
import os, sys
from pathlib import Path
from tests.bench.export_whole import signed_in
from tests.services.test_going_on import At, plan
folder = Path(sys.argv[1])
service = signed_in(folder / "own-of-child", *sys.argv[2:6])
service.export(plan(folder), At(int(sys.argv[6]), lambda: os._exit(9)))
"""


@pytest.mark.parametrize("rows", [1, 5_000, 11_000])
def test_after_a_kill_it_goes_on_too(
    shop: SignedInShop, exports: ExportService, place: Path, tmp_path: Path, rows: int
) -> None:
    words = [str(place), *shop.sign_in_words, str(rows)]
    done = subprocess.run(
        [sys.executable, "-c", KILLED, *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == 9
    assert not (place / "all.xlsx").exists()
    report = exports.export(plan(place))
    assert (report.rows, report.begun_again) == (COUNT, 0)
    assert report.resumed_rows >= rows - 1_000
    assert is_whole(place, tmp_path)
    left = {path.name for path in place.iterdir()} - {"own-of-child"}
    assert left == {"all.xlsx"}


def test_a_fault_of_the_disk_ends_the_keeping_and_not_the_export(
    exports: ExportService, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kassadesk.files.disk import Disk

    create = Disk.create

    def full(self: Disk, path: Path) -> object:
        if path.name.startswith("part-"):
            raise OSError(28, "full")
        return create(self, path)

    monkeypatch.setattr(Disk, "create", full)
    assert exports.export(plan(place)).rows == COUNT
    assert is_whole(place, tmp_path)


def test_errors_of_the_answer_do_not_keep_pages(
    shop: SignedInShop, exports: ExportService, place: Path
) -> None:
    line = At(6_000, lambda: shop.fault("GET /v1/transactions", wrong_digest=True, times=500))
    try:
        with pytest.raises(KassaError):
            exports.export(plan(place), line)
    finally:
        shop.no_faults()
    assert list(place.iterdir()) == []


def test_kept_pages_that_no_view_lives_for_any_more_go_at_the_next_start(tmp_path: Path) -> None:
    old, young, useless = (tmp_path / f".kd-{name}.spool" for name in ("old", "young", "useless"))
    for folder in (old, young, useless):
        folder.mkdir()
        (folder / "part-0").write_bytes(b"kept")
    for folder in (old, young):
        (folder / "facts").write_bytes(b"{}")
    long_ago = time.time() - VIEW_LIFE_S - 60
    for path in (old / "part-0", old / "facts", old):
        os.utime(path, (long_ago, long_ago))
    sweep_leftovers(tmp_path / "own", tmp_path)
    assert not old.exists()
    assert young.exists()
    assert not useless.exists(), "nobody knows what its pages belong to"
