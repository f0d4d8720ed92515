"""Signing in: login and password, then the one-time code (OAuth 2.0 for First-Party Applications).

One endpoint, three questions told apart by their members: the first has `login` and `password`, the
second `auth_session` and `code`, the resend `auth_session` and `resend=true`. Wrong words are
counted and committed before they are answered.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import sqlite3
from datetime import datetime, timedelta
from typing import Annotated, Final, Literal

import msgspec
from flask import Blueprint, Response

from kassadesk.sandbox.answers import answer
from kassadesk.sandbox.bodies import NO_BREAKS, form_body, wants_json
from kassadesk.sandbox.clock import read_time, wire_time
from kassadesk.sandbox.guards import token_hash
from kassadesk.sandbox.passwords import password_fits
from kassadesk.sandbox.people import masked, normal_login
from kassadesk.sandbox.problems import FieldError, Json, Problem
from kassadesk.sandbox.state import State, state

blueprint = Blueprint("oauth_challenge", __name__)

CLIENT_ID: Final = "kassadesk"
TRIES: Final = 5
RESENDS: Final = 5
LOCK_WINDOW: Final = timedelta(minutes=15)
CODE_LIFE: Final = timedelta(minutes=5)
RESEND_AFTER: Final = timedelta(seconds=30)
FORGET_AFTER: Final = timedelta(hours=1)
"""A sign-in that nobody finished is forgotten."""
AUTH_CODE_LIFE: Final = timedelta(seconds=60)

Opaque = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9._~+/=-]{1,1024}\Z")]
Handle = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{1,256}\Z")]
Challenge = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{43}\Z")]


class Asked(msgspec.Struct):
    """The form of all three questions; members OAuth does not know are ignored (RFC 6749)."""

    client_id: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    scope: Literal["privacy"] | None = None
    code_challenge: Challenge | None = None
    code_challenge_method: Literal["S256"] | None = None
    login: Annotated[str, msgspec.Meta(min_length=3, max_length=254)] | None = None
    password: Annotated[str, msgspec.Meta(min_length=1, max_length=1024)] | None = None
    device_name: Annotated[str, msgspec.Meta(max_length=80, pattern=NO_BREAKS)] | None = None
    auth_session: Handle | None = None
    code: Annotated[str, msgspec.Meta(pattern=r"^[0-9]{4,10}\Z")] | None = None
    resend: Literal["true"] | None = None


@blueprint.post("/v1/oauth/authorization-challenge")
def authorization_challenge() -> Response:
    """403 code_required after the password, 200 with an authorization code after the code."""
    wants_json()
    form = form_body(Asked)
    known_client(form.client_id)
    steps = [
        form.login is not None or form.auth_session is None,
        form.auth_session is not None and form.code is not None,
        form.auth_session is not None and form.resend is not None,
    ]
    if sum(steps) != 1:
        raise _missing("code")
    if steps[0]:
        raise _first(form)
    assert form.auth_session is not None
    if form.code is None:
        raise _resend(form.auth_session)
    return _second(form.auth_session, form.code)


def known_client(client_id: str) -> None:
    """401 for any client but KassaDesk."""
    if client_id != CLIENT_ID:
        raise Problem("invalid_client", extra={"error": "invalid_client"})


def _missing(name: str) -> Problem:
    return Problem(
        "invalid_request",
        field_errors=(FieldError(f"/{name}", "missing"),),
        extra={"error": "invalid_request"},
    )


def _first(form: Asked) -> Problem:
    """The password is checked; the answer is always a problem, code_required at best."""
    for name in ("scope", "code_challenge", "code_challenge_method", "login", "password"):
        if getattr(form, name) is None:
            raise _missing(name)
    assert form.login is not None
    assert form.password is not None
    assert form.code_challenge is not None
    at = state()
    login = normal_login(form.login)
    now = at.clock.now()
    person = at.store.reading().execute("SELECT * FROM people WHERE login = ?", (login,)).fetchone()
    fits = password_fits(form.password, None if person is None else person["password"])
    who = login if person is None else f"{person['merchant_id']}|{person['person']}"
    with at.store.changing() as db:
        failed = _failures(db, who, now)
        if len(failed) >= TRIES:
            return _locked(failed, now)
        if not fits:
            db.execute("INSERT INTO sign_in_failures VALUES(?, ?)", (_hash(who), wire_time(now)))
            return _wrong_words(TRIES - 1 - len(failed), now)
        db.execute("DELETE FROM sign_in_failures WHERE who_hash = ?", (_hash(who),))
        db.execute("DELETE FROM auth_sessions WHERE sent_at < ?", (wire_time(now - FORGET_AFTER),))
        handle = secrets.token_urlsafe(32)
        db.execute(
            "INSERT INTO auth_sessions(hash, merchant_id, person, role, channel, device_name,"
            " code_challenge, code_hash, sent_at, login) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                token_hash(handle),
                person["merchant_id"],
                person["person"],
                person["role"],
                person["channel"],
                (form.device_name or "").strip() or "KassaDesk",
                form.code_challenge,
                _code_hash(at, handle, at.world.code),
                wire_time(now),
                login,
            ),
        )
    return _code_required(handle, person["channel"], login)


def _resend(handle: str) -> Problem:
    """A new code for the same sign-in, at the earliest 30 s after the last."""
    at = state()
    now = at.clock.now()
    with at.store.changing() as db:
        row = _auth_session(db, handle)
        wait = read_time(row["sent_at"]) + RESEND_AFTER - now
        if wait > timedelta():
            seconds = int(wait.total_seconds()) + 1
            return Problem(
                "rate_limited",
                headers={"Retry-After": str(seconds)},
                extra={"retry_after_s": seconds, "error": "insufficient_authorization"},
            )
        if row["resends"] >= RESENDS:  # or each new code would bring five more guesses, for ever
            db.execute("DELETE FROM auth_sessions WHERE hash = ?", (row["hash"],))
            return Problem("auth_session_unknown", extra={"error": "invalid_session"})
        db.execute(
            "UPDATE auth_sessions SET sent_at = ?, tries = 0, resends = resends + 1 WHERE hash = ?",
            (wire_time(now), row["hash"]),
        )
    return _code_required(handle, row["channel"], row["login"])


def _second(handle: str, code: str) -> Response:
    """An authorization code for the right one-time code. A wrong one is counted, then refused."""
    at = state()
    now = at.clock.now()
    refusal: Problem | None = None
    issued = secrets.token_urlsafe(32)
    with at.store.changing() as db:
        row = _auth_session(db, handle)
        if now > read_time(row["sent_at"]) + CODE_LIFE:
            refusal = Problem("code_expired", extra={"error": "access_denied"})
        elif not hmac.compare_digest(row["code_hash"], _code_hash(at, handle, code)):
            refusal = _wrong_code(db, row)
        else:
            db.execute("DELETE FROM auth_sessions WHERE hash = ?", (row["hash"],))
            db.execute(
                "INSERT INTO authorization_codes(hash, merchant_id, person, role, device_name,"
                " code_challenge, expires_at) VALUES(?, ?, ?, ?, ?, ?, ?)",
                (
                    token_hash(issued),
                    row["merchant_id"],
                    row["person"],
                    row["role"],
                    row["device_name"],
                    row["code_challenge"],
                    wire_time(now + AUTH_CODE_LIFE),
                ),
            )
    if refusal is not None:
        raise refusal
    expires_in = int(AUTH_CODE_LIFE.total_seconds())
    return answer({"authorization_code": issued, "expires_in": expires_in, "iss": at.origin})


def _wrong_code(db: sqlite3.Connection, row: sqlite3.Row) -> Problem:
    left = TRIES - 1 - int(row["tries"])
    if left > 0:
        db.execute("UPDATE auth_sessions SET tries = tries + 1 WHERE hash = ?", (row["hash"],))
    else:
        db.execute("DELETE FROM auth_sessions WHERE hash = ?", (row["hash"],))
    return Problem("wrong_code", extra={"error": "access_denied", "tries_left": max(0, left)})


def _auth_session(db: sqlite3.Connection, handle: str) -> sqlite3.Row:
    row: sqlite3.Row | None = db.execute(
        "SELECT * FROM auth_sessions WHERE hash = ?", (token_hash(handle),)
    ).fetchone()
    if row is None:
        raise Problem("auth_session_unknown", extra={"error": "invalid_session"})
    return row


def _failures(db: sqlite3.Connection, who: str, now: datetime) -> list[str]:
    """When this person failed lately, by whatever login (or this login, where nobody has it)."""
    rows = db.execute(
        "SELECT happened_at FROM sign_in_failures WHERE who_hash = ? AND happened_at > ?"
        " ORDER BY happened_at",
        (_hash(who), wire_time(now - LOCK_WINDOW)),
    )
    return [str(row["happened_at"]) for row in rows]


def _wrong_words(left: int, now: datetime) -> Problem:
    if left <= 0:
        return _locked([wire_time(now)], now)
    return Problem("wrong_credentials", extra={"error": "access_denied", "tries_left": left})


def _locked(failed: list[str], now: datetime) -> Problem:
    """Locked until the oldest failure is out of the window."""
    seconds = max(1, int((read_time(failed[0]) + LOCK_WINDOW - now).total_seconds()))
    return Problem(
        "account_locked",
        headers={"Retry-After": str(seconds)},
        extra={"error": "access_denied", "retry_after_s": seconds},
    )


def _code_required(handle: str, channel: str, login: str) -> Problem:
    challenge: dict[str, Json] = {
        "kind": "one_time_code",
        "channel": channel,
        "sent_to": masked(login),
        "digits": 6,
        "expires_in": int(CODE_LIFE.total_seconds()),
        "resend_after": int(RESEND_AFTER.total_seconds()),
    }
    return Problem(
        "code_required",
        extra={
            "error": "insufficient_authorization",
            "auth_session": handle,
            "challenge": challenge,
        },
    )


def _hash(who: str) -> str:
    return hashlib.sha256(who.encode("utf-8")).hexdigest()


def _code_hash(at: State, handle: str, code: str) -> str:
    return hmac.digest(at.secret, f"{handle}|{code}".encode(), "sha256").hex()
