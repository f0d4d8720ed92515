"""Cells as other programs write them, through the parser."""

from __future__ import annotations

import pytest

from kassadesk.files.guarded_zip import Limits
from kassadesk.files.parsed_rows import RawCell, rows_of_piece


def _cells(xml: str) -> list[RawCell]:
    (row,) = rows_of_piece(f'<row r="1">{xml}</row>', 0, Limits())
    return row.cells


@pytest.mark.parametrize(("formula", "value"), [("TRUE()", "1"), ("FALSE()", "0")])
def test_a_flag_as_libreoffice_saves_it_is_a_flag(formula: str, value: str) -> None:
    xml = f'<c r="A1" t="b"><f aca="false">{formula}</f><v>{value}</v></c>'
    assert _cells(xml) == [RawCell(0, "b", value)]


@pytest.mark.parametrize(
    "xml",
    [
        '<c r="A1" t="b"><f>TRUE()</f><v>0</v></c>',
        '<c r="A1" t="b"><f>FALSE()</f><v>1</v></c>',
        '<c r="A1" t="b"><f>1=1</f><v>1</v></c>',
        '<c r="A1"><f>TRUE()</f><v>1</v></c>',
        '<c r="A1"><f>1+1</f><v>2</v></c>',
        '<c r="A1"><v>2</v><f/></c>',
        '<c r="A1" t="b"><f/></c>',
    ],
)
def test_every_other_formula_is_told(xml: str) -> None:
    (cell,) = _cells(xml)
    assert cell.formula


def test_the_text_of_a_formula_is_never_the_value() -> None:
    (cell,) = _cells('<c r="A1" t="str"><f>"a"&amp;B1</f><v>ab</v></c>')
    assert (cell.text, cell.formula) == ("ab", True)
