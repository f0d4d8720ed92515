"""One answer of the server, proven whole before anybody looks inside."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kassadesk.api import strict_json
from kassadesk.core.errors import BadAnswer, CaptivePortal, KassaError

JSON_TYPES = frozenset({"application/json", "application/problem+json"})
GATEWAY_STATUSES = frozenset({408, 425, 429})
"""Statuses a machine between us and Kassapos may send without a contract body (and any 5xx)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers and body as they came; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    @property
    def ok(self) -> bool:
        """True for 2xx."""
        return 200 <= self.status < 300

    @property
    def media_type(self) -> str:
        """Content-Type without parameters, lower case; "" when there is none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def etag(self) -> str:
        """The strong ETag, or ""."""
        return self.headers.get("etag", "")

    @property
    def request_id(self) -> str:
        """What support asks for; only letters, digits and hyphens, at most 64 (it is logged)."""
        text = self.headers.get("x-request-id", "")[:64]
        return text if text.isascii() and text.replace("-", "").isalnum() else ""

    def json(self) -> strict_json.ParsedJson:
        """The body as JSON. Raises BadAnswer."""
        return strict_json.parse(self.body)

    def json_object(self) -> dict[str, Any]:
        """The body as a JSON object, {} when it is none. Never raises: for error bodies."""
        try:
            value = strict_json.parse(self.body).value
        except BadAnswer:
            return {}
        return value if isinstance(value, dict) else {}


def proven(answer: Answer, has_body: bool = True) -> Answer:
    """The answer, when it is Kassapos' own and complete; a gateway's fault comes without its body.

    `has_body` is False for the answer to HEAD, which declares a body but sends none.
    Raises CaptivePortal when something else answered (a redirect, HTML, 407, 511), BadAnswer when it
    is cut, altered or encoded in a way nobody asked for.
    """
    if 300 <= answer.status < 400 or answer.status in (407, 511):
        raise CaptivePortal
    encoding = answer.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("", "identity"):
        raise BadAnswer(what="encoding", request_id=answer.request_id)
    if answer.status == 204 or not has_body:
        return answer
    failure = _body_failure(answer)
    if failure is None:
        return answer
    if answer.status >= 500 or answer.status in GATEWAY_STATUSES:
        return replace(answer, body=b"")
    raise failure


def _body_failure(answer: Answer) -> KassaError | None:
    if answer.media_type not in JSON_TYPES:
        return CaptivePortal()
    declared = answer.headers.get("content-length")
    if declared is not None and declared.strip() != str(len(answer.body)):
        return BadAnswer(what="cut", request_id=answer.request_id)
    told = _sha256_of(answer.headers.get("content-digest", ""))
    if told is None:
        return BadAnswer(what="digest_missing", request_id=answer.request_id)
    if not hmac.compare_digest(told, hashlib.sha256(answer.body).digest()):
        return BadAnswer(what="digest", request_id=answer.request_id)
    return None


def content_digest(body: bytes) -> str:
    """The Content-Digest header of a body (RFC 9530)."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode('ascii')}:"


def _sha256_of(header: str) -> bytes | None:
    for member in header.split(","):
        name, _, value = member.strip().partition("=")
        if name.lower() == "sha-256" and value.startswith(":") and value.endswith(":"):
            try:
                return base64.b64decode(value[1:-1], validate=True)
            except (binascii.Error, ValueError):
                return None
    return None
