"""Whatever is edited is found and placed; what is only saved again is not called changed."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kassadesk.core.exports import CheckReport, PublishedKey, Verdict
from kassadesk.core.rows import Resource
from kassadesk.files.verify import check_file
from tests.examples import examples
from tests.files import export_making
from tests.files.export_making import KEY, KEY_ID, make, text64
from tests.files.shop_rows import bills, fields, opt_in_events, plan
from tests.files.tampering import BILLS, OPT_INS, tamper, write_victim

FIELDS = plan("Business", Resource.FIELDS)


def check(path: Path) -> CheckReport:
    return check_file(path, [KEY])


def test_every_random_edit_is_found_and_placed(tmp_path: Path) -> None:
    victim = tmp_path / "victim.xlsx"
    write_victim(victim)
    assert check(victim).verdict is Verdict.UNCHANGED
    count = examples(80)
    outcome = tamper(victim, check, count)
    assert outcome.tried.total() == count
    assert outcome.not_found == []
    assert outcome.not_placed == []


def test_no_cell_of_the_fingerprints_can_be_changed_unseen(tmp_path: Path) -> None:
    victim, edited = tmp_path / "victim.xlsx", tmp_path / "edited.xlsx"
    write_victim(victim)
    book = openpyxl.load_workbook(victim)
    cells = [cell for row in book["Fingerprints"].iter_rows() for cell in row if cell.value]
    assert len(cells) > 20
    for cell in cells:
        before = str(cell.value)
        cell.value = ("2" if before.startswith("1") else "1") + before[1:]
        cell.data_type = "s"
        book.save(edited)
        assert check(edited).verdict is Verdict.CHANGED, cell.coordinate
        cell.value = before
    book.close()


def test_no_first_row_of_the_fingerprints_in_a_zip_can_be_changed_unseen(tmp_path: Path) -> None:
    victim, edited = tmp_path / "victim.zip", tmp_path / "edited.zip"
    make(victim, [(BILLS, list(bills(60))), (OPT_INS, list(opt_in_events(9)))])
    assert check(victim).verdict is Verdict.UNCHANGED
    with ZipFile(victim) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    held = json.loads(parts["manifest.json"])
    for block in held["Fingerprints"]:
        block[1] += 1
        with ZipFile(edited, "w") as package:
            for name, content in (parts | {"manifest.json": json.dumps(held).encode()}).items():
                package.writestr(name, content)
        assert check(edited).verdict is Verdict.CHANGED, block[0]
        block[1] -= 1
    assert len(held["Fingerprints"]) > 2


def test_saving_again_is_told_and_is_no_change(tmp_path: Path) -> None:
    victim = tmp_path / "victim.xlsx"
    write_victim(victim)
    assert check(victim).saved_again is False
    for _ in range(3):
        book = openpyxl.load_workbook(victim)
        book.save(victim)
        book.close()
        report = check(victim)
        assert (report.verdict, report.differences) == (Verdict.UNCHANGED, ())
        assert report.saved_again is True


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_saving_again_with_libreoffice_is_told_and_is_no_change(tmp_path: Path) -> None:
    victim = tmp_path / "victim.xlsx"
    make(victim, [(BILLS, list(bills(60))), (FIELDS, list(fields(12)))])
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "again"),
         str(victim)],
        check=True, capture_output=True, timeout=200,
    )  # fmt: skip
    report = check(tmp_path / "again" / "victim.xlsx")
    assert (report.verdict, report.differences) == (Verdict.UNCHANGED, ())
    assert report.saved_again is True


def test_a_forger_who_rewrites_everything_fails_at_the_signature_and_only_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: with the check of the signature off, nothing would be seen."""
    forger = Ed25519PrivateKey.generate()
    own = PublishedKey(KEY_ID, text64(forger.public_key().public_bytes_raw()), KEY.not_before)
    monkeypatch.setattr(export_making, "PRIVATE", forger)
    monkeypatch.setattr(export_making, "KEY", own)
    rows = [(*row[:6], "Somebody else", *row[7:]) for row in opt_in_events(9)]
    make(tmp_path / "forged.xlsx", [(OPT_INS, rows)])
    assert check(tmp_path / "forged.xlsx").verdict is Verdict.UNSIGNED
    unguarded = check_file(tmp_path / "forged.xlsx", [own])
    assert unguarded.verdict is Verdict.UNCHANGED
