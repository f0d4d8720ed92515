"""A mock made from the contract by others (npm @stoplight/prism-cli), and a relay before it.

Prism checks each request against the contract and answers with its examples. It cannot compute a
Content-Digest, so `Relay` stands before it, puts the true digest of Prism's bytes on the answer, and asks
for the 403 where a sign-in step ends in one: a client that checks digests can then be pointed at it.
The relay notes what passed, so that a test sees which operations were called and how Prism judged them.
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
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.contract.document import FILE

PRISM = "@stoplight/prism-cli@5.14.2"
CACHE = Path(
    os.environ.get("KASSADESK_PRISM") or Path.home() / ".cache" / "kassadesk-tests" / "prism"
)
_PASSED_BACK = ("Content-Type", "ETag", "Upload-Offset", "Upload-Length")


@dataclass(frozen=True)
class Passed:
    """One call that went through the relay."""

    method: str
    path: str
    status: int
    faults: tuple[str, ...]
    """What Prism found wrong with the request."""


@dataclass
class Mock:
    """Where the mock answers, and what was asked of it so far."""

    base_url: str
    passed: list[Passed] = field(default_factory=list)


class Relay(BaseHTTPRequestHandler):
    """Passes everything to Prism, and puts on what only a real server knows."""

    prism_port = 0
    passed: list[Passed]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {k: v for k, v in self.headers.items() if k.lower() not in ("host", "connection")}
        if self.path.endswith("/authorization-challenge") and b"&code=" not in body:
            headers["Prefer"] = "code=403, example=code_required"
        prism = http.client.HTTPConnection("127.0.0.1", self.prism_port, timeout=30)
        try:
            prism.request(self.command, self.path, body, headers)
            answer = prism.getresponse()
            self._give(answer, answer.read())
        finally:
            prism.close()

    do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_GET

    def _give(self, answer: http.client.HTTPResponse, body: bytes) -> None:
        path = self.path.partition("?")[0]
        faults = _faults(answer.headers.get("sl-violations", "[]"))
        self.passed.append(Passed(self.command, path, answer.status, faults))
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode("ascii")
        own = {
            "Content-Digest": f"sha-256=:{digest}:",
            "Cache-Control": "no-store",
            "X-Request-Id": "rq-mock",
        }
        if answer.status != 204:
            own["Content-Length"] = str(len(body))
        own |= {name: answer.headers[name] for name in _PASSED_BACK if name in answer.headers}
        self.send_response(answer.status)
        for name, value in own.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: Any) -> None:
        """Say nothing."""


def _faults(violations: str) -> tuple[str, ...]:
    """Prism's words on the request; what it finds wrong with its own answers is its own affair."""
    return tuple(
        f"{'/'.join(map(str, one['location']))}: {one['message']}"
        for one in json.loads(violations)
        if one["location"][0] == "request"
    )


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


@contextmanager
def running_mock() -> Iterator[Mock]:
    """The mock behind its relay, ended with the block."""
    port = _free_port()
    words = [str(installed_prism()), "mock", "-h", "127.0.0.1", "-p", str(port), str(FILE)]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as prism:
        try:
            _wait_until_ready(prism, port)
            passed: list[Passed] = []
            handler = type("RelayToPrism", (Relay,), {"prism_port": port, "passed": passed})
            with ThreadingHTTPServer(("127.0.0.1", 0), handler) as relay:
                threading.Thread(target=relay.serve_forever, daemon=True).start()
                yield Mock(f"http://127.0.0.1:{relay.server_address[1]}", passed)
                relay.shutdown()
        finally:
            prism.terminate()
            prism.communicate(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(prism: subprocess.Popen[str], port: int) -> None:
    """Return when Prism takes connections; fail with its words when it ends."""
    for _ in range(240):
        if prism.poll() is not None:
            pytest.fail(f"prism ended: {prism.stdout.read() if prism.stdout else ''}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.25)
    pytest.fail("prism did not take connections")
