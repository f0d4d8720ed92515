"""Looking at requests: the list, one, its story, its receipt."""

from __future__ import annotations

import base64
import binascii
import sqlite3

from flask import Blueprint, Response
from msgspec import UNSET

from kassadesk.sandbox.answers import answer
from kassadesk.sandbox.asking import Listed
from kassadesk.sandbox.bodies import asked
from kassadesk.sandbox.guards import signed_in
from kassadesk.sandbox.lifecycle import run_due
from kassadesk.sandbox.problems import Json, Problem
from kassadesk.sandbox.receipts import signed_receipt
from kassadesk.sandbox.request_records import events_json, find_request, request_json
from kassadesk.sandbox.state import state

blueprint = Blueprint("requests_reading", __name__)


@blueprint.get("/v1/requests")
def requests() -> Response:
    """Newest first; `next` is null at the end. A cursor that is not known answers 410."""
    account = signed_in()
    wanted = asked(Listed)
    at = state()
    run_due(at)
    db = at.store.reading()
    where, values = ["merchant_id = ?"], [account.merchant_id]
    for column in ("client_ref", "status"):
        given = getattr(wanted, column)
        if given is not UNSET:
            where.append(f"{column} = ?")
            values.append(given)
    if isinstance(wanted.cursor, str):
        where.append("(filed_at, request_id) < (?, ?)")
        values.extend(_place(db, account.merchant_id, wanted.cursor))
    rows = db.execute(
        f"SELECT * FROM requests WHERE {' AND '.join(where)}"  # noqa: S608 (column names are ours)
        " ORDER BY filed_at DESC, request_id DESC LIMIT ?",
        (*values, wanted.limit + 1),
    ).fetchall()
    shown = rows[: wanted.limit]
    more = len(rows) > wanted.limit
    items: list[Json] = [request_json(db, row) for row in shown]
    last = shown[-1] if more else None
    return answer(
        {
            "items": items,
            "next": None if last is None else _cursor(last["filed_at"], last["request_id"]),
        }
    )


@blueprint.get("/v1/requests/<request_id>")
def one_request(request_id: str) -> Response:
    """One request with its strong ETag."""
    account = signed_in()
    at = state()
    run_due(at)
    db = at.store.reading()
    found = request_json(db, find_request(db, account.merchant_id, request_id))
    return answer(found, etag=str(found["etag"]))


@blueprint.get("/v1/requests/<request_id>/events")
def request_events(request_id: str) -> Response:
    """The story of a request, oldest first."""
    account = signed_in()
    at = state()
    run_due(at)
    db = at.store.reading()
    find_request(db, account.merchant_id, request_id)
    return answer({"items": events_json(db, request_id)})


@blueprint.get("/v1/requests/<request_id>/receipt")
def request_receipt(request_id: str) -> Response:
    """The receipt and the very bytes its signature is over."""
    account = signed_in()
    db = state().store.reading()
    find_request(db, account.merchant_id, request_id)
    return answer(signed_receipt(db, request_id))


def _cursor(filed_at: str, request_id: str) -> str:
    return (
        base64.urlsafe_b64encode(f"{filed_at}|{request_id}".encode()).rstrip(b"=").decode("ascii")
    )


def _place(db: sqlite3.Connection, merchant_id: str, cursor: str) -> tuple[str, str]:
    """The place a cursor names. Raises Problem snapshot_expired (410) for one we never gave."""
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        filed_at, _, request_id = (
            base64.b64decode(padded, b"-_", validate=True).decode().partition("|")
        )
    except (binascii.Error, ValueError):
        raise Problem("snapshot_expired") from None
    given = db.execute(
        "SELECT 1 FROM requests WHERE merchant_id = ? AND request_id = ? AND filed_at = ?",
        (merchant_id, request_id, filed_at),
    ).fetchone()
    if given is None:
        raise Problem("snapshot_expired")
    return filed_at, request_id
