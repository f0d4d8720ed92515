"""A sample shop with its owner signed in, and the few calls the reading tests make of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.sandbox.running import Answer, Sandbox, SignedIn, running_sandbox

TODAY = "2026-11-23"


class OpenShop:
    """A running server, its owner signed in, and where its state is kept."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self.sandbox = sandbox
        self.folder = folder
        self._me: SignedIn = sandbox.sign_in()

    def sign_in_again(self) -> None:
        """A new token, for when the old one has ended."""
        self._me = self.sandbox.sign_in()

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """One call with the owner's token and these headers (If_Match stands for If-Match)."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._me.call(method, path, body, headers=named)

    def get(self, path: str, **query: str | int) -> Answer:
        """GET with a query string."""
        return self.call("GET", f"{path}?{urlencode(query)}" if query else path)

    def put(self, path: str, body: Any, key: str = "", **headers: str) -> Answer:
        """PUT with an Idempotency-Key of its own unless one is given."""
        return self.call("PUT", path, body, Idempotency_Key=key or str(uuid.uuid4()), **headers)

    def snapshot(self) -> dict[str, Any]:
        """A fresh frozen view."""
        answer = self.call("POST", "/v1/snapshots", {})
        assert answer.status == 201, answer.body
        found: dict[str, Any] = answer.json
        return found

    def query(self, snapshot_id: str, resource: str, **asked: Any) -> dict[str, Any]:
        """A question to one table."""
        body = {"snapshot_id": snapshot_id, "resource": resource, **asked}
        answer = self.call("POST", "/v1/queries", body)
        assert answer.status == 201, answer.body
        found: dict[str, Any] = answer.json
        return found

    def pages(self, query: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Every page of a query, in order."""
        cursor = query["first"]
        while cursor is not None:
            path = f"/v1/{query['resource']}"
            answer = self.get(path, query_id=query["query_id"], cursor=cursor)
            assert answer.status == 200, answer.body
            yield answer.json
            cursor = answer.json["next"]

    def rows(self, snapshot_id: str, resource: str, **asked: Any) -> list[dict[str, Any]]:
        """Every row that answers a question."""
        query = self.query(snapshot_id, resource, page_rows=1000, **asked)
        return [row for page in self.pages(query) for row in page["items"]]


@contextmanager
def open_shop(
    folder: Path, shop: str = "kaveri", transactions: int | None = None
) -> Iterator[OpenShop]:
    """A server process with its state in `folder`, playing the day of the pictures."""
    with running_sandbox(shop, today=TODAY, data=folder, transactions=transactions) as sandbox:
        yield OpenShop(sandbox, folder)
