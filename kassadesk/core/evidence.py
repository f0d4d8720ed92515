"""The evidence log: what happened on this PC, in a chain in which nothing can be changed unnoticed.

An entry holds ids, codes and digests, never a personal value. Its hash covers the one before it, so
who changes one entry must change all after it; the last hash is anchored elsewhere on this PC.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kassadesk.core.canonical import time_text

FIRST = "0" * 64
"""What the first entry is chained to."""


class EvidenceKind(StrEnum):
    """What is noted."""

    BEGUN = "log_begun"
    INTENT_SAVED = "intent_saved"
    RECEIPT = "receipt"
    REFUSED = "refused"
    STATUS = "status_seen"
    OPT_IN = "opt_in_changed"
    LETTER = "letter_written"
    LETTER_SENT = "letter_sent"
    REMINDER = "reminder_written"
    REPLY = "reply_filed"
    LETTER_CLOSED = "letter_closed"
    EXPORTED = "log_exported"


Facts = Mapping[str, str]
Note = Callable[[EvidenceKind, Facts], None]
"""Notes something; never fails: trouble with the log is told apart, it stops nothing."""


def no_note(_kind: EvidenceKind, _facts: Facts) -> None:
    """Notes nothing."""


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """One link of the chain."""

    seq: int
    at: datetime
    kind: str
    facts: Facts
    prev: str
    hash: str


def entry_after(
    seq: int, prev: str, at: datetime, kind: EvidenceKind, facts: Facts
) -> EvidenceEntry:
    """The link that comes next."""
    shape = _shape(seq, time_text(at), str(kind), dict(facts), prev)
    return EvidenceEntry(seq, at, str(kind), dict(facts), prev, _digest(shape))


def entry_line(entry: EvidenceEntry) -> bytes:
    """The one form of an entry, its line end included."""
    shape = _shape(entry.seq, time_text(entry.at), entry.kind, dict(entry.facts), entry.prev)
    return _bytes({**shape, "hash": entry.hash}) + b"\n"


def entry_of(line: bytes) -> EvidenceEntry:
    """The entry of a line that is exactly as `entry_line` writes it and whose hash fits.

    Raises ValueError for every other line.
    """
    try:
        raw = json.loads(line)
        facts = {str(key): str(value) for key, value in raw["facts"].items()}
        at = datetime.fromisoformat(raw["at"])
        entry = EvidenceEntry(int(raw["seq"]), at, raw["kind"], facts, raw["prev"], raw["hash"])
        shape = _shape(entry.seq, raw["at"], entry.kind, facts, entry.prev)
        if _digest(shape) != entry.hash or entry_line(entry) != line:
            raise ValueError("not as written")
    except (KeyError, TypeError, AttributeError, RecursionError, UnicodeError) as error:
        raise ValueError("not an entry") from error
    return entry


@dataclass(frozen=True, slots=True)
class Head:
    """Where a log ends."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class LogCheck:
    """What a check of a log says."""

    entries: int
    """How many are whole, from the first on."""
    first_bad: int | None = None
    """Number of the first entry that is not as it was written; None: all are."""
    why: str = ""
    """changed, cut (its end is missing), rewritten (whole in itself, but not what this PC wrote)."""
    anchored: bool = False
    """True when this PC remembers having written it."""
    log_id: str = ""
    last_at: datetime | None = None
    log: tuple[EvidenceEntry, ...] = ()


def _shape(seq: int, at: str, kind: str, facts: dict[str, str], prev: str) -> dict[str, object]:
    return {"seq": seq, "at": at, "kind": kind, "facts": facts, "prev": prev}


def _bytes(shape: Mapping[str, object]) -> bytes:
    text = json.dumps(shape, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode("utf-8")


def _digest(shape: Mapping[str, object]) -> str:
    return hashlib.sha256(b"kassadesk evidence 1\n" + _bytes(shape)).hexdigest()
