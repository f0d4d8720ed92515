"""An export comes back from its file exactly as it went in."""

from __future__ import annotations

import re
import tempfile
import zipfile
from pathlib import Path

import pytest

from kassadesk.core.rows import Resource, Row
from kassadesk.files.reading import open_export
from tests.files.export_making import make
from tests.files.shop_rows import bills, opt_in_events, plan

BILLS = plan("Bills FY 2026-27", Resource.TRANSACTIONS, "2026-27")
OPT_INS = plan("Opt-in history", Resource.CONSENT_EVENTS)


def read_all(path: Path) -> list[list[Row]]:
    opened = open_export(path)
    try:
        return [list(opened.rows(sheet)) for sheet in opened.facts.contents.sheets]
    finally:
        opened.close()


@pytest.mark.parametrize("name", ["copy.xlsx", "copy.zip"])
def test_every_value_comes_back_exactly_even_the_nasty_ones(tmp_path: Path, name: str) -> None:
    parts = [(BILLS, list(bills(1203))), (OPT_INS, list(opt_in_events(3)))]
    make(tmp_path / name, parts)
    assert read_all(tmp_path / name) == [rows for _, rows in parts]


@pytest.mark.parametrize("name", ["copy.xlsx", "copy.zip"])
def test_an_empty_table_is_a_sheet_with_heads_and_no_rows(tmp_path: Path, name: str) -> None:
    make(tmp_path / name, [(BILLS, [])])
    assert read_all(tmp_path / name) == [[]]


def test_no_cell_is_a_formula_and_nothing_links_out(tmp_path: Path) -> None:
    make(tmp_path / "copy.xlsx", [(BILLS, list(bills(200)))])
    with zipfile.ZipFile(tmp_path / "copy.xlsx") as archive:
        for name in archive.namelist():
            text = archive.read(name).decode()
            if "/charts/" in name:  # the chart names the cells it shows, and only those
                text = re.sub(r"<f>'Summary'!\$[AE]\$\d+(:\$[AE]\$\d+)?</f>", "", text)
            assert not re.search(r"<f[ >]|<hyperlink|externalLink|vbaProject", text), name


def test_a_full_sheet_goes_on_in_the_next_one(tmp_path: Path) -> None:
    rows = list(bills(25))
    make(tmp_path / "copy.xlsx", [(BILLS, rows)], sheet_rows=10)
    opened = open_export(tmp_path / "copy.xlsx")
    names = [sheet.name for sheet in opened.facts.contents.sheets]
    opened.close()
    assert names == ["Bills FY 2026-27", "Bills FY 2026-27 (2)", "Bills FY 2026-27 (3)"]
    assert [row for sheet in read_all(tmp_path / "copy.xlsx") for row in sheet] == rows


def test_nothing_personal_is_written_to_the_system_temp_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system_temp = tmp_path / "temp"
    system_temp.mkdir(mode=0o500)
    monkeypatch.setattr(tempfile, "tempdir", str(system_temp))
    make(tmp_path / "copy.xlsx", [(BILLS, list(bills(50)))])
    make(tmp_path / "copy.zip", [(BILLS, list(bills(50)))])
    assert list(system_temp.iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.xlsx", "copy.zip", "temp"]
