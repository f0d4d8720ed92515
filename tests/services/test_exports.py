"""Exports of the sample shop over real HTTP: whole, typed, signed, or not there at all."""

from __future__ import annotations

import errno
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kassadesk.core.clock import IST
from kassadesk.core.errors import (
    FolderMissing,
    KassaError,
    SnapshotExpired,
    TargetExists,
    UnreadableExport,
)
from kassadesk.core.exports import ExportFormat, ExportPlan, Verdict
from kassadesk.core.held import CategoryId
from kassadesk.core.rows import Resource, Row, RowQuery
from kassadesk.core.work import QUIET, Cancelled
from kassadesk.files.export_history import ExportHistory
from kassadesk.files.known_keys import KnownKeys
from kassadesk.files.reading import open_export
from kassadesk.services.exports import ExportService
from kassadesk.services.reviews import ReviewService
from tests.sample_shop_signed_in import SignedInShop

EVERYTHING = frozenset(CategoryId)
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def shop() -> Iterator[SignedInShop]:
    with SignedInShop("kaveri", 1_300) as signed_in:
        yield signed_in


@pytest.fixture
def exports(shop: SignedInShop, tmp_path: Path) -> ExportService:
    folder = tmp_path / "own"
    return ExportService(shop.api, ExportHistory(folder), KnownKeys(folder), lambda: NOW)


@pytest.fixture
def reviews(tmp_path: Path) -> ReviewService:
    return ReviewService(KnownKeys(tmp_path / "own"))


def plan(target: Path, **more: object) -> ExportPlan:
    kind = ExportFormat.EXCEL if target.suffix == ".xlsx" else ExportFormat.CSV
    return ExportPlan(EVERYTHING, kind, target, **more)  # type: ignore[arg-type]


class Stopping:
    """A Work that the person stops after some looks."""

    def __init__(self, after: int) -> None:
        self.left = after
        self.steps: list[str] = []

    def report(self, done: int, total: int, step: str = "") -> None:
        self.steps.append(step)

    def check(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


@pytest.mark.parametrize("name", ["all.xlsx", "all.zip"])
def test_everything_comes_home_equal_to_what_the_server_gave(
    shop: SignedInShop, exports: ExportService, reviews: ReviewService, tmp_path: Path, name: str
) -> None:
    report = exports.export(plan(tmp_path / name))
    review = reviews.open(report.path)
    assert (review.check.verdict, review.check.differences) == (Verdict.UNCHANGED, ())
    source = shop.records.rows()
    sheets = {sheet.name: sheet for sheet in review.sheets}
    for resource in Resource:
        query = RowQuery(resource)
        given = list(source.page(query, 0, source.summary(query).count))
        mine: list[Row] = []
        for sheet in sheets.values():
            if sheet.resource is resource:
                mine += review.rows(sheet.name).page(query, 0, sheet.summary.count)
        assert sorted(map(repr, mine)) == sorted(map(repr, given)), resource
    assert report.rows == sum(sheet.summary.count for sheet in sheets.values())
    review.close()


def test_a_year_reads_from_april_to_march(
    exports: ExportService, reviews: ReviewService, tmp_path: Path
) -> None:
    report = exports.export(plan(tmp_path / "all.xlsx"))
    names = [name for name, _ in report.sheets if name.startswith("Bills FY")]
    assert len(names) > 1
    review = reviews.open(report.path)
    query = RowQuery(Resource.TRANSACTIONS, sort="billed_at", descending=False)
    for name in names:
        first, last = name.removeprefix("Bills FY ").split("-")
        source = review.rows(name)
        days = [row[1] for row in source.page(query, 0, source.summary(query).count)]
        times = [day.astimezone(IST) for day in days if isinstance(day, datetime)]
        assert times == sorted(times)
        assert times[0] >= datetime(int(first), 4, 1, tzinfo=IST)
        assert times[-1] < datetime(2000 + int(last), 4, 1, tzinfo=IST)
    review.close()


def test_only_what_is_chosen_is_in_the_file(exports: ExportService, tmp_path: Path) -> None:
    chosen = ExportPlan(
        frozenset({CategoryId.BILLING}), ExportFormat.CSV, tmp_path / "b.zip", "2026-27", "2026-27"
    )
    report = exports.export(chosen)
    assert [name for name, _ in report.sheets] == ["Bills FY 2026-27"]
    assert exports.history("none") == ()


def test_a_masked_copy_hides_every_personal_value_and_says_so(
    shop: SignedInShop, exports: ExportService, reviews: ReviewService, tmp_path: Path
) -> None:
    report = exports.export(plan(tmp_path / "m.zip", masked=True))
    with zipfile.ZipFile(report.path) as archive:
        text = "\n".join(archive.read(name).decode("utf-8-sig") for name in archive.namelist())
    merchant = shop.records.merchant()
    source = shop.records.rows()
    query = RowQuery(Resource.TRANSACTIONS)
    phones = {row[6] for row in source.page(query, 0, 1_300) if len(str(row[6])) > 6}
    assert phones
    assert not [phone for phone in phones if str(phone) in text]
    assert merchant.trade_name not in text
    review = reviews.open(report.path)
    assert (review.check.verdict, review.check.masked) == (Verdict.UNSIGNED, True)
    assert review.check.differences == ()
    review.close()


@pytest.mark.parametrize("name", ["all.xlsx", "all.zip"])
@pytest.mark.parametrize("after", [3, 12, *range(25, 100, 2)])
def test_cancelled_export_leaves_no_file(
    exports: ExportService, tmp_path: Path, name: str, after: int
) -> None:
    place = tmp_path / "place"
    place.mkdir()
    with pytest.raises(Cancelled):
        exports.export(plan(place / name), Stopping(after))
    assert list(place.iterdir()) == []


def test_an_existing_file_is_only_replaced_when_that_was_said(
    exports: ExportService, tmp_path: Path
) -> None:
    target = tmp_path / "all.zip"
    target.write_text("older")
    with pytest.raises(TargetExists):
        exports.export(plan(target))
    assert target.read_text() == "older"
    exports.export(plan(target, replace=True))
    assert zipfile.is_zipfile(target)


def test_a_missing_folder_is_told_before_anything_is_fetched(
    exports: ExportService, tmp_path: Path
) -> None:
    with pytest.raises(FolderMissing):
        exports.export(plan(tmp_path / "gone" / "all.xlsx"), Stopping(0))


def test_a_view_that_ends_in_the_middle_is_begun_again_from_a_new_one(
    shop: SignedInShop, exports: ExportService, reviews: ReviewService, tmp_path: Path
) -> None:
    shop.fault("GET /v1/transactions", status=410, times=1)
    report = exports.export(plan(tmp_path / "all.zip"))
    assert reviews.check(report.path).verdict is Verdict.UNCHANGED
    shop.fault("GET /v1/transactions", status=410, times=3)
    with pytest.raises(SnapshotExpired):
        exports.export(plan(tmp_path / "more.zip"))
    shop.no_faults()
    assert not (tmp_path / "more.zip").exists()


@pytest.mark.parametrize("fault", [{"wrong_digest": True}, {"truncate": 100}, {"html": True}])
def test_a_dishonest_answer_never_becomes_a_file(
    shop: SignedInShop, exports: ExportService, tmp_path: Path, fault: dict[str, object]
) -> None:
    shop.fault("GET /v1/transactions", times=50, **fault)
    try:
        with pytest.raises(KassaError):
            exports.export(plan(tmp_path / "all.zip"))
    finally:
        shop.no_faults()
    assert not (tmp_path / "all.zip").exists()


def test_the_list_remembers_and_a_later_look_tells_the_truth(
    shop: SignedInShop, exports: ExportService, tmp_path: Path
) -> None:
    shop_id = shop.records.merchant().merchant_id
    report = exports.export(plan(tmp_path / "all.zip"))
    (past,) = exports.history(shop_id)
    assert (past.rows, past.check, past.path) == (report.rows, "verified", report.path)
    assert exports.check_again(past).check == "verified"
    content = report.path.read_bytes()
    report.path.write_bytes(content[:-40])
    assert exports.check_again(past).check == "changed"
    report.path.unlink()
    assert exports.check_again(past).check == "not_found"
    assert [entry.check for entry in exports.history(shop_id)] == ["not_found"]


@pytest.mark.parametrize(
    ("number", "windows"), [(errno.EACCES, 32), (errno.EINVAL, 362), (errno.EACCES, 0)]
)
def test_a_file_that_nobody_can_read_just_now_is_called_neither_changed_nor_gone(
    shop: SignedInShop,
    exports: ExportService,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    windows: int,
) -> None:
    shop_id = shop.records.merchant().merchant_id
    target = tmp_path / "few.zip"
    few = ExportPlan(frozenset({CategoryId.BUSINESS}), ExportFormat.CSV, target)
    exports.export(few)
    (past,) = exports.history(shop_id)
    real = Path.open

    def held(path: Path, *given: Any, **more: Any) -> Any:
        if path == target:
            error = OSError(number, "held")
            error.winerror = windows  # type: ignore[attr-defined,unused-ignore]
            raise error
        return real(path, *given, **more)

    monkeypatch.setattr(Path, "open", held)
    with pytest.raises(UnreadableExport) as told:
        exports.check_again(past)
    assert told.value.reason == "held"
    with pytest.raises(UnreadableExport) as told:
        open_export(target)
    assert told.value.reason == "held"
    assert [entry.check for entry in exports.history(shop_id)] == ["verified"]
    monkeypatch.setattr(Path, "open", real)
    assert exports.check_again(past).check == "verified"


def test_names_tell_what_and_when_and_nothing_personal(
    shop: SignedInShop, exports: ExportService, tmp_path: Path
) -> None:
    merchant = shop.records.merchant()
    assert (
        exports.suggested_name(plan(tmp_path / "x.xlsx"), merchant)
        == "KassaDesk-Everything-2026-11-23.xlsx"
    )
    bills = ExportPlan(
        frozenset({CategoryId.BILLING}), ExportFormat.CSV, tmp_path, "2024-25", "2025-26", True
    )
    assert (
        exports.suggested_name(bills, merchant)
        == "KassaDesk-Billing-FY2024-25-to-2025-26-2026-11-23-masked.zip"
    )


def test_a_new_account_exports_empty_sheets_that_say_so(tmp_path: Path) -> None:
    with SignedInShop("empty", None) as empty:
        folder = tmp_path / "own"
        exports = ExportService(empty.api, ExportHistory(folder), KnownKeys(folder))
        report = exports.export(plan(tmp_path / "all.xlsx"), QUIET)
        assert ("Bills", 0) in report.sheets
        assert ReviewService(KnownKeys(folder)).check(report.path).verdict is Verdict.UNCHANGED
