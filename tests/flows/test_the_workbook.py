"""The exported workbook, read by another program: typed values as the API gave them, no formula."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from python_calamine import CalamineWorkbook

from kassadesk.core.clock import IST
from kassadesk.core.columns import COLUMNS
from kassadesk.core.rows import Kind, Resource
from kassadesk.files.sheet_words import OWN_PAGES
from tests.flows.api_words import rows_of
from tests.flows.desk import Desk
from tests.sandbox.running import Sandbox, SignedIn


@pytest.fixture(scope="module")
def workbook(qapp: QApplication, shop: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything, exported by the window, once for all who look at it."""
    desk = Desk(tmp_path_factory.mktemp("workbook") / "home", shop=shop)
    desk.start()
    try:
        desk.sign_in()
        page = desk.open_page("export")
        desk.hand.press(page.choice.start_button)
        desk.wait_until(lambda: desk.rooms.exports.last_report, "the export is done", 60)
        desk.rest()
        path: Path = desk.rooms.exports.last_report.path
    finally:
        desk.close()
    return path


def contents(book: CalamineWorkbook) -> dict[str, Any]:
    """The signed list of contents, from the last sheet."""
    lines = book.get_sheet_by_name("Proof").to_python()
    (said,) = (str(line[1]) for line in lines if line[0] == "Contents")
    told: dict[str, Any] = json.loads(said)
    return told


def api_rows(me: SignedIn, snapshot: str, sheet: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The same rows from the server, over HTTP."""
    asked: dict[str, Any] = {"snapshot_id": snapshot, "resource": sheet["resource"]}
    if sheet["year"]:
        asked |= {"sort": "billed_at", "descending": False}
        asked["where"] = {"financial_year": sheet["year"]}
    elif sheet["resource"] in ("fields", "field-changes"):
        asked["where"] = {"category": sheet["name"].split()[0].lower()}
    return rows_of(me, asked)


def as_a_cell(kind: Kind, value: Any) -> Any:
    """What a workbook holds for a value of the API: rupees, Indian time, text as text."""
    if value is None:
        return ""
    if kind is Kind.TIME:
        return datetime.fromisoformat(value).astimezone(IST).replace(tzinfo=None)
    if kind is Kind.MONEY:
        return float(value) / 100
    if kind is Kind.RATE:
        return float(value) / 10_000
    if kind is Kind.COUNT:
        return float(value)
    return value


def test_every_row_of_every_sheet_is_what_the_api_gave_type_for_type(
    workbook: Path, calm_shop: Sandbox
) -> None:
    me = calm_shop.sign_in()
    book = CalamineWorkbook.from_path(workbook)
    told = contents(book)
    sheets = told["sheets"]
    assert {one["name"] for one in sheets} == set(book.sheet_names) - set(OWN_PAGES)
    compared = 0
    for sheet in sheets:
        columns = COLUMNS[Resource(sheet["resource"])]
        found = book.get_sheet_by_name(sheet["name"]).to_python(skip_empty_area=False)[1:]
        given = [
            [as_a_cell(column.kind, row[column.key]) for column in columns]
            for row in api_rows(me, told["about"]["snapshot_id"], sheet)
        ]
        assert len(found) == len(given) == sheet["rows"]
        for place, (cells, values) in enumerate(zip(found, given, strict=True), start=2):
            assert cells == values, f"{sheet['name']}, row {place}"
            kinds = [type(cell) for cell in cells]
            assert kinds == [type(value) for value in values], f"{sheet['name']}, row {place}"
            compared += 1
    assert compared > 5000


def test_no_cell_is_a_formula_and_nothing_leads_outside(workbook: Path) -> None:
    with zipfile.ZipFile(workbook) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheets = [name for name in parts if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) > 10
    for name in sheets:
        assert not re.search(rb"<(\w+:)?f[ />]", parts[name]), name
        assert b"hyperlink" not in parts[name], name
    assert not any("external" in name.lower() or "vba" in name.lower() for name in parts)
    text = b"".join(parts.values())
    assert b"=1+1" in text, "a bill whose customer is called =1+1 is in it, as text"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_finds_the_same_numbers(workbook: Path, tmp_path: Path) -> None:
    out = tmp_path / "converted"
    done = subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={(tmp_path / 'office').as_uri()}",
            "--convert-to",
            "ods",
            "--outdir",
            str(out),
            str(workbook),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    mine = CalamineWorkbook.from_path(workbook)
    theirs = CalamineWorkbook.from_path(out / f"{workbook.stem}.ods")
    assert theirs.sheet_names == mine.sheet_names
    for name in mine.sheet_names:
        if name.startswith("Bills"):
            ours = mine.get_sheet_by_name(name).to_python(skip_empty_area=False)
            seen = theirs.get_sheet_by_name(name).to_python(skip_empty_area=False)
            width = len(ours[0])
            amounts = [[cell for cell in row[:width] if isinstance(cell, float)] for row in ours]
            assert [[c for c in row[:width] if isinstance(c, float)] for row in seen] == amounts
