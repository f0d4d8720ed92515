"""A mock made from the contract by others (npm @stoplight/prism-cli) answers the sign-in and the reads.

Prism checks each request against the contract and answers with its examples. It cannot compute a
Content-Digest, so `Relay` stands before it, puts the true digest of Prism's bytes on the answer, and asks
for the 403 where the first sign-in step is due: a client that checks digests can then be pointed at it.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import http.client
import json
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.contract.document import FILE, Checker, load, operations, parameters, values_of
from tests.contract.sandbox_process import form

PRISM = "@stoplight/prism-cli@5.14.2"
CACHE = Path(
    os.environ.get("KASSADESK_PRISM") or Path.home() / ".cache" / "kassadesk-tests" / "prism"
)
READS = [
    o.name
    for o in operations(load())
    if o.method == "get" and "{" not in o.path and o.path.startswith(("/v1/", "/.well-known/"))
]


def installed_prism() -> Path:
    """The prism command, installed once by npm outside the tree; skips where npm cannot."""
    command = CACHE / "node_modules" / ".bin" / ("prism.cmd" if os.name == "nt" else "prism")
    if not command.exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("npm is not here, so the independent mock cannot be made")
        CACHE.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE.parent, ignore_cleanup_errors=True) as folder:
            made = Path(folder) / "prism"
            words = [npm, "install", "--no-audit", "--no-fund", "--prefix", str(made), PRISM]
            done = subprocess.run(words, capture_output=True, text=True, timeout=240, check=False)
            if done.returncode != 0:
                pytest.skip(f"npm could not install {PRISM} (exit {done.returncode})")
            with contextlib.suppress(OSError):  # another worker was first
                made.rename(CACHE)
    return command


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Relay(BaseHTTPRequestHandler):
    """Passes everything to Prism, and puts on what only a real server knows."""

    prism_port = 0
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._pass_on(b"")

    def do_POST(self) -> None:
        self._pass_on(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    do_PUT = do_POST

    def _pass_on(self, body: bytes) -> None:
        headers = {k: v for k, v in self.headers.items() if k.lower() not in ("host", "connection")}
        if self.path.endswith("/authorization-challenge") and b"auth_session=" not in body:
            headers["Prefer"] = "code=403, example=code_required"
        prism = http.client.HTTPConnection("127.0.0.1", self.prism_port, timeout=30)
        try:
            prism.request(self.command, self.path, body, headers)
            answer = prism.getresponse()
            self._give(answer, answer.read())
        finally:
            prism.close()

    def _give(self, answer: http.client.HTTPResponse, body: bytes) -> None:
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode("ascii")
        own = {
            "Content-Type": answer.headers.get("Content-Type", ""),
            "Content-Length": str(len(body)),
            "Content-Digest": f"sha-256=:{digest}:",
            "Cache-Control": "no-store",
            "X-Request-Id": "rq_mock",
            "sl-violations": answer.headers.get("sl-violations", ""),
        }
        self.send_response(answer.status)
        for name, value in own.items():
            if value:
                self.send_header(name, value)
        if "ETag" in answer.headers:
            self.send_header("ETag", answer.headers["ETag"])
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def mock_url() -> Iterator[str]:
    """Where the mock answers, behind its relay."""
    port = free_port()
    words = [str(installed_prism()), "mock", "-h", "127.0.0.1", "-p", str(port), str(FILE)]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as prism:
        try:
            wait_until_ready(prism, port)
            handler = type("RelayToPrism", (Relay,), {"prism_port": port})
            with ThreadingHTTPServer(("127.0.0.1", 0), handler) as relay:
                threading.Thread(target=relay.serve_forever, daemon=True).start()
                yield f"http://127.0.0.1:{relay.server_address[1]}"
                relay.shutdown()
        finally:
            prism.terminate()
            prism.communicate(timeout=30)


def wait_until_ready(prism: subprocess.Popen[str], port: int) -> None:
    """Return when Prism takes connections; fail with its words when it ends."""
    for _ in range(240):
        if prism.poll() is not None:
            pytest.fail(f"prism ended: {prism.stdout.read() if prism.stdout else ''}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.25)
    pytest.fail("prism did not take connections")


def read(url: str, path: str, token: str = "at_example") -> tuple[int, Any]:
    """Status and JSON of a GET."""
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    headers = {"Accept": "application/json, application/problem+json"}
    headers |= {"Authorization": f"Bearer {token}"} if token else {}
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    status, body = answer.status, answer.read()
    connection.close()
    return status, json.loads(body)


@pytest.mark.slow
def test_the_mock_takes_the_three_steps_of_signing_in(mock_url: str) -> None:
    challenge = f"{mock_url}/v1/oauth/authorization-challenge"
    start = {
        "client_id": "kassadesk",
        "scope": "privacy",
        "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        "code_challenge_method": "S256",
        "login": "098421 33210",
        "password": "an example, not a real one",
    }
    status, asked = form(challenge, start)
    assert (status, asked["code"], asked["error"]) == (
        403,
        "code_required",
        "insufficient_authorization",
    )
    step = {"client_id": "kassadesk", "auth_session": asked["auth_session"], "code": "482913"}
    status, done = form(challenge, step)
    assert status == 200
    grant = {
        "grant_type": "authorization_code",
        "client_id": "kassadesk",
        "code": done["authorization_code"],
        "code_verifier": "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
    }
    status, tokens = form(f"{mock_url}/v1/oauth/token", grant)
    assert (status, tokens["token_type"]) == (200, "Bearer")


@pytest.mark.slow
def test_the_mock_refuses_what_the_contract_does_not_know(mock_url: str) -> None:
    status, _ = form(
        f"{mock_url}/v1/oauth/token", {"grant_type": "password", "client_id": "kassadesk"}
    )
    assert status in (400, 415, 422)
    assert read(mock_url, "/v1/me", token="")[0] == 401


@pytest.mark.slow
@pytest.mark.parametrize("name", READS)
def test_the_mock_answers_each_read_with_the_example_of_the_contract(
    mock_url: str, name: str
) -> None:
    operation = next(o for o in operations(load()) if o.name == name)
    told = operation.node["responses"]["200"]["content"]["application/json"]
    needed = [p["name"] for p in parameters(load(), operation) if p["required"]]
    query = "?query_id=qry_01" if needed else ""
    status, body = read(mock_url, operation.path + query)
    answer = ("responses", "200", "content", "application/json", "schema")
    assert status == 200
    assert body in values_of(told)
    assert Checker(load()).faults(("paths", operation.path, "get", *answer), body) == []
