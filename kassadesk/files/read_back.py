"""Reads a workbook again right after it was written, from the disk, and says whether it is whole.

What must hold: every entry of the package is as it was packed; the typed values of every row have
the digest that the server signed; the program's own pages are those that were written. Rows are
taken from the file in batches, so a million of them need no more memory than a thousand. Files
that come from outside, or were saved by another program, are judged by `verify`.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from defusedxml import ElementTree

from kassadesk.core.canonical import PageChain
from kassadesk.core.exports import PublishedKey
from kassadesk.core.rows import Cell, Row
from kassadesk.core.work import QUIET, Work
from kassadesk.files import sheet_words
from kassadesk.files.cells import restored
from kassadesk.files.contents import SheetRecord
from kassadesk.files.exact_values import ExactLine, ExactValues
from kassadesk.files.fingerprints import Block, Fingerprinting, lines_of, page_blocks
from kassadesk.files.ledger import Ledger, Proof
from kassadesk.files.manifest import SignedWords, signer, words_of
from kassadesk.files.proof_lines import proof_lines, seal_of
from kassadesk.files.xml_rows import NotAsWritten, columns_of_xml, texts_of, xml_batches

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def is_as_written(
    path: Path, ledger: Ledger, proof: Proof, known: Iterable[PublishedKey], work: Work = QUIET
) -> bool:
    """Whether the closed workbook holds what the books say was written, signed by a known key.

    Raises OSError and Cancelled.
    """
    try:
        with ZipFile(path) as archive:
            written = _Written(archive, work)
            words = written.check_pages(ledger, proof, tuple(known))
            written.check_rows(ledger, words)
    except (NotAsWritten, BadZipFile, zlib.error, KeyError, EOFError, UnicodeDecodeError):
        return False
    return True


class _Written:
    """The package as it stands on the disk."""

    def __init__(self, archive: ZipFile, work: Work) -> None:
        self._zip = archive
        self._work = work
        self._parts = parts_of_sheets(archive)

    def check_pages(
        self, ledger: Ledger, proof: Proof, known: tuple[PublishedKey, ...]
    ) -> SignedWords | None:
        """The signed words in the file, after its own pages were found as written; None for a
        masked copy. Raises NotAsWritten."""
        _must(list(self._blocks()) == ledger.blocks)
        blocks = [block for block in ledger.blocks if block.sheet in sheet_words.PRINTED_PAGES]
        for name in sheet_words.PRINTED_PAGES:
            here = page_blocks(name, list(self._texts(name)))
            _must(here == [block for block in blocks if block.sheet == name])
        facts: dict[str, str] = {}
        for label, text in self._pairs(sheet_words.PROOF):
            facts[label] = facts.get(label, "") + text
        wanted = dict(proof_lines(ledger, proof))
        _must(wanted == {label: facts.get(label) for label in wanted})
        if proof.signed is None:
            return None
        seal = seal_of(facts)
        words = words_of(seal.signed_bytes) if seal is not None else None
        if seal is None or words is None or signer(seal, known) is None:
            raise NotAsWritten
        _must(_same_story(ledger, proof, words))
        return words

    def check_rows(self, ledger: Ledger, words: SignedWords | None) -> None:
        """Every row of every sheet, against the signed digests. Raises NotAsWritten."""
        exact = ExactValues.of_lines(self._exact_lines())
        sheets = [
            SheetRecord(sheet.name, sheet.plan.resource, sheet.part, sheet.rows)
            for sheet in ledger.sheets
        ]
        total, done = sum(sheet.rows for sheet in sheets), 0
        chains: dict[int, PageChain] = {}
        for sheet, opened in zip(sheets, ledger.sheets, strict=True):
            columns = opened.plan.columns
            prints = Fingerprinting(sheet.name, columns) if words is None else None
            page_rows = words.parts[sheet.part].page_rows if words is not None else 1000
            chain = chains.setdefault(sheet.part, PageChain(page_rows))
            first = done
            for rows in self._rows(sheet, exact):
                lines = lines_of(rows, columns)
                chain.add_all(lines)
                if prints is not None:
                    prints.add_all(rows, lines)
                done += len(rows)
                self._work.report(done, total, "verifying")
            _must(done - first == sheet.rows)
            if prints is not None:
                _must(prints.end() == [one for one in ledger.blocks if one.sheet == sheet.name])
        for place, part in enumerate(words.parts if words is not None else ()):
            _must((chains[place].rows, chains[place].digest()) == (part.rows, part.digest))

    def _rows(self, sheet: SheetRecord, exact: ExactValues) -> Iterator[list[Row]]:
        kinds = [column.kind for column in sheet.columns]
        places = {column.key: place for place, column in enumerate(sheet.columns)}
        first = 1
        with self._zip.open(self._parts[sheet.name]) as entry:
            for xml in xml_batches(entry):
                self._work.check()
                count, columns = columns_of_xml(xml, kinds)
                for row, key, value in exact.between(sheet.name, first, first + count - 1):
                    place = places[key]
                    cells: list[Cell] = columns[place]
                    cells[row - first] = restored(kinds[place], cells[row - first], value)
                rows: list[Row] = list(zip(*columns, strict=True))
                yield rows[1:] if first == 1 else rows
                first += count

    def _texts(self, name: str) -> Iterator[list[str]]:
        with self._zip.open(self._parts[name]) as entry:
            for row in texts_of(entry):
                self._work.check()
                yield row

    def _pairs(self, name: str) -> Iterator[tuple[str, str]]:
        for row in self._texts(name):
            label, text = [*row, "", ""][:2]
            yield label, text

    def _blocks(self) -> Iterator[Block]:
        for row in self._texts(sheet_words.FINGERPRINTS):
            sheet, first, rows, columns = [*row, "", ""][:4]
            if first.isdecimal():
                yield Block(sheet, int(first), rows, columns)

    def _exact_lines(self) -> Iterator[ExactLine]:
        for row in self._texts(sheet_words.ALTERED):
            if len(row) == 5 and row[1].isdecimal():
                yield ExactLine(row[0], int(row[1]), row[2], row[3], row[4])


def _same_story(ledger: Ledger, proof: Proof, words: SignedWords) -> bool:
    """Whether the signed words are about these sheets of this shop's snapshot."""
    about = proof.about
    if (about.merchant_id, about.snapshot_id, about.as_of) != (
        words.merchant_id,
        words.snapshot_id,
        words.as_of,
    ):
        return False
    if {sheet.part for sheet in ledger.sheets} != set(range(len(words.parts))):
        return False
    return all(
        words.parts[sheet.part].resource is sheet.plan.resource
        and words.parts[sheet.part].query.get("financial_year") == sheet.plan.year
        and words.parts[sheet.part].columns == tuple(column.key for column in sheet.plan.columns)
        for sheet in ledger.sheets
    )


def _must(holds: bool) -> None:
    if not holds:
        raise NotAsWritten


def parts_of_sheets(archive: ZipFile) -> dict[str, str]:
    """The entry of each sheet in the package, by the sheet's name."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    return {
        sheet.get("name", ""): targets[sheet.get(_RELATION)].removeprefix("/")
        for sheet in book.iter()
        if sheet.get(_RELATION) in targets
    }
