"""POST /v1/requests: row, items, first event, evidence, receipt and key record in one transaction."""

from __future__ import annotations

import json
import secrets
import sqlite3
from datetime import datetime
from typing import Final

import msgspec
from flask import Blueprint, Response, request

from kassadesk.core.data_requests import RequestType
from kassadesk.sandbox import words
from kassadesk.sandbox.asking import Filing
from kassadesk.sandbox.clock import wire_time
from kassadesk.sandbox.documents import attach, digests_of
from kassadesk.sandbox.guards import signed_in
from kassadesk.sandbox.idempotency import Outcome, keyed_body, once
from kassadesk.sandbox.lifecycle import (
    ACKNOWLEDGE_AFTER,
    ACKNOWLEDGE_PROMISE,
    Event,
    append_event,
    run_due,
)
from kassadesk.sandbox.receipts import Received, give_receipt
from kassadesk.sandbox.request_records import find_request, keep_items, request_json
from kassadesk.sandbox.state import State, state
from kassadesk.sandbox.store import next_number
from kassadesk.sandbox.wanted import Wanted, wanted_of

blueprint = Blueprint("requests_filing", __name__)

PREFIXES: Final[dict[str, str]] = {
    RequestType.ACCESS: "ACC",
    RequestType.ACCESS_CATEGORIES: "ACC",
    RequestType.PORTABILITY: "EXP",
    RequestType.CORRECTION: "COR",
    RequestType.DELETION: "DEL",
    RequestType.NOMINATION: "NOM",
    RequestType.MINOR_REPORT: "MIN",
}


@blueprint.post("/v1/requests")
def file_request() -> Response:
    """201 with the request and its receipt; 200 with the first one for a client_ref seen before."""
    account = signed_in()
    filing = keyed_body(Filing)
    at = state()
    run_due(at)
    raw = request.get_data(cache=True)

    def change(db: sqlite3.Connection) -> Outcome:
        before = db.execute(
            "SELECT * FROM requests WHERE merchant_id = ? AND client_ref = ?",
            (account.merchant_id, filing.client_ref),
        ).fetchone()
        if before is not None:
            return Outcome(request_json(db, before))
        wanted = wanted_of(at, db, filing)
        digests = digests_of(db, account.merchant_id, filing.evidence, "/evidence")
        request_id = _write(at, db, filing, wanted, at.clock.now())
        attach(db, request_id, filing.evidence, at.clock.text())
        row = find_request(db, account.merchant_id, request_id)
        path = f"/v1/requests/{request_id}"
        give_receipt(
            at, db, Received(request_id, row["reference"], path, raw, digests, row["filed_at"])
        )
        return Outcome(request_json(db, row), 201)

    return once(account, change)


def _write(at: State, db: sqlite3.Connection, filing: Filing, wanted: Wanted, now: datetime) -> str:
    """The row, its items and its first event; gives the id."""
    request_id = "req-" + secrets.token_hex(10)
    filed_at = wire_time(now)
    number = next_number(db, f"requests.{filed_at[:4]}")
    db.execute(
        "INSERT INTO requests(request_id, merchant_id, reference, client_ref, type, status,"
        " subject_label, note, filed_at, promised_by, next_step, asked_json, due_event, due_at)"
        " VALUES(?, ?, ?, ?, ?, 'open', ?, ?, ?, ?, ?, ?, 'acknowledge', ?)",
        (
            request_id,
            at.merchant,
            f"{PREFIXES[filing.type]}-{filed_at[:4]}-{number:04d}",
            filing.client_ref,
            filing.type.value,
            wanted.label,
            filing.why.strip() or None,
            filed_at,
            wire_time(now + ACKNOWLEDGE_PROMISE),
            words.NEXT["filed"],
            json.dumps(msgspec.to_builtins(filing), ensure_ascii=False),
            wire_time(now + ACKNOWLEDGE_AFTER),
        ),
    )
    keep_items(db, request_id, wanted.items)
    append_event(db, request_id, Event(filed_at, "filed", "you", "open", None, None))
    return request_id
