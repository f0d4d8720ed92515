"""Bad input gets a plain problem and changes nothing; it never gets a fault of the server."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.sandbox.running import Sandbox, SignedIn

REF = "5b0f6f1e-3d57-4a0c-9f6f-2f6d8a1b7c10"
ADDRESS = "business.address.main"


def correction(field_id: Any = ADDRESS, before: Any = None, after: Any = "New") -> dict[str, Any]:
    entry = {"field_id": field_id, "before": before, "after": after}
    return {"type": "correction", "client_ref": REF, "corrections": [entry]}


@pytest.mark.parametrize(
    ("body", "pointer", "reason"),
    [
        ({"client_ref": REF}, "/type", "missing"),
        ({"type": "access"}, "/client_ref", "missing"),
        ({"type": "sell", "client_ref": REF}, "/type", "bad_value"),
        ({"type": "access", "client_ref": "mine"}, "/client_ref", "bad_pattern"),
        ({"type": "access", "client_ref": REF + "\n"}, "/client_ref", "too_long"),
        ({"type": "access", "client_ref": REF, "colour": 1}, "/colour", "unknown_field"),
        ({"type": "access", "client_ref": REF, "why": "x" * 2001}, "/why", "too_long"),
        ({"type": "access", "client_ref": REF, "why": "a\x00b"}, "/why", "bad_pattern"),
        ({"type": "access", "client_ref": REF, "why": None}, "/why", "wrong_type"),
        ({"type": "access", "client_ref": REF, "evidence": ["a"] * 6}, "/evidence", "too_many"),
        ({"type": "access", "client_ref": REF, "nominee": None}, "/nominee", "wrong_type"),
        ({"type": "access", "client_ref": REF, "plan_hash": "0" * 64}, "/plan_hash", "bad_value"),
        ({"type": "correction", "client_ref": REF}, "/corrections", "missing"),
        ({"type": "correction", "client_ref": REF, "corrections": []}, "/corrections", "too_short"),
        (correction("business.none"), "/corrections/0/field_id", "unknown_id"),
        (correction(before="Not what is held"), "/corrections/0/before", "bad_value"),
        (correction(after=""), "/corrections/0/after", "too_short"),
        (correction(after="   "), "/corrections/0/after", "too_short"),
        (correction(after="a\tb"), "/corrections/0/after", "bad_pattern"),
        (
            correction("business.gstin.main", after="33ABCPS1234K1ZA"),
            "/corrections/0/after",
            "check_digit",
        ),
        (correction("business.gstin.main", after="GSTIN"), "/corrections/0/after", "bad_pattern"),
        (
            correction("contact.person.email", after="not an e-mail"),
            "/corrections/0/after",
            "bad_pattern",
        ),
        (
            correction("contact.person.mobile", after="call me"),
            "/corrections/0/after",
            "bad_pattern",
        ),
        ({"type": "deletion", "client_ref": REF}, "/plan_hash", "missing"),
        (
            {
                "type": "deletion",
                "client_ref": REF,
                "subject": {"categories": ["usage"]},
                "plan_hash": "0" * 64,
            },
            "/plan_hash",
            "stale_plan",
        ),
        (
            {"type": "deletion", "client_ref": REF, "subject": {}, "plan_hash": "0" * 64},
            "/subject",
            "missing",
        ),
        (
            {
                "type": "deletion",
                "client_ref": REF,
                "subject": {"fields": ["x.y"]},
                "plan_hash": "0" * 64,
            },
            "/subject/fields/0",
            "unknown_id",
        ),
        ({"type": "nomination", "client_ref": REF}, "/nominee", "missing"),
        (
            {
                "type": "nomination",
                "client_ref": REF,
                "nominee": {"name": "K", "phone": None, "email": None, "relation": "son"},
            },
            "/nominee/phone",
            "missing",
        ),
        (
            {"type": "minor-report", "client_ref": REF, "minor": {"about": "x"}},
            "/minor/how_noticed",
            "missing",
        ),
        ([], "/", "wrong_type"),
        ("text", "/", "wrong_type"),
        (7, "/", "wrong_type"),
    ],
)
def test_a_filing_that_is_wrong_says_where_and_why(
    shared: Sandbox, body: Any, pointer: str, reason: str
) -> None:
    me = shared.sign_in()
    answer = me.post("/v1/requests", body)
    assert (answer.status, answer.code) == (422, "validation_failed")
    assert {"pointer": pointer, "reason": reason} in answer.json["field_errors"]
    assert me.get(f"/v1/requests?client_ref={REF}").json["items"] == []


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b'{"type":"access","type":"access"}',
        b'{"type":NaN}',
        b'{"type":"\\ud800"}',
        b"[" * 100_000,
        b'{"size":' + b"9" * 5000 + b"}",
    ],
)
def test_what_is_not_json_is_refused(shared: Sandbox, raw: bytes) -> None:
    me = shared.sign_in()
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
    answer = me.call("POST", "/v1/requests", raw=raw, headers=headers)
    assert (answer.status, answer.code) == (400, "invalid_request")


def test_text_is_kept_in_composed_form(shared: Sandbox) -> None:
    me = shared.sign_in()
    body = {"type": "access", "client_ref": str(uuid.uuid4()), "why": "cafe\u0301"}
    assert me.post("/v1/requests", body).json["note"] == "caf\u00e9"


def test_other_media_types_are_refused(shared: Sandbox) -> None:
    me = shared.sign_in()
    headers = {"Content-Type": "text/plain", "Idempotency-Key": str(uuid.uuid4())}
    assert me.call("POST", "/v1/requests", raw=b"{}", headers=headers).status == 415
    headers = {"Accept": "text/html"}
    refused = me.call("GET", "/v1/requests", headers=headers)
    assert (refused.status, refused.code) == (406, "not_acceptable")
    assert me.call("GET", "/v1/requests", headers={"Accept": "*/*"}).status == 200
    form = shared.call("POST", "/v1/oauth/token", {"grant_type": "refresh_token"})
    assert form.status == 415


def test_a_body_that_is_too_large_is_refused(shared: Sandbox) -> None:
    me = shared.sign_in()
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
    for size in (300_000, 12 * 1024 * 1024):
        raw = b'{"why":"' + b"x" * size + b'"}'
        answer = me.call("POST", "/v1/requests", raw=raw, headers=headers)
        assert (answer.status, answer.code) == (413, "too_large")


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=101",
        "limit=x",
        "status=new",
        "limit=1&limit=2",
        "cursor=%00",
        "cursor=e%C3%A9",
        "colour=red",
        "client_ref=x",
    ],
)
def test_a_query_that_is_wrong_is_refused(shared: Sandbox, query: str) -> None:
    answer = shared.sign_in().get(f"/v1/requests?{query}")
    assert (answer.status, answer.code) == (400, "invalid_request")
    assert answer.json["field_errors"][0]["pointer"].startswith("#/query/")


@pytest.mark.parametrize("cursor", ["x", "AAAA", "a" * 200, "cXJ5fDE"])
def test_a_cursor_we_never_gave_has_ended(shared: Sandbox, cursor: str) -> None:
    answer = shared.sign_in().get(f"/v1/requests?cursor={cursor}")
    assert (answer.status, answer.code) == (410, "snapshot_expired")


def test_unknown_paths_methods_and_things_have_their_problems(shared: Sandbox) -> None:
    me = shared.sign_in()
    assert shared.call("GET", "/v1/nothing").code == "not_found"
    assert me.get("/v1/requests/req-none").code == "not_found"
    assert me.get("/v1/requests/..%2f..%2fetc").code == "not_found"
    wrong = shared.call("PUT", "/v1/requests")
    assert (wrong.status, wrong.code) == (405, "method_not_allowed")
    assert wrong.headers["allow"] == "GET, HEAD, OPTIONS, POST"
    options = shared.call("OPTIONS", "/v1/requests")
    assert (options.status, options.headers["allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    head = me.call("HEAD", "/v1/requests")
    assert (head.status, head.body) == (200, b"")


def test_the_list_is_paged_newest_first_without_gap_or_repeat(
    sandbox: Sandbox, me: SignedIn
) -> None:
    for _ in range(5):
        me.post("/v1/requests", {"type": "access", "client_ref": str(uuid.uuid4())})
    whole = [r["request_id"] for r in me.get("/v1/requests?limit=100").json["items"]]
    assert len(whole) == 12
    paged: list[str] = []
    after = ""
    for _ in range(10):
        page = me.get(f"/v1/requests?limit=5{after}").json
        paged += [r["request_id"] for r in page["items"]]
        if page["next"] is None:
            break
        after = f"&cursor={page['next']}"
    assert paged == whole
    times = [r["filed_at"] for r in me.get("/v1/requests").json["items"]]
    assert times == sorted(times, reverse=True)
