"""Signing in: what the server asks next, and what a session is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CodeChallenge:
    """The server wants the one-time code now."""

    auth_session: str = field(repr=False)
    """Opaque handle of this sign-in; kept in memory only."""
    sent_to: str
    """Where the code went, already masked by the server."""
    channel: str
    """sms, whatsapp or email."""
    digits: int
    expires_in_s: int
    resend_after_s: int


@dataclass(frozen=True, slots=True)
class TokenSet:
    """What the token endpoint gives. Secrets never show in repr, logs or errors."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_in_s: int
    session_id: str


@dataclass(frozen=True, slots=True)
class AuthorizationServer:
    """Where a server signs people in, in its own words (RFC 8414)."""

    issuer: str
    challenge_endpoint: str
    token_endpoint: str
    revocation_endpoint: str
    grant_types: tuple[str, ...]
    code_challenge_methods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignedInDevice:
    """One signed-in program or phone of this account (GET /v1/sessions)."""

    session_id: str
    device_name: str
    started_at: datetime
    last_used_at: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class LateEndings:
    """What became of sign-ins that were ended here while the server could not be reached."""

    told: int
    """The server has now heard of so many."""
    dropped: int
    """So many were given up; they end by themselves at the server."""


@dataclass(frozen=True, slots=True)
class SampleSignIn:
    """How to sign in to the sample shop; printed by the sandbox when it is ready."""

    base_url: str
    login: str
    password: str = field(repr=False)
    code: str = field(repr=False)
    shop: str = ""
