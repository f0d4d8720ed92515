"""The sandbox process of all tests, spoken to over real HTTP with nothing of the program.

    with running_sandbox(shop="kaveri") as sandbox:
        me = sandbox.sign_in()
        me.get("/v1/me").json

Every answer is checked for what all answers promise (digest, no-store, request id). The process
ends with the block, and also when the test run is killed (its stdin closes).
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import secrets
import subprocess
import sys
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).parents[2]
TODAY = "2026-11-23"
"""The day of the pictures."""
START_SECONDS = 30


@dataclass(frozen=True)
class Answer:
    """One answer as it came over the wire."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The parsed body."""
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The problem's code, "" for an answer that is no problem."""
        if "problem+json" not in self.headers.get("content-type", ""):
            return ""
        return str(self.json["code"])


@dataclass(frozen=True)
class Pkce:
    """A verifier and its S256 challenge."""

    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))

    @property
    def challenge(self) -> str:
        """BASE64URL(SHA-256(verifier))."""
        return b64url(hashlib.sha256(self.verifier.encode()).digest())


class Sandbox:
    """A running sandbox process."""

    def __init__(self, process: subprocess.Popen[bytes], ready: dict[str, Any]) -> None:
        self.process = process
        self.base_url = str(ready["base_url"])
        self.login = str(ready["login"])
        self.password = str(ready["password"])
        self.code = str(ready["code"])
        self.ready = ready

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        form: Mapping[str, str] | None = None,
        raw: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        checked: bool = True,
    ) -> Answer:
        """One call on its own connection; `body` as JSON, `form` as a form, `raw` as it is."""
        sent = {"Accept": "application/json"}
        if body is not None:
            raw, sent["Content-Type"] = json.dumps(body).encode(), "application/json"
        elif form is not None:
            raw = urlencode(form).encode()
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        at = urlsplit(self.base_url)
        connection = http.client.HTTPConnection(str(at.hostname), at.port, timeout=60)
        try:
            connection.request(method, path, raw, sent | dict(headers or {}))
            response = connection.getresponse()
            names = {name.lower(): value for name, value in response.getheaders()}
            answer = Answer(response.status, names, response.read())
        finally:
            connection.close()
        if checked:
            _check(method, answer)
        return answer

    def challenge(self, pkce: Pkce | None = None, /, **changed: str) -> Answer:
        """The first step of signing in."""
        form = {
            "client_id": "kassadesk",
            "scope": "privacy",
            "code_challenge": (pkce or Pkce()).challenge,
            "code_challenge_method": "S256",
            "login": self.login,
            "password": self.password,
            "device_name": "Counter PC",
        }
        return self.step(**(form | changed))

    def step(self, **form: str) -> Answer:
        """Any form sent to the challenge endpoint."""
        return self.call("POST", "/v1/oauth/authorization-challenge", form=form)

    def token(self, **form: str) -> Answer:
        """Any form sent to the token endpoint."""
        return self.call("POST", "/v1/oauth/token", form={"client_id": "kassadesk"} | form)

    def sign_in(self) -> SignedIn:
        """All of signing in, as the sample's person."""
        pkce = Pkce()
        handle = self.challenge(pkce).json["auth_session"]
        second = self.step(client_id="kassadesk", auth_session=handle, code=self.code)
        tokens = self.token(
            grant_type="authorization_code",
            code=second.json["authorization_code"],
            code_verifier=pkce.verifier,
        )
        return SignedIn(self, tokens.json)

    def advance(self, *, days: float = 0, seconds: float = 0) -> None:
        """Move the server's clock forward."""
        body = {"seconds": int(days * 86_400 + seconds)}
        assert self.call("POST", "/sandbox/advance", body).status == 200

    def fault(self, operation: str, **what: Any) -> None:
        """Switch a fault on."""
        assert self.call("POST", "/sandbox/faults", {"operation": operation, **what}).status == 201

    def no_faults(self) -> None:
        """Switch all faults off."""
        assert self.call("DELETE", "/sandbox/faults").status == 204

    def seen(self) -> list[dict[str, Any]]:
        """The calls that came so far."""
        found: list[dict[str, Any]] = self.call("GET", "/sandbox/seen").json["items"]
        return found

    def staff(self, request_id: str, event: str, **more: Any) -> Answer:
        """Play Kassapos' staff."""
        body = {"event": event, **more}
        return self.call("POST", f"/sandbox/requests/{request_id}/step", body)


class SignedIn:
    """A signed-in program."""

    def __init__(self, sandbox: Sandbox, tokens: dict[str, Any]) -> None:
        self.sandbox = sandbox
        self.tokens = tokens

    def call(self, method: str, path: str, body: Any = None, **more: Any) -> Answer:
        """One call with the access token."""
        bearer = {"Authorization": f"Bearer {self.tokens['access_token']}"}
        headers = bearer | more.pop("headers", {})
        return self.sandbox.call(method, path, body, headers=headers, **more)

    def get(self, path: str) -> Answer:
        """GET."""
        return self.call("GET", path)

    def post(self, path: str, body: Any, key: str | None = None) -> Answer:
        """POST with an Idempotency-Key, a new one when none is given."""
        return self.call("POST", path, body, headers={"Idempotency-Key": key or str(uuid.uuid4())})

    def put(self, path: str, body: Any, key: str | None = None, *, if_match: str = "") -> Answer:
        """PUT with an Idempotency-Key, a new one when none is given, on the base of an etag if any."""
        headers = {"Idempotency-Key": key or str(uuid.uuid4())}
        headers |= {"If-Match": if_match} if if_match else {}
        return self.call("PUT", path, body, headers=headers)

    def refresh(self) -> None:
        """New tokens."""
        answer = self.sandbox.token(
            grant_type="refresh_token", refresh_token=self.tokens["refresh_token"]
        )
        assert answer.status == 200, answer.body
        self.tokens = answer.json

    def upload(self, content: bytes, media_type: str = "application/pdf") -> str:
        """A whole attachment in one chunk; gives its id."""
        announced = self.post(
            "/v1/attachments",
            {
                "client_ref": str(uuid.uuid4()),
                "size_bytes": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
                "media_type": media_type,
            },
        )
        assert announced.status == 201, announced.body
        assert self.chunk(announced.json["upload_url"], 0, content).status == 204
        return str(announced.json["attachment_id"])

    def chunk(self, path: str, offset: int, content: bytes, digest: str | None = None) -> Answer:
        """One chunk of an attachment."""
        headers = {
            "Content-Type": "application/offset+octet-stream",
            "Upload-Offset": str(offset),
            "Content-Digest": digest or content_digest(content),
        }
        return self.call("PATCH", path, raw=content, headers=headers)


@contextmanager
def running_sandbox(
    shop: str = "kaveri",
    *,
    today: str | None = None,
    data: Path | None = None,
    transactions: int | None = None,
    faults: bool = True,
) -> Iterator[Sandbox]:
    """A sandbox process on a free port, ended with the block."""
    words = [sys.executable, "-m", "kassadesk.sandbox.main", "--port", "0", "--shop", shop]
    words += ["--until-stdin-closes"]
    words += ["--faults"] if faults else []
    words += ["--today", today] if today else []
    words += ["--data", str(data)] if data else []
    words += ["--transactions", str(transactions)] if transactions is not None else []
    with started(words) as sandbox:
        yield sandbox


@contextmanager
def started(words: Sequence[str]) -> Iterator[Sandbox]:
    """The process of these words, which prints a ready line and ends when its stdin closes."""
    pipe = subprocess.PIPE
    with subprocess.Popen(words, cwd=ROOT, stdin=pipe, stdout=pipe) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            assert line, "the sandbox did not start; its words are on stderr"
            yield Sandbox(process, json.loads(line))
        finally:
            process.stdin.close()
            process.wait(START_SECONDS)


def content_digest(data: bytes) -> str:
    """The Content-Digest of these bytes."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(data).digest()).decode()}:"


def b64url(data: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _check(method: str, answer: Answer) -> None:
    """What every answer promises (contract rules R12, R18, R22, R23)."""
    headers = answer.headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-request-id"]
    assert headers["date"]
    if method != "HEAD" and answer.status != 304:
        assert headers["content-digest"] == content_digest(answer.body)
    if answer.body:
        assert headers["content-length"] == str(len(answer.body))
    if answer.status >= 400 and method != "HEAD":
        assert headers["content-type"] == "application/problem+json"
        problem = answer.json
        assert problem["status"] == answer.status
        assert problem["request_id"] == headers["x-request-id"]
