"""A sample shop with its owner signed in, and the few calls the reading tests make of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.sandbox.running import TODAY, Answer, Sandbox, SignedIn, running_sandbox


class OpenShop(SignedIn):
    """Its signed-in owner, who reads tables, and where the server keeps its state."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        super().__init__(sandbox, sandbox.sign_in().tokens)
        self.folder = folder

    def get(self, path: str, **query: str | int) -> Answer:
        """GET with a query string."""
        return super().get(f"{path}?{urlencode(query)}" if query else path)

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
