"""How a request moves from filing to its end, by the calendar and by Kassapos' staff."""

from __future__ import annotations

import sqlite3
import uuid
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kassadesk.sandbox.store import Store
from tests.sandbox.running import Answer, Sandbox, SignedIn

PDF = b"%PDF-1.7\nan example\n"
ADDRESS = "business.address.main"
NEW_ADDRESS = "22, 10th Cross, Thillai Nagar, Tiruchirappalli 620018"


def file(me: SignedIn, type_: str, **parts: Any) -> dict[str, Any]:
    answer = me.post("/v1/requests", {"type": type_, "client_ref": str(uuid.uuid4()), **parts})
    assert answer.status == 201, answer.body
    found: dict[str, Any] = answer.json
    return found


def correct(
    me: SignedIn, field_id: str = ADDRESS, after: str = NEW_ADDRESS, **parts: Any
) -> dict[str, Any]:
    corrections = [{"field_id": field_id, "before": None, "after": after}]
    return file(me, "correction", corrections=corrections, **parts)


def delete(me: SignedIn, **scope: Any) -> dict[str, Any]:
    preview = me.call("POST", "/v1/deletion-previews", scope).json
    return file(me, "deletion", subject=preview["scope"], plan_hash=preview["plan_hash"])


def look(me: SignedIn, request: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = me.get(f"/v1/requests/{request['request_id']}").json
    return found


def later(sandbox: Sandbox, days: float) -> SignedIn:
    sandbox.advance(days=days)
    return sandbox.sign_in()


def story(me: SignedIn, request: dict[str, Any]) -> list[str]:
    items = me.get(f"/v1/requests/{request['request_id']}/events").json["items"]
    assert [i["seq"] for i in items] == list(range(1, len(items) + 1))
    assert [i["happened_at"] for i in items] == sorted(i["happened_at"] for i in items)
    return [i["kind"] for i in items]


def withdraw(me: SignedIn, request: dict[str, Any]) -> Answer:
    return me.post(f"/v1/requests/{request['request_id']}/withdrawal", {})


def place(request: dict[str, Any]) -> tuple[str, str | None]:
    return request["status"], request["reason"]


def test_a_new_request_is_open_with_a_receipt(sandbox: Sandbox, me: SignedIn) -> None:
    request = correct(me, why="We moved on 1 June.")
    assert place(request) == ("open", None)
    assert request["reference"].startswith("COR-")
    assert request["can_withdraw"]
    assert request["note"] == "We moved on 1 June."
    assert request["receipt"]["received_at"] == request["filed_at"]
    (item,) = request["items"]
    assert (item["action"], item["state"], item["after"]) == ("correct", "pending", NEW_ADDRESS)
    assert story(me, request) == ["filed"]


def test_references_never_repeat(sandbox: Sandbox, me: SignedIn) -> None:
    made = [correct(me)["reference"] for _ in range(5)]
    listed = [r["reference"] for r in me.get("/v1/requests?limit=100").json["items"]]
    assert len(listed) == len(set(listed))
    assert set(made) <= set(listed)


def test_a_correction_is_acknowledged_carried_out_and_then_the_field_is_changed(
    sandbox: Sandbox, me: SignedIn
) -> None:
    request = correct(me)
    me = later(sandbox, 1.6)
    assert place(look(me, request)) == ("in_progress", None)
    assert look(me, request)["acknowledged_at"] is not None
    assert me.get(f"/v1/fields/{ADDRESS}").json["value"] != NEW_ADDRESS
    me = later(sandbox, 5)
    assert place(look(me, request)) == ("fulfilled", None)
    assert [i["state"] for i in look(me, request)["items"]] == ["done"]
    assert story(me, request) == ["filed", "acknowledged", "execution_started", "fulfilled"]
    assert me.get(f"/v1/fields/{ADDRESS}").json["value"] == NEW_ADDRESS
    assert not look(me, request)["can_withdraw"]


def test_events_carry_the_moment_they_were_due_not_the_moment_of_looking(
    sandbox: Sandbox, me: SignedIn
) -> None:
    request = correct(me)
    me = later(sandbox, 60)
    events = me.get(f"/v1/requests/{request['request_id']}/events").json["items"]
    assert events[-1]["kind"] == "fulfilled"
    days = (int(events[-1]["happened_at"][8:10]), int(events[0]["happened_at"][8:10]))
    assert events[-1]["happened_at"][:10] < me.sandbox.call("GET", "/v1/meta").json["time"][:10], (
        days
    )


def test_a_name_needs_a_document_and_goes_on_when_it_comes(sandbox: Sandbox, me: SignedIn) -> None:
    request = correct(me, "contact.person.name", "Kavitha Selvam")
    me = later(sandbox, 3)
    waiting = look(me, request)
    assert place(waiting) == ("in_progress", "need_evidence")
    assert waiting["asks_for"]
    assert waiting["expires_at"] is not None
    attachment = me.upload(PDF)
    path = f"/v1/requests/{request['request_id']}/evidence"
    answer = me.post(path, {"attachments": [attachment], "note": "PAN card"})
    assert place(answer.json) == ("in_progress", None)
    assert answer.json["evidence_count"] == 1
    me = later(sandbox, 4)
    assert place(look(me, request)) == ("fulfilled", None)


def test_a_name_with_its_document_is_not_asked_for_one(sandbox: Sandbox, me: SignedIn) -> None:
    request = correct(me, "contact.person.name", "Kavitha Selvam", evidence=[me.upload(PDF)])
    assert request["evidence_count"] == 1
    assert len(request["receipt"]["attachment_digests"]) == 1
    me = later(sandbox, 7)
    assert place(look(me, request)) == ("fulfilled", None)


def test_no_document_in_time_ends_the_request(sandbox: Sandbox, me: SignedIn) -> None:
    request = correct(me, "contact.person.name", "Kavitha Selvam")
    me = later(sandbox, 40)
    assert place(look(me, request)) == ("expired", None)
    refused = me.post(
        f"/v1/requests/{request['request_id']}/evidence", {"attachments": [me.upload(PDF)]}
    )
    assert (refused.status, refused.code) == (409, "state_conflict")


def test_a_deletion_waits_fourteen_days_and_then_is_carried_out(
    sandbox: Sandbox, me: SignedIn
) -> None:
    request = delete(me, categories=["device"])
    me = later(sandbox, 2)
    waiting = look(me, request)
    assert place(waiting) == ("in_progress", "cooling_off")
    assert waiting["can_withdraw"]
    me = later(sandbox, 12.5)
    running = look(me, request)
    assert place(running) == ("in_progress", "executing")
    assert not running["can_withdraw"]
    assert withdraw(me, request).code == "state_conflict"
    me = later(sandbox, 1)
    assert place(look(me, request)) == ("in_progress", "awaiting_processor")
    me = later(sandbox, 3)
    assert place(look(me, request)) == ("fulfilled", None)
    preview = me.call("POST", "/v1/deletion-previews", {"categories": ["device"]}).json
    assert preview["goes_now"] == preview["goes_later"] == preview["stays"] == []


def test_a_deletion_in_its_wait_can_be_stopped_for_ever(sandbox: Sandbox, me: SignedIn) -> None:
    request = delete(me, categories=["usage"])
    me = later(sandbox, 10)
    answer = withdraw(me, request)
    assert place(answer.json) == ("revoked", "by_requester")
    assert answer.json["effective_at"] is None
    me = later(sandbox, 60)
    assert place(look(me, request)) == ("revoked", "by_requester")
    assert [i["state"] for i in look(me, request)["items"]] == ["pending"]
    assert story(me, request)[-1] == "withdrawn"
    assert withdraw(me, request).code == "state_conflict"


def test_closing_the_account_keeps_the_bills_with_law_and_date(
    sandbox: Sandbox, me: SignedIn
) -> None:
    request = delete(me, close_account=True)
    me = later(sandbox, 30)
    ended = look(me, request)
    assert place(ended) == ("fulfilled", "partial_legal_hold")
    states = {i["state"] for i in ended["items"]}
    assert states == {"done", "retained"}
    bills = [i for i in ended["items"] if i["subject"] == "billing"]
    assert len(bills) == 6
    assert all("CGST" in i["hold"]["law"] and i["hold"]["until"] for i in bills)


def test_what_goes_at_approval_is_gone_in_the_wait_and_the_rest_can_still_be_saved(
    sandbox: Sandbox, me: SignedIn
) -> None:
    request = delete(me, close_account=True)
    me = later(sandbox, 2)
    states = {i["subject"]: i["state"] for i in look(me, request)["items"]}
    assert place(look(me, request)) == ("in_progress", "cooling_off")
    assert (states["usage"], states["device"]) == ("done", "pending")
    assert states["contact.person.mobile_second"] == "done"
    held = {c["category_id"]: c["count"] for c in me.get("/v1/categories").json["items"]}
    assert held["usage"] == 0
    assert held["device"] > 0
    withdraw(me, request)
    me = later(sandbox, 30)
    states = {i["subject"]: i["state"] for i in look(me, request)["items"]}
    assert (states["usage"], states["device"]) == ("done", "pending")
    assert me.get("/v1/fields/contact.person.mobile").json["value"] is not None


def test_two_corrections_of_one_field_leave_a_true_history(sandbox: Sandbox, me: SignedIn) -> None:
    was = me.get(f"/v1/fields/{ADDRESS}").json["value"]
    correct(me)
    sandbox.advance(seconds=60)
    correct(me, after="7 Last Street")
    me = later(sandbox, 10)
    changes = me.get(f"/v1/fields/{ADDRESS}/history").json["items"][:2]
    assert [(c["before"], c["after"]) for c in changes] == [
        (NEW_ADDRESS, "7 Last Street"),
        (was, NEW_ADDRESS),
    ]


@pytest.mark.parametrize("days", [0, 2])
def test_an_open_or_running_request_can_be_withdrawn(sandbox: Sandbox, days: float) -> None:
    me = sandbox.sign_in()
    request = correct(me)
    me = later(sandbox, days)
    assert place(withdraw(me, request).json) == ("revoked", "by_requester")


def test_the_staff_can_refuse_with_reason_law_and_words(sandbox: Sandbox, me: SignedIn) -> None:
    request = correct(me)
    early = sandbox.staff(request["request_id"], "refuse", reason="other")
    assert early.code == "state_conflict"
    sandbox.staff(request["request_id"], "acknowledge")
    refused = sandbox.staff(
        request["request_id"],
        "refuse",
        reason="evidence_rejected",
        text="Not readable.",
        basis="Policy 5",
    )
    assert place(refused.json) == ("denied", "evidence_rejected")
    assert refused.json["details"] == "Not readable."
    assert refused.json["basis"] == "Policy 5"
    assert refused.json["next_step"]
    assert withdraw(me, request).code == "state_conflict"


def test_a_request_is_extended_once_with_words(sandbox: Sandbox, me: SignedIn) -> None:
    request = correct(me)
    promised = sandbox.staff(request["request_id"], "acknowledge").json["promised_by"]
    assert sandbox.staff(request["request_id"], "extend").code == "state_conflict"
    longer = sandbox.staff(request["request_id"], "extend", text="Many requests.").json
    assert place(longer) == ("in_progress", "extended")
    assert longer["promised_by"] > promised
    assert sandbox.staff(request["request_id"], "extend", text="Again.").code == "state_conflict"


def test_proof_that_never_comes_is_a_refusal(sandbox: Sandbox, me: SignedIn) -> None:
    request = correct(me)
    sandbox.staff(request["request_id"], "acknowledge")
    asked = sandbox.staff(request["request_id"], "ask_proof").json
    assert place(asked) == ("in_progress", "need_user_verification")
    me = later(sandbox, 31)
    assert place(look(me, request)) == ("denied", "insuf_verification")


def test_the_staff_cannot_skip_the_wait_of_a_deletion(sandbox: Sandbox, me: SignedIn) -> None:
    request = delete(me, categories=["usage"])
    sandbox.staff(request["request_id"], "acknowledge")
    assert sandbox.staff(request["request_id"], "execute").code == "state_conflict"
    assert sandbox.staff(request["request_id"], "finish").code == "state_conflict"


def test_not_even_the_staff_can_begin_an_approved_deletion_before_its_day(
    sandbox: Sandbox, me: SignedIn
) -> None:
    request = delete(me, categories=["device"])
    for step in ("acknowledge", "approve"):
        assert sandbox.staff(request["request_id"], step).status == 200
    assert sandbox.staff(request["request_id"], "execute").code == "state_conflict"
    assert place(look(me, request)) == ("in_progress", "cooling_off")


def test_a_store_of_an_earlier_version_gets_the_columns_it_lacks(tmp_path: Path) -> None:
    file = tmp_path / "shop.sqlite"
    Store(file).close()
    with closing(sqlite3.connect(file)) as old:
        old.execute("ALTER TABLE request_items DROP COLUMN year")
    store = Store(file)
    names = [row["name"] for row in store.reading().execute("PRAGMA table_info(request_items)")]
    store.close()
    assert "year" in names


def test_the_etag_changes_with_the_request_and_spares_an_unchanged_one(
    sandbox: Sandbox, me: SignedIn
) -> None:
    request = correct(me)
    path = f"/v1/requests/{request['request_id']}"
    first = me.get(path)
    assert first.headers["etag"] == first.json["etag"] == request["etag"]
    same = me.call("GET", path, headers={"If-None-Match": first.headers["etag"]})
    assert (same.status, same.body) == (304, b"")
    withdraw(me, request)
    changed = me.call("GET", path, headers={"If-None-Match": first.headers["etag"]})
    assert changed.status == 200
    assert changed.headers["etag"] != first.headers["etag"]
