"""What the server itself says of the shop, asked over HTTP beside the window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.sandbox.running import SignedIn


def summary(me: SignedIn, resource: str, **wanted: Any) -> dict[str, Any]:
    """A query on a new snapshot: total_count, totals, first, query_id."""
    snapshot = me.call("POST", "/v1/snapshots", {}).json["snapshot_id"]
    return _query(me, {"snapshot_id": snapshot, "resource": resource, **wanted})


def rows(me: SignedIn, resource: str, **wanted: Any) -> Iterator[dict[str, Any]]:
    """Every row of a query on a new snapshot, in its order."""
    snapshot = me.call("POST", "/v1/snapshots", {}).json["snapshot_id"]
    return rows_of(me, {"snapshot_id": snapshot, "resource": resource, **wanted})


def rows_of(me: SignedIn, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every row of this query, in its order."""
    found = _query(me, {"page_rows": 1000, **asked})
    cursor = found["first"]
    while cursor:
        path = f"/v1/{asked['resource']}?query_id={found['query_id']}&cursor={cursor}"
        page = me.get(path).json
        yield from page["items"]
        cursor = page["next"]


def _query(me: SignedIn, asked: dict[str, Any]) -> dict[str, Any]:
    answer = me.call("POST", "/v1/queries", asked)
    assert answer.status == 201, answer.body
    found: dict[str, Any] = answer.json
    return found


def fields(me: SignedIn, category: str) -> list[dict[str, Any]]:
    """The fields of a kind."""
    found: list[dict[str, Any]] = me.get(f"/v1/categories/{category}/fields").json["items"]
    return found
