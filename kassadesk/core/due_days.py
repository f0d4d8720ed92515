"""A due day as a calendar keeps it: an all-day entry that names nobody."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DueDay:
    """One entry of a calendar."""

    uid: str
    """The same for the same due day of the same request, so that a moved one replaces it."""
    day: date
    title: str
    """What the calendar shows: no personal value, only the reference."""
    note: str = ""
    remind_days_before: int = 1


def due_uid(subject_id: str, clock: str) -> str:
    """Names a due day for calendars: the same each time, and nothing that tells who."""
    digest = hashlib.sha256(f"{subject_id}/{clock}".encode()).hexdigest()
    return f"{digest[:32]}@kassadesk.invalid"
