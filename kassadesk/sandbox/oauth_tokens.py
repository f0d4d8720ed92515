"""Tokens for codes, new tokens for old ones, and ending a session (RFC 6749, 7636, 7009, 8414)."""

from __future__ import annotations

import hashlib
import hmac
from typing import Annotated, Literal

import msgspec
from flask import Blueprint, Response

from kassadesk.sandbox.answers import answer
from kassadesk.sandbox.bodies import form_body, wants_json
from kassadesk.sandbox.clock import wire_time
from kassadesk.sandbox.guards import token_hash
from kassadesk.sandbox.oauth_challenge import Handle, Opaque, known_client
from kassadesk.sandbox.problems import FieldError, Problem
from kassadesk.sandbox.signer import b64url
from kassadesk.sandbox.state import state
from kassadesk.sandbox.tokens import (
    ACCESS_LIFE,
    Pair,
    Person,
    begin_session,
    end_session,
    rotate,
    session_of,
)

blueprint = Blueprint("oauth_tokens", __name__)

ClientId = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
Verifier = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9._~-]{43,128}\Z")]


class TokenAsked(msgspec.Struct):
    """The token form."""

    grant_type: Annotated[str, msgspec.Meta(max_length=100)]
    client_id: ClientId
    code: Handle | None = None
    code_verifier: Verifier | None = None
    refresh_token: Opaque | None = None


class RevokeAsked(msgspec.Struct):
    """The revocation form."""

    token: Opaque
    client_id: ClientId
    token_type_hint: Literal["access_token", "refresh_token"] | None = None


@blueprint.post("/v1/oauth/token")
def token() -> Response:
    """A pair of tokens. 400 invalid_grant, unsupported_grant_type; 401 invalid_client."""
    wants_json()
    form = form_body(TokenAsked)
    known_client(form.client_id)
    if form.grant_type == "authorization_code":
        return _tokens(_redeem(form))
    if form.grant_type == "refresh_token":
        return _tokens(_refresh(form))
    raise Problem("unsupported_grant_type", extra={"error": "unsupported_grant_type"})


@blueprint.post("/v1/oauth/revoke")
def revoke() -> Response:
    """End the session a token belongs to; 200 always, also for a token that is not known."""
    wants_json()
    form = form_body(RevokeAsked)
    known_client(form.client_id)
    at = state()
    with at.store.changing() as db:
        session_id = session_of(db, form.token)
        if session_id is not None:
            end_session(db, session_id, at.clock.now())
    return answer({})


@blueprint.get("/.well-known/oauth-authorization-server")
def metadata() -> Response:
    """RFC 8414 metadata of this server."""
    wants_json()
    origin = state().origin
    return answer(
        {
            "issuer": origin,
            "authorization_challenge_endpoint": f"{origin}/v1/oauth/authorization-challenge",
            "token_endpoint": f"{origin}/v1/oauth/token",
            "revocation_endpoint": f"{origin}/v1/oauth/revoke",
            "grant_types_supported": ["authorization_code", "refresh_token"],
            "response_types_supported": ["code"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["none"],
            "scopes_supported": ["privacy"],
            "authorization_response_iss_parameter_supported": True,
        }
    )


def _redeem(form: TokenAsked) -> Pair:
    """The first pair for an authorization code and the verifier of its PKCE challenge."""
    if form.code is None or form.code_verifier is None:
        raise _missing("code" if form.code is None else "code_verifier")
    at = state()
    now = at.clock.now()
    pair: Pair | None = None
    with at.store.changing() as db:
        row = db.execute(
            "SELECT * FROM authorization_codes WHERE hash = ?", (token_hash(form.code),)
        ).fetchone()
        if row is not None and row["session_id"] is not None:
            end_session(db, row["session_id"], now)  # a code used twice is a copied code
        elif row is not None and row["expires_at"] > wire_time(now):
            challenge = b64url(hashlib.sha256(form.code_verifier.encode("ascii")).digest())
            if hmac.compare_digest(challenge, row["code_challenge"]):
                person = Person(row["merchant_id"], row["person"], row["role"], row["device_name"])
                pair = begin_session(db, at.secret, person, now)
                db.execute(
                    "UPDATE authorization_codes SET session_id = ? WHERE hash = ?",
                    (pair.session_id, row["hash"]),
                )
    if pair is None:
        raise _invalid_grant()
    return pair


def _refresh(form: TokenAsked) -> Pair:
    if form.refresh_token is None:
        raise _missing("refresh_token")
    at = state()
    with at.store.changing() as db:
        pair = rotate(db, at.secret, form.refresh_token, at.clock.now())
    if pair is None:
        raise _invalid_grant()
    return pair


def _tokens(pair: Pair) -> Response:
    return answer(
        {
            "access_token": pair.access_token,
            "token_type": "Bearer",
            "expires_in": int(ACCESS_LIFE.total_seconds()),
            "refresh_token": pair.refresh_token,
            "scope": "privacy",
            "session_id": pair.session_id,
            "iss": state().origin,
        }
    )


def _invalid_grant() -> Problem:
    return Problem("invalid_grant", extra={"error": "invalid_grant"})


def _missing(name: str) -> Problem:
    return Problem(
        "invalid_request",
        field_errors=(FieldError(f"/{name}", "missing"),),
        extra={"error": "invalid_request"},
    )
