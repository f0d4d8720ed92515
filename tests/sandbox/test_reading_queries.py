"""Every filter, order and sum of the server equals the same done by hand over all rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kassadesk.core.columns import COLUMNS
from kassadesk.core.rows import Resource
from tests.sandbox.open_shop import OpenShop

Row = dict[str, Any]
TOTALS = ("items", "taxable_paise", "gst_paise", "total_paise")
SEARCHED = (
    "transaction_id",
    "bill_number",
    "outlet",
    "customer_name",
    "customer_phone",
    "customer_gstin",
    "hsn",
    "payment_reference",
    "note",
)
TIME = {
    "transactions": "billed_at",
    "devices": "last_seen",
    "messages": "sent_at",
    "field-changes": "changed_at",
}


def holds(text: str) -> Callable[[Row], bool]:
    """Whether a bill holds a text, in any case."""
    return lambda row: any(
        text.casefold() in row[key].casefold() for key in SEARCHED if row[key] is not None
    )


FILTERS: list[tuple[dict[str, Any], Callable[[Row], bool]]] = [
    ({}, lambda row: True),
    (
        {"financial_year": "2024-25"},
        lambda row: "2024-03-31T18:30:00Z" <= row["billed_at"] < "2025-03-31T18:30:00Z",
    ),
    ({"financial_year": "2019-20"}, lambda row: False),
    ({"financial_year": "2024-26"}, lambda row: False),
    (
        {"date_from": "2026-11-01", "date_to": "2026-11-20"},
        lambda row: "2026-10-31T18:30:00Z" <= row["billed_at"] < "2026-11-20T18:30:00Z",
    ),
    ({"date_from": "2026-11-20", "date_to": "2026-11-01"}, lambda row: False),
    ({"since": "2026-10-05T06:00:00Z"}, lambda row: row["billed_at"] >= "2026-10-05T06:00:00Z"),
    ({"payment_mode": "card"}, lambda row: row["payment_mode"] == "card"),
    ({"outlet": "puducherry"}, lambda row: row["outlet"] == "puducherry"),
    ({"outlet": "nowhere"}, lambda row: False),
    ({"amount_from": 100000}, lambda row: row["total_paise"] >= 100000),
    ({"amount_to": -1}, lambda row: row["total_paise"] <= -1),
    (
        {"amount_from": -5000, "amount_to": 5000, "outlet": "main", "payment_mode": "upi"},
        lambda row: (
            -5000 <= row["total_paise"] <= 5000
            and row["outlet"] == "main"
            and row["payment_mode"] == "upi"
        ),
    ),
    ({"search": "SELVI"}, holds("selvi")),
    ({"search": "முருகன்"}, holds("முருகன்")),
    ({"search": "=hyperlink("}, holds("=hyperlink(")),
    ({"search": "kf-000012"}, holds("kf-000012")),
    ({"search": "refund kf"}, holds("refund kf")),
    ({"search": "PhonePe · T26"}, holds("phonepe · t26")),
    ({"search": "0042"}, holds("0042")),
    ({"search": "txn_00000003"}, holds("txn_00000003")),
    ({"search": "%"}, holds("%")),
    ({"search": ""}, lambda row: True),
    (
        {"search": "rasi", "financial_year": "2025-26", "payment_mode": "cash"},
        lambda row: (
            holds("rasi")(row)
            and row["payment_mode"] == "cash"
            and "2025-03-31T18:30:00Z" <= row["billed_at"] < "2026-03-31T18:30:00Z"
        ),
    ),
    ({"category": "contact"}, lambda row: True),  # bills have no category: changes nothing
]


@pytest.fixture(scope="module")
def snapshot_id(kaveri: OpenShop) -> str:
    return str(kaveri.snapshot()["snapshot_id"])


@pytest.fixture(scope="module")
def bills(kaveri: OpenShop, snapshot_id: str) -> list[Row]:
    """All bills, oldest first."""
    return kaveri.rows(snapshot_id, "transactions")[::-1]


def test_the_frozen_view_counts_every_table(kaveri: OpenShop) -> None:
    view = kaveri.snapshot()
    for resource, count in view["counts"].items():
        assert len(kaveri.rows(view["snapshot_id"], resource)) == count
    assert view["counts"]["transactions"] == 2000


@pytest.mark.parametrize(("where", "fits"), FILTERS, ids=[str(where) for where, _ in FILTERS])
def test_filters_find_the_rows_and_add_them_up(
    kaveri: OpenShop,
    snapshot_id: str,
    bills: list[Row],
    where: dict[str, Any],
    fits: Callable[[Row], bool],
) -> None:
    wanted = [row for row in bills if fits(row)][::-1]
    query = kaveri.query(snapshot_id, "transactions", where=where, page_rows=700)
    assert query["total_count"] == len(wanted)
    assert query["totals"] == {key: sum(row[key] for row in wanted) for key in TOTALS}
    assert [row for page in kaveri.pages(query) for row in page["items"]] == wanted


def by_hand(rows: list[Row], key: str, id_key: str, descending: bool) -> list[Row]:
    """The total order of the contract: nothing first, then by value, then by id; or all reversed."""

    def place(row: Row) -> tuple[bool, Any, str]:
        value = row[key]
        value = value.casefold() if isinstance(value, str) else value
        return (value is not None, value if value is not None else 0, row[id_key])

    filled = sorted((r for r in rows if r[key] is not None), key=place)
    ordered = sorted((r for r in rows if r[key] is None), key=lambda r: str(r[id_key])) + filled
    return ordered[::-1] if descending else ordered


SORTS = [
    (resource.value, column.key)
    for resource in Resource
    for column in COLUMNS[resource]
    if column.sortable
]


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize(("resource", "key"), SORTS)
def test_every_sortable_column_orders_totally(
    kaveri: OpenShop, snapshot_id: str, resource: str, key: str, descending: bool
) -> None:
    rows = kaveri.rows(snapshot_id, resource)
    id_key = COLUMNS[Resource(resource)][0].key
    found = kaveri.rows(snapshot_id, resource, sort=key, descending=descending)
    assert found == by_hand(rows, key, id_key, descending)


def test_an_order_and_a_filter_go_together(
    kaveri: OpenShop, snapshot_id: str, bills: list[Row]
) -> None:
    found = kaveri.rows(
        snapshot_id,
        "transactions",
        where={"outlet": "puducherry", "financial_year": "2025-26"},
        sort="customer_name",
        descending=False,
    )
    wanted = [
        row
        for row in bills
        if row["outlet"] == "puducherry"
        and "2025-03-31T18:30:00Z" <= row["billed_at"] < "2026-03-31T18:30:00Z"
    ]
    assert found == by_hand(wanted, "customer_name", "transaction_id", False)


@pytest.mark.parametrize("resource", ["usage-events", "devices", "sign-ins", "messages"])
def test_small_tables_are_newest_first_and_filter_by_day_and_text(
    kaveri: OpenShop, snapshot_id: str, resource: str
) -> None:
    rows = kaveri.rows(snapshot_id, resource)
    key = TIME.get(resource, "happened_at")
    assert rows == sorted(rows, key=lambda row: (row[key], next(iter(row.values()))), reverse=True)
    found = kaveri.rows(snapshot_id, resource, where={"date_from": "2026-10-01"})
    assert found == [row for row in rows if row[key] >= "2026-09-30T18:30:00Z"]
    assert 0 < len(found) < len(rows)
    needle = {"devices": "pos 2000", "sign-ins": "madurai", "messages": "sale"}.get(
        resource, "=sum("
    )
    found = kaveri.rows(snapshot_id, resource, where={"search": needle.upper()})
    assert found == [
        row for row in rows if any(needle in str(value).casefold() for value in row.values())
    ]
    assert found
    # The clock of Windows itself knows no day before 1970.
    before_all = {"date_from": "1902-01-01", "date_to": "1969-12-31"}
    assert kaveri.rows(snapshot_id, resource, where=before_all) == []
    assert kaveri.rows(snapshot_id, resource, where={"date_from": "1902-01-01"}) == rows


def test_fields_stand_in_category_order_and_filter_by_category(
    kaveri: OpenShop, snapshot_id: str
) -> None:
    rows = kaveri.rows(snapshot_id, "fields")
    ids = [row["field_id"] for row in rows]
    assert ids == sorted(ids)
    assert [row["category"] for row in rows] == ["business"] * 8 + ["contact"] * 12
    found = kaveri.rows(snapshot_id, "fields", where={"category": "contact"})
    assert found == [row for row in rows if row["category"] == "contact"]
    changes = kaveri.rows(snapshot_id, "field-changes", where={"category": "business"})
    assert {row["field_id"].split(".")[0] for row in changes} == {"business"}


def test_the_canonical_query_says_only_what_was_set(kaveri: OpenShop, snapshot_id: str) -> None:
    query = kaveri.query(
        snapshot_id,
        "transactions",
        where={"amount_from": 500, "search": "", "payment_mode": "upi"},
        sort="items",
        descending=False,
    )
    assert query["canonical_query"] == {
        "amount_from": "500",
        "payment_mode": "upi",
        "sort": "items",
        "descending": "false",
    }
    assert kaveri.query(snapshot_id, "devices")["canonical_query"] == {}


@pytest.mark.parametrize(
    "asked",
    [
        {"sort": "note"},
        {"sort": "nothing"},
        {"where": {"date_from": "2026-02-30"}},
        {"where": {"payment_mode": "gold"}},
        {"where": {"search": "x" * 201}},
        {"where": {"colour": "red"}},
        {"where": {"search": None}},
        {"where": None},
        {"page_rows": 0},
        {"page_rows": 1001},
        {"page_rows": True},
        {"descending": "false"},
        {"where": {"amount_from": 1.5}},
        {"where": {"amount_from": 2**53}},
        {"where": {"since": "2026-13-01T00:00:00Z"}},
    ],
    ids=str,
)
def test_a_question_that_makes_no_sense_is_refused(
    kaveri: OpenShop, snapshot_id: str, asked: dict[str, Any]
) -> None:
    body = {"snapshot_id": snapshot_id, "resource": "transactions", **asked}
    answer = kaveri.call("POST", "/v1/queries", body)
    assert (answer.status, answer.json["code"]) == (422, "validation_failed")
    assert answer.json["field_errors"]


def test_the_large_shop_counts_and_shows_its_newest_page_exactly(meenakshi: OpenShop) -> None:
    view = meenakshi.snapshot()
    query = meenakshi.query(view["snapshot_id"], "transactions", page_rows=1000)
    assert query["total_count"] == view["counts"]["transactions"] == 1248306
    page = meenakshi.get("/v1/transactions", query_id=query["query_id"], cursor=query["first"])
    numbers = [row["bill_number"] for row in page.json["items"]]
    assert numbers == [f"MS-{1248306 - n:07d}" for n in range(1000)]
    year = meenakshi.query(view["snapshot_id"], "transactions", where={"financial_year": "2021-22"})
    assert year["total_count"] == 148210
    oldest = meenakshi.get("/v1/transactions", query_id=query["query_id"], start=1248305)
    assert [row["bill_number"] for row in oldest.json["items"]] == ["MS-0000001"]


def test_a_new_account_has_empty_tables_that_end_at_once(empty: OpenShop) -> None:
    view = empty.snapshot()
    query = empty.query(view["snapshot_id"], "transactions")
    (page,) = empty.pages(query)
    assert page["items"] == []
    assert page["next"] is None
    assert page["snapshot_digest"] == page["page_digest"]
    assert query["totals"] == dict.fromkeys(TOTALS, 0)
