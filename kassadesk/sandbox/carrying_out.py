"""Doing what a request asks: changing fields, deleting fields and rows."""

from __future__ import annotations

import sqlite3

from kassadesk.sandbox.plans import CATEGORY_LABELS
from kassadesk.sandbox.present import change_field


def carry_out(db: sqlite3.Connection, request: sqlite3.Row, at: str, *, at_approval: bool) -> None:
    """Do the items that are not done; `at_approval`: only those that do not wait.

    Until this is called for an item, what is held is unchanged.
    """
    rows = db.execute(
        "SELECT * FROM request_items WHERE request_id = ? AND state IN ('pending', 'in_progress')"
        " AND (at_approval = 1 OR ?)",
        (request["request_id"], not at_approval),
    ).fetchall()
    for item in rows:
        _do(db, request, item, at)
        db.execute(
            "UPDATE request_items SET state = 'done' WHERE request_id = ? AND place = ?",
            (item["request_id"], item["place"]),
        )


def finish_items(db: sqlite3.Connection, request_id: str, state: str) -> None:
    """Put all items that are not final into a final state."""
    db.execute(
        "UPDATE request_items SET state = ? WHERE request_id = ?"
        " AND state IN ('pending', 'in_progress')",
        (state, request_id),
    )


def _do(db: sqlite3.Connection, request: sqlite3.Row, item: sqlite3.Row, at: str) -> None:
    subject, action = item["subject"], item["action"]
    if action == "correct":
        _change(db, request, item, item["after"], at)
    elif action == "delete" and subject in CATEGORY_LABELS:
        db.execute(
            "INSERT OR IGNORE INTO deleted_data VALUES(?, ?, ?)",
            (subject, at, request["request_id"]),
        )
    elif action == "delete" and "." in subject:
        _change(db, request, item, None, at)


def _change(
    db: sqlite3.Connection, request: sqlite3.Row, item: sqlite3.Row, after: str | None, at: str
) -> None:
    """Change a field from what it is now, which another request may have changed since filing."""
    last = db.execute(
        "SELECT value FROM field_values WHERE field_id = ? ORDER BY change_id DESC LIMIT 1",
        (item["subject"],),
    ).fetchone()
    before = item["before"] if last is None else last["value"]
    if before != after:
        change_field(db, item["subject"], before, after, at, request["reference"])
