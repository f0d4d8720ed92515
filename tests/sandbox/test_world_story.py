"""The stories around the bills: fields, devices, messages, choices, policy."""

from __future__ import annotations

import json
import unicodedata
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from kassadesk.core.columns import COLUMNS as PROGRAM_COLUMNS
from kassadesk.core.columns import TOTALS
from kassadesk.core.rows import Resource
from kassadesk.sandbox.world import open_world, shop_names
from kassadesk.sandbox.world.tables import COLUMNS, SORTABLE, TOTALLED
from tests.contract.document import load

DAY = date(2026, 11, 23)
ROWS = {
    Resource.FIELDS: "FieldRow",
    Resource.FIELD_CHANGES: "FieldChangeRow",
    Resource.TRANSACTIONS: "TransactionRow",
    Resource.USAGE_EVENTS: "UsageEventRow",
    Resource.DEVICES: "DeviceRow",
    Resource.SIGN_INS: "SignInRow",
    Resource.MESSAGES: "MessageRow",
    Resource.CONSENT_EVENTS: "ConsentEventRow",
}
TRACES = (Resource.USAGE_EVENTS, Resource.DEVICES, Resource.SIGN_INS, Resource.MESSAGES)


def test_the_sandbox_the_program_and_the_contract_have_the_same_columns() -> None:
    schemas = load()["components"]["schemas"]
    for resource, name in ROWS.items():
        assert list(COLUMNS[resource]) == schemas[name]["x-columns"]
        assert SORTABLE[resource] == set(schemas[name]["x-sortable"])
        assert list(TOTALLED.get(resource, ())) == schemas[name].get("x-totals", [])
        assert [column.key for column in PROGRAM_COLUMNS[resource]] == list(COLUMNS[resource])
        assert TOTALS.get(resource, ()) == TOTALLED.get(resource, ())


def test_kaveri_is_the_shop_of_the_pictures() -> None:
    world = open_world("kaveri", DAY)
    counts = {each["category_id"]: each["count"] for each in world.categories()}
    assert counts["business"] == 8
    assert counts["contact"] == 12
    assert counts["billing"] == 20000
    values = {field["field_id"]: field["value"] for field in world.fields()}
    assert values["business.gstin.puducherry"] == "34ABCPS1234K1ZK"
    licence = next(f for f in world.fields() if f["field_id"] == "business.fssai_licence")
    assert [purpose["policy_section"] for purpose in licence["purposes"]] == [None]
    assert licence["retention"]["start"] == "not_stated"


def test_meenakshi_is_large_in_every_table() -> None:
    counts = {e["category_id"]: e["count"] for e in open_world("meenakshi", DAY).categories()}
    assert counts == {
        "business": 8,
        "contact": 12,
        "billing": 1248306,
        "usage": 41208,
        "device": 3184,
    }


def test_a_new_account_has_few_fields_and_no_rows() -> None:
    world = open_world("empty", DAY)
    counts = world.counts()
    assert counts.pop("fields") == 5
    assert counts.pop("field-changes") == 5
    assert set(counts.values()) == {0}
    assert world.bills_by_year() == {}
    assert world.notices() == []


@pytest.mark.parametrize("shop", shop_names())
def test_every_table_has_as_many_rows_as_it_says_in_rising_order(shop: str) -> None:
    world = open_world(shop, DAY)
    for resource in TRACES:
        table = world.table(resource)
        rows = table.rows(range(table.count))
        assert len(rows) == table.count == world.counts()[resource.value]
        place = COLUMNS[resource].index(
            {Resource.DEVICES: "last_seen", Resource.MESSAGES: "sent_at"}.get(
                resource, "happened_at"
            )
        )
        keys = [(str(row[place]), str(row[0])) for row in rows]
        assert keys == sorted(set(keys))
        assert all(key[0] <= "2026-11-23T04:45:00Z" for key in keys)


@pytest.mark.parametrize("shop", shop_names())
def test_the_whole_story_is_nfc_and_moves_with_the_day(shop: str) -> None:
    def told(day: date) -> list[Any]:
        world = open_world(shop, day)
        events = [str(event) for event in world.choice_events()]
        return [world.me(), world.fields(), world.notices(), events]

    text = json.dumps(told(DAY), ensure_ascii=False)
    assert unicodedata.is_normalized("NFC", text)
    assert told(DAY) == told(DAY)
    assert told(DAY) != told(DAY + timedelta(days=1))


def test_a_field_tells_its_history_up_to_its_present_value() -> None:
    world = open_world("kaveri", DAY)
    for field in world.fields():
        history = world.field_history(field["field_id"])
        assert [entry["seq"] for entry in history] == list(range(1, len(history) + 1))
        assert history[0]["kind"] == "created"
        assert history[-1]["after"] == field["value"]
        assert history[-1]["changed_at"] == field["changed_at"]
        for earlier, later in pairwise(history):
            assert earlier["after"] == later["before"]
            assert earlier["changed_at"] < later["changed_at"]


def test_the_choices_stand_as_in_the_picture_and_the_newest_receipt_is_219() -> None:
    events = open_world("kaveri", DAY).choice_events()
    state = {event.opt_in_id: event.state for event in events}
    on = {name for name, word in state.items() if word == "given"}
    assert on == {
        "low_stock.whatsapp",
        "low_stock.in_app",
        "daily_report.whatsapp",
        "daily_report.email",
        "daily_report.in_app",
        "product_updates.in_app",
    }
    assert [event.receipt_number for event in events if event.receipt_number][-1] == "OPT-0219"
    offers = [event for event in events if event.opt_in_id == "offers.whatsapp"]
    assert [(e.happened_at, e.state, e.receipt_number) for e in offers] == [
        ("2022-02-14T11:39:00Z", "given", "OPT-0004"),
        ("2026-07-02T15:17:00Z", "withdrawn", "OPT-0219"),
    ]
    times = [event.happened_at for event in events]
    assert times == sorted(times)


def test_no_choice_is_switched_to_the_state_it_has() -> None:
    on: dict[str, bool] = {}
    for event in open_world("meenakshi", DAY).choice_events():
        given = event.state == "given"
        if event.opt_in_id in on:
            assert on[event.opt_in_id] != given
        on[event.opt_in_id] = given


def test_three_offers_came_after_the_stop() -> None:
    table = open_world("kaveri", DAY).table(Resource.MESSAGES)
    keys = COLUMNS[Resource.MESSAGES]
    rows = [dict(zip(keys, row, strict=True)) for row in table.rows(range(table.count))]
    late = [
        (row["sent_at"], row["subject"])
        for row in rows
        if row["purpose"] == "offers" and str(row["sent_at"]) > "2026-07-02T15:17:00Z"
    ]
    assert late == [
        ("2026-07-09T06:01:00Z", "Yearly plan"),
        ("2026-08-15T03:30:00Z", "Freedom sale"),
        ("2026-10-20T12:32:00Z", "Diwali plan offer"),
    ]


def test_the_next_policy_takes_effect_in_23_days_and_was_told_30_days_before() -> None:
    following, in_force, past = open_world("kaveri", DAY).policies(DAY)
    assert (following["version"], following["state"]) == ("2026-12-16", "next")
    assert following["told_at"] == "2026-11-16T04:30:00Z"
    assert (in_force["version"], in_force["state"]) == ("2026-05-01", "in_force")
    assert past["state"] == "past"
    for version in (following, in_force, past):
        assert [clause["number"] for clause in version["clauses"]] == [str(n) for n in range(1, 11)]
    assert len(following["changes"]) == 4
    differing = {
        new["number"]
        for new, old in zip(following["clauses"], in_force["clauses"], strict=True)
        if new["text"] != old["text"]
    }
    assert differing == {"3", "4", "7"}
    ids = {clause["clause_id"] for clause in following["clauses"]}
    assert {change["clause_id"] for change in following["changes"]} <= ids
    assert following["sha256"] != in_force["sha256"]


def test_on_its_day_the_next_policy_is_in_force() -> None:
    versions = open_world("kaveri", DAY).policies(date(2026, 12, 16))
    assert [version["state"] for version in versions] == ["in_force", "past", "past"]


def test_seven_companies_and_where_the_policy_names_them() -> None:
    named = {p["name"]: p["named_in_policy"] for p in open_world("kaveri", DAY).processors()}
    assert named == {
        "AWS": "named",
        "WhatsApp API": "named",
        "Razorpay": "named",
        "PhonePe": "named",
        "Google Drive": "not_in_list",
        "Google Analytics": "not_in_list",
        "SMS company": "not_named",
    }
