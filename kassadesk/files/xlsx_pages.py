"""The program's own pages in a workbook: read me, column meanings, altered values, proof."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from kassadesk.core.lens import Lens, grouped, money
from kassadesk.files import sheet_words
from kassadesk.files.ledger import Ledger, Proof
from kassadesk.files.proof_lines import proof_lines, read_me_lines
from kassadesk.files.xlsx_sheet import XlsxSheet

READ_ME_WIDTHS = (34, 70, 20)
PIECE = 16_000
"""Characters of a long technical text in one cell; a cell holds 32,767."""


class NewSheet(Protocol):
    """Makes the next sheet of the workbook."""

    def __call__(self, name: str, widths: Sequence[float], *, frozen: bool) -> XlsxSheet: ...


def write_own_pages(read_me: XlsxSheet, new_sheet: NewSheet, ledger: Ledger, proof: Proof) -> None:
    """Fill the read-me sheet and add the other pages after the sheets with rows."""
    _read_me(read_me, ledger, proof)
    _meanings(new_sheet(sheet_words.MEANINGS, (26, 24, 70, 30), frozen=True), ledger)
    _altered(new_sheet(sheet_words.ALTERED, (26, 10, 24, 50, 60), frozen=True), ledger)
    _fingerprints(new_sheet(sheet_words.FINGERPRINTS, (26, 12, 60, 60), frozen=True), ledger)
    _proof(new_sheet(sheet_words.PROOF, (24, 100), frozen=True), ledger, proof)


def _read_me(sheet: XlsxSheet, ledger: Ledger, proof: Proof) -> None:
    looks, lens = sheet.looks, Lens(proof.about.masked)
    sheet.append([looks.title("Your data at Kassapos")])
    sheet.append([])
    for label, text in read_me_lines(ledger, proof):
        sheet.append([looks.text(label, bold=True), looks.text(text, wrap=True)])
    sheet.append([])
    sheet.append([looks.head(head) for head in ("Sheet", "What it holds", "Rows")])
    for part in ledger.sheets:
        totals = [
            f"{sheet_words.title(part.plan.resource, column)}: {_amount(part.totals, column.key, lens)}"
            for column in part.plan.columns
            if column.key in part.totals
        ]
        held = "; ".join(totals) if totals else ("" if part.rows else "Nothing is held")
        cells = [looks.text(part.name), looks.text(held, wrap=True)]
        sheet.append([*cells, looks.text(lens.count(part.rows))])
    for change in ledger.exact.alterations():
        why = sheet_words.REASONS.get(change.reason, change.reason)
        sheet.append([looks.text(f"{change.sheet}, {change.column}"), looks.text(why, wrap=True)])


def _amount(totals: dict[str, int], key: str, lens: Lens) -> str:
    if lens.masked:
        return lens.count(0)
    return money(totals[key]) if key.endswith("_paise") else grouped(totals[key])


def _meanings(sheet: XlsxSheet, ledger: Ledger) -> None:
    looks = sheet.looks
    heads = ("Sheet", "Column", "Meaning", "Kind of value")
    sheet.append([looks.head(head) for head in heads])
    for part in ledger.sheets:
        for column in part.plan.columns:
            texts = (
                part.name,
                sheet_words.title(part.plan.resource, column),
                sheet_words.meaning(part.plan.resource, column),
                sheet_words.KIND_WORDS[column.kind],
            )
            sheet.append([looks.text(text) for text in texts])


def _altered(sheet: XlsxSheet, ledger: Ledger) -> None:
    looks = sheet.looks
    sheet.append([looks.head(head) for head in ("Sheet", "Row", "Column", "Why", "Exact value")])
    for line in ledger.exact.lines(PIECE):
        texts = (line.sheet, str(line.row), line.column, line.reason, line.text)
        sheet.append([looks.text(text) for text in texts])


def _fingerprints(sheet: XlsxSheet, ledger: Ledger) -> None:
    looks = sheet.looks
    sheet.append([looks.head(head) for head in ("Sheet", "First row", "Rows", "Columns")])
    for block in ledger.blocks:
        texts = (block.sheet, str(block.first_row), block.rows, block.columns)
        sheet.append([looks.text(text) for text in texts])


def _proof(sheet: XlsxSheet, ledger: Ledger, proof: Proof) -> None:
    looks = sheet.looks
    sheet.append([looks.head(head) for head in ("What", "Value")])
    for label, text in proof_lines(ledger, proof):
        for start in range(0, max(len(text), 1), PIECE):
            sheet.append([looks.text(label), looks.text(text[start : start + PIECE])])
