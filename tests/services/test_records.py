"""Everything held can be read, small and large, and what was read is proven."""

from __future__ import annotations

import base64
import json
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kassadesk.core.canonical import PageChain, row_bytes
from kassadesk.core.columns import columns_of, index_of
from kassadesk.core.errors import BadAnswer, CaptivePortal, NotFound, ServerFault, SnapshotExpired
from kassadesk.core.held import CategoryId
from kassadesk.core.rows import Resource, RowFilter, RowQuery
from kassadesk.core.work import Cancelled
from tests.services.program import Program

BILLS = RowQuery(Resource.TRANSACTIONS)


def test_shop_and_contact(signed_in: Program) -> None:
    merchant = signed_in.records.merchant()

    assert merchant.environment == "sample"
    assert [outlet.state_code for outlet in merchant.outlets] == ["33", "34"]
    assert "@" in signed_in.records.contact().email


def test_five_kinds_and_their_fields(signed_in: Program) -> None:
    categories = {one.category_id: one for one in signed_in.records.categories()}

    assert set(categories) == set(CategoryId)
    for kind in (CategoryId.BUSINESS, CategoryId.CONTACT):
        fields = signed_in.records.fields(kind)
        assert len(fields) == categories[kind].count
        assert all(one.category is kind for one in fields)


def test_every_field_has_a_story(signed_in: Program) -> None:
    for held in signed_in.records.fields(CategoryId.CONTACT):
        history = signed_in.records.history(held.field_id)

        assert history[-1].kind == "created"
        assert history[0].after == held.value


def test_unknown_field_is_not_found(signed_in: Program) -> None:
    with pytest.raises(NotFound):
        signed_in.records.history("../../v1/me")


@pytest.mark.parametrize("resource", list(Resource))
def test_every_table_reads_to_its_end_and_proves_it(signed_in: Program, resource: Resource) -> None:
    rows, query = signed_in.records.rows(), RowQuery(resource)

    read = [row for page in rows.pages(query, page_rows=100) for row in page]

    assert len(read) == rows.summary(query).count > 0
    assert len({row[0] for row in read}) == len(read)
    assert read == list(rows.page(query, 0, len(read)))


def test_totals_are_those_of_the_rows(signed_in: Program) -> None:
    rows = signed_in.records.rows()
    query = RowQuery(Resource.TRANSACTIONS, RowFilter(payment_mode="upi"))
    place = index_of(Resource.TRANSACTIONS, "total_paise")

    read = [row for page in rows.pages(query) for row in page]
    total = sum(value for row in read if isinstance(value := row[place], int))

    summary = rows.summary(query)
    assert (summary.count, summary.totals["total_paise"]) == (len(read), total)
    assert 0 < len(read) < rows.summary(BILLS).count


@pytest.mark.parametrize(
    "where",
    [
        RowFilter(financial_year="2025-26"),
        RowFilter(date_from=date(2026, 4, 1), date_to=date(2026, 4, 30)),
        RowFilter(amount_from=100_000),
        RowFilter(amount_to=0),
        RowFilter(search="kumar"),
        RowFilter(search="no such customer anywhere"),
    ],
)
def test_filters_narrow_at_the_source(signed_in: Program, where: RowFilter) -> None:
    rows = signed_in.records.rows()
    query = RowQuery(Resource.TRANSACTIONS, where)

    read = [row for page in rows.pages(query) for row in page]

    assert len(read) == rows.summary(query).count < rows.summary(BILLS).count


def test_sort_runs_over_the_whole_table(signed_in: Program) -> None:
    rows = signed_in.records.rows()
    query = RowQuery(Resource.TRANSACTIONS, sort="total_paise", descending=False)
    place = index_of(Resource.TRANSACTIONS, "total_paise")

    amounts = [row[place] for page in rows.pages(query) for row in page]

    assert amounts == sorted(amounts, key=lambda amount: int(str(amount)))


def test_any_place_of_a_table_can_be_looked_at(signed_in: Program) -> None:
    rows = signed_in.records.rows()
    everything = [row for page in rows.pages(BILLS) for row in page]

    assert list(rows.page(BILLS, 1_234, 50)) == everything[1_234:1_284]
    assert list(rows.page(BILLS, 0, 2_345)) == everything[:2_345]
    assert list(rows.page(BILLS, len(everything) - 5, 50)) == everything[-5:]
    assert list(rows.page(BILLS, len(everything), 50)) == []


def test_search_text_never_stands_in_an_address(signed_in: Program) -> None:
    rows = signed_in.records.rows()
    rows.summary(RowQuery(Resource.TRANSACTIONS, RowFilter(search="Secret Customer")))

    assert "Secret" not in json.dumps(signed_in.sandbox.seen())


def test_manifest_signs_what_was_read(signed_in: Program) -> None:
    rows = signed_in.records.rows()
    queries = [BILLS, RowQuery(Resource.DEVICES)]
    digests = []
    for query in queries:
        columns, chain = columns_of(query.resource), PageChain(page_rows=300)
        for page in rows.pages(query, page_rows=300):
            for row in page:
                chain.add(row_bytes(row, columns))
        digests.append((chain.rows, chain.digest(), 300))

    manifest = rows.signed_manifest(queries, page_rows=300)

    assert [(part.rows, part.digest, part.page_rows) for part in manifest.parts] == digests
    assert manifest.snapshot_id == rows.snapshot().snapshot_id
    key = next(one for one in signed_in.api.policy.list_keys() if one.key_id == manifest.key_id)
    verifier = Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(key.public_key + "="))
    verifier.verify(base64.urlsafe_b64decode(manifest.signature + "=="), manifest.signed_bytes)


def test_ended_snapshot_is_told_and_a_new_one_taken(signed_in: Program) -> None:
    rows = signed_in.records.rows()
    pages = rows.pages(BILLS, page_rows=200)
    next(pages)
    signed_in.sandbox.advance(days=2)
    signed_in.api.tokens.end()
    signed_in.sign_in()

    with pytest.raises(SnapshotExpired):
        next(pages)
    with pytest.raises(SnapshotExpired):
        rows.page(BILLS, 0, 10)
    assert rows.summary(BILLS).count > 0


def test_page_that_breaks_off_is_read_again(signed_in: Program) -> None:
    rows = signed_in.records.rows()
    signed_in.sandbox.fault("GET /v1/transactions", truncate=2_000)
    signed_in.sandbox.fault("GET /v1/transactions", wrong_digest=True)

    read = [row for page in rows.pages(BILLS, page_rows=500) for row in page]

    assert len(read) == rows.summary(BILLS).count


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"html": True}, CaptivePortal),
        ({"bad_json": True}, BadAnswer),
        ({"wrong_digest": True, "times": 3}, BadAnswer),
        ({"status": 500, "times": 3}, ServerFault),
    ],
)
def test_page_that_stays_broken_ends_the_reading(
    signed_in: Program, fault: dict[str, object], error: type[Exception]
) -> None:
    signed_in.sandbox.fault("GET /v1/transactions", **fault)

    with pytest.raises(error):
        list(signed_in.records.rows().pages(BILLS))


def test_sign_in_is_renewed_in_the_middle_of_a_reading(signed_in: Program) -> None:
    rows = signed_in.records.rows()
    pages = rows.pages(BILLS, page_rows=500)
    first = next(pages)
    signed_in.sandbox.advance(seconds=901)

    rest = [row for page in pages for row in page]

    assert len(first) + len(rest) == rows.summary(BILLS).count
    assert 401 in signed_in.calls("GET", "/v1/transactions")


def test_reading_stops_between_two_pages_when_asked(signed_in: Program) -> None:
    class StopsSoon:
        stopped = False

        def report(self, done: int, total: int, step: str = "") -> None:
            """Nothing."""

        def check(self) -> None:
            if self.stopped:
                raise Cancelled

    work = StopsSoon()
    pages = signed_in.records.rows().pages(BILLS, 500, work)
    next(pages)
    work.stopped = True

    with pytest.raises(Cancelled):
        next(pages)
