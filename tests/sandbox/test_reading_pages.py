"""Pages chain, repeat byte for byte, and belong to one query of one frozen view; manifests sign them."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kassadesk.core.columns import COLUMNS
from kassadesk.core.rows import Resource
from kassadesk.sandbox.canonical import page_digest, rows_bytes
from tests.contract.test_vectors import page_digests
from tests.sandbox.open_shop import OpenShop, open_shop
from tests.sandbox.running import running_sandbox

VECTORS = json.loads(
    (Path(__file__).parents[1] / "wire" / "row_digests.json").read_text(encoding="utf-8")
)


def raw(text: str) -> bytes:
    """The bytes behind base64url without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@pytest.mark.parametrize("vector", VECTORS["rows"], ids=lambda vector: str(vector["name"]))
def test_a_row_has_the_bytes_of_the_shared_vectors(vector: dict[str, Any]) -> None:
    data = rows_bytes([tuple(vector["row"])])
    assert data.hex() == vector["bytes_hex"]
    assert hashlib.sha256(data).hexdigest() == vector["sha256"]


@pytest.mark.parametrize("vector", VECTORS["chains"], ids=lambda vector: str(vector["name"]))
def test_pages_chain_as_in_the_shared_vectors(vector: dict[str, Any]) -> None:
    rows, size = [tuple(row) for row in vector["rows"]], vector["page_rows"]
    digests: list[str] = []
    for start in range(0, max(len(rows), 1), size):
        before = digests[-1] if digests else ""
        digests.append(page_digest(before, rows[start : start + size]))
    assert digests == vector["page_digests"]
    assert digests[-1] == vector["snapshot_digest"]


@pytest.mark.parametrize(
    ("resource", "page_rows"), [("transactions", 333), ("fields", 1000), ("consent-events", 100)]
)
def test_the_chain_of_pages_is_what_the_rows_give(
    kaveri: OpenShop, resource: str, page_rows: int
) -> None:
    view = kaveri.snapshot()
    query = kaveri.query(view["snapshot_id"], resource, page_rows=page_rows)
    pages = list(kaveri.pages(query))
    keys = [column.key for column in COLUMNS[Resource(resource)]]
    rows = [[row[key] for key in keys] for page in pages for row in page["items"]]
    assert len(rows) == query["total_count"]
    # The contract's own few lines (tests/contract), not the server's, work the digests out again.
    digests = page_digests(rows, page_rows)
    assert [page["page_digest"] for page in pages] == digests
    assert [page["prev_digest"] for page in pages] == [None, *digests[:-1]]
    assert [page["seq"] for page in pages] == list(range(len(pages)))
    assert [page["snapshot_digest"] for page in pages] == [None] * (len(pages) - 1) + [digests[-1]]


def test_the_same_cursor_gives_the_same_bytes(kaveri: OpenShop) -> None:
    view = kaveri.snapshot()
    query = kaveri.query(view["snapshot_id"], "transactions", page_rows=50)
    first = kaveri.get("/v1/transactions", query_id=query["query_id"], cursor=query["first"])
    following = {"query_id": query["query_id"], "cursor": first.json["next"]}
    once = kaveri.get("/v1/transactions", **following)
    kaveri.query(view["snapshot_id"], "transactions", where={"search": "a"})
    assert kaveri.get("/v1/transactions", **following).body == once.body
    assert once.body != first.body


def test_a_cursor_of_ones_own_making_is_refused(kaveri: OpenShop) -> None:
    view = kaveri.snapshot()
    query = kaveri.query(view["snapshot_id"], "transactions", page_rows=50)
    other = kaveri.query(view["snapshot_id"], "transactions", page_rows=50)
    good = query["first"]
    for place in range(0, len(good), 7):
        letter = "A" if good[place] != "A" else "B"
        forged = good[:place] + letter + good[place + 1 :]
        answer = kaveri.get("/v1/transactions", query_id=query["query_id"], cursor=forged)
        assert (answer.status, answer.json["code"]) == (410, "snapshot_expired")
    answer = kaveri.get("/v1/transactions", query_id=other["query_id"], cursor=good)
    assert answer.status == 410
    answer = kaveri.get("/v1/devices", query_id=query["query_id"], cursor=good)
    assert answer.status == 410
    answer = kaveri.get("/v1/transactions", query_id=query["query_id"], cursor="not a cursor")
    assert answer.status == 400


def test_browsing_starts_anywhere_and_has_no_chain(kaveri: OpenShop) -> None:
    view = kaveri.snapshot()
    query = kaveri.query(view["snapshot_id"], "transactions", page_rows=30)
    whole = kaveri.rows(view["snapshot_id"], "transactions")
    page = kaveri.get("/v1/transactions", query_id=query["query_id"], start=1990, limit=25).json
    assert page["items"] == whole[1990:]
    assert (page["start"], page["count"]) == (1990, 10)
    assert [page[name] for name in ("seq", "next", "page_digest", "prev_digest")] == [None] * 4
    start = kaveri.get("/v1/transactions", query_id=query["query_id"]).json
    assert start["items"] == whole[:30]
    beyond = kaveri.get("/v1/transactions", query_id=query["query_id"], start=2**53 - 1).json
    assert beyond["items"] == []


@pytest.mark.parametrize("query", ["start=-1", "limit=0", "limit=1001", "start=x", "colour=red"])
def test_a_page_that_makes_no_sense_is_refused(kaveri: OpenShop, query: str) -> None:
    view = kaveri.snapshot()
    asked = kaveri.query(view["snapshot_id"], "messages")
    answer = kaveri.call("GET", f"/v1/messages?query_id={asked['query_id']}&{query}")
    assert (answer.status, answer.json["code"]) == (400, "invalid_request")


def test_a_view_that_is_unknown_or_over_is_gone_for_good(tmp_path: Path) -> None:
    with open_shop(tmp_path, transactions=20) as shop:
        view = shop.snapshot()
        query = shop.query(view["snapshot_id"], "messages")
        known = {"query_id": query["query_id"], "start": 0}
        assert shop.get("/v1/messages", **known).status == 200
        unknown = shop.get("/v1/messages", query_id="qry_unknown", start=0)
        assert (unknown.status, unknown.json["code"]) == (410, "snapshot_expired")
        shop.sandbox.advance(seconds=86_401)
        # The token ended too, 24 hours later: sign in again to ask.
        assert shop.get("/v1/messages", **known).status == 401
        shop.refresh()
        assert shop.get("/v1/messages", **known).status == 410
        assert shop.get(f"/v1/snapshots/{view['snapshot_id']}").status == 410


def test_the_manifest_is_signed_with_the_published_key_and_no_byte_can_change(
    kaveri: OpenShop,
) -> None:
    view = kaveri.snapshot()
    read = kaveri.query(view["snapshot_id"], "transactions", page_rows=300)
    pages = list(kaveri.pages(read))
    unread = kaveri.query(view["snapshot_id"], "messages", where={"search": "sale"})
    body = {
        "snapshot_id": view["snapshot_id"],
        "query_ids": [read["query_id"], unread["query_id"]],
    }
    answer = kaveri.call("POST", "/v1/manifests", body)
    assert answer.status == 201
    keys = kaveri.get("/.well-known/kassapos-keys").json["keys"]
    key = next(key for key in keys if key["key_id"] == answer.json["key_id"])
    public = Ed25519PublicKey.from_public_bytes(raw(key["public_key"]))
    signature, signed = raw(answer.json["signature"]), raw(answer.json["manifest"])
    public.verify(signature, signed)
    for place in range(0, len(signed), 97):
        changed = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]
        with pytest.raises(InvalidSignature):
            public.verify(signature, changed)
    content = json.loads(signed)
    assert content["as_of"] == view["as_of"]
    assert content["shop_name"] == "Kaveri Fresh Mart"
    bills, messages = content["parts"]
    assert bills["digest"] == pages[-1]["snapshot_digest"]
    assert (bills["rows"], bills["page_rows"], bills["query"]) == (2000, 300, {})
    assert bills["columns"] == [column.key for column in COLUMNS[Resource.TRANSACTIONS]]
    # Nobody read the messages: the server worked their digest out by itself.
    (page,) = kaveri.pages(unread)
    assert messages["digest"] == page["snapshot_digest"]
    assert messages["query"] == {"search": "sale"}


def test_a_manifest_is_of_one_view(kaveri: OpenShop) -> None:
    one, two = kaveri.snapshot(), kaveri.snapshot()
    query = kaveri.query(two["snapshot_id"], "messages")
    body = {"snapshot_id": one["snapshot_id"], "query_ids": [query["query_id"]]}
    answer = kaveri.call("POST", "/v1/manifests", body)
    assert (answer.status, answer.json["field_errors"][0]["reason"]) == (422, "unknown_id")
    body = {"snapshot_id": one["snapshot_id"], "query_ids": ["qry_unknown"]}
    assert kaveri.call("POST", "/v1/manifests", body).status == 410


def test_the_same_rows_are_there_after_a_restart_on_a_later_day(tmp_path: Path) -> None:
    with running_sandbox(today="2026-11-23", data=tmp_path, transactions=300) as sandbox:
        first = OpenShop(sandbox, tmp_path)
        before = first.rows(first.snapshot()["snapshot_id"], "transactions")
        query = first.query(first.snapshot()["snapshot_id"], "transactions", page_rows=70)
        pages = list(first.pages(query))
    with running_sandbox(today="2026-11-23", data=tmp_path, transactions=300) as sandbox:
        again = OpenShop(sandbox, tmp_path)
        # The query outlived the process: its old cursors give the old pages.
        assert list(again.pages(query)) == pages
    with running_sandbox(today="2026-11-24", data=tmp_path, transactions=300) as sandbox:
        later = OpenShop(sandbox, tmp_path)
        assert later.rows(later.snapshot()["snapshot_id"], "transactions") == before


def test_a_view_s_name_that_cannot_be_is_not_found(kaveri: OpenShop) -> None:
    assert kaveri.get("/v1/snapshots/%C3%97").status == 404
