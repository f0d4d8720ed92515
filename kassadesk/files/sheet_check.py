"""Compares one sheet with the fingerprints the file brings along, and names the places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kassadesk.core.exports import Difference
from kassadesk.files import sheet_words
from kassadesk.files.contents import SheetRecord
from kassadesk.files.fingerprints import (
    BLOCK_ROWS,
    PRINT_CHARACTERS,
    Block,
    Fingerprinting,
    page_prints,
)
from kassadesk.files.places_of_change import Place, places_of_change
from kassadesk.files.reading import Opened

MOST_TOLD = 1_000
"""Differences told for one sheet; who changed more has made another file."""


@dataclass(slots=True)
class SheetCheck:
    """The fingerprints of one sheet as it is now."""

    sheet: SheetRecord
    prints: Fingerprinting

    def differences(self, facts: Opened, whole: bool | None) -> list[Difference]:
        """Where the sheet differs. `whole`: what the signed digest says (None: nothing signed)."""
        now = self.prints.end()
        before = _of_sheet(facts.blocks, self.sheet.name)
        same_rows = [block.rows for block in before] == [block.rows for block in now]
        places = [] if same_rows else places_of_change(_prints(before), _prints(now))
        same_columns = [block.columns for block in before] == [block.columns for block in now]
        formulas = facts.formulas.get(self.sheet.name, [])
        if whole and (places or not same_columns):
            return [Difference(self.sheet.name, None, None, "fingerprints_changed")]
        if whole is False and not places:
            return [Difference(self.sheet.name, None, None, "fingerprints_changed")]
        told = [self._told(place, places, before, now) for place in places[:MOST_TOLD]]
        rows = {difference.row for difference in told}
        told += [
            Difference(self.sheet.name, row, None, "cell_changed")
            for row in sorted(set(formulas) - rows)
        ]
        return told

    def _told(
        self, place: Place, places: list[Place], before: list[Block], now: list[Block]
    ) -> Difference:
        row = None if place.index is None else place.index + 2
        column = None
        if place.index is not None and all(other.kind == "cell_changed" for other in places):
            column = self._only_column(place.index // BLOCK_ROWS, before, now)
        return Difference(self.sheet.name, row, column, place.kind)

    def _only_column(self, block: int, before: list[Block], now: list[Block]) -> str | None:
        """The column, when only one of them differs within the block of rows."""
        if block >= min(len(before), len(now)):
            return None
        old, new = _cut(before[block].columns), _cut(now[block].columns)
        if len(old) != len(self.sheet.columns) or len(new) != len(old):
            return None
        differing = [at for at in range(len(old)) if old[at] != new[at]]
        if len(differing) != 1:
            return None
        return sheet_words.title(self.sheet.resource, self.sheet.columns[differing[0]])


def own_page_changes(facts: Opened) -> list[Difference]:
    """Where the program's own pages (read me, column meanings, proof) differ from what was written."""
    found: list[Difference] = []
    for name, rows in facts.pages.items():
        before = _prints(_of_sheet(facts.blocks, name))
        for place in places_of_change(before, page_prints(rows)):
            row = None if place.index is None else place.index + 1
            found.append(Difference(name, row, None, place.kind))
    missing = [name for name in sheet_words.PRINTED_PAGES if _of_sheet(facts.blocks, name)]
    found += [
        Difference(name, None, None, "sheet_missing") for name in missing if name not in facts.pages
    ]
    found += [
        Difference(sheet_words.FINGERPRINTS, row, None, "cell_changed") for row in facts.odd_prints
    ]
    return found[:MOST_TOLD]


def _of_sheet(blocks: Sequence[Block], sheet: str) -> list[Block]:
    return sorted(
        (block for block in blocks if block.sheet == sheet), key=lambda block: block.first_row
    )


def _prints(blocks: Sequence[Block]) -> list[str]:
    return [mark for block in blocks for mark in _cut(block.rows)]


def _cut(text: str) -> list[str]:
    return [text[at : at + PRINT_CHARACTERS] for at in range(0, len(text), PRINT_CHARACTERS)]
