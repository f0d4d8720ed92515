"""Choices change only from the state the person saw, and every change stays in the ledger."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.sandbox.open_shop import OpenShop, open_shop
from tests.sandbox.test_reading_pages import raw

OFF = {"granted": False, "policy_version": "2026-05-01", "language": "ta", "method": "switch"}
ON = OFF | {"granted": True}


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[OpenShop]:
    """A fresh shop for each test, because these tests change it."""
    with open_shop(tmp_path, transactions=20) as opened:
        yield opened


def opt_in(shop: OpenShop, opt_in_id: str) -> dict[str, Any]:
    found: dict[str, Any] = shop.get(f"/v1/opt-ins/{opt_in_id}").json
    return found


def ledger(shop: OpenShop) -> sqlite3.Connection:
    """The server's database, opened from outside."""
    connection = sqlite3.connect(shop.folder / "sandbox.sqlite3", timeout=30)
    connection.row_factory = sqlite3.Row
    return connection


def test_a_switch_adds_an_event_with_the_next_receipt(shop: OpenShop) -> None:
    before = opt_in(shop, "low_stock.whatsapp")
    assert before["granted"]
    answer = shop.put("/v1/opt-ins/low_stock.whatsapp", OFF, if_match=before["etag"])
    assert answer.status == 200
    assert not answer.json["granted"]
    assert answer.json["receipt_number"] == "OPT-0220"
    assert answer.headers["etag"] == answer.json["etag"] != before["etag"]
    assert opt_in(shop, "low_stock.whatsapp") == answer.json
    newest = shop.get("/v1/opt-ins/low_stock.whatsapp/history").json["items"][0]
    assert (newest["state"], newest["actor"], newest["language"], newest["method"]) == (
        "withdrawn",
        "owner",
        "ta",
        "switch",
    )
    again = shop.put("/v1/opt-ins/low_stock.whatsapp", ON, if_match=answer.json["etag"])
    assert (again.json["granted"], again.json["receipt_number"]) == (True, "OPT-0221")


def test_a_change_needs_the_state_it_was_made_from(shop: OpenShop) -> None:
    path = "/v1/opt-ins/offers.sms"
    missing = shop.put(path, ON)
    assert (missing.status, missing.json["code"]) == (428, "precondition_required")
    stale = shop.put(path, ON, if_match='"old"')
    assert (stale.status, stale.json["code"]) == (412, "precondition_failed")
    assert stale.json["current"] == opt_in(shop, "offers.sms")
    assert not opt_in(shop, "offers.sms")["granted"]


def test_the_same_key_switches_once_and_answers_the_same(shop: OpenShop) -> None:
    etag, key = opt_in(shop, "offers.email")["etag"], str(uuid.uuid4())
    first = shop.put("/v1/opt-ins/offers.email", ON, key, if_match=etag)
    second = shop.put("/v1/opt-ins/offers.email", ON, key, if_match=etag)
    assert first.status == second.status == 200
    assert first.body == second.body
    assert second.headers["idempotency-replayed"] == "true"
    assert len(shop.get("/v1/opt-ins/offers.email/history").json["items"]) == 1 + len(
        [e for e in _events(shop, "offers.email") if e["receipt_number"] != "OPT-0220"]
    )


def _events(shop: OpenShop, opt_in_id: str) -> list[dict[str, Any]]:
    view = shop.snapshot()
    rows = shop.rows(view["snapshot_id"], "consent-events")
    return [row for row in rows if row["opt_in_id"] == opt_in_id]


def test_a_refused_change_leaves_its_key_free(shop: OpenShop) -> None:
    key = str(uuid.uuid4())
    assert shop.put("/v1/opt-ins/offers.email", ON, key, if_match='"old"').status == 412
    etag = opt_in(shop, "offers.email")["etag"]
    assert shop.put("/v1/opt-ins/offers.email", ON, key, if_match=etag).status == 200


def test_the_same_state_adds_nothing_but_a_newer_text_renews(shop: OpenShop) -> None:
    before = opt_in(shop, "offers.sms")
    same = OFF | {"policy_version": before["policy_version"]}
    assert shop.put("/v1/opt-ins/offers.sms", same, if_match=before["etag"]).json == before
    on = shop.put("/v1/opt-ins/offers.sms", ON, if_match=before["etag"]).json
    newer = ON | {"policy_version": "2026-12-16"}
    renewed = shop.put("/v1/opt-ins/offers.sms", newer, if_match=on["etag"]).json
    assert renewed["policy_version"] == "2026-12-16"
    states = [e["state"] for e in shop.get("/v1/opt-ins/offers.sms/history").json["items"]]
    assert states[:2] == ["renewed", "given"]


@pytest.mark.parametrize(
    "opt_in_id", ["security_notices.none", "legal_notices.none", "website_analytics.none"]
)
def test_what_may_not_be_switched_says_why(kaveri: OpenShop, opt_in_id: str) -> None:
    before = opt_in(kaveri, opt_in_id)
    assert before["granted"]
    assert before["lock"]["reason"] in ("security", "legal", "browser")
    answer = kaveri.put(f"/v1/opt-ins/{opt_in_id}", OFF, if_match=before["etag"])
    assert (answer.status, answer.json["code"]) == (422, "opt_in_locked")
    assert opt_in(kaveri, opt_in_id) == before


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"policy_version": "2020-01-01"}, "/policy_version"),
        ({"language": "fr"}, "/language"),
        ({"granted": "yes"}, "/granted"),
        ({"method": ""}, "/method"),
        ({"colour": "red"}, "/colour"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused(
    kaveri: OpenShop, change: dict[str, Any], pointer: str
) -> None:
    answer = kaveri.put("/v1/opt-ins/offers.sms", ON | change, if_match="*")
    assert (answer.status, answer.json["code"]) == (422, "validation_failed")
    assert answer.json["field_errors"][0]["pointer"] == pointer


def test_an_unknown_choice_is_not_found(kaveri: OpenShop) -> None:
    assert kaveri.put("/v1/opt-ins/offers.pigeon", ON, if_match="*").status == 404
    assert kaveri.get("/v1/opt-ins/offers.pigeon").status == 404


def test_a_snapshot_does_not_see_what_is_switched_later(shop: OpenShop) -> None:
    view = shop.snapshot()
    etag = opt_in(shop, "offers.sms")["etag"]
    assert shop.put("/v1/opt-ins/offers.sms", ON, if_match=etag).status == 200
    assert len(shop.rows(view["snapshot_id"], "consent-events")) == 220
    assert len(shop.rows(shop.snapshot()["snapshot_id"], "consent-events")) == 221


@pytest.mark.parametrize(
    "statement", ["UPDATE consent_events SET state = 'given'", "DELETE FROM consent_events"]
)
def test_the_database_itself_refuses_to_change_an_event(shop: OpenShop, statement: str) -> None:
    with closing(ledger(shop)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)


def test_the_ledger_is_one_unbroken_chain(shop: OpenShop) -> None:
    etag = opt_in(shop, "offers.sms")["etag"]
    shop.put("/v1/opt-ins/offers.sms", ON, if_match=etag)
    with closing(ledger(shop)) as connection:
        rows = connection.execute("SELECT * FROM consent_events ORDER BY seq").fetchall()
    before = "0" * 64
    for row in rows:
        hashed = {
            key: row[key]
            for key in row.keys()  # noqa: SIM118 (a Row iterates over its values)
            if key not in ("seq", "merchant_id", "actor_name", "prev_hash", "this_hash")
        }
        text = json.dumps(hashed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert row["prev_hash"] == before
        before = hashlib.sha256(before.encode() + text.encode()).hexdigest()
        assert row["this_hash"] == before
    assert len(rows) == 221


def test_a_consent_record_is_hashed_signed_and_holds_no_personal_value(shop: OpenShop) -> None:
    records = shop.get("/v1/consent-records").json["items"]
    assert len(records) == 17
    wanted = next(r["record_id"] for r in records if r["opt_in_id"] == "offers.whatsapp")
    record = shop.get(f"/v1/consent-records/{wanted}").json
    text = json.dumps(record, ensure_ascii=False)
    for personal in ("Kavitha", "98765", "kaverifresh.example", "Bharathi", "33ABCPS"):
        assert personal not in text
    integrity = record.pop("integrity")
    canonical = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(canonical.encode()).hexdigest() == integrity["this_hash"]
    (key,) = shop.get("/.well-known/kassapos-keys").json["keys"]
    public = Ed25519PublicKey.from_public_bytes(raw(key["public_key"]))
    public.verify(raw(integrity["signature"]), integrity["this_hash"].encode())


def test_a_record_chains_to_what_it_was_before_its_newest_event(shop: OpenShop) -> None:
    before = opt_in(shop, "offers.whatsapp")
    path = f"/v1/consent-records/{before['record_id']}"
    old = shop.get(path).json["integrity"]["this_hash"]
    shop.put("/v1/opt-ins/offers.whatsapp", ON, if_match=before["etag"])
    assert shop.get(path).json["integrity"]["prev_hash"] == old


def test_choices_are_the_same_after_a_restart(tmp_path: Path) -> None:
    with open_shop(tmp_path, transactions=20) as shop:
        etag = opt_in(shop, "offers.in_app")["etag"]
        switched = shop.put("/v1/opt-ins/offers.in_app", ON, if_match=etag).json
    with open_shop(tmp_path, transactions=20) as shop:
        assert opt_in(shop, "offers.in_app") == switched
        assert len(_events(shop, "offers.in_app")) == len(
            shop.get("/v1/opt-ins/offers.in_app/history").json["items"]
        )
