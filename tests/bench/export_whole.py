"""A whole export of the sample shop `meenakshi`: fetch, write, fsync, read back and verify.

The rival is openpyxl write-only for the same rows alone: it is handed the rows one by one and only
its own work is on its clock; it fetches nothing, proves nothing and styles nothing.

    python -m tests.bench.export_whole [bills] [--profile]
"""

from __future__ import annotations

import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kassadesk.core.clock import IST
from kassadesk.core.exports import ExportFormat, ExportPlan
from kassadesk.core.held import CategoryId
from tests.bench.measured import run, tell

if TYPE_CHECKING:
    from kassadesk.services.exports import ExportService

FULL = 1_248_306


def signed_in(own: Path, base_url: str, login: str, password: str, code: str) -> ExportService:
    """The export service of a program that has just signed in."""
    from kassadesk.api.client import ApiClient
    from kassadesk.api.transport import Transport
    from kassadesk.files.export_history import ExportHistory
    from kassadesk.files.known_keys import KnownKeys
    from kassadesk.files.settings_file import SettingsFile
    from kassadesk.services.exports import ExportService
    from kassadesk.services.session import SessionService
    from kassadesk.vault.vault import MemoryVault

    api = ApiClient(Transport(base_url))
    session = SessionService(api, MemoryVault(), SettingsFile(own))
    session.confirm(session.start(login, password), code, False)
    return ExportService(api, ExportHistory(own), KnownKeys(own))


def export(target: Path, *words: str) -> None:
    """What a click on Export does, from a signed-in program."""
    service = signed_in(target.parent / "own", *words)
    plan = ExportPlan(frozenset(CategoryId), ExportFormat.EXCEL, target)
    steps = _Steps()
    begin = time.perf_counter()
    report = service.export(plan, steps)
    steps.report(0, 0, "end")
    tell(
        time.perf_counter() - begin,
        rows=report.rows,
        file_mb=report.size_bytes / 1e6,
        writing_s=steps.seconds.get("writing", 0),
        verifying_s=steps.seconds.get("verifying", 0),
    )


class _Steps:
    """A Work that only takes the time of each step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._step, self._since = "start", time.perf_counter()

    def report(self, done: int, total: int, step: str = "") -> None:
        now = time.perf_counter()
        self.seconds[self._step] = self.seconds.get(self._step, 0) + now - self._since
        self._step, self._since = step.partition(":")[0], now

    def check(self) -> None:
        """Nobody cancels."""


def openpyxl_alone(source: Path) -> None:
    """The same rows, taken from our file, through openpyxl; only its own time counts."""
    from openpyxl import Workbook

    from kassadesk.core.columns import COLUMNS
    from kassadesk.core.rows import Kind
    from kassadesk.files.read_back import parts_of_sheets
    from kassadesk.files.reading import open_export
    from kassadesk.files.xml_rows import columns_of_xml, xml_batches

    opened = open_export(source)
    sheets = opened.facts.contents.sheets
    opened.close()
    book, spent, count = Workbook(write_only=True), 0.0, 0
    with zipfile.ZipFile(source) as archive:
        parts = parts_of_sheets(archive)
        for record in sheets:
            sheet = book.create_sheet()
            kinds = [column.kind for column in COLUMNS[record.resource]]
            with archive.open(parts[record.name]) as entry:
                for xml in xml_batches(entry):
                    _, columns = columns_of_xml(xml, kinds)
                    rows: list[list[Any]] = []
                    for row in zip(*columns, strict=True):
                        cells: list[Any] = []
                        for kind, cell in zip(kinds, row, strict=True):
                            if kind is Kind.TIME and not isinstance(cell, str | None):
                                cell = cell.astimezone(IST).replace(tzinfo=None)
                            elif kind is Kind.MONEY and isinstance(cell, int):
                                cells.append(cell / 100)
                                continue
                            cells.append(cell)
                        rows.append(cells)
                    begin = time.perf_counter()
                    for cells in rows:
                        sheet.append(cells)
                    spent += time.perf_counter() - begin
                    count += len(rows)
    begin = time.perf_counter()
    book.save(source.with_name("rival.xlsx"))
    tell(spent + time.perf_counter() - begin, rows=count)


def main(bills: int = FULL) -> None:
    """Print the figures with their targets."""
    from tests.sample_shop_signed_in import SignedInShop

    me = "tests.bench.export_whole"
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "all.xlsx")
        with SignedInShop("meenakshi", bills) as shop:
            ours = run(me, "ours", target, *shop.sign_in_words)
        facts = ours.facts
        print(
            f"export of {facts['rows']:,.0f} rows: {ours.seconds:.1f} s "
            f"(fetch and write {facts['writing_s']:.1f} s, read back {facts['verifying_s']:.1f} s; "
            f"processor {ours.cpu_s:.1f} s), peak {ours.peak_mb:.0f} MB, "
            f"file {facts['file_mb']:.1f} MB",
            flush=True,
        )
        rival = run(me, "openpyxl", target)
    print(
        f"openpyxl write-only, the same rows alone: {rival.seconds:.1f} s "
        f"(processor, with what feeds it, {rival.cpu_s:.1f} s)"
    )
    print(f"time of openpyxl alone: {ours.seconds / rival.seconds:.3f} x (target at most 0.5)")
    print(f"client's peak memory: {ours.peak_mb:.0f} MB (target at most 200)")


if __name__ == "__main__":
    words = sys.argv[1:]
    if words and words[0] == "ours":
        export(Path(words[1]), *words[2:6])
    elif words and words[0] == "openpyxl":
        openpyxl_alone(Path(words[1]))
    else:
        main(*map(int, words[:1]))
