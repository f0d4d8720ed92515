"""Signing in, renewing and revoking: OAuth 2.0 for First-Party Applications with PKCE, RFC 7009."""

from __future__ import annotations

from kassadesk.api.answer import Answer
from kassadesk.api.calls import Calls, OpenCalls, read, shaped
from kassadesk.api.failures import failure_of
from kassadesk.api.origin import path_of
from kassadesk.api.pkce import challenge_of, new_verifier
from kassadesk.api.transport import Call
from kassadesk.api.wire_signin import (
    RawAuthorizationCode,
    RawAuthorizationServer,
    RawCodeRequired,
    RawDevices,
    RawTokens,
)
from kassadesk.core.errors import BadAnswer, SessionExpired, SignInRefused
from kassadesk.core.signin import AuthorizationServer, CodeChallenge, SignedInDevice, TokenSet

CLIENT_ID = "kassadesk"
MAX_TOKEN_CHARS = 1024
_CHALLENGE = "/v1/oauth/authorization-challenge"
_TOKEN = "/v1/oauth/token"  # noqa: S105 - a path
_REVOKE = "/v1/oauth/revoke"


class RenewalCalls:
    """The one call that turns a refresh token into a new pair."""

    def __init__(self, calls: OpenCalls) -> None:
        self._calls = calls

    def renew(self, refresh_token: str) -> TokenSet:
        """A new pair; a lost answer is asked for again with the same token (rule R6).

        Raises SessionExpired when the server no longer takes the token.
        """
        fields = {
            "grant_type": "refresh_token",
            "client_id": CLIENT_ID,
            "refresh_token": refresh_token,
        }
        return tokens_from(self._calls.form(_TOKEN, fields, repeatable=True))


class SignInCalls:
    """Signs in, in two steps, and ends sign-ins. One sign-in at a time is under way."""

    def __init__(self, open_calls: OpenCalls, calls: Calls) -> None:
        self._open = open_calls
        self._calls = calls
        self._verifiers: dict[str, str] = {}

    def read_authorization_server(self) -> AuthorizationServer:
        """What the server says of its own sign-in (RFC 8414). Only told, never followed: calls go to
        the contract's paths under the one origin that was set."""
        path = "/.well-known/oauth-authorization-server"
        return self._open.get(path, RawAuthorizationServer).value()

    def challenge_authorization(
        self, login: str, password: str, device_name: str = ""
    ) -> CodeChallenge:
        """Where the one-time code went, for a right name and password. Raises SignInRefused."""
        verifier = new_verifier()
        fields = {
            "client_id": CLIENT_ID,
            "scope": "privacy",
            "code_challenge": challenge_of(verifier),
            "code_challenge_method": "S256",
            "login": login,
            "password": password,
        }
        if device_name:
            fields["device_name"] = device_name
        challenge = _code_required(self._open.form(_CHALLENGE, fields))
        self._verifiers = {challenge.auth_session: verifier}
        return challenge

    def resend_code(self, challenge: CodeChallenge) -> CodeChallenge:
        """The challenge of a fresh code. Raises TooManyRequests before `resend_after_s` is over."""
        fields = {
            "client_id": CLIENT_ID,
            "auth_session": challenge.auth_session,
            "resend": "true",
        }
        fresh = _code_required(self._open.form(_CHALLENGE, fields))
        verifier = self._verifiers.get(challenge.auth_session)
        if verifier is not None:
            self._verifiers = {fresh.auth_session: verifier}
        return fresh

    def confirm_code(self, challenge: CodeChallenge, code: str) -> TokenSet:
        """The tokens for a right code. Raises SignInRefused."""
        verifier = self._verifiers.get(challenge.auth_session)
        if verifier is None:
            raise SignInRefused(reason="start_again")
        fields = {
            "client_id": CLIENT_ID,
            "auth_session": challenge.auth_session,
            "code": code,
        }
        answer = self._open.form(_CHALLENGE, fields)
        if not answer.ok:
            raise failure_of(answer)
        tokens = self._exchange(read(answer, RawAuthorizationCode).authorization_code, verifier)
        self._verifiers = {}
        return tokens

    def revoke_token(self, token: str) -> None:
        """End a token and its whole family at the server (RFC 7009)."""
        fields = {"client_id": CLIENT_ID, "token": token, "token_type_hint": "refresh_token"}
        answer = self._open.form(_REVOKE, fields, repeatable=True)
        if not answer.ok:
            raise failure_of(answer)

    def list_sessions(self) -> tuple[SignedInDevice, ...]:
        """Everything that is signed in to this account."""
        raw_devices = self._calls.get("/v1/sessions", RawDevices)
        return tuple(device.value() for device in raw_devices.items)

    def end_session(self, session_id: str) -> None:
        """Sign another program out, from here."""
        self._calls.send(Call("DELETE", path_of("v1", "sessions", session_id)))

    def _exchange(self, authorization_code: str, verifier: str) -> TokenSet:
        fields = {
            "grant_type": "authorization_code",
            "client_id": CLIENT_ID,
            "code": authorization_code,
            "code_verifier": verifier,
        }
        try:
            return tokens_from(self._open.form(_TOKEN, fields))
        except SessionExpired as expired:
            raise SignInRefused(reason="start_again") from expired


def _code_required(answer: Answer) -> CodeChallenge:
    problem = answer.json_object()
    if answer.status == 403 and problem.get("code") == "code_required":
        return shaped(problem, RawCodeRequired, answer.request_id).value()
    if answer.ok:
        raise BadAnswer(what="no_code_asked", request_id=answer.request_id)
    raise failure_of(answer)


def tokens_from(answer: Answer) -> TokenSet:
    """The tokens in an answer of the token endpoint. Raises KassaError."""
    if not answer.ok:
        raise failure_of(answer)
    raw_tokens = read(answer, RawTokens)
    tokens = raw_tokens.value()
    sizes = len(tokens.access_token), len(tokens.refresh_token)
    plain = (tokens.access_token + tokens.refresh_token).isascii()
    if raw_tokens.token_type.lower() != "bearer" or max(sizes) > MAX_TOKEN_CHARS or not plain:
        raise BadAnswer(what="token", request_id=answer.request_id)
    return tokens
