"""The books kept while an export is written: sheets, rows, fingerprints, what had to be altered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kassadesk.core.columns import TOTALS
from kassadesk.core.exports import PublishedKey, SheetPlan, SignedManifest
from kassadesk.core.policy import RetentionRule
from kassadesk.core.rows import Cell, Row
from kassadesk.files.contents import About, Contents, SheetRecord
from kassadesk.files.exact_values import ExactValues
from kassadesk.files.fingerprints import Block, Fingerprinting, lines_of, page_blocks
from kassadesk.files.tally import Tally


@dataclass(frozen=True, slots=True)
class Proof:
    """What goes into the file when all rows are in it."""

    about: About
    signed: SignedManifest | None
    """None for a masked copy: nobody signs masks."""
    key: PublishedKey | None
    keep_rules: tuple[RetentionRule, ...] = ()
    """How long each kind of data is kept, in the server's words."""


@dataclass
class OpenSheet:
    """The sheet being written."""

    name: str
    plan: SheetPlan
    part: int
    rows: int = 0
    totals: dict[str, int] = field(default_factory=dict)


class Ledger:
    """One per export. The writers of both kinds of file keep it in the same way."""

    def __init__(self) -> None:
        self.exact = ExactValues()
        self.blocks: list[Block] = []
        self.sheets: list[OpenSheet] = []
        self.tally = Tally()
        self._prints: Fingerprinting | None = None
        self._summed: list[tuple[str, int]] = []

    @property
    def sheet(self) -> OpenSheet:
        """The sheet being written."""
        return self.sheets[-1]

    def begin(self, name: str, plan: SheetPlan, part: int) -> None:
        """Open the books of a new sheet."""
        self.close_sheet()
        self.sheets.append(OpenSheet(name, plan, part))
        self._prints = Fingerprinting(name, plan.columns)
        keys = TOTALS.get(plan.resource, ())
        self._summed = [
            (column.key, place) for place, column in enumerate(plan.columns) if column.key in keys
        ]

    def add_all(self, rows: Sequence[Row], lines: Sequence[bytes] | None = None) -> None:
        """Enter rows that were written, with their canonical bytes when those are known."""
        assert self._prints is not None
        sheet = self.sheet
        if lines is None:
            lines = lines_of(rows, sheet.plan.columns)
        self._prints.add_all(rows, lines)
        self.tally.add_all(sheet.plan.resource, sheet.plan.columns, rows)
        sheet.rows += len(rows)
        for key, place in self._summed:
            found = [cell for row in rows if isinstance(cell := row[place], int)]
            if found:
                sheet.totals[key] = sheet.totals.get(key, 0) + sum(found)

    def altered(self, column: int, row: int, reason: str, value: Cell) -> None:
        """A value of a row (Excel's number) could not be written exactly."""
        key = self.sheet.plan.columns[column].key
        self.exact.note(self.sheet.name, row, key, reason, value)

    def guarded(self, column: int, reason: str, times: int) -> None:
        """Values were altered in a way that the reader undoes by rule."""
        self.exact.count(self.sheet.name, self.sheet.plan.columns[column].key, reason, times)

    def close_sheet(self) -> None:
        """No more rows for the present sheet."""
        if self._prints is not None:
            self.blocks += self._prints.end()
            self._prints = None

    def print_page(self, page: str, rows: Sequence[Sequence[str]]) -> None:
        """Keep the fingerprints of one of the program's own pages."""
        self.blocks += page_blocks(page, rows)

    def contents(self, about: About) -> Contents:
        """What the file will say of itself."""
        return Contents(
            about,
            tuple(
                SheetRecord(
                    sheet.name, sheet.plan.resource, sheet.part, sheet.rows, sheet.plan.year
                )
                for sheet in self.sheets
            ),
        )
