"""Look at each page: Home and its lines, My data, the large tables, Policy, Help."""

from __future__ import annotations

from typing import Any

import pytest

from kassadesk.core.held import CategoryId
from kassadesk.core.lens import grouped, money
from kassadesk.core.rows import Resource
from tests.flows.api_words import fields, rows, summary
from tests.flows.desk import Desk
from tests.flows.hands import Keys, by_both_hands, key
from tests.sandbox.running import Sandbox

pytestmark = pytest.mark.ahead


@pytest.fixture
def at_home(desk: Desk) -> Desk:
    """Signed in, Home is read."""
    desk.sign_in()
    desk.wait_to_see("What Kassapos holds about you", "Needs your attention")
    return desk


@by_both_hands
def test_each_line_of_home_that_needs_attention_leads_to_its_page(at_home: Desk) -> None:
    desk = at_home
    card = desk.page.attention
    if card.show_all.isVisible():
        desk.hand.press(card.show_all)
    leads = {
        "your_turn": "requests",
        "deletion_starts": "requests",
        "policy_changes": "policy",
        "no_copy": "export",
        "looks_mistyped": "my_data",
        "unexplained": "my_data",
        "messages_after_stop": "opt_ins",
        "unread_notice": "policy",
    }
    kinds = [one.kind for one in desk.rooms.home.attention]
    assert len(kinds) >= 4
    for place, kind in enumerate(kinds):
        desk.hand.press(card.rows[place].button)
        desk.wait_at(leads[kind])
        assert desk.toast == ""
        desk.open_page("home")


@by_both_hands
def test_each_card_of_home_leads_to_its_page(at_home: Desk) -> None:
    desk = at_home
    tables = {
        CategoryId.BILLING: Resource.TRANSACTIONS,
        CategoryId.USAGE: Resource.USAGE_EVENTS,
        CategoryId.DEVICE: Resource.DEVICES,
    }
    for kind in CategoryId:
        desk.hand.press(desk.page.kinds[kind])
        desk.rest()
        if kind in tables:
            assert desk.at("rows")
            assert desk.rooms.large_table.resource is tables[kind]
        else:
            assert desk.at("my_data")
            assert desk.rooms.records.chosen is kind
        desk.open_page("home")
    for card, goal in (("opt_ins", "opt_ins"), ("books", "policy"), ("copy", "export")):
        desk.hand.press(getattr(desk.page, card).link)
        desk.wait_at(goal)
        desk.open_page("home")


@by_both_hands
def test_my_data_shows_every_field_of_business_and_contact_as_the_api_has_it(
    at_home: Desk, calm_shop: Sandbox
) -> None:
    desk, me = at_home, calm_shop.sign_in()
    page = desk.open_page("my_data")
    for kind in (CategoryId.BUSINESS, CategoryId.CONTACT):
        desk.hand.press(page.kinds.buttons[kind])
        desk.rest()
        held = fields(me, kind)
        shown = [look.field.label for look in desk.rooms.records.fields]
        assert shown == [one["label"] for one in held]
        assert page.fields.rowCount() == len(held)


@by_both_hands
def test_a_field_shows_source_purpose_keeping_recipients_and_history(
    at_home: Desk, calm_shop: Sandbox
) -> None:
    desk, me = at_home, calm_shop.sign_in()
    page = desk.open_page("my_data")
    held = fields(me, "business")
    place = next(n for n, one in enumerate(held) if one["recipients"] and one["purposes"])
    desk.hand.open_row(page.table, page.fields.index(place, 0))
    desk.rest()
    one = held[place]
    assert page.pane.isVisible()
    desk.wait_to_see("Came from", "Why held", "Kassapos keeps", "Shared with", "History")
    desk.wait_to_see(one["label"], one["value"], one["recipients"][0]["name"])
    history = me.get(f"/v1/fields/{one['field_id']}/history").json["items"]
    assert len(desk.rooms.records.history) == len(history) > 0
    key(Keys.Key_Escape)
    desk.wait_until(lambda: not page.pane.isVisible(), "Esc closes the pane")


def to_billing(desk: Desk) -> Any:
    """From Home over My data to the bills."""
    page = desk.open_page("my_data")
    desk.hand.press(page.kinds.buttons[CategoryId.BILLING])
    desk.wait_until(lambda: desk.at("rows"), "the bills are shown")
    ready(desk)
    return desk.page


def ready(desk: Desk) -> Any:
    """Wait for the rows in sight; gives the table's model."""
    model = desk.rooms.large_table.table
    desk.wait_until(
        lambda: model.state == "ready" and (model.count == 0 or model.row(0) is not None),
        "the rows are there",
    )
    desk.rest()
    return model


def key_of(model: Any, name: str) -> int:
    """The place of a column."""
    return [column.key for column in model.columns].index(name)


@by_both_hands
def test_billing_scrolls_to_its_end_and_its_totals_are_the_api_s(
    at_home: Desk, calm_shop: Sandbox
) -> None:
    desk, me = at_home, calm_shop.sign_in()
    page = to_billing(desk)
    model = ready(desk)
    told = summary(me, "transactions")
    assert model.count == told["total_count"] == 600
    assert page.count.text() == f"{grouped(600)} transactions"
    assert page.table.totals is not None
    spoken = page.table.totals.accessibleName()
    for name in ("taxable_paise", "gst_paise", "total_paise"):
        assert money(told["totals"][name]) in spoken
    desk.hand.to_the_end(page.table.view)
    desk.wait_until(lambda: model.row(599) is not None, "the last row is read")
    last = list(rows(me, "transactions"))[-1]
    assert model.text(599, key_of(model, "bill_number")) == last["bill_number"]
    desk.wait_until(lambda: page.range.text().endswith("to 600 of 600"), "the end is in sight")


@by_both_hands
def test_billing_sorts_filters_and_finds_at_the_source(at_home: Desk, calm_shop: Sandbox) -> None:
    desk, me = at_home, calm_shop.sign_in()
    page = to_billing(desk)
    model = ready(desk)
    desk.hand.sort_by(page.table.view, key_of(model, "total_paise"))
    ready(desk)
    dearest = next(rows(me, "transactions", sort="total_paise", descending=True))
    assert model.text(0, key_of(model, "bill_number")) == dearest["bill_number"]
    year = desk.rooms.large_table.years[1]
    desk.hand.choose(page.filters.year, f"FY {year}")
    ready(desk)
    of_year = summary(me, "transactions", where={"financial_year": year})
    assert 0 < model.count == of_year["total_count"] < 600
    assert money(of_year["totals"]["total_paise"]) in page.table.totals.accessibleName()
    desk.hand.write(page.filters.search, dearest["bill_number"])
    key(Keys.Key_Return)
    ready(desk)
    wanted = {"financial_year": year, "search": dearest["bill_number"]}
    assert model.count == summary(me, "transactions", where=wanted)["total_count"]
    desk.hand.choose(page.filters.year, "All years")
    ready(desk)
    assert model.count >= 1
    assert model.text(0, key_of(model, "bill_number")) == dearest["bill_number"]


def test_a_search_without_a_find_says_so_and_shows_everything_again(at_home: Desk) -> None:
    desk = at_home
    page = to_billing(desk)
    desk.hand.write(page.filters.search, "there is no such bill")
    key(Keys.Key_Return)
    desk.wait_to_see("Nothing fits")
    desk.hand.press(desk.button("Show everything"))
    assert ready(desk).count == 600
    assert page.filters.search.text() == ""


@by_both_hands
def test_usage_and_devices_show_every_row_and_esc_goes_back(
    at_home: Desk, calm_shop: Sandbox
) -> None:
    desk, me = at_home, calm_shop.sign_in()
    for kind, resource in ((CategoryId.USAGE, "usage-events"), (CategoryId.DEVICE, "devices")):
        page = desk.open_page("my_data")
        desk.hand.press(page.kinds.buttons[kind])
        desk.wait_until(lambda: desk.at("rows"), "the rows are shown")
        assert ready(desk).count == summary(me, resource)["total_count"] > 0
        key(Keys.Key_Escape)
        desk.wait_until(lambda: desk.at("my_data"), "Esc goes back")
    page = desk.open_page("my_data")
    desk.hand.press(page.kinds.buttons[CategoryId.DEVICE])
    ready(desk)
    desk.hand.press(desk.page.segments[Resource.SIGN_INS])
    assert ready(desk).count == summary(me, "sign-ins")["total_count"] > 0


@by_both_hands
def test_policy_shows_both_versions_companies_and_contact(
    at_home: Desk, calm_shop: Sandbox
) -> None:
    desk, me = at_home, calm_shop.sign_in()
    page = desk.open_page("policy")
    desk.wait_to_see("Policy of 1 May 2026", "Takes effect in ", "What changes, in plain words")
    processors = me.get("/v1/processors").json["items"]
    desk.wait_to_see(*(one["name"] for one in processors))
    desk.wait_to_see(me.get("/v1/me").json["contact"]["email"])
    desk.hand.press(page.versions.read_button)
    desk.rest()
    dialog = desk.dialog()
    assert dialog.isVisible()
    key(Keys.Key_Escape)
    desk.wait_until(lambda: not dialog.isVisible(), "Esc closes the text")


@by_both_hands
def test_help_shows_keys_version_server_and_licences(at_home: Desk) -> None:
    desk = at_home
    page = desk.open_page("help")
    desk.wait_to_see("Ctrl+1 … Ctrl+7", "Version ", desk.session.server, "Open the log folder")
    desk.wait_to_see("Connection", "This PC itself, not encrypted.")
    assert page.licences.isVisible()


def test_every_page_has_something_for_f6_ctrl_f_and_f5(at_home: Desk) -> None:
    desk = at_home
    for name in ("home", "my_data", "opt_ins", "export", "review", "requests", "policy", "help"):
        desk.open_page(name)
        for pressed in (Keys.Key_F6, Keys.Key_F6, Keys.Key_F6, Keys.Key_F5):
            key(pressed)
            desk.rest()
        assert desk.toast == ""
        assert desk.at(name)
