"""What the sample says of laws: from one dated file, each with a source, and never from code."""

from __future__ import annotations

import ast
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from kassadesk.core.clock import utc_now
from kassadesk.core.places import resource
from kassadesk.sandbox.world import open_world
from kassadesk.sandbox.world.laws import citation, keep_books_until, settle_complaint_by

PROGRAM = Path(__file__).resolve().parents[2] / "kassadesk"
NAMED = re.compile(
    r"(?:CGST|IGST|DPDP|Income-tax|Companies) (?:Act|Rules)(?: \d{4})?"
    r"(?:,? (?:section|rule) \d+(?:\(\d+\))?)?|Data Protection Board"
)
BOARD = "Data Protection Board"
"""The window may say the name of the last rung of the ladder (design picture 09): a name is no legal
fact. When that rung is open, and by which section, stands in resources/legal."""
LAWS = tomllib.loads(resource("sandbox", "laws.toml").read_text(encoding="utf-8"))


def _words_of_code(path: Path) -> list[str]:
    """Every text of a module that is not a docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    notes = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes
    ]


def test_no_code_names_a_law() -> None:
    found = [
        f"{path.relative_to(PROGRAM)}: {words}"
        for path in sorted(PROGRAM.rglob("*.py"))
        for words in _words_of_code(path)
        if NAMED.search(words.replace(BOARD, "") if path.is_relative_to(PROGRAM / "ui") else words)
    ]
    assert found == []
    assert NAMED.search('rule = "CGST Act 2017, section 36"')  # the search can find one


def test_every_law_the_sample_names_stands_in_the_dated_file_with_a_source() -> None:
    assert LAWS["looked_up_on"] <= utc_now().date()
    laws = {name: law for name, law in LAWS.items() if isinstance(law, dict)}
    assert all(law["says"] and law["source"] for law in laws.values())
    known = {law["citation"] for law in laws.values()}
    named = {
        found
        for path in resource("sandbox").glob("*.toml")
        for found in re.findall(r'citation = "([^"]+)"', path.read_text(encoding="utf-8"))
        if not found.lower().startswith("policy")
    }
    assert named == known


@pytest.mark.parametrize(
    ("year", "until", "laws"),
    [
        ("2024-25", date(2031, 12, 31), ["gst_books"]),
        ("2025-26", date(2032, 12, 31), ["gst_books"]),
        ("2026-27", date(2034, 3, 31), ["gst_books", "income_tax_books"]),
    ],
)
def test_books_are_kept_until_the_later_of_two_laws(
    year: str, until: date, laws: list[str]
) -> None:
    assert keep_books_until(year) == (until, "; ".join(citation(law) for law in laws))


def test_a_complaint_has_a_legal_date_only_once_the_rule_is_in_force() -> None:
    assert settle_complaint_by(date(2027, 5, 12)) is None
    assert settle_complaint_by(date(2027, 5, 13)) == date(2027, 8, 11)


def test_only_a_shop_with_bills_must_keep_what_stands_on_bills() -> None:
    def kept(shop: str) -> set[str]:
        fields = open_world(shop, date(2026, 11, 23)).fields()
        return {f["field_id"] for f in fields if f["deletable"]["reason"] == "on_bills"}

    assert "business.name" in kept("kaveri")
    assert kept("empty") == set()
