"""Wire shapes of signing in, the service's own facts and the signed-in devices."""

from __future__ import annotations

from kassadesk.api.wire import Moment, Wire, utc
from kassadesk.core.signin import AuthorizationServer, CodeChallenge, SignedInDevice, TokenSet


class RawChallenge(Wire):
    """What the one-time code is and where it went."""

    channel: str
    sent_to: str
    digits: int
    expires_in: int
    resend_after: int


class RawCodeRequired(Wire):
    """The problem that asks for the code."""

    auth_session: str
    challenge: RawChallenge

    def value(self) -> CodeChallenge:
        """As the core says it."""
        return CodeChallenge(
            auth_session=self.auth_session,
            sent_to=self.challenge.sent_to,
            channel=self.challenge.channel,
            digits=self.challenge.digits,
            expires_in_s=self.challenge.expires_in,
            resend_after_s=self.challenge.resend_after,
        )


class RawAuthorizationCode(Wire):
    """What a right one-time code gives."""

    authorization_code: str
    iss: str | None = None


class RawTokens(Wire):
    """What the token endpoint gives."""

    access_token: str
    refresh_token: str
    expires_in: int
    token_type: str
    session_id: str
    iss: str | None = None

    def value(self) -> TokenSet:
        """As the core says it."""
        return TokenSet(
            access_token=self.access_token,
            refresh_token=self.refresh_token,
            expires_in_s=self.expires_in,
            session_id=self.session_id,
        )


class RawDevice(Wire):
    """One signed-in program."""

    session_id: str
    device_name: str
    started_at: Moment
    last_used_at: Moment
    current: bool

    def value(self) -> SignedInDevice:
        """As the core says it."""
        return SignedInDevice(
            session_id=self.session_id,
            device_name=self.device_name,
            started_at=utc(self.started_at),
            last_used_at=utc(self.last_used_at),
            current=self.current,
        )


class RawDevices(Wire):
    """All signed-in programs."""

    items: list[RawDevice]


class RawAuthorizationServer(Wire):
    """Where to sign in."""

    issuer: str
    authorization_challenge_endpoint: str
    token_endpoint: str
    revocation_endpoint: str
    grant_types_supported: list[str]
    code_challenge_methods_supported: list[str]

    def value(self) -> AuthorizationServer:
        """As the core says it."""
        return AuthorizationServer(
            issuer=self.issuer,
            challenge_endpoint=self.authorization_challenge_endpoint,
            token_endpoint=self.token_endpoint,
            revocation_endpoint=self.revocation_endpoint,
            grant_types=tuple(self.grant_types_supported),
            code_challenge_methods=tuple(self.code_challenge_methods_supported),
        )


class RawMeta(Wire):
    """What the service says of itself without a sign-in."""

    service: str
    contract_version: str
    environment: str
    min_client: str
