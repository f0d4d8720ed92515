"""Bad news on the wire: a Problem is raised anywhere in a view and becomes RFC 9457 JSON.

The list of codes is closed (contract); a code decides status, title and whether the same call may
be sent again. No personal value ever goes into a problem (contract rule R18).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"
"""What can stand in a JSON answer (read-only shapes, so that any list or dict of it fits)."""

TYPE_BASE: Final = "https://kassapos.example/problems/"
MEDIA_TYPE: Final = "application/problem+json"
FIELD_ERRORS_MAX: Final = 100


@dataclass(frozen=True, slots=True)
class Code:
    """What one code of the closed list means on the wire."""

    status: int
    title: str
    retryable: bool = False


CODES: Final[dict[str, Code]] = {
    "invalid_request": Code(400, "The request cannot be read"),
    "idempotency_key_missing": Code(400, "The Idempotency-Key header is missing or malformed"),
    "digest_mismatch": Code(400, "What arrived is not what was sent", retryable=True),
    "invalid_grant": Code(400, "The grant is not valid any more"),
    "unsupported_grant_type": Code(400, "This grant type is not offered"),
    "invalid_client": Code(401, "This client is not known"),
    "unauthenticated": Code(401, "Sign in first"),
    "wrong_credentials": Code(401, "The login or the password is wrong"),
    "wrong_code": Code(401, "The code is wrong"),
    "code_expired": Code(401, "The code is too old"),
    "auth_session_unknown": Code(401, "This sign-in is not known any more"),
    "account_locked": Code(403, "The account is locked for a while"),
    "code_required": Code(403, "The one-time code is needed"),
    "forbidden": Code(403, "This account may not do that"),
    "not_found": Code(404, "There is nothing here"),
    "method_not_allowed": Code(405, "This method is not offered here"),
    "not_acceptable": Code(406, "Only JSON is offered here"),
    "request_in_progress": Code(409, "The same request is still running", retryable=True),
    "state_conflict": Code(409, "The present state does not allow this"),
    "offset_conflict": Code(409, "The upload stands at another offset"),
    "snapshot_expired": Code(410, "The frozen view has ended"),
    "precondition_failed": Code(412, "It was changed meanwhile"),
    "too_large": Code(413, "That is too large"),
    "unsupported_media_type": Code(415, "This media type is not taken here"),
    "validation_failed": Code(422, "Some values cannot be taken"),
    "idempotency_key_reused": Code(422, "This Idempotency-Key was used for something else"),
    "opt_in_locked": Code(422, "This choice cannot be switched"),
    "precondition_required": Code(428, "The If-Match header is needed"),
    "rate_limited": Code(429, "Too many requests", retryable=True),
    "internal": Code(500, "The server has a fault", retryable=True),
    "unavailable": Code(503, "The server is not ready", retryable=True),
}


@dataclass(frozen=True, slots=True)
class FieldError:
    """One value that cannot be taken: where (JSON pointer) and why (a code word)."""

    pointer: str
    reason: str


class Problem(Exception):
    """Raise it to answer with a problem document. `extra` are further members of it."""

    def __init__(
        self,
        code: str,
        *,
        detail: str | None = None,
        field_errors: tuple[FieldError, ...] = (),
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, Json] | None = None,
    ) -> None:
        """KeyError for a code outside the closed list: that is a defect, not an answer."""
        super().__init__(code)
        self.code = code
        self.status = CODES[code].status
        self.detail = detail
        self.field_errors = field_errors
        self.headers = dict(headers or {})
        self.extra = dict(extra or {})

    def document(self, request_id: str) -> dict[str, Json]:
        """The RFC 9457 document."""
        meaning = CODES[self.code]
        document: dict[str, Json] = {
            "type": TYPE_BASE + self.code,
            "title": meaning.title,
            "status": meaning.status,
            "code": self.code,
            "retryable": meaning.retryable,
            "request_id": request_id,
        }
        if self.detail is not None:
            document["detail"] = self.detail
        if self.field_errors:
            document["field_errors"] = [
                {"pointer": error.pointer, "reason": error.reason}
                for error in self.field_errors[:FIELD_ERRORS_MAX]
            ]
        return document | self.extra


def not_taken(pointer: str, reason: str) -> Problem:
    """A 422 for one value."""
    return Problem("validation_failed", field_errors=(FieldError(pointer, reason),))
