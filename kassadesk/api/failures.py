"""The one table from an answer that says no to a KassaError.

Told apart by the contract's `code`; where a machine in between answered, by the status alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from kassadesk.api.answer import Answer
from kassadesk.api.retry import retry_after_s
from kassadesk.core.clock import utc_now
from kassadesk.core.errors import (
    BadAnswer,
    Conflict,
    FieldProblem,
    KassaError,
    NotAllowed,
    NotFound,
    Rejected,
    ServerFault,
    SessionExpired,
    SignInRefused,
    SnapshotExpired,
    TooManyRequests,
)

_WORD = re.compile("[a-z][a-z0-9_]{0,63}")
_POINTER = re.compile("(/[A-Za-z0-9_-]{1,64}){0,16}")

_SIGN_IN_REASONS = {
    "wrong_credentials": "wrong_password",
    "wrong_code": "wrong_code",
    "code_expired": "code_expired",
    "account_locked": "account_locked",
    "auth_session_unknown": "start_again",
}
_CONFLICTS = frozenset(
    {"request_in_progress", "state_conflict", "offset_conflict", "precondition_failed"}
)
_SIMPLE: dict[str, Callable[[], KassaError]] = {
    "unauthenticated": SessionExpired,
    "invalid_grant": SessionExpired,
    "forbidden": NotAllowed,
    "not_found": NotFound,
    "snapshot_expired": SnapshotExpired,
}
_BY_STATUS: dict[int, Callable[[], KassaError]] = {
    401: SessionExpired,
    403: NotAllowed,
    404: NotFound,
    409: Conflict,
    410: SnapshotExpired,
    412: Conflict,
}


def failure_of(answer: Answer) -> KassaError:
    """The error an answer outside 2xx stands for, with its facts and no personal value."""
    problem = answer.json_object()
    code = _word(problem, "code")
    if answer.status >= 500:
        return ServerFault(answer.status, answer.request_id, _wait_s(answer, problem))
    if answer.status == 429:
        return TooManyRequests(retry_after_s=_wait_s(answer, problem))
    if code in _SIGN_IN_REASONS:
        return SignInRefused(
            reason=_SIGN_IN_REASONS[code],
            tries_left=_whole(problem, "tries_left"),
            retry_after_s=_wait_s(answer, problem),
        )
    if code in _SIMPLE:
        return _SIMPLE[code]()
    if code in _CONFLICTS:
        return Conflict(reason=code)
    if code:
        return Rejected(
            reason=code, problems=_field_problems(problem), request_id=answer.request_id
        )
    made = _BY_STATUS.get(answer.status)
    return made() if made else BadAnswer(what="status", request_id=answer.request_id)


def _wait_s(answer: Answer, problem: dict[str, Any]) -> float:
    told = retry_after_s(answer.headers.get("retry-after", ""), utc_now())
    return told if told is not None else float(_whole(problem, "retry_after_s") or 0)


def _field_problems(problem: dict[str, Any]) -> tuple[FieldProblem, ...]:
    raw_problems = problem.get("field_errors")
    entries = raw_problems if isinstance(raw_problems, list) else []
    return tuple(
        FieldProblem(_pointer(entry), _word(entry, "reason"))
        for entry in entries
        if isinstance(entry, dict)
    )


def _word(members: dict[str, Any], key: str) -> str:
    """A word of the contract's closed lists; "" for anything that could be more than a word."""
    value = members.get(key)
    return value if isinstance(value, str) and _WORD.fullmatch(value) else ""


def _pointer(members: dict[str, Any]) -> str:
    """A JSON pointer (RFC 6901) made of names and numbers; "" for anything else."""
    value = members.get("pointer")
    return value if isinstance(value, str) and _POINTER.fullmatch(value) else ""


def _whole(members: dict[str, Any], key: str) -> int | None:
    value = members.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
