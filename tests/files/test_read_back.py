"""A workbook is read back from the disk after it was written, and any damage on the way is seen."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kassadesk.core.rows import Resource
from kassadesk.files.ledger import Ledger, Proof
from kassadesk.files.read_back import is_as_written
from tests.files.export_making import KEY, about, make, signed
from tests.files.shop_rows import bills, opt_in_events, plan

BILLS = plan("Bills FY 2026-27", Resource.TRANSACTIONS, "2026-27")
OPT_INS = plan("Opt-in history", Resource.CONSENT_EVENTS)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ledger, Proof]:
    path = tmp_path_factory.mktemp("made") / "copy.xlsx"
    parts = [(BILLS, list(bills(1203))), (OPT_INS, list(opt_in_events(3)))]
    _, ledger = make(path, parts)
    return path, ledger, Proof(about(), signed(parts), KEY)


def test_what_was_written_is_found_whole(made: tuple[Path, Ledger, Proof]) -> None:
    path, ledger, proof = made
    assert is_as_written(path, ledger, proof, [KEY])


def test_a_key_nobody_published_proves_nothing(made: tuple[Path, Ledger, Proof]) -> None:
    path, ledger, proof = made
    assert not is_as_written(path, ledger, proof, [])


def test_a_masked_copy_is_found_whole_by_its_fingerprints(tmp_path: Path) -> None:
    rows = list(bills(1203))
    _, ledger = make(tmp_path / "copy.xlsx", [(BILLS, rows)], masked=True)
    assert is_as_written(tmp_path / "copy.xlsx", ledger, Proof(about(masked=True), None, None), [])


def repacked(path: Path, target: Path, part: str, change: Callable[[str], str]) -> Path:
    """The same package with one part changed, as no program saves it."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name == part:
                changed = change(text.decode()).encode()
                assert changed != text
                text = changed
            new.writestr(name, text)
    return target


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace("sale", "sola", 1),
        lambda xml: re.sub(r'<row r="9">.*?</row>', "", xml),
        lambda xml: re.sub(r"<v>(\d+)\.(\d\d)</v>", r"<v>\1.99</v>", xml, count=1),
        lambda xml: xml.replace("</sheetData>", '<row r="2000"></row></sheetData>'),
        lambda xml: xml.replace("<v>", "<f>1+1</f><v>", 1),
        lambda xml: re.sub(r'<c r="B2".*?</c>', "", xml),
        lambda xml: xml[: len(xml) // 2],
    ],
)
def test_any_change_of_the_rows_is_seen(
    made: tuple[Path, Ledger, Proof], tmp_path: Path, change: Callable[[str], str]
) -> None:
    path, ledger, proof = made
    sheet = next(name for name in zipfile.ZipFile(path).namelist() if "worksheets" in name)
    other = repacked(path, tmp_path / "other.xlsx", sheet, change)
    assert not is_as_written(other, ledger, proof, [KEY])


def test_every_flipped_byte_of_the_rows_is_seen(
    made: tuple[Path, Ledger, Proof], tmp_path: Path
) -> None:
    path, ledger, proof = made
    whole = path.read_bytes()
    for place in range(2_000, len(whole) // 2, len(whole) // 40):
        damaged = bytearray(whole)
        damaged[place] ^= 0x10
        (tmp_path / "damaged.xlsx").write_bytes(damaged)
        assert not is_as_written(tmp_path / "damaged.xlsx", ledger, proof, [KEY]), place
