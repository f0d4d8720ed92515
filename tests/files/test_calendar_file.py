"""A due day's calendar file, parsed back by a reader written from RFC 5545."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kassadesk.core.due_days import DueDay, due_uid
from kassadesk.files.calendar_file import calendar_bytes

MADE = datetime(2026, 11, 23, 4, 44, tzinfo=UTC)
DUE = DueDay(
    due_uid("req-1", "promised"), date(2026, 12, 31), "Kassapos: answer due, COR-2026-0042"
)
_LINE = re.compile(r"(?P<name>[A-Z-]+)(?P<parameters>(?:;[A-Z-]+=[^;:,\"]+)*):(?P<value>.*)", re.S)


def parsed(content: bytes) -> list[tuple[str, str, str]]:
    """Name, parameters and value of each unfolded line (RFC 5545, 3.1 and 3.3.11)."""
    text = content.decode("utf-8")
    assert text.endswith("\r\n")
    assert "\r" not in text.replace("\r\n", "")
    assert "\n" not in text.replace("\r\n", "")
    for octets in content.split(b"\r\n"):
        assert len(octets) <= 75
        octets.decode("utf-8")  # folded between characters
    found = []
    for line in text.replace("\r\n ", "").split("\r\n")[:-1]:
        match = _LINE.fullmatch(line)
        assert match, line
        found.append((match["name"], match["parameters"], match["value"]))
    return found


def text_of(value: str) -> str:
    """A TEXT value read back."""
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)


def one(lines: list[tuple[str, str, str]], name: str) -> tuple[str, str]:
    event = lines[lines.index(("BEGIN", "", "VEVENT")) : lines.index(("BEGIN", "", "VALARM"))]
    ((_, parameters, value),) = [line for line in event if line[0] == name]
    return parameters, value


def test_the_day_is_an_all_day_entry_with_what_rfc_5545_asks_for() -> None:
    lines = parsed(calendar_bytes(DUE, MADE))
    assert lines[0] == ("BEGIN", "", "VCALENDAR")
    assert ("VERSION", "", "2.0") in lines
    assert any(name == "PRODID" for name, _, _ in lines)
    assert one(lines, "UID") == ("", DUE.uid)
    assert one(lines, "DTSTAMP") == ("", "20261123T044400Z")
    assert one(lines, "DTSTART") == (";VALUE=DATE", "20261231")
    assert one(lines, "DTEND") == (";VALUE=DATE", "20270101")
    assert text_of(one(lines, "SUMMARY")[1]) == DUE.title
    opened: list[str] = []
    for name, _, value in lines:
        if name == "BEGIN":
            opened.append(value)
        elif name == "END":
            assert opened.pop() == value
    assert opened == []


def test_the_same_due_day_has_the_same_name_and_another_has_another() -> None:
    assert due_uid("req-1", "promised") == due_uid("req-1", "promised")
    assert len({due_uid(i, c) for i in ("req-1", "req-2") for c in ("promised", "law")}) == 4
    assert "req-1" not in due_uid("req-1", "promised")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200), st.text(max_size=400))
def test_any_words_come_back_and_break_no_line(title: str, note: str) -> None:
    due = DueDay(DUE.uid, DUE.day, title, note)
    lines = parsed(calendar_bytes(due, MADE))
    expected = title.replace("\r\n", "\n").replace("\r", "\n")
    kept = "\n".join("".join(c for c in part if c.isprintable()) for part in expected.split("\n"))
    assert text_of(one(lines, "SUMMARY")[1]) == kept


@pytest.mark.parametrize("words", ["அ" * 60, "क" * 60, "a" * 74 + "₹₹", "a;b,c\\d\ne"])
def test_long_lines_are_folded_between_characters(words: str) -> None:
    lines = parsed(calendar_bytes(DueDay(DUE.uid, DUE.day, words), MADE))
    assert text_of(one(lines, "SUMMARY")[1]) == words
