"""Every code of the contract has its error, and no error carries what a server said about people."""

from __future__ import annotations

import json

import pytest

from kassadesk.api.answer import Answer
from kassadesk.api.failures import failure_of
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
from tests.contract.document import load

CODES: dict[str, tuple[int, type[KassaError]]] = {
    "invalid_request": (400, Rejected),
    "idempotency_key_missing": (400, Rejected),
    "digest_mismatch": (400, Rejected),
    "invalid_client": (401, Rejected),
    "unauthenticated": (401, SessionExpired),
    "wrong_credentials": (401, SignInRefused),
    "wrong_code": (401, SignInRefused),
    "code_expired": (401, SignInRefused),
    "auth_session_unknown": (401, SignInRefused),
    "account_locked": (403, SignInRefused),
    "code_required": (403, Rejected),
    "invalid_grant": (400, SessionExpired),
    "unsupported_grant_type": (400, Rejected),
    "forbidden": (403, NotAllowed),
    "not_found": (404, NotFound),
    "method_not_allowed": (405, Rejected),
    "not_acceptable": (406, Rejected),
    "request_in_progress": (409, Conflict),
    "state_conflict": (409, Conflict),
    "offset_conflict": (409, Conflict),
    "snapshot_expired": (410, SnapshotExpired),
    "precondition_failed": (412, Conflict),
    "too_large": (413, Rejected),
    "unsupported_media_type": (415, Rejected),
    "validation_failed": (422, Rejected),
    "idempotency_key_reused": (422, Rejected),
    "opt_in_locked": (422, Rejected),
    "precondition_required": (428, Rejected),
    "rate_limited": (429, TooManyRequests),
    "internal": (500, ServerFault),
    "unavailable": (503, ServerFault),
}


def problem(status: int, **members: object) -> Answer:
    headers = {"content-type": "application/problem+json", "x-request-id": "req-7"}
    return Answer(status, headers, json.dumps(members).encode())


def test_table_knows_every_code_of_the_contract() -> None:
    assert set(load()["components"]["schemas"]["ErrorCode"]["enum"]) == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_code_becomes_its_error(code: str) -> None:
    status, kind = CODES[code]

    failure = failure_of(problem(status, code=code, detail="Kavitha Selvam, 98421 33210"))

    assert type(failure) is kind
    assert "Kavitha" not in f"{failure} {failure!r} {vars(failure)}"
    if isinstance(failure, (Rejected, Conflict)):
        assert failure.reason == code


def test_facts_are_handed_on() -> None:
    refused = failure_of(
        problem(422, code="validation_failed", field_errors=[{"pointer": "/a", "reason": "b"}, 7])
    )
    wrong = failure_of(problem(401, code="wrong_credentials", tries_left=3))
    locked = failure_of(problem(403, code="account_locked", retry_after_s=600))
    fault = failure_of(problem(503, code="unavailable"))

    assert isinstance(refused, Rejected)
    assert refused.problems == (FieldProblem("/a", "b"),)
    assert refused.request_id == "req-7"
    assert isinstance(wrong, SignInRefused)
    assert (wrong.reason, wrong.tries_left) == ("wrong_password", 3)
    assert isinstance(locked, SignInRefused)
    assert (locked.reason, locked.retry_after_s) == ("account_locked", 600.0)
    assert isinstance(fault, ServerFault)
    assert (fault.status, fault.request_id) == (503, "req-7")


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, SessionExpired),
        (403, NotAllowed),
        (404, NotFound),
        (410, SnapshotExpired),
        (418, BadAnswer),
        (429, TooManyRequests),
        (502, ServerFault),
    ],
)
@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"code": 7}', b'{"code": ""}'])
def test_answer_without_a_code_is_told_by_its_status(
    status: int, kind: type[KassaError], body: bytes
) -> None:
    assert type(failure_of(Answer(status, {}, body))) is kind


@pytest.mark.parametrize("code", ["Kavitha Selvam", "a\r\nb", "x" * 65, "GSTIN 33A"])
def test_text_in_place_of_a_code_is_not_taken(code: str) -> None:
    failure = failure_of(problem(404, code=code, field_errors=[{"pointer": code, "reason": code}]))

    assert type(failure) is NotFound


def test_code_newer_than_this_program_is_a_refusal_that_names_it() -> None:
    failure = failure_of(problem(422, code="moon_phase_wrong"))

    assert isinstance(failure, Rejected)
    assert failure.reason == "moon_phase_wrong"


@pytest.mark.parametrize("told", ["a\r\nb", "x" * 65, "\u202eabc", "<b>", "", "தமிழ"])
def test_request_id_that_could_harm_a_log_is_dropped_or_cut(told: str) -> None:
    request_id = Answer(500, {"x-request-id": told}, b"").request_id

    assert request_id == "" or (request_id.isascii() and len(request_id) <= 64)
