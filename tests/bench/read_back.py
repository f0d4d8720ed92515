"""A whole export of `meenakshi`, read back by two other programs and held against the API.

python-calamine reads our file; LibreOffice opens it and saves it again, and what it saved is read too.
Every row of every sheet is compared, value and type, with the rows that the API gives of the same
frozen view. Formula cells are counted in the file's XML. Times are compared to the second: a cell
holds a day as a number with a fraction, and LibreOffice writes fewer digits of it.

    python -m tests.bench.read_back [bills]
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Any

import openpyxl
from python_calamine import CalamineWorkbook

from kassadesk.core.clock import IST
from kassadesk.core.columns import COLUMNS
from kassadesk.core.rows import Kind, Resource
from tests.bench.measured import run
from tests.flows.api_words import rows_of
from tests.sandbox.running import Sandbox, SignedIn, running_sandbox

FULL = 1_248_306
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")


@dataclass
class Found:
    """What a reader found that the API did not give, and the other way round."""

    rows: int = 0
    missing: int = 0
    extra: int = 0
    changed: int = 0
    first: str = ""
    """Where the first difference is; never what it is."""

    def hold(
        self, sheet: str, place: int, cells: list[Any] | None, given: list[Any] | None
    ) -> None:
        """Count one row."""
        self.rows += cells is not None
        if cells == given and [*map(type, cells or ())] == [*map(type, given or ())]:
            return
        self.missing += cells is None
        self.extra += given is None
        self.changed += cells is not None and given is not None
        self.first = self.first or f"{sheet}, row {place}"


@dataclass
class Compared:
    """Both readers, and the formula cells."""

    given: int = 0
    calamine: Found = field(default_factory=Found)
    libreoffice: Found | None = None
    formulas: int = 0
    cells: int = 0


def as_a_cell(kind: Kind, value: Any) -> Any:
    """What a workbook holds for a value of the API: rupees, Indian time, text as text."""
    if value is None:
        return ""
    if kind is Kind.TIME:
        return datetime.fromisoformat(value).astimezone(IST).replace(tzinfo=None)
    if kind is Kind.MONEY:
        return value / 100
    if kind is Kind.RATE:
        return value / 10_000
    return float(value) if kind is Kind.COUNT else value


def to_the_second(row: list[Any]) -> list[Any]:
    """The row with its times rounded."""
    half = timedelta(microseconds=500_000)
    return [
        (one + half).replace(microsecond=0) if isinstance(one, datetime) else one for one in row
    ]


def given_rows(me: SignedIn, snapshot: str, sheet: dict[str, Any]) -> Iterator[list[Any]]:
    """The rows of a sheet as the API gives them."""
    columns = COLUMNS[Resource(sheet["resource"])]
    asked: dict[str, Any] = {"snapshot_id": snapshot, "resource": sheet["resource"]}
    if sheet["year"]:
        asked |= {"sort": "billed_at", "descending": False}
        asked["where"] = {"financial_year": sheet["year"]}
    elif sheet["resource"] in ("fields", "field-changes"):
        asked["where"] = {"category": sheet["name"].split()[0].lower()}
    for row in rows_of(me, asked):
        yield [as_a_cell(column.kind, row[column.key]) for column in columns]


def contents(path: Path) -> dict[str, Any]:
    """The signed list of contents, from the sheet "Proof"."""
    lines = CalamineWorkbook.from_path(path).get_sheet_by_name("Proof").to_python()
    (said,) = (str(line[1]) for line in lines if line[0] == "Contents")
    told: dict[str, Any] = json.loads(said)
    return told


def sheet_rows(path: Path, name: str, width: int) -> list[list[Any]]:
    """The rows of one sheet below its head."""
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False)[1:]
    return [row[:width] for row in rows]


def compared(path: Path, saved_again: Path | None, me: SignedIn) -> Compared:
    """Every row of every sheet against the API."""
    told, result = contents(path), Compared()
    result.libreoffice = Found() if saved_again else None
    for sheet in told["sheets"]:
        width = len(COLUMNS[Resource(sheet["resource"])])
        ours = sheet_rows(path, sheet["name"], width)
        theirs = sheet_rows(saved_again, sheet["name"], width) if saved_again else []
        given = given_rows(me, told["about"]["snapshot_id"], sheet)
        for place, (row, mine, again) in enumerate(zip_longest(given, ours, theirs), start=2):
            result.given += row is not None
            result.cells += len(row or ())
            result.calamine.hold(sheet["name"], place, mine and to_the_second(mine), row)
            if result.libreoffice is not None:
                result.libreoffice.hold(sheet["name"], place, again and to_the_second(again), row)
    result.formulas = formulas_in(path)
    return result


def formulas_in(path: Path) -> int:
    """Formula cells in all sheets of the package."""
    found = 0
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/"):
                with package.open(name) as entry:
                    kept = b""
                    while block := entry.read(1 << 20):
                        found += len(_FORMULA.findall(kept + block))
                        kept = block[-3:] if not _FORMULA.search(block[-3:]) else b""
    return found


def saved_by_libreoffice(path: Path, folder: Path) -> Path | None:
    """The file as LibreOffice saves it again; None where there is no LibreOffice."""
    if shutil.which("soffice") is None:
        return None
    done = subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(folder / 'office').as_uri()}",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "again"), str(path)],
        capture_output=True, text=True, check=False, timeout=3_000,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder / "again" / path.name


def main(bills: int = FULL) -> None:
    """Print the figures with their targets."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_sandbox("meenakshi", transactions=bills) as sandbox,
    ):
        path = Path(folder, "all.xlsx")
        run("tests.bench.export_whole", "ours", path, *sign_in_words(sandbox))
        begin = time.perf_counter()
        again = saved_by_libreoffice(path, Path(folder))
        print(f"LibreOffice opened and saved it in {time.perf_counter() - begin:.0f} s", flush=True)
        me = sandbox.sign_in()
        _tell(compared(path, again, me))
        if again is not None:
            _tell_verdict(again, path.parent / "own")


def control() -> None:
    """One cell edited by another program must be found, or the zeros above say nothing."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_sandbox("kaveri", transactions=300) as sandbox,
    ):
        path = Path(folder, "all.xlsx")
        run("tests.bench.export_whole", "ours", path, *sign_in_words(sandbox))
        book = openpyxl.load_workbook(path)
        book["Devices"]["B2"] = "=1+1"
        book["Sign-ins"].delete_rows(3)
        book.save(path)
        found = compared(path, None, sandbox.sign_in())
    print(
        f"control, a formula put in and a row taken out: {found.formulas} formula cells, "
        f"{found.calamine.missing} missing, {found.calamine.changed} changed (each at least 1)"
    )


def sign_in_words(sandbox: Sandbox) -> tuple[str, str, str, str]:
    """Address, login, password and code."""
    return sandbox.base_url, sandbox.login, sandbox.password, sandbox.code


def _tell(result: Compared) -> None:
    print(f"the API gave {result.given:,} rows, {result.cells:,} values")
    for name, found in (("calamine", result.calamine), ("LibreOffice", result.libreoffice)):
        if found is None:
            print(f"{name}: not installed here, not shown")
            continue
        print(
            f"{name}: {found.rows:,} rows; {found.missing} missing, {found.extra} extra, "
            f"{found.changed} changed (targets 0) {found.first}"
        )
    print(f"formula cells: {result.formulas} (target 0)", flush=True)


def _tell_verdict(again: Path, keys: Path) -> None:
    """`keys`: the folder of the program that made the export; it remembers the server's keys."""
    done = subprocess.run(
        [sys.executable, "-m", "kassadesk", "verify", str(again)],
        env={**os.environ, "KASSADESK_HOME": str(keys)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    print(f"kassadesk verify of what LibreOffice saved: exit {done.returncode}")
    print(done.stdout.strip()[:400])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
    control()
