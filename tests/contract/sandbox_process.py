"""The real sandbox as its own process, and a sign-in over plain HTTP written from the contract alone."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import json
import secrets
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Sandbox:
    """What the ready line says."""

    base_url: str
    login: str
    password: str
    code: str


@contextmanager
def running_sandbox(data: Path, transactions: int = 300) -> Iterator[Sandbox]:
    """A fresh sample shop on a free port; ended by its own process handle."""
    whole = importlib.util.find_spec("kassadesk.__main__") is not None
    words = ["kassadesk", "sandbox"] if whole else ["kassadesk.sandbox.main"]
    command = [sys.executable, "-m", *words, "--port", "0", "--shop", "kaveri", "--faults"]
    command += ["--transactions", str(transactions), "--data", str(data)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            told = json.loads(process.stdout.readline())
            yield Sandbox(told["base_url"], told["login"], told["password"], told["code"])
        finally:
            process.terminate()
            process.wait(timeout=30)


def form(url: str, fields: dict[str, str]) -> tuple[int, dict[str, Any]]:
    """Status and JSON of a form post; an error answer is an answer."""
    body = urllib.parse.urlencode(fields).encode()
    request = urllib.request.Request(
        url, body, {"Accept": "application/json, application/problem+json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, json.load(refusal)


def base64url(data: bytes) -> str:
    """Base64 for URLs without padding (RFC 7636, appendix A)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def sign_in(sandbox: Sandbox) -> dict[str, Any]:
    """The token answer, after password, one-time code and code exchange with PKCE S256."""
    verifier = base64url(secrets.token_bytes(32))
    challenge_url = f"{sandbox.base_url}/v1/oauth/authorization-challenge"
    client = {"client_id": "kassadesk"}
    first = client | {
        "scope": "privacy",
        "code_challenge": base64url(hashlib.sha256(verifier.encode()).digest()),
        "code_challenge_method": "S256",
        "login": sandbox.login,
        "password": sandbox.password,
        "device_name": "Contract test",
    }
    status, asked = form(challenge_url, first)
    assert (status, asked["code"]) == (403, "code_required")
    step = {"auth_session": asked["auth_session"], "code": sandbox.code}
    status, done = form(challenge_url, client | step)
    assert status == 200
    grant = {"grant_type": "authorization_code", "code_verifier": verifier}
    status, tokens = form(
        f"{sandbox.base_url}/v1/oauth/token", client | grant | {"code": done["authorization_code"]}
    )
    assert status == 200
    return tokens
