"""Papers: what is printed or kept as a PDF, before and after it was drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

Modules = tuple[tuple[bool, ...], ...]
"""The squares of a QR code, True is dark, its quiet border included."""


class LineRole(StrEnum):
    """What a paragraph of a paper is."""

    TITLE = "title"
    HEAD = "head"
    BODY = "body"
    PART = "part"
    """A paragraph further away from the one above."""
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class PaperText:
    """One paragraph."""

    text: str = field(repr=False)
    role: LineRole = LineRole.BODY


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on a paper, from top to bottom."""

    title: str
    """Of the file, never personal."""
    language: str
    texts: tuple[PaperText, ...]
    qr: Modules = ()
    """Drawn below the texts; () for none."""


@dataclass(frozen=True, slots=True)
class DrawnPaper:
    """A paper as Qt drew it."""

    title: str
    content: bytes = field(repr=False)
    """PDF, without its words for readers and with the time of drawing in it: see `files.pdf_finish`."""
    pages: tuple[tuple[str, ...], ...] = field(repr=False)
    """The lines of each page, in the order they were drawn."""
