"""The ledger of choices: consent events, only ever added, each chained to the one before.

`this_hash` is SHA-256 over the hash before and the event's own members (no names of people), so
a changed or missing entry shows. Triggers of the database refuse any change of an entry.
"""

from __future__ import annotations

import hashlib
import sqlite3
from typing import Any, Final

from kassadesk.core.rows import Resource
from kassadesk.sandbox.answers import canonical_bytes
from kassadesk.sandbox.state import State
from kassadesk.sandbox.store import next_number, remember, remembered
from kassadesk.sandbox.world.choices import ChoiceEvent, receipt_number, record_id
from kassadesk.sandbox.world.tables import COLUMNS, WireRow

SCHEMA = """
CREATE TABLE IF NOT EXISTS consent_events(
    seq INTEGER PRIMARY KEY, merchant_id TEXT NOT NULL, event_id TEXT NOT NULL UNIQUE,
    record_id TEXT NOT NULL, opt_in_id TEXT NOT NULL, happened_at TEXT NOT NULL,
    state TEXT NOT NULL, actor TEXT NOT NULL, actor_name TEXT, method TEXT NOT NULL,
    policy_version TEXT NOT NULL, language TEXT NOT NULL, receipt_number TEXT UNIQUE,
    prev_hash TEXT NOT NULL, this_hash TEXT NOT NULL UNIQUE) STRICT;
CREATE INDEX IF NOT EXISTS events_by_choice ON consent_events(opt_in_id, seq);
CREATE TRIGGER IF NOT EXISTS consent_events_stay BEFORE UPDATE ON consent_events
    BEGIN SELECT RAISE(ABORT, 'consent events are only added'); END;
CREATE TRIGGER IF NOT EXISTS consent_events_are_kept BEFORE DELETE ON consent_events
    BEGIN SELECT RAISE(ABORT, 'consent events are only added'); END;
"""
FIRST_HASH: Final = "0" * 64
_RECEIPTS: Final = "consent_receipts"
_NOT_HASHED: Final = "actor_name"  # a person's name can be removed without breaking the chain


def seed_ledger(state: State) -> None:
    """Write the story's events into a new store; does nothing to one that has them."""
    if remembered(state.store.reading(), "choices_seeded") is not None:
        return
    with state.store.changing() as db:
        if remembered(db, "choices_seeded") is not None:
            return
        events = state.world.choice_events()
        for event in events:
            add_event(db, state.merchant, event)
        given = [event.receipt_number for event in events if event.receipt_number]
        if given:
            next_number(db, _RECEIPTS, int(given[-1].split("-")[1]))
        remember(db, "choices_seeded", state.clock.text())


def next_receipt(db: sqlite3.Connection) -> str:
    """The number of the next receipt, inside the caller's transaction."""
    return receipt_number(next_number(db, _RECEIPTS))


def add_event(db: sqlite3.Connection, merchant_id: str, event: ChoiceEvent) -> None:
    """Append one event, inside the caller's transaction."""
    last = db.execute("SELECT seq, this_hash FROM consent_events ORDER BY seq DESC").fetchone()
    seq = last["seq"] + 1 if last else 1
    before = last["this_hash"] if last else FIRST_HASH
    values: dict[str, Any] = {
        "event_id": f"cev_{seq:06d}",
        "record_id": record_id(merchant_id, event.opt_in_id),
        "opt_in_id": event.opt_in_id,
        "happened_at": event.happened_at,
        "state": event.state,
        "actor": event.actor,
        "actor_name": event.actor_name,
        "method": event.method,
        "policy_version": event.policy_version,
        "language": event.language,
        "receipt_number": event.receipt_number,
    }
    db.execute(
        "INSERT INTO consent_events(seq, merchant_id, event_id, record_id, opt_in_id, happened_at,"
        " state, actor, actor_name, method, policy_version, language, receipt_number, prev_hash,"
        " this_hash) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (seq, merchant_id, *values.values(), before, chained(before, values)),
    )


def chained(before: str, event: Any) -> str:
    """The hash of an event that follows an event with hash `before`."""
    names = COLUMNS[Resource.CONSENT_EVENTS]
    members = canonical_bytes({name: event[name] for name in names if name != _NOT_HASHED})
    return hashlib.sha256(before.encode("ascii") + members).hexdigest()


def newest_seq(db: sqlite3.Connection) -> int:
    """The mark of the present moment."""
    return int(db.execute("SELECT coalesce(max(seq), 0) FROM consent_events").fetchone()[0])


def events_of(db: sqlite3.Connection, opt_in_id: str) -> list[sqlite3.Row]:
    """The events of one choice, oldest first."""
    return db.execute(
        "SELECT * FROM consent_events WHERE opt_in_id = ? ORDER BY seq", (opt_in_id,)
    ).fetchall()


def event_row(row: sqlite3.Row) -> WireRow:
    """One event in the contract's column order."""
    return tuple(row[key] for key in COLUMNS[Resource.CONSENT_EVENTS])


def event_rows(state: State, mark: int) -> list[WireRow]:
    """The `consent-events` table up to a mark, oldest first."""
    rows = state.store.reading().execute(
        "SELECT * FROM consent_events WHERE seq <= ? ORDER BY happened_at, event_id", (mark,)
    )
    return [event_row(row) for row in rows]
