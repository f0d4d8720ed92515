"""Random edits of an export: how many are found, how many are placed, and false alarms over re-saves.

python -m tests.bench.tampering [edits]
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import openpyxl

from kassadesk.core.exports import CheckReport, PublishedKey, Verdict
from kassadesk.files.verify import check_file
from tests.files.export_making import KEY
from tests.files.tampering import tamper, write_victim

RESAVES = 5


def check(path: Path) -> CheckReport:
    """As `kassadesk verify` does it, within this process."""
    return check_file(path, [KEY])


def main(edits: int = 2_000) -> None:
    """Print the figures with their targets."""
    with tempfile.TemporaryDirectory() as folder:
        victim = Path(folder) / "victim.xlsx"
        write_victim(victim)
        begin = time.perf_counter()
        outcome = tamper(victim, check, edits)
        seconds = time.perf_counter() - begin
        alarms, saves = false_alarms(victim, Path(folder))
        nobody = check_file(victim, list[PublishedKey]()).verdict
    for name, count in sorted(outcome.tried.items()):
        print(f"  {name}: {count}")
    print(f"edits: {edits:,} in {seconds:.0f} s, seed 2026")
    print(f"not found: {len(outcome.not_found)} (target 0) {outcome.not_found[:3]}")
    print(f"not placed: {len(outcome.not_placed)} (target 0) {outcome.not_placed[:3]}")
    print(f"false alarms over {saves} re-saves: {alarms} (target 0)")
    print(f"control, no known key: the untouched file is {nobody.value}, never unchanged")


def false_alarms(victim: Path, folder: Path) -> tuple[int, int]:
    """How many re-saves were not called unchanged, and how many there were."""
    alarms = saves = 0
    for _ in range(RESAVES):
        book = openpyxl.load_workbook(victim)
        book.save(victim)
        book.close()
        saves += 1
        alarms += check(victim).verdict is not Verdict.UNCHANGED
    if shutil.which("soffice"):
        for number in range(RESAVES):
            again = folder / f"again-{number}"
            subprocess.run(
                ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile",
                 "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(again), str(victim)],
                check=True, capture_output=True,
            )  # fmt: skip
            victim = again / victim.name
            saves += 1
            alarms += check(victim).verdict is not Verdict.UNCHANGED
    return alarms, saves


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
