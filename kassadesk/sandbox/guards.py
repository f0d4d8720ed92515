"""Who asks: the bearer token of a request becomes an Account, or the answer is 401."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from flask import request

from kassadesk.sandbox.bodies import wants_json
from kassadesk.sandbox.clock import wire_time
from kassadesk.sandbox.problems import Problem
from kassadesk.sandbox.state import State, state

_USE_NOTED_EVERY: Final = timedelta(minutes=1)
TOKEN_LENGTH_MAX: Final = 1024


@dataclass(frozen=True, slots=True)
class Account:
    """The signed-in person, as the server knows them; never told by the client."""

    merchant_id: str
    person: str
    role: str
    session_id: str


def token_hash(token: str) -> str:
    """How a token is kept: only its SHA-256, never itself."""
    return hashlib.sha256(token.encode("utf-8")).hexdigest()


def signed_in() -> Account:
    """The account of the present request. Raises Problem unauthenticated (401), not_acceptable."""
    token = _bearer()
    at = state()
    now = at.clock.now()
    row = None
    if token:
        row = (
            at.store.reading()
            .execute(
                "SELECT s.* FROM access_tokens t JOIN sessions s USING(session_id)"
                " WHERE t.hash = ? AND t.expires_at > ? AND s.ended_at IS NULL AND s.ends_at > ?",
                (token_hash(token), wire_time(now), wire_time(now)),
            )
            .fetchone()
        )
    if row is None:
        word = 'Bearer realm="kassapos-privacy"' + (', error="invalid_token"' if token else "")
        raise Problem("unauthenticated", headers={"WWW-Authenticate": word})
    wants_json()
    if row["last_used_at"] < wire_time(now - _USE_NOTED_EVERY):
        _note_use(at, str(row["session_id"]))
    return Account(row["merchant_id"], row["person"], row["role"], row["session_id"])


def _bearer() -> str | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token or len(token) > TOKEN_LENGTH_MAX:
        return None
    return token if token.isascii() and token.isprintable() else None


def _note_use(at: State, session_id: str) -> None:
    with at.store.changing() as db:
        db.execute(
            "UPDATE sessions SET last_used_at = ? WHERE session_id = ?",
            (at.clock.text(), session_id),
        )
