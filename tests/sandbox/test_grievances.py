"""Complaints have their own words, receipt and story."""

from __future__ import annotations

import uuid
from typing import Any

from tests.sandbox.running import Answer, Sandbox, SignedIn, running_sandbox


def complain(me: SignedIn, **changed: Any) -> Answer:
    body = {
        "client_ref": str(uuid.uuid4()),
        "category": "request_late",
        "text": "Nothing happened.",
    }
    return me.post("/v1/grievances", body | changed)


def test_a_complaint_about_a_request_is_taken_up_settled_and_opened_again(
    sandbox: Sandbox, me: SignedIn
) -> None:
    about = me.get("/v1/requests").json["items"][0]["request_id"]
    made = complain(me, about_request=about, attachments=[me.upload(b"%PDF-1.7 letter")])
    assert (made.status, made.json["state"], made.json["can_reopen"]) == (201, "OPEN", False)
    assert made.json["about_request"] == about
    assert len(made.json["attachments"]) == 1
    assert len(made.json["receipt"]["attachment_digests"]) == 1
    path = f"/v1/grievances/{made.json['grievance_id']}"
    assert me.post(f"{path}/reopening", {"why": "Early."}).code == "state_conflict"
    sandbox.advance(days=22)
    me = sandbox.sign_in()
    assert (me.get(path).json["state"], me.get(path).json["can_reopen"]) == ("RESOLVED", True)
    again = me.post(f"{path}/reopening", {"why": "Still nothing."})
    assert (again.status, again.json["state"]) == (200, "IN_PROGRESS")
    kinds = [e["kind"] for e in me.get(f"{path}/events").json["items"]]
    assert kinds == ["filed", "acknowledged", "resolved", "reopened"]
    assert me.get("/v1/grievances").json["items"] == [me.get(path).json]


def test_a_complaint_happens_once(shared: Sandbox) -> None:
    me, ref, key = shared.sign_in(), str(uuid.uuid4()), str(uuid.uuid4())
    body = {"client_ref": ref, "category": "other", "text": "Once."}
    first, replay = me.post("/v1/grievances", body, key), me.post("/v1/grievances", body, key)
    assert replay.body == first.body
    assert replay.headers["idempotency-replayed"] == "true"
    later = me.post("/v1/grievances", body)
    assert (later.status, later.json["grievance_id"]) == (200, first.json["grievance_id"])


def test_a_complaint_that_is_wrong_says_where(shared: Sandbox) -> None:
    me = shared.sign_in()
    for changed, pointer in (
        ({"category": "weather"}, "/category"),
        ({"text": ""}, "/text"),
        ({"about_request": "req-none"}, "/about_request"),
        ({"attachments": ["att-none"]}, "/attachments/0"),
        ({"client_ref": "1"}, "/client_ref"),
    ):
        refused = complain(me, **changed)
        assert refused.status == 422
        assert refused.json["field_errors"][0]["pointer"] == pointer
    assert me.get("/v1/grievances/grv-none").code == "not_found"


def test_the_laws_date_is_told_only_once_the_law_is_in_force() -> None:
    dates = []
    for today in ("2026-11-23", "2027-05-13"):
        with running_sandbox("empty", today=today) as sandbox:
            dates.append(complain(sandbox.sign_in()).json["statutory_due_date"])
    assert dates == [None, "2027-08-11"]
