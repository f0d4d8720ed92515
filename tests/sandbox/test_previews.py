"""A deletion is told before it is asked for, and the telling binds it."""

from __future__ import annotations

import uuid
from typing import Any

from tests.sandbox.running import Sandbox, SignedIn


def preview(me: SignedIn, **scope: Any) -> dict[str, Any]:
    answer = me.call("POST", "/v1/deletion-previews", scope)
    assert answer.status == 201, answer.body
    found: dict[str, Any] = answer.json
    return found


def records(lines: list[dict[str, Any]]) -> int:
    return sum(line["records"] for line in lines)


def test_closing_the_account_names_everything_my_data_shows(shared: Sandbox) -> None:
    me = shared.sign_in()
    told = preview(me, close_account=True)
    held = {c["category_id"]: c["count"] for c in me.get("/v1/categories").json["items"]}
    lines = told["goes_now"] + told["goes_later"] + told["stays"]
    extra = records([x for x in lines if x["subject"] in ("consent-events", "messages")])
    assert records(lines) - extra == sum(held.values())


def test_bills_stay_year_by_year_with_law_and_date(shared: Sandbox) -> None:
    stays = preview(shared.sign_in(), categories=["billing"])["stays"]
    assert [line["year"] for line in stays] == sorted(line["year"] for line in stays)
    until = {line["year"]: line["until"] for line in stays}
    assert until["2021-22"] == "2028-12-31T18:29:59Z"
    assert until["2025-26"] == "2032-12-31T18:29:59Z"
    assert until["2026-27"] == "2034-03-31T18:29:59Z"
    assert all(line["rule"] for line in stays)


def test_usage_data_waits_while_the_account_is_open_and_goes_at_once_when_it_is_closed(
    shared: Sandbox,
) -> None:
    me = shared.sign_in()
    open_ = preview(me, categories=["usage"])
    assert [line["subject"] for line in open_["goes_later"]] == ["usage"]
    assert open_["goes_now"] == []
    closing = preview(me, close_account=True)
    assert "usage" in [line["subject"] for line in closing["goes_now"]]


def test_what_one_signs_in_with_stays_until_the_account_is_closed(shared: Sandbox) -> None:
    me = shared.sign_in()
    kept = preview(me, fields=["contact.person.mobile"])["stays"]
    assert [line["subject"] for line in kept] == ["contact.person.mobile"]
    assert "closed" in kept[0]["why"]


def test_the_record_of_choices_has_no_end_date_and_says_so(shared: Sandbox) -> None:
    stays = preview(shared.sign_in(), close_account=True)["stays"]
    (choices,) = [line for line in stays if line["subject"] == "consent-events"]
    assert choices["until"] is None
    assert "not given an end date" in choices["why"]


def test_the_same_scope_gives_the_same_hash_and_another_scope_another(shared: Sandbox) -> None:
    me = shared.sign_in()
    usage = preview(me, categories=["usage"])["plan_hash"]
    assert preview(me, categories=["usage"])["plan_hash"] == usage
    assert preview(me, categories=["device"])["plan_hash"] != usage


def test_a_hash_of_another_scope_or_shop_files_nothing(shared: Sandbox) -> None:
    me = shared.sign_in()
    told = preview(me, categories=["usage"])
    body = {
        "type": "deletion",
        "client_ref": str(uuid.uuid4()),
        "subject": {"categories": ["device"]},
        "plan_hash": told["plan_hash"],
    }
    refused = me.post("/v1/requests", body)
    assert refused.json["field_errors"] == [{"pointer": "/plan_hash", "reason": "stale_plan"}]
    assert me.post("/v1/requests", body | {"subject": told["scope"]}).status == 201


def test_a_preview_changes_nothing(shared: Sandbox) -> None:
    me = shared.sign_in()
    before = me.get("/v1/categories").body, me.get("/v1/requests").body
    preview(me, close_account=True)
    assert (me.get("/v1/categories").body, me.get("/v1/requests").body) == before


def test_a_scope_that_names_nothing_is_refused(shared: Sandbox) -> None:
    me = shared.sign_in()
    wrong: list[dict[str, Any]] = [
        {},
        {"fields": []},
        {"fields": ["none"]},
        {"categories": ["usage", "usage"]},
    ]
    for scope in wrong:
        assert me.call("POST", "/v1/deletion-previews", scope).code == "validation_failed"
