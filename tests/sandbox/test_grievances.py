"""Complaints have their own words, receipt and story."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.contract.document import load
from tests.sandbox.grievance_places import ANSWER, make, walk
from tests.sandbox.grievance_places import complain as filed
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
    assert (again.status, again.json["state"]) == (200, "AWAITING_INTERNAL_REVIEW")
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


def test_a_complaint_can_be_led_to_every_state_of_the_contract(
    sandbox: Sandbox, me: SignedIn
) -> None:
    about = me.get("/v1/requests").json["items"][0]["request_id"]
    found = walk(sandbox, me, about)
    states = set()
    for place, grievance_id in found.items():
        path = f"/v1/grievances/{grievance_id}"
        now, story = me.get(path).json, me.get(f"{path}/events").json["items"]
        assert now["state"] == ("AWAITING_INTERNAL_REVIEW" if place == "reopened" else place)
        assert story[-1]["state"] == now["state"]
        assert [one["seq"] for one in story] == list(range(1, len(story) + 1))
        states.add(now["state"])
    schemas = load()["components"]["schemas"]
    assert states == set(schemas["GrievanceState"]["enum"])
    kinds = {
        one["kind"]
        for grievance_id in found.values()
        for one in me.get(f"/v1/grievances/{grievance_id}/events").json["items"]
    }
    assert kinds == set(schemas["GrievanceEvent"]["properties"]["kind"]["enum"])


def test_a_question_is_answered_once_with_what_shows_it_and_the_answer_is_looked_at(
    sandbox: Sandbox, me: SignedIn
) -> None:
    grievance_id = filed(me, None)
    path = f"/v1/grievances/{grievance_id}"
    body = {"text": ANSWER, "attachments": [me.upload(b"%PDF-1.7 bill")]}
    assert me.post(f"{path}/answer", body).code == "state_conflict"
    make(sandbox, me, grievance_id, "ask")
    sandbox.advance(days=60)
    me = sandbox.sign_in()
    assert me.get(path).json["state"] == "WAITING_ON_CLIENT"  # nobody decides without the answer
    key = str(uuid.uuid4())
    answered = me.post(f"{path}/answer", body, key)
    assert (answered.status, answered.json["state"]) == (200, "AWAITING_INTERNAL_REVIEW")
    assert len(answered.json["attachments"]) == 1
    assert me.post(f"{path}/answer", body, key).body == answered.body
    assert me.get(f"{path}/events").json["items"][-1]["text"] == ANSWER
    sandbox.advance(days=23)
    assert sandbox.sign_in().get(path).json["state"] == "RESOLVED"


@pytest.mark.parametrize(
    ("before", "step"),
    [
        ((), "review"),
        ((), "resolve"),
        (("take_up",), "take_up"),
        (("take_up",), "review"),
        (("ask",), "resolve"),
        (("ask",), "ask"),
        (("take_up", "resolve"), "resolve"),
        (("take_up", "resolve"), "ask"),
    ],
)
def test_a_step_that_is_not_in_the_table_changes_nothing(
    shared: Sandbox, before: tuple[str, ...], step: str
) -> None:
    me = shared.sign_in()
    grievance_id = filed(me, None)
    for one in before:
        make(shared, me, grievance_id, one)
    story = me.get(f"/v1/grievances/{grievance_id}/events").json
    refused = shared.call("POST", f"/sandbox/grievances/{grievance_id}/step", {"event": step})
    assert refused.code == "state_conflict"
    assert me.get(f"/v1/grievances/{grievance_id}/events").json == story
