"""Answers: JSON bodies, strong ETags, and the headers every answer carries.

`Content-Digest` (RFC 9530) runs over exactly the bytes sent; the server never compresses. Answers
are never stored (`Cache-Control: no-store`), and each carries `X-Request-Id` and a `Date` by the
server's own clock (contract rules R12, R15, R21-R23).
"""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from collections.abc import Mapping
from email.utils import format_datetime

from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from kassadesk.sandbox.problems import MEDIA_TYPE, Json, Problem
from kassadesk.sandbox.state import state

_BY_STATUS = {
    400: "invalid_request",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    408: "invalid_request",
    413: "too_large",
    415: "unsupported_media_type",
    500: "internal",
    503: "unavailable",
}


def json_bytes(value: Json) -> bytes:
    """Compact UTF-8 JSON, members in the order given, never NaN."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def canonical_bytes(value: Json) -> bytes:
    """Compact UTF-8 JSON with sorted members: the same value always gives the same bytes."""
    text = json.dumps(
        value, ensure_ascii=False, separators=(",", ":"), allow_nan=False, sort_keys=True
    )
    return text.encode("utf-8")


def content_digest(data: bytes) -> str:
    """The Content-Digest header value of these bytes (RFC 9530)."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(data).digest()).decode('ascii')}:"


def etag_of(value: Json) -> str:
    """The strong entity tag of a representation, with its quotes; changes when the value does."""
    return f'"{hashlib.sha256(canonical_bytes(value)).hexdigest()[:32]}"'


def answer(
    body: Json,
    status: int = 200,
    *,
    etag: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A JSON answer; 304 without a body when the client has `etag` (with its quotes) already."""
    bare = (etag or "").strip('"')
    if (
        etag is not None
        and request.method in ("GET", "HEAD")
        and request.if_none_match.contains(bare)
    ):
        response = Response(status=304)
    else:
        response = Response(json_bytes(body), status, content_type="application/json")
    if etag is not None:
        response.set_etag(bare)
    for name, value in (headers or {}).items():
        response.headers[name] = value
    return response


def nothing(headers: Mapping[str, str] | None = None) -> Response:
    """204 without a body."""
    response = Response(status=204)
    response.headers.pop("Content-Type", None)
    for name, value in (headers or {}).items():
        response.headers[name] = value
    return response


def problem_answer(problem: Problem) -> Response:
    """The problem as application/problem+json."""
    body = json_bytes(problem.document(request_id()))
    response = Response(body, problem.status, content_type=MEDIA_TYPE)
    for name, value in problem.headers.items():
        response.headers[name] = value
    return response


def request_id() -> str:
    """The id of the present request, the same in header and problem."""
    if "request_id" not in g:
        g.request_id = uuid.uuid4().hex
    return str(g.request_id)


def dress(app: Flask) -> None:
    """Make every answer of the app carry its headers and every error a problem document."""
    app.register_error_handler(Problem, problem_answer)
    app.register_error_handler(HTTPException, _refused)
    app.after_request(_headers)


def _refused(error: HTTPException) -> Response:
    """What Flask itself refuses (unknown path, wrong method, a crash), as a problem."""
    code = _BY_STATUS.get(
        error.code or 500, "internal" if (error.code or 500) >= 500 else "invalid_request"
    )
    headers = {}
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        headers["Allow"] = ", ".join(sorted(set(error.valid_methods) | {"OPTIONS"}))
    return problem_answer(Problem(code, headers=headers))


def _headers(response: Response) -> Response:
    if request.method == "OPTIONS" and response.status_code == 200:
        response = nothing({"Allow": ", ".join(sorted(response.allow))})
    if response.status_code not in (204, 304):
        response.headers["Content-Length"] = str(len(response.get_data()))
    if response.status_code != 304:
        response.headers["Content-Digest"] = content_digest(response.get_data())
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Request-Id"] = request_id()
    response.headers["Date"] = format_datetime(state().clock.now(), usegmt=True)
    return response
