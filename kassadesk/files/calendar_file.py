"""A due day as an iCalendar file (RFC 5545) that every calendar program opens.

Lines end with CRLF and are folded at 75 octets, never inside a character; text is escaped; the day is
an all-day entry (VALUE=DATE), so no time zone can move it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from kassadesk.core.due_days import DueDay

LINE_OCTETS = 75
_PRODUCT = "-//KassaDesk//Due days//EN"


def calendar_bytes(due: DueDay, made_at: datetime) -> bytes:
    """The file's content: one entry with a reminder before the day."""
    return calendar_of_days((due,), made_at)


def calendar_of_days(days: Iterable[DueDay], made_at: datetime) -> bytes:
    """The content of a file with one entry for each day."""
    stamp = made_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        *(line for due in days for line in _entry(due, stamp)),
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _entry(due: DueDay, stamp: str) -> list[str]:
    title = _escaped(due.title)
    return [
        "BEGIN:VEVENT",
        f"UID:{due.uid}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{due.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{due.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{title}",
        *([f"DESCRIPTION:{_escaped(due.note)}"] if due.note else []),
        "TRANSP:TRANSPARENT",
        "CLASS:PRIVATE",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"TRIGGER:-P{due.remind_days_before}D",
        f"DESCRIPTION:{title}",
        "END:VALARM",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    """TEXT as RFC 5545, 3.3.11 writes it; other control characters go."""
    marked = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = marked.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\\n".join("".join(c for c in line if c.isprintable()) for line in lines)


def _folded(line: str) -> bytes:
    """The line with its ends; longer ones go on after a space, whole characters only."""
    parts: list[bytes] = []
    part = b""
    for character in line:
        octets = character.encode("utf-8")
        room = LINE_OCTETS if not parts else LINE_OCTETS - 1
        if len(part) + len(octets) > room:
            parts.append(part)
            part = b""
        part += octets
    parts.append(part)
    return b"\r\n ".join(parts) + b"\r\n"
