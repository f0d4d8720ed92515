"""Requests as the contract writes them, read from the store."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from kassadesk.sandbox.answers import etag_of
from kassadesk.sandbox.documents import evidence_count
from kassadesk.sandbox.moves import may
from kassadesk.sandbox.problems import Json, Problem
from kassadesk.sandbox.receipts import receipt_json

_PLAIN = (
    "request_id",
    "reference",
    "client_ref",
    "type",
    "status",
    "reason",
    "subject_label",
    "note",
    "filed_at",
    "acknowledged_at",
    "promised_by",
    "policy_by",
    "law_by",
    "effective_at",
    "expires_at",
    "details",
)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a request is about, before it is filed."""

    subject: str
    label: str
    action: str
    state: str = "pending"
    before: str | None = None
    after: str | None = None
    processor: str | None = None
    hold_law: str | None = None
    hold_why: str | None = None
    hold_until: str | None = None
    at_approval: bool = False
    year: str | None = None
    """Financial year, for the bills of one."""


def find_request(db: sqlite3.Connection, merchant_id: str, request_id: str) -> sqlite3.Row:
    """The row of a request of this merchant. Raises Problem not_found."""
    row: sqlite3.Row | None = db.execute(
        "SELECT * FROM requests WHERE request_id = ? AND merchant_id = ?", (request_id, merchant_id)
    ).fetchone()
    if row is None:
        raise Problem("not_found")
    return row


def request_json(db: sqlite3.Connection, row: sqlite3.Row) -> dict[str, Json]:
    """The contract's Request, with its etag inside."""
    request_id = row["request_id"]
    place = (row["status"], row["reason"])
    found: dict[str, Json] = {name: row[name] for name in _PLAIN}
    found |= {
        "asks_for": json.loads(row["asks_for_json"]),
        "basis": row["basis"],
        "next_step": row["next_step"],
        "can_withdraw": may("withdraw", row["type"], place, bool(row["extended"])),
        "evidence_count": evidence_count(db, request_id),
        "items": _items(db, request_id),
        "receipt": receipt_json(db, request_id),
    }
    return found | {"etag": etag_of(found)}


def events_json(db: sqlite3.Connection, request_id: str) -> list[Json]:
    """The story of a request, oldest first."""
    rows = db.execute(
        "SELECT * FROM request_events WHERE request_id = ? ORDER BY seq", (request_id,)
    )
    names = ("seq", "happened_at", "kind", "actor", "status", "reason", "text")
    return [{name: row[name] for name in names} for row in rows]


def keep_items(db: sqlite3.Connection, request_id: str, items: list[Item]) -> None:
    """Write the items of a new request."""
    db.executemany(
        "INSERT INTO request_items(request_id, place, subject, label, action, state, before, after,"
        " processor, hold_law, hold_why, hold_until, at_approval, year)"
        " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                request_id,
                place,
                item.subject,
                item.label,
                item.action,
                item.state,
                item.before,
                item.after,
                item.processor,
                item.hold_law,
                item.hold_why,
                item.hold_until,
                int(item.at_approval),
                item.year,
            )
            for place, item in enumerate(items)
        ],
    )


def _items(db: sqlite3.Connection, request_id: str) -> list[Json]:
    rows = db.execute(
        "SELECT * FROM request_items WHERE request_id = ? ORDER BY place", (request_id,)
    )
    return [_item(row) for row in rows]


def _item(row: sqlite3.Row) -> Json:
    names = ("subject", "label", "action", "state", "before", "after", "processor", "year")
    found: dict[str, Json] = {name: row[name] for name in names}
    hold: Json = None
    if row["hold_law"] is not None:
        hold = {"law": row["hold_law"], "why": row["hold_why"], "until": row["hold_until"]}
    return found | {"hold": hold}
