"""Whatever the server sends comes back from a file equal, or is named; and no shortcut changes a byte.

KASSADESK_EXAMPLES sets how many examples are tried (5,000 before a release).
"""

from __future__ import annotations

import os
import re
import zipfile
from datetime import UTC, date, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kassadesk.core.canonical import PageChain, row_bytes, row_lines
from kassadesk.core.columns import columns_of
from kassadesk.core.rows import Cell, Kind, Resource, Row
from kassadesk.files.cells import Look, shown, written
from kassadesk.files.csv_cells import field
from kassadesk.files.csv_columns import fields
from kassadesk.files.fingerprints import Fingerprinting, lines_of
from kassadesk.files.ledger import Proof
from kassadesk.files.read_back import is_as_written
from kassadesk.files.reading import open_export
from kassadesk.files.xml_cells import ColumnCells, cell
from tests.bench.measured import run
from tests.files.export_making import KEY, about, make, signed
from tests.files.shop_rows import plan

EXAMPLES = int(os.environ.get("KASSADESK_EXAMPLES", "25"))
SNIPPETS = (
    "=1+1", "@A1", "+91", "-5", "_x0041_", "_x005F_x0041_", "\r\n", "\x00", "🍵", "தேநீர்", "'", "\t",
    "  ", "_x", "\u200d", "=cmd|' /C calc'!A0", "\ufffe", "e\u0301", "&amp;", "<f>1</f>", "]]>",
    "\u241e", '"', ",", "\n", "\u2028", "\xa0", "x" * 33_000, "|", "a b", "1e5", "TRUE", "&", "<", ">",
    "\n\u0301", "<\u0338", "\ufeff",
)  # fmt: skip
TEXTS = st.lists(
    st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=8)), min_size=0, max_size=4
).map("".join)
HALVES = st.one_of(TEXTS, st.just("\ud800"), st.just("a\udfffb"))
NUMBERS = st.one_of(st.integers(-(10**18), 10**18), st.integers(-100_000, 100_000))
SECONDS = st.datetimes(datetime(1850, 1, 1), datetime(9999, 12, 30)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
TIMES = st.one_of(
    SECONDS,
    st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 31)).map(  # noqa: DTZ001
        lambda moment: moment.replace(tzinfo=UTC)
    ),
    SECONDS.map(lambda moment: moment.astimezone(timezone(timedelta(hours=-3)))),
)
PROPERTY = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


def cells_of(kind: Kind, texts: st.SearchStrategy[str]) -> st.SearchStrategy[Cell]:
    usual: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.MONEY: NUMBERS, Kind.COUNT: NUMBERS, Kind.RATE: NUMBERS, Kind.TIME: SECONDS,
        Kind.FLAG: st.booleans(), Kind.DAY: st.dates(),
    }  # fmt: skip
    return st.none() | usual.get(kind, texts)


def rows_of(resource: Resource, texts: st.SearchStrategy[str]) -> st.SearchStrategy[list[Row]]:
    """Rows that have at least their id, as every row of the contract does."""
    first = st.integers(0, 10**6).map(lambda number: f"id_{number}")
    rest = [cells_of(column.kind, texts) for column in columns_of(resource)[1:]]
    return st.lists(st.tuples(first, *rest), min_size=1, max_size=12)


ANYTHING = st.lists(st.none() | HALVES | NUMBERS | TIMES | st.dates() | st.booleans(), max_size=12)


@pytest.mark.parametrize("name", ["t.xlsx", "t.zip"])
@PROPERTY
@given(rows=rows_of(Resource.TRANSACTIONS, TEXTS))
def test_bills_come_back_equal(tmp_path: Path, name: str, rows: list[Row]) -> None:
    bills = plan("Bills", Resource.TRANSACTIONS)
    _, ledger = make(tmp_path / name, [(bills, rows)])
    opened = open_export(tmp_path / name)
    try:
        (sheet,) = opened.facts.contents.sheets
        assert list(opened.rows(sheet)) == rows
    finally:
        opened.close()
    if name.endswith("xlsx"):
        proof = Proof(about(), signed([(bills, rows)]), KEY)
        assert is_as_written(tmp_path / name, ledger, proof, [KEY])
        assert_free_of_formulas(tmp_path / name)


@PROPERTY
@given(rows=rows_of(Resource.USAGE_EVENTS, HALVES))
def test_a_value_that_is_shown_in_another_form_is_always_named(
    tmp_path: Path, rows: list[Row]
) -> None:
    events = plan("Usage", Resource.USAGE_EVENTS)
    _, ledger = make(tmp_path / "t.xlsx", [(events, rows)], masked=True)
    named = {(line.row, line.column) for line in ledger.exact.lines(1 << 30) if line.row}
    counted = sum(change.count for change in ledger.exact.alterations())
    changed = 0
    for number, row in enumerate(rows, 2):
        for column, value in zip(events.columns, row, strict=True):
            if shown(column.kind, value) != value:
                changed += 1
                assert (number, column.key) in named or value == ""
    assert changed <= counted


@PROPERTY
@given(kind=st.sampled_from(Kind), values=ANYTHING)
def test_many_cells_at_once_are_the_cells_one_by_one(kind: Kind, values: list[Cell]) -> None:
    styles = {look: number for number, look in enumerate(Look)}
    for many in (values, [v for v in values if isinstance(v, str)], _of_type(values)):
        noted: list[tuple[int, str, Cell]] = []
        wanted_notes: list[tuple[int, str, Cell]] = []
        numbers = range(7, 7 + len(many))
        note = partial(_note, noted)
        found = list(ColumnCells("AB", kind, styles, note).cells(numbers, many))
        wanted = []
        for number, value in zip(numbers, many, strict=True):
            form = written(kind, value)
            if form.altered:
                wanted_notes.append((number, form.altered, value))
            wanted.append(cell(f"AB{number}", form, styles[form.look]))
        assert found == wanted
        assert repr(noted) == repr(wanted_notes)


@PROPERTY
@given(kind=st.sampled_from(Kind), values=ANYTHING)
def test_many_csv_fields_at_once_are_the_fields_one_by_one(kind: Kind, values: list[Cell]) -> None:
    for many in (values, [v for v in values if isinstance(v, str)], _of_type(values)):
        noted: list[tuple[int, str, Cell]] = []
        found = fields(kind, many, partial(_note, noted))
        wanted = [field(kind, value) for value in many]
        assert list(found.texts) == [one.text for one in wanted]
        assert found.guarded == sum(one.guarded for one in wanted)
        assert [(place, why) for place, why, _ in noted] == [
            (place, one.altered) for place, one in enumerate(wanted) if one.altered
        ]


def _note(noted: list[tuple[int, str, Cell]], place: int, reason: str, value: Cell) -> None:
    noted.append((place, reason, value))


def _of_type(values: list[Cell]) -> list[Cell]:
    """The values of the type of the first one, and the gaps."""
    first = next((value for value in values if value is not None), None)
    return [value for value in values if value is None or type(value) is type(first)]


@PROPERTY
@given(rows=rows_of(Resource.TRANSACTIONS, TEXTS), moment=TIMES, day=st.dates())
def test_bytes_digests_and_fingerprints_of_many_rows_are_those_of_each(
    rows: list[Row], moment: datetime, day: date
) -> None:
    columns = columns_of(Resource.TRANSACTIONS)
    rows = [*rows, (rows[0][0], moment, *rows[0][2:15], 10**30, day)]
    each = [row_bytes(row, columns) for row in rows]
    assert row_lines(rows, columns) == each
    one_by_one, at_once = PageChain(3), PageChain(3)
    for line in each:
        one_by_one.add(line)
    at_once.add_all(each[:4])
    at_once.add_all(each[4:])
    assert (at_once.digest(), at_once.rows) == (one_by_one.digest(), one_by_one.rows)
    single, many = Fingerprinting("s", columns), Fingerprinting("s", columns)
    for row, line in zip(rows, each, strict=True):
        single.add(row, line)
    many.add_all(rows[:2], each[:2])
    many.add_all(rows[2:], each[2:])
    assert many.end() == single.end()


def test_half_characters_have_no_bytes_that_a_signature_could_fit() -> None:
    columns = columns_of(Resource.SIGN_INS)
    row = ("s", None, "\ud800", None, None, None, None)
    with pytest.raises(UnicodeEncodeError):
        row_lines([row], columns)
    assert lines_of([row], columns)[0].startswith(b"!")


def assert_free_of_formulas(path: Path) -> None:
    """Every cell of the package is text, number or flag; no formula, link, macro, foreign part."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode()
            assert not re.search(r"hyperlink|externalLink|vbaProject|oleObject|TargetMode", text), (
                name
            )
            if "/worksheets/sheet" in name:
                assert not re.search(r"<f[ >/]", text)
                kinds = set(re.findall(r'<c [^>]*?(?: t="(\w+)")?\s*/?>', text))
                assert kinds <= {"", "inlineStr", "b", "n"}, kinds


def test_the_search_for_formulas_finds_one(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"  # type: ignore[index]
    book.save(tmp_path / "with.xlsx")
    with pytest.raises(AssertionError):
        assert_free_of_formulas(tmp_path / "with.xlsx")


@pytest.mark.parametrize("who", ["ours", "ours-csv"])
def test_the_writer_needs_no_more_memory_for_more_rows(who: str) -> None:
    small = run("tests.bench.export_writer", who, 2_000)
    large = run("tests.bench.export_writer", who, 42_000)
    assert large.peak_mb - small.peak_mb < 15
    assert large.peak_mb < 80


def test_the_measure_of_memory_sees_rows_that_are_kept() -> None:
    """Negative control: 42,000 rows in a list are seen by the same measure."""
    small = run("tests.bench.export_writer", "kept", 2_000)
    assert run("tests.bench.export_writer", "kept", 42_000).peak_mb - small.peak_mb > 15
