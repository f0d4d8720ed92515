"""One or many: English, Tamil and Hindi all have exactly these two forms."""

from __future__ import annotations

from kassadesk.core.lens import grouped


def counted(number: int, one: str, many: str) -> str:
    """`one` for 1, else `many`, with {n} filled by the number in Indian groups."""
    return (one if number == 1 else many).replace("{n}", grouped(number))
