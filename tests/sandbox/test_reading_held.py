"""What is held: as the contract shapes it, with corrections and deletions laid over."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.contract.document import Checker, load
from tests.sandbox.open_shop import OpenShop, open_shop

CHECKER = Checker(load())
READ = [
    ("/v1/me", "Merchant"),
    ("/v1/categories", "CategoryList"),
    ("/v1/categories/business/fields", "FieldList"),
    ("/v1/categories/contact/fields", "FieldList"),
    ("/v1/categories/billing/fields", "FieldList"),
    ("/v1/fields/business.name", "Field"),
    ("/v1/fields/business.name/history", "FieldHistory"),
    ("/v1/opt-ins", "OptInList"),
    ("/v1/opt-ins/offers.whatsapp", "OptIn"),
    ("/v1/opt-ins/offers.whatsapp/history", "ConsentHistory"),
    ("/v1/consent-records", "ConsentRecordList"),
    ("/v1/policies", "PolicyList"),
    ("/v1/policies/2026-05-01", "PolicyVersion"),
    ("/v1/policies/2026-12-16", "PolicyVersion"),
    ("/v1/processors", "ProcessorList"),
    ("/v1/retention-rules", "RetentionRuleList"),
    ("/v1/notices", "NoticeList"),
]
PAGES = {
    "fields": "FieldPage",
    "field-changes": "FieldChangePage",
    "transactions": "TransactionPage",
    "usage-events": "UsageEventPage",
    "devices": "DevicePage",
    "sign-ins": "SignInPage",
    "messages": "MessagePage",
    "consent-events": "ConsentEventPage",
}


def check(value: Any, schema: str) -> None:
    """Nothing in the value breaks the contract's schema of that name."""
    assert CHECKER.faults(("components", "schemas", schema), value) == []


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[OpenShop]:
    """A fresh shop for each test, because these tests change it."""
    with open_shop(tmp_path, transactions=20) as opened:
        yield opened


def written(shop: OpenShop, statement: str, *values: object) -> None:
    """A row as the server's own acts on a request would write it."""
    with closing(sqlite3.connect(shop.folder / "sandbox.sqlite3", timeout=30)) as connection:
        connection.execute(statement, values)
        connection.commit()


@pytest.mark.parametrize(("path", "schema"), READ)
def test_answers_have_the_contract_s_shape(kaveri: OpenShop, path: str, schema: str) -> None:
    answer = kaveri.get(path)
    assert answer.status == 200
    check(answer.json, schema)


@pytest.mark.parametrize(("path", "schema"), READ)
def test_a_new_account_answers_in_the_same_shapes(empty: OpenShop, path: str, schema: str) -> None:
    answer = empty.get(path)
    assert answer.status == 200
    check(answer.json, schema)


@pytest.mark.parametrize("resource", PAGES)
def test_rows_have_the_contract_s_shape(kaveri: OpenShop, resource: str) -> None:
    view = kaveri.snapshot()
    check(view, "Snapshot")
    query = kaveri.query(view["snapshot_id"], resource, page_rows=1000)
    check(query, "Query")
    page = next(kaveri.pages(query))
    assert page["count"] > 0
    check(page, PAGES[resource])


@pytest.mark.parametrize("name", ["kaveri", "meenakshi", "empty"])
def test_every_consent_record_of_every_shop_has_the_contract_s_shape(
    tmp_path: Path, name: str
) -> None:
    with open_shop(tmp_path, name) as shop:
        etag = shop.get("/v1/opt-ins/low_stock.sms").json["etag"]
        body = {
            "granted": True,
            "policy_version": "2026-05-01",
            "language": "ta",
            "method": "switch",
        }
        assert shop.put("/v1/opt-ins/low_stock.sms", body, if_match=etag).status == 200
        items = shop.get("/v1/consent-records").json["items"]
        assert [item["opt_in_id"] for item in items].count("low_stock.sms") == 1
        for item in items:
            record = shop.get(f"/v1/consent-records/{item['record_id']}").json
            check(record, "ConsentRecord")
            assert record["events"][-1]["event_time"] >= record["header"]["created"]


@pytest.mark.parametrize(
    "path",
    [
        "/v1/categories/secrets/fields",
        "/v1/fields/business.secret",
        "/v1/fields/business.secret/history",
        "/v1/policies/1999-01-01",
        "/v1/consent-records/rec-unknown",
    ],
)
def test_what_is_not_there_is_not_found(kaveri: OpenShop, path: str) -> None:
    answer = kaveri.get(path)
    assert (answer.status, answer.json["code"]) == (404, "not_found")
    check(answer.json, "Problem")


@pytest.mark.parametrize("path", [path for path, _ in READ])
def test_nothing_is_told_without_a_sign_in(kaveri: OpenShop, path: str) -> None:
    answer = kaveri.call("GET", path, headers={"Authorization": "Bearer nobody"})
    assert (answer.status, answer.json["code"]) == (401, "unauthenticated")


def test_a_correction_shows_everywhere_and_in_the_history(shop: OpenShop) -> None:
    view = shop.snapshot()
    before = shop.get("/v1/fields/business.gstin.puducherry")
    written(
        shop,
        "INSERT INTO field_values(field_id, value, changed_at, changed_by, reason, before)"
        " VALUES('business.gstin.puducherry', ?, '2026-11-23T06:00:00Z', 'support', 'COR', ?)",
        "34ABCPS1234K1ZR",
        "34ABCPS1234K1ZK",
    )
    after = shop.get("/v1/fields/business.gstin.puducherry")
    assert after.json["value"] == "34ABCPS1234K1ZR"
    assert after.headers["etag"] == after.json["etag"] != before.json["etag"]
    check(after.json, "Field")
    history = shop.get("/v1/fields/business.gstin.puducherry/history").json["items"]
    assert (history[0]["before"], history[0]["after"]) == ("34ABCPS1234K1ZK", "34ABCPS1234K1ZR")
    assert shop.get("/v1/me").json["outlets"][1]["gstin"] == "34ABCPS1234K1ZR"
    categories = {c["category_id"]: c for c in shop.get("/v1/categories").json["items"]}
    assert categories["business"]["changed_at"] == "2026-11-23T06:00:00Z"

    def value(snapshot_id: str) -> str:
        rows = shop.rows(snapshot_id, "fields")
        return str(next(r["value"] for r in rows if r["field_id"] == "business.gstin.puducherry"))

    assert value(view["snapshot_id"]) == "34ABCPS1234K1ZK"
    assert value(shop.snapshot()["snapshot_id"]) == "34ABCPS1234K1ZR"


def test_a_deleted_field_is_no_longer_held_and_its_old_values_are_gone(shop: OpenShop) -> None:
    old = shop.get("/v1/fields/contact.person.mobile_second").json["value"]
    written(
        shop,
        "INSERT INTO field_values(field_id, value, changed_at, changed_by, reason, before)"
        " VALUES('contact.person.mobile_second', NULL, '2026-11-23T06:00:00Z', 'system', '', ?)",
        old,
    )
    fields = shop.get("/v1/categories/contact/fields").json["items"]
    assert "contact.person.mobile_second" not in [field["field_id"] for field in fields]
    assert shop.get("/v1/fields/contact.person.mobile_second").json["value"] is None
    history = shop.get("/v1/fields/contact.person.mobile_second/history").json["items"]
    assert {entry["before"] for entry in history} == {None}
    view = shop.snapshot()
    assert view["counts"]["fields"] == 19
    for resource in ("fields", "field-changes"):
        assert old not in str(shop.rows(view["snapshot_id"], resource))


def test_deleted_usage_data_is_gone_from_new_views_only(shop: OpenShop) -> None:
    view = shop.snapshot()
    written(shop, "INSERT INTO deleted_data VALUES('usage', '2026-11-23T06:00:00Z', 'req_1')")
    categories = {c["category_id"]: c["count"] for c in shop.get("/v1/categories").json["items"]}
    assert categories["usage"] == 0
    assert shop.snapshot()["counts"]["usage-events"] == 0
    assert shop.query(view["snapshot_id"], "usage-events")["total_count"] == 4012


def test_the_same_answer_is_not_sent_twice(kaveri: OpenShop) -> None:
    for path in ("/v1/me", "/v1/fields/business.name", "/v1/policies/2026-05-01"):
        etag = kaveri.get(path).headers["etag"]
        again = kaveri.call("GET", path, headers={"If-None-Match": etag})
        assert (again.status, again.body) == (304, b"")


def test_a_read_notice_stays_read(shop: OpenShop) -> None:
    (unread,) = [n for n in shop.get("/v1/notices").json["items"] if not n["read"]]
    path = f"/v1/notices/{unread['notice_id']}"
    assert shop.put(path, {"read": False}).status == 422
    answer = shop.put(path, {"read": True})
    assert (answer.status, answer.json["read"]) == (200, True)
    check(answer.json, "Notice")
    assert all(notice["read"] for notice in shop.get("/v1/notices").json["items"])
    assert shop.put("/v1/notices/ntc_unknown", {"read": True}).status == 404
