"""The program's own pages in a workbook: read me, column meanings, altered values, proof.

All cells are text, so that a page reads the same after any program has saved it again; each page
but the fingerprints themselves has fingerprints of its rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from kassadesk.core.rows import Kind
from kassadesk.files import sheet_words
from kassadesk.files.cells import written
from kassadesk.files.ledger import Ledger, Proof
from kassadesk.files.proof_lines import (
    proof_lines,
    read_me_alterations,
    read_me_lines,
    read_me_sheets,
)
from kassadesk.files.xlsx_sheet import XlsxSheet

READ_ME_WIDTHS = (34, 96, 14)
_TABLE_HEAD = ["Sheet", "What it holds", "Rows"]
PIECE = 16_000
"""Characters of a long technical text in one cell; a cell holds 32,767."""
_HEADED = (sheet_words.MEANINGS, sheet_words.ALTERED, sheet_words.FINGERPRINTS, sheet_words.PROOF)

Texts = Sequence[str]


class NewSheet(Protocol):
    """Makes the next sheet of the workbook."""

    def __call__(self, name: str, widths: Sequence[float], *, frozen: bool) -> XlsxSheet: ...


def write_own_pages(read_me: XlsxSheet, new_sheet: NewSheet, ledger: Ledger, proof: Proof) -> None:
    """Fill the read-me sheet and add the other pages after the sheets with rows."""
    ledger.print_page(sheet_words.READ_ME, _page(read_me, _read_me(ledger, proof), bold=True))
    for name, widths, rows in (
        (sheet_words.MEANINGS, (26, 24, 70, 30), _meanings(ledger)),
        (sheet_words.ALTERED, (26, 10, 24, 50, 60), _altered(ledger)),
    ):
        ledger.print_page(name, _page(new_sheet(name, widths, frozen=True), rows))
    prints = new_sheet(sheet_words.FINGERPRINTS, (26, 12, 60, 60), frozen=True)
    sheet = new_sheet(sheet_words.PROOF, (24, 100), frozen=True)
    ledger.print_page(sheet_words.PROOF, _page(sheet, _proof(ledger, proof)))
    _page(prints, _fingerprints(ledger))


def _page(sheet: XlsxSheet, rows: Iterator[Texts], *, bold: bool = False) -> list[Texts]:
    """Write the rows of a page and give them back as a reader will see them."""
    looks, seen = sheet.looks, []
    for number, row in enumerate(rows):
        shown = [str(written(Kind.TEXT, text).value or "") for text in row]
        if number == 0 and bold:
            sheet.append([looks.title(text) for text in shown])
        elif number == 0 or list(row) == _TABLE_HEAD:
            sheet.append([looks.head(text) for text in shown])
        else:
            first = [looks.text(text, bold=bold) for text in shown[:1]]
            sheet.append([*first, *(looks.text(text, wrap=bold) for text in shown[1:])])
        seen.append([text.replace("_x005F_", "_") for text in shown])
    return list(seen)


def _read_me(ledger: Ledger, proof: Proof) -> Iterator[Texts]:
    yield ["Your data at Kassapos"]
    yield from ([label, text] for label, text in read_me_lines(ledger, proof))
    yield []
    yield _TABLE_HEAD
    yield from read_me_sheets(ledger, proof)
    yield from read_me_alterations(ledger)


def _meanings(ledger: Ledger) -> Iterator[Texts]:
    yield ["Sheet", "Column", "Meaning", "Kind of value"]
    for part in ledger.sheets:
        for column in part.plan.columns:
            yield [
                part.name,
                sheet_words.title(part.plan.resource, column),
                sheet_words.meaning(part.plan.resource, column),
                sheet_words.KIND_WORDS[column.kind],
            ]


def _altered(ledger: Ledger) -> Iterator[Texts]:
    yield ["Sheet", "Row", "Column", "Why", "Exact value"]
    for line in ledger.exact.lines(PIECE):
        yield [line.sheet, str(line.row), line.column, line.reason, line.text]


def _fingerprints(ledger: Ledger) -> Iterator[Texts]:
    yield ["Sheet", "First row", "Rows", "Columns"]
    for block in ledger.blocks:
        yield [block.sheet, str(block.first_row), block.rows, block.columns]


def _proof(ledger: Ledger, proof: Proof) -> Iterator[Texts]:
    yield ["What", "Value"]
    for label, text in proof_lines(ledger, proof):
        for start in range(0, max(len(text), 1), PIECE):
            yield [label, text[start : start + PIECE]]
