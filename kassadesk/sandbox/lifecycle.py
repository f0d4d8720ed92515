"""How a request moves: acknowledged, decided, carried out, or ended.

`advance` makes one move inside the caller's transaction: it checks the table of `moves`, changes the
request, appends the event, and writes down what Kassapos will do next and when. `run_due` makes all
moves whose time has come; every look at requests calls it first, so no thread works in the
background and a moved clock shows at once. Times are choices of the sample, not law.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from kassadesk.sandbox import words
from kassadesk.sandbox.carrying_out import begin_deleting, carry_out, finish_items
from kassadesk.sandbox.clock import read_time, wire_time
from kassadesk.sandbox.moves import (
    AWAITING,
    COOLING_OFF,
    EXECUTING,
    EXPIRED,
    EXTENDED,
    FULFILLED,
    NEED_EVIDENCE,
    NEED_PROOF,
    PARTLY_KEPT,
    SUPERSEDED,
    WITHDRAWN,
    WORKING,
    Place,
    may,
)
from kassadesk.sandbox.problems import Problem
from kassadesk.sandbox.state import State

ACKNOWLEDGE_PROMISE: Final = timedelta(days=2)
ACKNOWLEDGE_AFTER: Final = timedelta(hours=36)
APPROVE_AFTER: Final = timedelta(hours=6)
WAIT: Final = timedelta(days=14)
EVIDENCE_WINDOW: Final = timedelta(days=30)
EXTENSION: Final = timedelta(days=30)
DELETION_TIME: Final = timedelta(days=30)
PROMISES: Final = {
    "access": timedelta(days=7),
    "access:categories": timedelta(days=7),
    "portability": timedelta(days=7),
    "correction": timedelta(days=15),
    "deletion": WAIT + DELETION_TIME,
    "nomination": timedelta(days=15),
    "minor-report": timedelta(days=7),
}
PROOF_KINDS: Final = ("name", "gstin", "pan")
"""Kinds of field whose correction needs a document."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the one who moves adds to a move; None takes the sample's own words."""

    text: str | None = None
    reason: str | None = None
    basis: str | None = None
    asks_for: tuple[str, ...] = ()
    actor: str = "kassapos"


NO_FACTS: Final = Facts()


@dataclass
class Turn:
    """One move being made: the request before it, and what it sets."""

    at: State
    db: sqlite3.Connection
    row: sqlite3.Row
    moment: datetime
    facts: Facts
    sets: dict[str, str | int | None] = field(default_factory=dict)

    @property
    def type(self) -> str:
        """The request's type."""
        return str(self.row["type"])

    def land(self, place: Place, kind: str, text: str | None, next_step: str | None) -> None:
        """Put the request there and append the event."""
        status, reason = place
        told = self.facts.text or text
        self.sets |= {"status": status, "reason": reason, "details": told, "next_step": next_step}
        append_event(
            self.db,
            self.row["request_id"],
            Event(wire_time(self.moment), kind, self.facts.actor, status, reason, told),
        )

    def due(self, move: str | None, after: timedelta = timedelta()) -> None:
        """What Kassapos does next by itself, and when."""
        self.sets |= {
            "due_event": move,
            "due_at": None if move is None else wire_time(self.moment + after),
        }


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the story before it has its number."""

    happened_at: str
    kind: str
    actor: str
    status: str
    reason: str | None
    text: str | None


def append_event(db: sqlite3.Connection, request_id: str, event: Event) -> None:
    """Add an entry; the story only grows, without gaps."""
    db.execute(
        "INSERT INTO request_events SELECT ?, COALESCE(MAX(seq), 0) + 1, ?, ?, ?, ?, ?, ?"
        " FROM request_events WHERE request_id = ?",
        (
            request_id,
            event.happened_at,
            event.kind,
            event.actor,
            event.status,
            event.reason,
            event.text,
            request_id,
        ),
    )


def advance(
    at: State,
    db: sqlite3.Connection,
    request_id: str,
    move: str,
    moment: datetime,
    facts: Facts = NO_FACTS,
) -> None:
    """Make one move. Raises Problem not_found, state_conflict (then nothing has changed)."""
    row = db.execute("SELECT * FROM requests WHERE request_id = ?", (request_id,)).fetchone()
    if row is None:
        raise Problem("not_found")
    if not may(move, row["type"], (row["status"], row["reason"]), bool(row["extended"])):
        raise Problem("state_conflict")
    turn = Turn(at, db, row, moment, facts)
    _HANDLERS[move](turn)
    columns = ", ".join(f"{name} = ?" for name in turn.sets)
    db.execute(
        f"UPDATE requests SET {columns} WHERE request_id = ?",  # noqa: S608 (names are ours)
        (*turn.sets.values(), request_id),
    )


def run_due(at: State) -> None:
    """Make every move whose time has come, each at its own moment, the oldest first."""
    now = at.clock.text()
    due = "SELECT request_id, due_event, due_at FROM requests WHERE due_at <= ? ORDER BY due_at LIMIT 1"
    if at.store.reading().execute(due, (now,)).fetchone() is None:
        return
    with at.store.changing() as db:
        while (row := db.execute(due, (now,)).fetchone()) is not None:
            advance(
                at,
                db,
                row["request_id"],
                row["due_event"],
                read_time(row["due_at"]),
                Facts(actor="system" if row["due_event"] == "expire" else "kassapos"),
            )


def _acknowledge(turn: Turn) -> None:
    turn.sets["acknowledged_at"] = wire_time(turn.moment)
    turn.sets["promised_by"] = wire_time(turn.moment + PROMISES[turn.type])
    turn.land(WORKING, "acknowledged", words.ACKNOWLEDGED, words.NEXT["acknowledged"])
    if turn.type == "deletion":
        turn.due("approve", APPROVE_AFTER)
    elif turn.type == "correction" and _needs_document(turn):
        turn.due("ask_document", timedelta(days=1))
    else:
        turn.due("execute", timedelta(days=2))


def _needs_document(turn: Turn) -> bool:
    """True when a name or a tax number is to change and no document came with the request."""
    given = turn.db.execute(
        "SELECT 1 FROM evidence WHERE about_id = ?", (turn.row["request_id"],)
    ).fetchone()
    subjects = {
        row["subject"]
        for row in turn.db.execute(
            "SELECT subject FROM request_items WHERE request_id = ?", (turn.row["request_id"],)
        )
    }
    kinds = {field["kind"] for field in turn.at.world.fields() if field["field_id"] in subjects}
    return given is None and not kinds.isdisjoint(PROOF_KINDS)


def _ask(turn: Turn, place: Place, kind: str, text: str, documents: tuple[str, ...]) -> None:
    turn.sets["asks_for_json"] = json.dumps(turn.facts.asks_for or documents)
    turn.sets["expires_at"] = wire_time(turn.moment + EVIDENCE_WINDOW)
    turn.land(place, kind, text, words.NEXT["asked"])
    turn.due("expire", EVIDENCE_WINDOW)


def _ask_proof(turn: Turn) -> None:
    _ask(turn, NEED_PROOF, "proof_asked", words.ASKED_PROOF, words.PROOFS)


def _ask_document(turn: Turn) -> None:
    _ask(turn, NEED_EVIDENCE, "evidence_asked", words.ASKED_DOCUMENT, words.DOCUMENTS)


def _supply(turn: Turn) -> None:
    turn.sets |= {"asks_for_json": "[]", "expires_at": None}
    turn.land(WORKING, "evidence_supplied", None, words.NEXT["supplied"])
    turn.due("approve" if turn.type == "deletion" else "execute", timedelta(days=2))


def _approve(turn: Turn) -> None:
    """The wait counts from the day of filing when Kassapos was in time, else from now."""
    filed = read_time(turn.row["filed_at"])
    in_time = turn.moment <= filed + ACKNOWLEDGE_PROMISE
    effective = (filed if in_time else turn.moment) + WAIT
    turn.sets["effective_at"] = wire_time(effective)
    turn.sets["promised_by"] = wire_time(effective + DELETION_TIME)
    turn.land(COOLING_OFF, "approved", words.APPROVED, words.NEXT["cooling_off"])
    turn.due("execute", effective - turn.moment)
    carry_out(turn.db, turn.row, wire_time(turn.moment), at_approval=True)


def _execute(turn: Turn) -> None:
    if turn.type == "deletion":  # what was promised for this day is gone on this day, not before
        if turn.moment < read_time(turn.row["effective_at"]):
            raise Problem("state_conflict")
        begin_deleting(turn.db, turn.row, wire_time(turn.moment))
    turn.db.execute(
        "UPDATE request_items SET state = 'in_progress' WHERE request_id = ? AND state = 'pending'",
        (turn.row["request_id"],),
    )
    turn.land(EXECUTING, "execution_started", words.EXECUTING, words.NEXT["executing"])
    outside = turn.db.execute(
        "SELECT 1 FROM request_items WHERE request_id = ? AND processor IS NOT NULL"
        " AND state = 'in_progress'",
        (turn.row["request_id"],),
    ).fetchone()
    turn.due("finish" if outside is None else "wait_for_processor", timedelta(days=1))


def _wait_for_processor(turn: Turn) -> None:
    turn.land(AWAITING, "processor_waited_for", words.AWAITING, words.NEXT["awaiting_processor"])
    turn.due("finish", timedelta(days=3))


def _finish(turn: Turn) -> None:
    carry_out(turn.db, turn.row, wire_time(turn.moment), at_approval=False)
    kept = turn.db.execute(
        "SELECT 1 FROM request_items WHERE request_id = ? AND state = 'retained'",
        (turn.row["request_id"],),
    ).fetchone()
    if kept is None:
        turn.land(FULFILLED, "fulfilled", words.FULFILLED, None)
    else:
        turn.land(PARTLY_KEPT, "fulfilled", words.PARTLY_KEPT, None)
    turn.due(None)


def _extend(turn: Turn) -> None:
    """At most once, with a reason, to a later date (guarded by `moves.may`)."""
    if not turn.facts.text:
        raise Problem("state_conflict")
    promised = read_time(turn.row["promised_by"]) if turn.row["promised_by"] else turn.moment
    turn.sets |= {"promised_by": wire_time(promised + EXTENSION), "extended": 1}
    turn.land(EXTENDED, "extended", None, words.NEXT["extended"])


def _refuse(turn: Turn) -> None:
    """A refusal always says why, by which rule, and what one can do (contract)."""
    reason = turn.facts.reason or "other"
    basis = turn.facts.basis or words.NO_LAW
    turn.sets |= {"basis": basis, "expires_at": None, "asks_for_json": "[]"}
    turn.land(("denied", reason), "refused", words.REFUSED, words.COMPLAIN)
    finish_items(turn.db, turn.row["request_id"], "failed")
    turn.due(None)


def _withdraw(turn: Turn) -> None:
    _stop(turn, WITHDRAWN, None)


def _supersede(turn: Turn) -> None:
    _stop(turn, SUPERSEDED, words.SUPERSEDED)


def _stop(turn: Turn, place: Place, text: str | None) -> None:
    turn.sets |= {"expires_at": None, "effective_at": None, "promised_by": None}
    turn.sets["asks_for_json"] = "[]"
    turn.land(place, "withdrawn", text, None)
    turn.due(None)


def _expire(turn: Turn) -> None:
    turn.sets["asks_for_json"] = "[]"
    if (turn.row["status"], turn.row["reason"]) == NEED_PROOF:
        turn.sets["basis"] = words.NO_LAW
        turn.land(("denied", "insuf_verification"), "refused", words.PROOF_FAILED, words.COMPLAIN)
    else:
        asked = turn.row["reason"] == "need_evidence"
        turn.land(EXPIRED, "expired", words.EXPIRED_DOCUMENT if asked else words.EXPIRED, None)
    turn.due(None)


_HANDLERS: Final[dict[str, Callable[[Turn], None]]] = {
    "acknowledge": _acknowledge,
    "ask_proof": _ask_proof,
    "ask_document": _ask_document,
    "supply": _supply,
    "approve": _approve,
    "execute": _execute,
    "wait_for_processor": _wait_for_processor,
    "finish": _finish,
    "extend": _extend,
    "refuse": _refuse,
    "withdraw": _withdraw,
    "supersede": _supersede,
    "expire": _expire,
}
