"""How a complaint moves: the table of its five words, Kassapos' staff, and the calendar.

OPEN -> IN_PROGRESS or WAITING_ON_CLIENT; WAITING_ON_CLIENT -> AWAITING_INTERNAL_REVIEW when the person
answers; from there and from IN_PROGRESS on to RESOLVED; RESOLVED -> AWAITING_INTERNAL_REVIEW when the
person opens it again. A move that is not in the table is answered with 409. Times are choices of the
sample, not law.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from kassadesk.sandbox.clock import read_time, wire_time
from kassadesk.sandbox.problems import Problem
from kassadesk.sandbox.state import State

TAKE_UP_AFTER: Final = timedelta(days=1)
REVIEW_AFTER: Final = timedelta(days=2)
RESOLVE_AFTER: Final = timedelta(days=20)


@dataclass(frozen=True, slots=True)
class Move:
    """One arrow of the table."""

    starts: frozenset[str]
    goal: str
    kind: str
    """Of the event that tells of it."""
    actor: str
    text: str | None
    """The sample's own words; None: none."""
    due: tuple[str, timedelta] | None
    """What Kassapos does next by itself."""


_RESOLVE: Final = ("resolve", RESOLVE_AFTER)
_REVIEW: Final = ("review", REVIEW_AFTER)
MOVES: Final[dict[str, Move]] = {
    "take_up": Move(
        frozenset({"OPEN"}),
        "IN_PROGRESS",
        "acknowledged",
        "kassapos",
        "We have your complaint and look into it.",
        _RESOLVE,
    ),
    "ask": Move(
        frozenset({"OPEN", "IN_PROGRESS", "AWAITING_INTERNAL_REVIEW"}),
        "WAITING_ON_CLIENT",
        "question_asked",
        "kassapos",
        "Please tell us on which day you noticed it, and add what shows it.",
        None,
    ),
    "answer": Move(
        frozenset({"WAITING_ON_CLIENT"}),
        "AWAITING_INTERNAL_REVIEW",
        "answered",
        "you",
        None,
        _REVIEW,
    ),
    "review": Move(
        frozenset({"AWAITING_INTERNAL_REVIEW"}),
        "IN_PROGRESS",
        "reviewed",
        "kassapos",
        "We have read what you wrote and look into it.",
        _RESOLVE,
    ),
    "resolve": Move(
        frozenset({"IN_PROGRESS", "AWAITING_INTERNAL_REVIEW"}),
        "RESOLVED",
        "resolved",
        "kassapos",
        "We looked into it and answered you. If it is not settled, open it again.",
        None,
    ),
    "reopen": Move(
        frozenset({"RESOLVED"}), "AWAITING_INTERNAL_REVIEW", "reopened", "you", None, _REVIEW
    ),
}


def move(
    db: sqlite3.Connection, grievance_id: str, name: str, moment: datetime, text: str | None = None
) -> None:
    """Make one move. Raises Problem not_found, state_conflict (then nothing has changed)."""
    row = db.execute(
        "SELECT state FROM grievances WHERE grievance_id = ?", (grievance_id,)
    ).fetchone()
    if row is None:
        raise Problem("not_found")
    made = MOVES[name]
    if row["state"] not in made.starts:
        raise Problem("state_conflict")
    append(db, grievance_id, moment, (made.kind, made.actor, made.goal, text or made.text))
    due_event, after = made.due or (None, timedelta())
    db.execute(
        "UPDATE grievances SET state = ?, due_event = ?, due_at = ? WHERE grievance_id = ?",
        (made.goal, due_event, wire_time(moment + after) if due_event else None, grievance_id),
    )


def append(
    db: sqlite3.Connection, grievance_id: str, at: datetime, told: tuple[str, str, str, str | None]
) -> None:
    """Add an entry: kind, actor, state, text."""
    db.execute(
        "INSERT INTO grievance_events SELECT ?, COALESCE(MAX(seq), 0) + 1, ?, ?, ?, ?, ?"
        " FROM grievance_events WHERE grievance_id = ?",
        (grievance_id, wire_time(at), *told, grievance_id),
    )


def run_due_grievances(at: State) -> None:
    """Make every step of Kassapos whose time has come."""
    now = at.clock.text()
    due = "SELECT * FROM grievances WHERE due_at <= ? ORDER BY due_at LIMIT 1"
    if at.store.reading().execute(due, (now,)).fetchone() is None:
        return
    with at.store.changing() as db:
        while (row := db.execute(due, (now,)).fetchone()) is not None:
            move(db, row["grievance_id"], row["due_event"], read_time(row["due_at"]))
