"""Changes that happen once, however often the client has to send them (contract rules R1, R3).

`once` runs a change inside one transaction together with the record of its key and answer, so
either all of it is there after a crash or nothing is. Whoever sends the same key again gets the
first answer; a refusal (4xx) leaves no record, so the key can be used again after a correction.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final, TypeVar

from flask import Response, request

from kassadesk.sandbox.answers import json_bytes
from kassadesk.sandbox.bodies import json_body, media_type
from kassadesk.sandbox.clock import wire_time
from kassadesk.sandbox.guards import Account
from kassadesk.sandbox.problems import Json, Problem
from kassadesk.sandbox.state import state

T = TypeVar("T")

KEY_LIFE_DAYS: Final = 90
_KEY_SHAPE: Final = re.compile(r"[A-Za-z0-9-]{1,64}\Z")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a change answers: status, JSON body, further headers (like ETag, with its quotes)."""

    body: Json
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


Change = Callable[[sqlite3.Connection], Outcome]

_running: set[tuple[str, str]] = set()
_running_lock = threading.Lock()


def key_of_request() -> str:
    """The Idempotency-Key header. Raises Problem idempotency_key_missing (400)."""
    key = request.headers.get("Idempotency-Key", "")
    if not _KEY_SHAPE.match(key):
        raise Problem("idempotency_key_missing")
    return key


def keyed_body(shape: type[T]) -> T:
    """The JSON body of a call that needs a key: first media type, then key, then body (contract)."""
    media_type("application/json")
    key_of_request()
    return json_body(shape)


def once(account: Account, change: Change) -> Response:
    """Carry out the change, or give the answer it got the first time.

    `change` runs inside the transaction and may raise Problem: then nothing of it stays.
    Raises Problem idempotency_key_missing, idempotency_key_reused, request_in_progress.
    """
    key = key_of_request()
    store = state().store
    with _alone(account.merchant_id, key), store.changing() as db:
        before = _recorded(db, account.merchant_id, key)
        if before is not None:
            return before
        outcome = change(db)
        body = json_bytes(outcome.body)
        db.execute(
            "INSERT INTO idempotency_keys VALUES(?, ?, ?, ?, ?, ?, ?)",
            (
                account.merchant_id,
                key,
                _fingerprint(),
                outcome.status,
                json.dumps(outcome.headers),
                body,
                state().clock.text(),
            ),
        )
    return _response(body, outcome.status, outcome.headers)


@contextmanager
def _alone(merchant_id: str, key: str) -> Iterator[None]:
    """409 while another thread works on the same key; forgotten with the process, never stuck."""
    mine = (merchant_id, key)
    with _running_lock:
        if mine in _running:
            raise Problem("request_in_progress", headers={"Retry-After": "1"})
        _running.add(mine)
    try:
        yield
    finally:
        with _running_lock:
            _running.discard(mine)


def _recorded(db: sqlite3.Connection, merchant_id: str, key: str) -> Response | None:
    oldest = wire_time(state().clock.now() - timedelta(days=KEY_LIFE_DAYS))
    db.execute("DELETE FROM idempotency_keys WHERE made_at < ?", (oldest,))
    row = db.execute(
        "SELECT * FROM idempotency_keys WHERE merchant_id = ? AND key = ?", (merchant_id, key)
    ).fetchone()
    if row is None:
        return None
    if row["fingerprint"] != _fingerprint():
        raise Problem("idempotency_key_reused")
    response = _response(row["body"], row["status"], json.loads(row["headers_json"]))
    response.headers["Idempotency-Replayed"] = "true"
    return response


def _fingerprint() -> str:
    """What the key stands for: method, path and the very bytes of the body."""
    line = f"{request.method} {request.path}\n".encode()
    return hashlib.sha256(line + request.get_data(cache=True)).hexdigest()


def _response(body: bytes, status: int, headers: dict[str, str]) -> Response:
    response = Response(body, status, content_type="application/json")
    for name, value in headers.items():
        response.headers[name] = value
    return response
