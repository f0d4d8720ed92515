"""What the server itself says of the shop, asked over HTTP beside the window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.sandbox.running import SignedIn


def summary(me: SignedIn, resource: str, **wanted: Any) -> dict[str, Any]:
    """A query on a new snapshot: total_count, totals, first, query_id."""
    snapshot = me.call("POST", "/v1/snapshots", {}).json["snapshot_id"]
    asked = {"snapshot_id": snapshot, "resource": resource, **wanted}
    answer = me.call("POST", "/v1/queries", asked)
    assert answer.status == 201, answer.body
    found: dict[str, Any] = answer.json
    return found


def rows(me: SignedIn, resource: str, **wanted: Any) -> Iterator[dict[str, Any]]:
    """Every row of a query, in its order."""
    found = summary(me, resource, **wanted)
    cursor = found["first"]
    while cursor:
        page = me.get(f"/v1/{resource}?query_id={found['query_id']}&cursor={cursor}").json
        yield from page["items"]
        cursor = page["next"]


def fields(me: SignedIn, category: str) -> list[dict[str, Any]]:
    """The fields of a kind."""
    found: list[dict[str, Any]] = me.get(f"/v1/categories/{category}/fields").json["items"]
    return found
