"""The shop's fields as they are now, or were at a mark: the world's, with corrections laid over.

Corrections and deletions are rows of `field_values`, in the order they were carried out; a *mark*
is the newest row that counts, so that a snapshot keeps seeing what it saw. A row without a value
means that the field was deleted: it is no longer held, and its old values are gone too.
"""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any

from kassadesk.sandbox.answers import etag_of
from kassadesk.sandbox.present import deletable_on
from kassadesk.sandbox.state import State
from kassadesk.sandbox.world.fields import kept_in_words
from kassadesk.sandbox.world.shops import told
from kassadesk.sandbox.world.tables import WireRow

EVERYTHING = 2**62
"""A mark after all rows."""


def newest_mark(db: sqlite3.Connection) -> int:
    """The mark of the present moment."""
    return int(db.execute("SELECT coalesce(max(change_id), 0) FROM field_values").fetchone()[0])


def held_fields(state: State, mark: int = EVERYTHING) -> list[dict[str, Any]]:
    """Every field that is held, as the contract's Field, in the order of a page."""
    over = _newest(state, mark)
    today = state.clock.today()
    fields = (_laid_over(field, over, today) for field in state.world.fields())
    return [field for field in fields if field["value"] is not None]


def one_field(state: State, field_id: str) -> dict[str, Any] | None:
    """One field, with value None when it was deleted; None when there never was such a field."""
    over = _newest(state, EVERYTHING)
    for field in state.world.fields():
        if field["field_id"] == field_id:
            return _laid_over(field, over, state.clock.today())
    return None


def history(state: State, field_id: str, mark: int = EVERYTHING) -> list[dict[str, Any]]:
    """The changes of one field, oldest first, seq from 1. KeyError for an unknown field."""
    entries = state.world.field_history(field_id)
    for row in _rows(state, mark):
        if row["field_id"] == field_id:
            entries.append(_entry(row, len(entries) + 1))
    if entries[-1]["after"] is None:
        entries = [entry | {"before": None, "after": None} for entry in entries]
    return entries


def field_rows(state: State, mark: int) -> list[WireRow]:
    """The `fields` table at a mark, by rising field_id."""
    rows: list[WireRow] = [_field_row(field) for field in held_fields(state, mark)]
    return sorted(rows, key=lambda row: str(row[0]))


def change_rows(state: State, mark: int) -> list[WireRow]:
    """The `field-changes` table at a mark, by rising time, then id."""
    rows: list[WireRow] = []
    for field in state.world.fields():
        for entry in history(state, field["field_id"], mark):
            rows.append(_change_row(field["field_id"], entry))
    return sorted(rows, key=lambda row: (str(row[2]), str(row[0])))


def _rows(state: State, mark: int) -> list[sqlite3.Row]:
    return (
        state.store.reading()
        .execute("SELECT * FROM field_values WHERE change_id <= ? ORDER BY change_id", (mark,))
        .fetchall()
    )


def _newest(state: State, mark: int) -> dict[str, sqlite3.Row]:
    return {row["field_id"]: row for row in _rows(state, mark)}


def _laid_over(field: dict[str, Any], over: dict[str, sqlite3.Row], today: date) -> dict[str, Any]:
    row = over.get(field["field_id"])
    changed = dict(field) | {"deletable": deletable_on(field["deletable"], today)}
    if row is not None:
        kind = "support" if row["changed_by"] == "support" else "settings"
        changed |= {
            "value": row["value"],
            "changed_at": row["changed_at"],
            "source": {"kind": kind, "text": told("held_fields")["sources"][kind]},
            "correctable": row["value"] is not None,
        }
    changed.pop("etag")
    return {**changed, "etag": etag_of(changed)}


def _entry(row: sqlite3.Row, seq: int) -> dict[str, Any]:
    return {
        "seq": seq,
        "changed_at": row["changed_at"],
        "changed_by": row["changed_by"],
        "by_name": None,
        "kind": "changed",
        "before": row["before"],
        "after": row["value"],
        "reason": row["reason"],
    }


def _field_row(field: dict[str, Any]) -> WireRow:
    return (
        field["field_id"],
        field["category_id"],
        field["label"],
        field["value"],
        field["kind"],
        field["personal"],
        field["source"]["text"],
        "; ".join(purpose["text"] for purpose in field["purposes"]),
        field["legal_basis"]["kind"],
        kept_in_words(field["field_id"]),
        "; ".join(recipient["name"] for recipient in field["recipients"]),
        field["changed_at"],
    )


def _change_row(field_id: str, entry: dict[str, Any]) -> WireRow:
    return (
        f"chg_{field_id}.{entry['seq']:04d}",
        field_id,
        entry["changed_at"],
        entry["changed_by"],
        entry["before"],
        entry["after"],
        entry["reason"],
    )
