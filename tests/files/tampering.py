"""Random edits of an export, each with the place where a check must find it.

The workbook is edited as a person would with a spreadsheet program (openpyxl), saved, checked and
put right again. Used by the tests and, in full, by `tests/bench/tampering.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import openpyxl

from kassadesk.core.errors import UnreadableExport
from kassadesk.core.exports import CheckReport, Difference, Verdict
from kassadesk.core.rows import Resource
from tests.files.export_making import make
from tests.files.shop_rows import bills, opt_in_events, plan

BILLS = plan("Bills FY 2026-27", Resource.TRANSACTIONS, "2026-27")
OPT_INS = plan("Opt-in history", Resource.CONSENT_EVENTS)
BILL_ROWS, OPT_IN_ROWS = 60, 25
OWN_PAGES = ("Read me", "Column meanings", "Altered values", "Fingerprints", "Proof")


@dataclass(frozen=True)
class Edit:
    """One edit: how it is done, and which differences place it."""

    name: str
    sheet: str
    rows: frozenset[int]
    """Rows one of which must be named; empty when naming a sheet is enough."""


@dataclass
class Outcome:
    """What the check said of many edits."""

    tried: Counter[str] = field(default_factory=Counter)
    not_found: list[Edit] = field(default_factory=list)
    not_placed: list[tuple[Edit, tuple[Difference, ...]]] = field(default_factory=list)


def write_victim(path: Path) -> None:
    """The export that is edited: nasty bills without the very long notes, and opt-ins."""
    short = [(*row[:16], None if len(str(row[16])) > 99 else row[16]) for row in bills(BILL_ROWS)]
    make(path, [(BILLS, short), (OPT_INS, list(opt_in_events(OPT_IN_ROWS)))])


def tamper(
    victim: Path, check: Callable[[Path], CheckReport], count: int, seed: int = 2026
) -> Outcome:
    """Edit `count` times and hold each verdict against the edit."""
    random, outcome = Random(seed), Outcome()
    book = openpyxl.load_workbook(victim)
    edited = victim.with_name("edited.xlsx")
    for _ in range(count):
        kind = random.choice(_KINDS)
        with kind(book, random) as edit:
            book.save(edited)
        outcome.tried[edit.name] += 1
        try:
            report = check(edited)
        except UnreadableExport as error:  # the reason says itself that the proof is no more
            if edit.sheet != "Proof" or error.reason not in ("proof_changed", "newer_version"):
                outcome.not_found.append(edit)
            continue
        if report.verdict is not Verdict.CHANGED:
            outcome.not_found.append(edit)
        elif not _placed(edit, report):
            outcome.not_placed.append((edit, report.differences))
    book.close()
    return outcome


def _placed(edit: Edit, report: CheckReport) -> bool:
    if edit.sheet == "Fingerprints":  # told of the sheet whose rows they no longer fit
        return bool(report.differences)
    here = [found for found in report.differences if found.sheet == edit.sheet]
    return bool(here) and (not edit.rows or any(found.row in edit.rows for found in here))


# --- edits ---------------------------------------------------------------------------------------


def _rows_sheet(book: Any, random: Random) -> tuple[Any, int]:
    name, rows = random.choice(((BILLS.name, BILL_ROWS), (OPT_INS.name, OPT_IN_ROWS)))
    return book[name], rows


@contextmanager
def _cell(book: Any, random: Random) -> Iterator[Edit]:
    sheet, rows = _rows_sheet(book, random)
    while True:
        row, column = random.randint(2, rows + 1), random.randint(1, sheet.max_column)
        cell = sheet.cell(row, column)
        before, kind = cell.value, cell.data_type
        if not (isinstance(before, str) and not before.strip()):
            break  # programs disagree on cells with only spaces, so these are put right in silence
    cell.value = _other(before, random)
    yield Edit("cell", sheet.title, frozenset({row}))
    cell.value = before
    cell.data_type = kind


def _other(value: object, random: Random) -> object:
    if isinstance(value, datetime):
        return value + timedelta(seconds=random.choice((-86_400, -1, 1, 60, 3600)))
    if isinstance(value, int | float):
        return random.choice((value + 1, value - 0.01, -value - 1, None, str(value)))
    if isinstance(value, str):
        at = random.randrange(len(value))
        return random.choice(
            (value + " ", value[:at] + "x9" + value[at:], value[::-1] + "!", None, 7, "=1+1")
        )
    return random.choice(("x", 0, 1.5, datetime(2026, 1, 1)))  # noqa: DTZ001


def _values(sheet: Any, row: int) -> list[tuple[Any, str]]:
    return [(cell.value, cell.data_type) for cell in sheet[row]]


def _put(sheet: Any, row: int, values: list[tuple[Any, str]]) -> None:
    for place, (value, kind) in enumerate(values, 1):
        cell = sheet.cell(row, place)
        cell.value = value
        if value is not None:
            cell.data_type = kind


def _shift(sheet: Any, first: int, last: int, by: int) -> None:
    """Move the values of rows `first` to `last`; looks stay, as nobody checks them."""
    rows = range(first, last + 1) if by < 0 else range(last, first - 1, -1)
    for row in rows:
        _put(sheet, row + by, _values(sheet, row))


@contextmanager
def _row_added(book: Any, random: Random) -> Iterator[Edit]:
    sheet, rows = _rows_sheet(book, random)
    at, like = random.randint(2, rows + 2), random.randint(2, rows + 1)
    new = copy(_values(sheet, like))
    new[0] = (f"new_{random.randrange(10**6)}", "s")
    _shift(sheet, at, rows + 1, 1)
    _put(sheet, at, new)
    yield Edit("row added", sheet.title, frozenset({at}))
    _shift(sheet, at + 1, rows + 2, -1)
    sheet.delete_rows(rows + 2)


@contextmanager
def _row_removed(book: Any, random: Random) -> Iterator[Edit]:
    sheet, rows = _rows_sheet(book, random)
    at = random.randint(2, rows + 1)
    gone = _values(sheet, at)
    _shift(sheet, at + 1, rows + 1, -1)
    sheet.delete_rows(rows + 1)
    yield Edit("row removed", sheet.title, frozenset({at}))
    _shift(sheet, at, rows, 1)
    _put(sheet, at, gone)


@contextmanager
def _rows_swapped(book: Any, random: Random) -> Iterator[Edit]:
    sheet, rows = _rows_sheet(book, random)
    one, other = random.sample(range(2, rows + 2), 2)
    first, second = _values(sheet, one), _values(sheet, other)
    _put(sheet, one, second)
    _put(sheet, other, first)
    yield Edit("rows swapped", sheet.title, frozenset({one, other}))
    _put(sheet, one, first)
    _put(sheet, other, second)


@contextmanager
def _sheet(book: Any, random: Random) -> Iterator[Edit]:
    what = random.choice(("removed", "added", "renamed"))
    sheet, _ = _rows_sheet(book, random)
    place = book.index(sheet)
    if what == "removed":
        book.remove(sheet)
        yield Edit("sheet removed", sheet.title, frozenset())
        book._sheets.insert(place, sheet)
    elif what == "added":
        more = book.create_sheet(f"More {random.randrange(100)}")
        yield Edit("sheet added", more.title, frozenset())
        book.remove(more)
    else:
        before = sheet.title
        sheet.title = f"{before} old"
        yield Edit("sheet renamed", before, frozenset())
        sheet.title = before


@contextmanager
def _head(book: Any, random: Random) -> Iterator[Edit]:
    sheet, _ = _rows_sheet(book, random)
    cell = sheet.cell(1, random.randint(1, sheet.max_column))
    before = cell.value
    cell.value = random.choice((f"{before} ", None, "Total", 5))
    yield Edit("head", sheet.title, frozenset({1}))
    cell.value = before


@contextmanager
def _own_page(book: Any, random: Random) -> Iterator[Edit]:
    """The manifest and the other pages of the program: read me, meanings, exact values, proof."""
    sheet = book[random.choice(OWN_PAGES)]
    while True:
        cell = sheet.cell(random.randint(1, sheet.max_row), random.randint(1, sheet.max_column))
        before, kind = cell.value, cell.data_type
        if isinstance(before, str) and before.strip():
            break
    at = random.randrange(len(before))
    sign = "1" if before[at] != "1" else "2"
    cell.value = before[:at] + sign + before[at + 1 :]
    cell.data_type = "s"
    yield Edit(f"manifest: {sheet.title}", sheet.title, frozenset())
    cell.value = before
    cell.data_type = kind


_KINDS = (
    _cell, _cell, _cell, _row_added, _row_removed, _rows_swapped, _sheet, _head, _own_page, _own_page,
)  # fmt: skip
