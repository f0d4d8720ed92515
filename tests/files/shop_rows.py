"""Rows of a small invented shop, computed from their number, as nasty as life."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from kassadesk.core.columns import columns_of
from kassadesk.core.exports import SheetPlan
from kassadesk.core.rows import Cell, Resource, Row

NAMES = (
    "Meena Stores",
    "கண்ணன் டீ கடை",
    "राम चाय",
    "=1+1",
    "@SUM(A1)",
    "+91 dial",
    "-",
    None,
    "O'Neil 🍵",
)
LONG = "".join(Random(7).choices("அஆஇஈகஙசஞடணதநபமயரலவ ", k=40_000))
NOTES = (None, "", "a\nb", "a\r\nb", "_x0041_", "  ", "\x07bell", "'quoted", "\u007f", "é")
BEGIN = datetime(2026, 4, 1, 3, 30, tzinfo=UTC)


def bill(number: int) -> Row:
    """One bill."""
    taxable = (number * 7919) % 5_000_000 - (900_000 if number % 13 == 0 else 0)
    gst = taxable * 5 // 100
    cells: tuple[Cell, ...] = (
        f"txn_{number:07d}",
        BEGIN + timedelta(minutes=17 * number),
        f"{number:06d}",
        "out_1" if number % 3 else "out_2",
        "refund" if number % 13 == 0 else "sale",
        NAMES[number % len(NAMES)],
        f"+91 98{number:08d}",
        "33ABCPS1234K1ZT" if number % 5 == 0 else None,
        number % 9,
        "0902",
        ("cash", "upi", "card")[number % 3],
        f"{4_000_000_000_000_000 + number}",
        taxable,
        500,
        gst,
        taxable + gst,
        LONG if number % 401 == 8 else NOTES[number % len(NOTES)],
    )
    return cells


def bills(count: int) -> Iterator[Row]:
    """The first `count` bills, oldest first."""
    return (bill(number) for number in range(count))


def plan(name: str, resource: Resource, year: str | None = None) -> SheetPlan:
    """A sheet with all columns of its table."""
    return SheetPlan(name, resource, columns_of(resource), year)


def opt_in_events(count: int) -> Iterator[Row]:
    """Some entries of the opt-in history."""
    for number in range(count):
        yield (
            f"ev_{number}",
            "rec_1",
            "offers.whatsapp",
            BEGIN + timedelta(days=number),
            "given" if number % 2 else "withdrawn",
            "owner",
            "Meena R.",
            "settings page",
            "2026-05-01",
            "ta",
            f"OPT-{number:04d}",
        )


def fields(count: int) -> Iterator[Row]:
    """Some fields held about the shop, with flags both ways."""
    for number in range(count):
        yield (
            f"business.field_{number:03d}",
            "business",
            f"Field {number}",
            NAMES[number % len(NAMES)],
            "text",
            number % 2 == 0,
            "You, when you opened the account",
            "Open and run your account",
            "contract",
            "7 years after you close the account",
            "AWS",
            BEGIN + timedelta(hours=number),
        )
