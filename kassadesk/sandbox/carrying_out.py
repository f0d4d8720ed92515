"""Doing what a request asks: changing fields, deleting fields and rows."""

from __future__ import annotations

import sqlite3

from kassadesk.sandbox.plans import CATEGORY_LABELS, bills_subject
from kassadesk.sandbox.present import change_field

_ROWS = frozenset({*CATEGORY_LABELS, "messages"})
"""Subjects that are rows of a table, not a field."""


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
        _put(db, item, _do(db, request, item, at))


def begin_deleting(db: sqlite3.Connection, request: sqlite3.Row, at: str) -> None:
    """The wait is over: delete all that waited.

    What another company works with is gone from Kassapos, and stays in progress until that company
    has confirmed.
    """
    rows = db.execute(
        "SELECT * FROM request_items WHERE request_id = ? AND state = 'pending'"
        " AND action = 'delete'",
        (request["request_id"],),
    ).fetchall()
    for item in rows:
        done = _do(db, request, item, at)
        _put(db, item, "in_progress" if item["processor"] and done == "done" else done)


def finish_items(db: sqlite3.Connection, request_id: str, state: str) -> None:
    """Put all items that are not final into a final state."""
    db.execute(
        "UPDATE request_items SET state = ? WHERE request_id = ?"
        " AND state IN ('pending', 'in_progress')",
        (state, request_id),
    )


def _put(db: sqlite3.Connection, item: sqlite3.Row, state: str) -> None:
    db.execute(
        "UPDATE request_items SET state = ? WHERE request_id = ? AND place = ?",
        (state, item["request_id"], item["place"]),
    )


def _do(db: sqlite3.Connection, request: sqlite3.Row, item: sqlite3.Row, at: str) -> str:
    """Do one item; gives done, or not_held when it was gone before."""
    subject, action = item["subject"], item["action"]
    if action == "correct":
        _change(db, request, item, item["after"], at)
    elif action == "delete" and subject in _ROWS:
        named = bills_subject(item["year"]) if item["year"] else subject
        return _delete_rows(db, named, at, request["request_id"])
    elif action == "delete" and "." in subject:
        return "done" if _change(db, request, item, None, at) else "not_held"
    return "done"


def _delete_rows(db: sqlite3.Connection, subject: str, at: str, request_id: str) -> str:
    """Forget rows. Asked again by the same request they are still done."""
    before = db.execute(
        "SELECT request_id FROM deleted_data WHERE subject = ?", (subject,)
    ).fetchone()
    if before is None:
        db.execute("INSERT INTO deleted_data VALUES(?, ?, ?)", (subject, at, request_id))
        return "done"
    return "done" if before["request_id"] == request_id else "not_held"


def _change(
    db: sqlite3.Connection, request: sqlite3.Row, item: sqlite3.Row, after: str | None, at: str
) -> bool:
    """Change a field from what it is now, which another request may have changed since filing.

    False when it was so already.
    """
    last = db.execute(
        "SELECT value FROM field_values WHERE field_id = ? ORDER BY change_id DESC LIMIT 1",
        (item["subject"],),
    ).fetchone()
    before = item["before"] if last is None else last["value"]
    if before == after:
        return False
    change_field(db, item["subject"], before, after, at, request["reference"])
    return True
