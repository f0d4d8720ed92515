"""The parts of a workbook package: which sheets there are, in which parts."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import normpath
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from kassadesk.core.rows import Kind
from kassadesk.files.cell_values import value_of
from kassadesk.files.guarded_zip import GuardedZip, Refused
from kassadesk.files.parsed_rows import RawCell, rows_of
from kassadesk.files.shared_texts import SharedTexts, shared_texts

CONTENT_TYPES = "[Content_Types].xml"
_BOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_SMALL = 4 << 20
"""Inflated size of a part that only lists others."""


class XlsxBook:
    """A workbook whose rows are read by part. Raises Refused."""

    def __init__(self, package: GuardedZip) -> None:
        self.package = package
        relations = {
            relation.get("Id", ""): _target(relation.get("Target", ""))
            for relation in _tree(package, _RELATIONS)
        }
        self._parts: dict[str, str] = {}
        for element in _tree(package, _BOOK).iter():
            if _local(element.tag) == "sheet":
                part = relations.get(_relation_id(element), "")
                if part.startswith("xl/worksheets/") or part in package:
                    self._parts[element.get("name", "")] = part
        self._shared_part = next(
            (part for part in relations.values() if part.lower().endswith("sharedstrings.xml")), ""
        )
        self._shared: SharedTexts | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the sheets, in order."""
        return tuple(self._parts)

    @property
    def shared(self) -> SharedTexts:
        """The table of shared texts, read when it is first needed."""
        if self._shared is None:
            self._shared = shared_texts(self.package, self._shared_part)
        return self._shared

    def part(self, sheet: str) -> str:
        """The part that holds a sheet. KeyError when there is no such sheet."""
        part = self._parts[sheet]
        if part not in self.package:
            raise Refused("damaged")
        return part

    def _text(self, cell: RawCell) -> str:
        """The cell as the program's own pages count it: numbers as Python writes them."""
        if cell.type in ("", "n"):
            try:
                return str(float(cell.text))
            except ValueError:
                return cell.text
        held = value_of(Kind.TEXT, cell, self.shared)
        return "" if held is None else str(held)

    def texts(self, sheet: str, most_rows: int = 1_048_576, least: int = 0) -> Iterator[list[str]]:
        """The rows of a small sheet as texts, from row 1 and column A on, each `least` cells wide.
        Empty rows at the end are none."""
        given = 0
        for row in rows_of(self.package.blocks(self.part(sheet)), self.package.limits):
            texts: list[str] = []
            for cell in row.cells:
                texts += [""] * (cell.place - len(texts))
                texts.append(self._text(cell))
            if not any(texts):
                continue
            for _ in range(given + 1, min(row.number, most_rows + 1)):
                yield [""] * least
            if row.number > most_rows:
                return
            yield texts + [""] * (least - len(texts))
            given = row.number


def refuse_other_books(package: GuardedZip) -> None:
    """Refused for a workbook with macros, a binary workbook, or what is no workbook."""
    names = {name.lower() for name in package.names}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Refused("macros")
    if "xl/workbook.bin" in names:
        raise Refused("other_office")
    if _BOOK not in package or _RELATIONS not in package:
        raise Refused("not_an_export")
    types = package.whole(CONTENT_TYPES, _SMALL)
    if b"macroEnabled" in types:
        raise Refused("macros")


def _tree(package: GuardedZip, part: str) -> Element:
    try:
        tree: Element = ElementTree.fromstring(package.whole(part, _SMALL), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Refused("damaged") from error
    return tree


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _relation_id(sheet: Element) -> str:
    return next((value for key, value in sheet.items() if _local(key) == "id"), "")


def _target(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else normpath(f"xl/{target}")
