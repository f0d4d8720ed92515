"""The program's own pages in a workbook: read me, column meanings, altered values, proof.

All cells are text, so that a page reads the same after any program has saved it again; each page
but the fingerprints themselves has fingerprints of its rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from kassadesk.core.rows import Kind, Resource
from kassadesk.files import sheet_words
from kassadesk.files.cells import written
from kassadesk.files.ledger import Ledger, Proof
from kassadesk.files.proof_lines import (
    proof_lines,
    read_me_alterations,
    read_me_lines,
    read_me_sheets,
)
from kassadesk.files.summary_page import write_summary
from kassadesk.files.xlsx_sheet import XlsxSheet

READ_ME_WIDTHS = (34, 96, 14)
_TABLE_HEAD = ["Sheet", "What it holds", "Rows"]
PIECE = 16_000
"""Characters of a long technical text in one cell; a cell holds 32,767."""
_RULES_HEAD = ["How long it is kept: kind of data", "Said by", "Rule", "Where it says so"]

Texts = Sequence[str]


class NewSheet(Protocol):
    """Makes the next sheet of the workbook."""

    def __call__(self, name: str, widths: Sequence[float], *, frozen: bool) -> XlsxSheet: ...


def write_own_pages(
    first: tuple[XlsxSheet, XlsxSheet], new_sheet: NewSheet, ledger: Ledger, proof: Proof
) -> None:
    """Fill the read-me and summary sheets and add the other pages after the sheets with rows."""
    read_me, summary = first
    ledger.print_page(sheet_words.SUMMARY, write_summary(summary, ledger, proof))
    ledger.print_page(sheet_words.READ_ME, _page(read_me, _read_me(ledger, proof), bold=True))
    for name, widths, rows in (
        (sheet_words.MEANINGS, (26, 24, 70, 30, 34, 34, 60), _meanings(ledger, proof)),
        (sheet_words.ALTERED, (26, 10, 24, 50, 60), _altered(ledger)),
    ):
        ledger.print_page(name, _page(new_sheet(name, widths, frozen=True), rows))
    prints = new_sheet(sheet_words.FINGERPRINTS, (26, 12, 60, 60), frozen=True)
    sheet = new_sheet(sheet_words.PROOF, (24, 100), frozen=True)
    ledger.print_page(sheet_words.PROOF, _page(sheet, _proof(ledger, proof)))
    for row in _fingerprints(ledger):
        prints.append([prints.looks.text(text) for text in row])


def _page(sheet: XlsxSheet, rows: Iterator[Texts], *, bold: bool = False) -> list[Texts]:
    """Write the rows of a page and give them back as a reader will see them."""
    looks, seen = sheet.looks, []
    for number, row in enumerate(rows):
        shown = [str(written(Kind.TEXT, text).value or "") for text in row]
        if number == 0 and bold:
            sheet.append([looks.title(text) for text in shown])
        elif number == 0 or list(row) in (_TABLE_HEAD, _RULES_HEAD):
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


def _meanings(ledger: Ledger, proof: Proof) -> Iterator[Texts]:
    yield ["Sheet", "Column", "Meaning", "Kind of value", "Comes from", "Used for", "Kept until"]
    rules = {rule.rule_id: rule.text for rule in proof.keep_rules}
    for part in ledger.sheets:
        resource = part.plan.resource
        source, purpose, _ = sheet_words.ORIGINS[resource]
        for column in part.plan.columns:
            kept = rules.get(sheet_words.keep_rule(resource, column), sheet_words.NOT_STATED)
            if resource is Resource.FIELDS:
                kept = "Said in each row: Kept until"
            yield [
                part.name,
                sheet_words.title(resource, column),
                sheet_words.meaning(resource, column),
                sheet_words.KIND_WORDS[column.kind],
                source,
                purpose,
                kept,
            ]
    yield []
    yield _RULES_HEAD
    for rule in proof.keep_rules:
        yield [rule.covers, rule.source, rule.text, rule.citation or ""]


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
