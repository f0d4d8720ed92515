"""What this program and the reading process say to each other: JSON, one value a line.

A file name and a password go through the pipe and never on a command line, where others see them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

import msgspec

from kassadesk.core.exports import CheckReport, PlainPreview, PublishedKey
from kassadesk.core.shapes import decoder
from kassadesk.files.contents import About
from kassadesk.files.local_table import HeldSheet


class Want(StrEnum):
    """How much of the file is wanted."""

    ROWS = "rows"
    """The check, and the rows in the room."""
    VERDICT = "verdict"
    ABOUT = "about"
    """What the file says of itself; nothing is checked."""


class Wish(msgspec.Struct, frozen=True):
    """What is to be read."""

    path: bytes
    """As the operating system writes it (`os.fsencode`)."""
    room: bytes
    """The private folder for rows and for the plain form of a locked file; empty for none."""
    keys: tuple[PublishedKey, ...]
    password: str = ""
    want: Want = Want.ROWS


class Progress(msgspec.Struct, frozen=True, tag="progress"):
    """So many of so many rows."""

    done: int
    total: int


class Doubt(msgspec.Struct, frozen=True, tag="doubt"):
    """The file is no export, for this reason; what comes next is a try at a plain preview."""

    reason: str


class Opened(msgspec.Struct, frozen=True, tag="opened"):
    """The whole file was read; its rows lie in the room, an index of their words will follow."""

    check: CheckReport
    sheets: tuple[tuple[str, HeldSheet], ...]
    readme: tuple[tuple[str, str], ...]


class Told(msgspec.Struct, frozen=True, tag="told"):
    """What the file says of itself."""

    about: About


class Unreadable(msgspec.Struct, frozen=True, tag="unreadable"):
    """Why there is nothing to open: a reason of UnreadableExport; what can be shown all the same."""

    reason: str
    preview: PlainPreview | None = None


Answer: TypeAlias = Progress | Doubt | Opened | Told | Unreadable

LONGEST_LINE = 32 << 20
_wish = decoder(Wish)
_answer: msgspec.json.Decoder[Answer] = decoder(Answer)  # type: ignore[arg-type]  # a union is a shape too


def line_of(message: Wish | Answer) -> bytes:
    """The message as a line."""
    return msgspec.json.encode(message) + b"\n"


def wish_of(line: bytes) -> Wish:
    """The wish again. Raises msgspec.DecodeError."""
    return _wish.decode(line)


def answer_of(line: bytes) -> Answer | None:
    """The answer again; None for a line that is none, which only a broken process sends."""
    try:
        answer: Answer = _answer.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return answer
