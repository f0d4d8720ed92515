"""Exports of only what is new, and exports behind a password."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msoffcrypto
import pytest
from msoffcrypto.exceptions import InvalidKeyError

from kassadesk.core.errors import Rejected, UnreadableExport
from kassadesk.core.exports import EarlierCopy, ExportFormat, ExportPlan, Verdict
from kassadesk.core.held import CategoryId
from kassadesk.core.passwords import Strength, strength_of
from kassadesk.core.rows import Resource, RowFilter, RowQuery
from kassadesk.files.export_history import ExportHistory
from kassadesk.files.known_keys import KnownKeys
from kassadesk.services.exports import ExportService
from kassadesk.services.reviews import ReviewService
from tests.sample_shop_signed_in import SignedInShop

EVERYTHING = frozenset(CategoryId)
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def shop() -> Iterator[SignedInShop]:
    with SignedInShop("kaveri", 900) as signed_in:
        yield signed_in


@pytest.fixture
def exports(shop: SignedInShop, tmp_path: Path) -> ExportService:
    folder = tmp_path / "own"
    return ExportService(shop.api, ExportHistory(folder), KnownKeys(folder), lambda: NOW)


def test_only_what_is_new_since_an_earlier_copy_is_taken(
    shop: SignedInShop, exports: ExportService, tmp_path: Path
) -> None:
    first = exports.export(ExportPlan(EVERYTHING, ExportFormat.EXCEL, tmp_path / "first.xlsx"))
    told = exports.earlier(first.path)
    assert told.merchant_id == shop.records.merchant().merchant_id
    then = EarlierCopy("snp_then", told.as_of - timedelta(days=40), told.merchant_id)
    later = exports.export(
        ExportPlan(EVERYTHING, ExportFormat.EXCEL, tmp_path / "later.xlsx", since=then)
    )
    assert 0 < later.rows < first.rows
    assert later.since == then.as_of
    source = shop.records.rows()
    wanted = source.summary(RowQuery(Resource.TRANSACTIONS, RowFilter(since=then.as_of))).count
    assert sum(rows for name, rows in later.sheets if name.startswith("Bills")) == wanted
    review = ReviewService(KnownKeys(tmp_path / "own")).check(later.path)
    assert (review.verdict, review.differences) == (Verdict.UNCHANGED, ())
    assert exports.earlier(later.path).as_of >= told.as_of
    newest = exports.history(told.merchant_id)
    assert {past.since for past in newest} == {None, then.as_of}


def test_nothing_new_is_a_file_that_says_so(exports: ExportService, tmp_path: Path) -> None:
    first = exports.export(ExportPlan(EVERYTHING, ExportFormat.CSV, tmp_path / "first.zip"))
    told = exports.earlier(first.path)
    future = EarlierCopy(told.snapshot_id, told.as_of + timedelta(days=900), told.merchant_id)
    bills = frozenset({CategoryId.BILLING})
    later = exports.export(ExportPlan(bills, ExportFormat.CSV, tmp_path / "l.zip", since=future))
    assert later.sheets == (("Bills", 0),)


def test_another_shop_is_not_gone_on_from(exports: ExportService, tmp_path: Path) -> None:
    other = EarlierCopy("snp_1", NOW, "mer_other")
    with pytest.raises(UnreadableExport):
        exports.export(ExportPlan(EVERYTHING, ExportFormat.CSV, tmp_path / "x.zip", since=other))
    assert not (tmp_path / "x.zip").exists()


def test_a_locked_workbook_opens_with_its_password_only(
    exports: ExportService, tmp_path: Path
) -> None:
    place = tmp_path / "place"
    place.mkdir()
    plan = ExportPlan(EVERYTHING, ExportFormat.EXCEL, place / "l.xlsx", password="தேநீர் 7 கடை!")
    report = exports.export(plan)
    assert report.locked
    assert "தேநீர்" not in repr(plan)
    assert [path.name for path in place.iterdir()] == ["l.xlsx"]
    assert report.path.read_bytes()[:4] == bytes.fromhex("d0cf11e0")
    with report.path.open("rb") as file:
        book = msoffcrypto.OfficeFile(file)
        with pytest.raises(InvalidKeyError):
            book.load_key(password="wrong", verify_password=True)
        book.load_key(password="தேநீர் 7 கடை!", verify_password=True)
        plain = io.BytesIO()
        book.decrypt(plain, verify_integrity=True)
    (tmp_path / "open.xlsx").write_bytes(plain.getvalue())
    check = ReviewService(KnownKeys(tmp_path / "own")).check(tmp_path / "open.xlsx")
    assert (check.verdict, check.differences) == (Verdict.UNCHANGED, ())
    (past,) = exports.history(check_shop(exports, tmp_path))
    assert past.locked
    assert exports.check_again(past).check == "verified"


def check_shop(exports: ExportService, tmp_path: Path) -> str:
    return exports.earlier(tmp_path / "open.xlsx").merchant_id


@pytest.mark.parametrize(
    ("kind", "password"), [(ExportFormat.CSV, "long enough"), (ExportFormat.EXCEL, "x" * 256)]
)
def test_a_password_the_file_cannot_have_is_refused_at_once(
    exports: ExportService, tmp_path: Path, kind: ExportFormat, password: str
) -> None:
    with pytest.raises(Rejected):
        exports.export(ExportPlan(EVERYTHING, kind, tmp_path / "x.file", password=password))


@pytest.mark.parametrize(
    ("password", "strength"),
    [
        ("", Strength.NONE),
        ("12345678", Strength.WEAK),
        ("password", Strength.WEAK),
        ("aaaaaaaaaaaaaaaa", Strength.WEAK),
        ("94410372", Strength.WEAK),
        ("mango42Tree", Strength.FAIR),
        ("three blue herons at Marina", Strength.STRONG),
    ],
)
def test_the_hint_knows_weak_passwords(password: str, strength: Strength) -> None:
    assert strength_of(password).strength is strength
