"""A sample shop in its own process, and a person signed in to it over real HTTP."""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

TODAY = "2026-11-23"


@dataclass
class Answer:
    """What came back: status, headers (lower case), JSON and the very bytes."""

    status: int
    headers: dict[str, str]
    json: Any
    body: bytes


@dataclass
class OpenShop:
    """A running server and the token of the shop's owner."""

    port: int
    folder: Path
    token: str = ""
    sign_in: dict[str, str] = field(default_factory=dict)

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        headers: dict[str, str] | None = None,
        form: dict[str, str] | None = None,
    ) -> Answer:
        """One HTTP call; JSON body unless `form` is given."""
        sent = {"Accept": "application/json", **(headers or {})}
        if self.token:
            sent.setdefault("Authorization", f"Bearer {self.token}")
        data: bytes | None = None
        if form is not None:
            data = urlencode(form).encode()
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        elif body is not None:
            data = json.dumps(body, ensure_ascii=False).encode()
            sent["Content-Type"] = "application/json"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body=data, headers=sent)
            response = connection.getresponse()
            raw = response.read()
        finally:
            connection.close()
        names = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, names, json.loads(raw) if raw else None, raw)

    def get(self, path: str, **query: str | int) -> Answer:
        """GET with a query string."""
        return self.call("GET", f"{path}?{urlencode(query)}" if query else path)

    def put(self, path: str, body: Any, key: str = "", **headers: str) -> Answer:
        """PUT with an Idempotency-Key of its own unless one is given."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.call(
            "PUT", quote(path), body, {"Idempotency-Key": key or str(uuid.uuid4()), **named}
        )

    def sign_in_again(self) -> None:
        """A new token, for when the old one has ended."""
        self.token = ""
        self.token = _token(self)

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
def open_shop(folder: Path, *words: str) -> Iterator[OpenShop]:
    """A server process with its state in `folder`, and its owner signed in."""
    command = [sys.executable, "-m", "kassadesk.sandbox.main", "--data", str(folder)]
    process = subprocess.Popen(
        [*command, "--today", TODAY, *words], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        shop = OpenShop(int(ready["base_url"].rsplit(":", 1)[1]), folder, sign_in=ready)
        shop.token = _token(shop)
        yield shop
    finally:
        process.terminate()
        process.wait(20)
        if process.stdout is not None:
            process.stdout.close()


def _token(shop: OpenShop) -> str:
    verifier = "v" * 50
    digest = hashlib.sha256(verifier.encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    path = "/v1/oauth/authorization-challenge"
    first = shop.call(
        "POST",
        path,
        form={
            "client_id": "kassadesk",
            "scope": "privacy",
            "code_challenge": challenge,
            "code_challenge_method": "S256",
            "login": shop.sign_in["login"],
            "password": shop.sign_in["password"],
        },
    )
    second = shop.call(
        "POST",
        path,
        form={
            "client_id": "kassadesk",
            "auth_session": first.json["auth_session"],
            "code": shop.sign_in["code"],
        },
    )
    tokens = shop.call(
        "POST",
        "/v1/oauth/token",
        form={
            "grant_type": "authorization_code",
            "client_id": "kassadesk",
            "code": second.json["authorization_code"],
            "code_verifier": verifier,
        },
    )
    return str(tokens.json["access_token"])
