"""Each fault does what it says, as often as it says, and only where it was allowed."""

from __future__ import annotations

import http.client
import json

import pytest

from tests.sandbox.running import Sandbox, SignedIn, content_digest, running_sandbox


def test_a_status_is_given_as_often_as_asked(sandbox: Sandbox) -> None:
    sandbox.fault("GET /v1/meta", status=503, retry_after="7", times=2)
    for _ in range(2):
        answer = sandbox.call("GET", "/v1/meta", checked=False)
        assert (answer.status, answer.code, answer.headers["retry-after"]) == (
            503,
            "unavailable",
            "7",
        )
    assert sandbox.call("GET", "/v1/meta").status == 200


def test_a_fault_hits_only_its_operation(sandbox: Sandbox, me: SignedIn) -> None:
    sandbox.fault("GET /v1/requests/*", status=500)
    assert me.get("/v1/requests").status == 200
    assert me.call("GET", "/v1/requests/x", checked=False).status == 500
    assert me.get("/v1/requests/x").status == 404


def test_an_answer_can_be_cut_short(sandbox: Sandbox) -> None:
    sandbox.fault("GET /v1/meta", truncate=20)
    with pytest.raises(http.client.IncompleteRead) as cut:
        sandbox.call("GET", "/v1/meta", checked=False)
    assert len(cut.value.partial) == 20


def test_the_digest_can_be_wrong(sandbox: Sandbox) -> None:
    sandbox.fault("GET /v1/meta", wrong_digest=True)
    answer = sandbox.call("GET", "/v1/meta", checked=False)
    assert answer.headers["content-digest"] != content_digest(answer.body)


def test_a_portal_can_answer_in_html_and_json_can_be_broken(sandbox: Sandbox) -> None:
    sandbox.fault("GET /v1/meta", html=True)
    portal = sandbox.call("GET", "/v1/meta", checked=False)
    assert (portal.status, portal.headers["content-type"][:9]) == (200, "text/html")
    sandbox.fault("GET /v1/meta", bad_json=True)
    with pytest.raises(json.JSONDecodeError):
        sandbox.call("GET", "/v1/meta").json  # noqa: B018


def test_a_session_can_end_in_the_middle_of_work(sandbox: Sandbox, me: SignedIn) -> None:
    other = sandbox.sign_in()
    sandbox.fault("GET /v1/requests", expire_session=True)
    assert me.get("/v1/requests").code == "unauthenticated"
    token = me.tokens["refresh_token"]
    assert sandbox.token(grant_type="refresh_token", refresh_token=token).code == "invalid_grant"
    assert other.get("/v1/requests").status == 200


def test_the_calls_seen_are_told_in_order_without_their_queries(sandbox: Sandbox) -> None:
    sandbox.call("GET", "/v1/meta?secret=1")
    sandbox.call("GET", "/v1/nothing")
    sandbox.fault("GET /v1/meta", drop="before")
    with pytest.raises(ConnectionError):
        sandbox.call("GET", "/v1/meta")
    assert sandbox.seen() == [
        {"method": "GET", "path": "/v1/meta", "status": 200},
        {"method": "GET", "path": "/v1/nothing", "status": 404},
        {"method": "GET", "path": "/v1/meta", "status": 0},
    ]


def test_faults_can_be_switched_off(sandbox: Sandbox) -> None:
    sandbox.fault("* /v1/*", status=500, times=1000)
    sandbox.no_faults()
    assert sandbox.call("GET", "/v1/meta").status == 200


@pytest.mark.parametrize(
    "body", [{}, {"operation": "meta"}, {"operation": "GET /x", "status": 200}]
)
def test_a_fault_that_makes_no_sense_is_refused(shared: Sandbox, body: dict[str, object]) -> None:
    assert shared.call("POST", "/sandbox/faults", body).code == "validation_failed"


def test_without_the_switch_there_is_nothing_under_sandbox() -> None:
    with running_sandbox(faults=False) as sandbox:
        for method, path in (
            ("POST", "/sandbox/faults"),
            ("GET", "/sandbox/seen"),
            ("POST", "/sandbox/advance"),
            ("POST", "/sandbox/requests/req-0042/step"),
        ):
            assert sandbox.call(method, path, {} if method == "POST" else None).code == "not_found"
