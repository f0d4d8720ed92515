"""Sessions and their tokens: issued, rotated, ended.

Tokens are derived, not drawn: the pair that follows a refresh token is HMAC(server secret, that
token). So the store needs hashes only, and a client that lost an answer can ask again with its
previous token and gets the same pair (contract rule R6). The rule, exactly: the newest refresh token
and, until the newest was used once and for at most 7 days, the one before it; any older one means
that somebody has a copy, and the whole family ends.
"""

from __future__ import annotations

import hmac
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from kassadesk.sandbox.clock import read_time, wire_time
from kassadesk.sandbox.guards import token_hash
from kassadesk.sandbox.signer import b64url

ACCESS_LIFE: Final = timedelta(seconds=900)
SESSION_LIFE: Final = timedelta(days=30)
GRACE: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Pair:
    """What the token endpoint gives."""

    access_token: str
    refresh_token: str
    session_id: str


@dataclass(frozen=True, slots=True)
class Person:
    """Who a session is for."""

    merchant_id: str
    person: str
    role: str
    device_name: str


def begin_session(db: sqlite3.Connection, secret: bytes, person: Person, now: datetime) -> Pair:
    """A new session with its first pair."""
    session_id = "s-" + secrets.token_hex(12)
    at = wire_time(now)
    db.execute(
        "INSERT INTO sessions(session_id, merchant_id, person, role, device_name, started_at,"
        " last_used_at, ends_at) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
        (
            session_id,
            person.merchant_id,
            person.person,
            person.role,
            person.device_name,
            at,
            at,
            wire_time(now + SESSION_LIFE),
        ),
    )
    pair = _pair(secret, secrets.token_hex(32), session_id)
    _keep(db, pair, 1, now)
    return pair


def rotate(db: sqlite3.Connection, secret: bytes, refresh_token: str, now: datetime) -> Pair | None:
    """The pair that follows this refresh token; None when the token is worth nothing.

    A token older than the grace ends its session here: the caller commits, then refuses. The same
    None for both, since a thief must not learn the difference.
    """
    row = db.execute(
        "SELECT r.generation AS mine, r.used_at, s.generation AS newest, s.session_id"
        " FROM refresh_tokens r JOIN sessions s USING(session_id)"
        " WHERE r.hash = ? AND s.ended_at IS NULL AND s.ends_at > ?",
        (token_hash(refresh_token), wire_time(now)),
    ).fetchone()
    if row is None:
        return None
    session_id, mine, newest = str(row["session_id"]), int(row["mine"]), int(row["newest"])
    pair = _pair(secret, refresh_token, session_id)
    if mine == newest:
        _keep(db, pair, mine + 1, now)
        db.execute(
            "UPDATE refresh_tokens SET used_at = ? WHERE hash = ?",
            (wire_time(now), token_hash(refresh_token)),
        )
    elif mine == newest - 1 and now <= read_time(row["used_at"]) + GRACE:
        _keep_access(db, pair, now)
    else:
        end_session(db, session_id, now)
        return None
    db.execute(
        "UPDATE sessions SET last_used_at = ? WHERE session_id = ?", (wire_time(now), session_id)
    )
    return pair


def end_session(db: sqlite3.Connection, session_id: str, now: datetime) -> bool:
    """End a session and all its tokens; False when it had ended before."""
    ended = db.execute(
        "UPDATE sessions SET ended_at = ? WHERE session_id = ? AND ended_at IS NULL",
        (wire_time(now), session_id),
    )
    return ended.rowcount == 1


def session_of(db: sqlite3.Connection, token: str) -> str | None:
    """The session an access or refresh token belongs to; None for an unknown token."""
    row = db.execute(
        "SELECT session_id FROM refresh_tokens WHERE hash = :hash"
        " UNION SELECT session_id FROM access_tokens WHERE hash = :hash",
        {"hash": token_hash(token)},
    ).fetchone()
    return None if row is None else str(row["session_id"])


def _pair(secret: bytes, seed: str, session_id: str) -> Pair:
    """The pair that follows `seed` (the refresh token before it, or chance for the first)."""

    def derived(what: str) -> str:
        return b64url(hmac.digest(secret, f"{what}|{seed}".encode(), "sha256"))

    return Pair("kpa_" + derived("access"), "kpr_" + derived("refresh"), session_id)


def _keep(db: sqlite3.Connection, pair: Pair, generation: int, now: datetime) -> None:
    db.execute(
        "INSERT INTO refresh_tokens(hash, session_id, generation) VALUES(?, ?, ?)",
        (token_hash(pair.refresh_token), pair.session_id, generation),
    )
    db.execute(
        "UPDATE sessions SET generation = ? WHERE session_id = ?", (generation, pair.session_id)
    )
    _keep_access(db, pair, now)


def _keep_access(db: sqlite3.Connection, pair: Pair, now: datetime) -> None:
    """The access token lives from now; asked for again, the same one lives on. Old ones go."""
    db.execute("DELETE FROM access_tokens WHERE expires_at < ?", (wire_time(now),))
    db.execute(
        "INSERT INTO access_tokens VALUES(?, ?, ?)"
        " ON CONFLICT(hash) DO UPDATE SET expires_at = excluded.expires_at",
        (token_hash(pair.access_token), pair.session_id, wire_time(now + ACCESS_LIFE)),
    )
