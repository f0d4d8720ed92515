"""The WSGI layer that spoils answers on purpose and serves /sandbox/* (only with --faults)."""

from __future__ import annotations

import contextlib
import io
import socket
import time
from collections.abc import Iterable
from typing import Any, Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask
from werkzeug.test import run_wsgi_app
from werkzeug.wrappers import Request, Response

from kassadesk.sandbox.answers import content_digest, json_bytes
from kassadesk.sandbox.control import control_blueprint
from kassadesk.sandbox.faults import Fault, Seen
from kassadesk.sandbox.guards import token_hash
from kassadesk.sandbox.problems import CODES, MEDIA_TYPE, Problem
from kassadesk.sandbox.state import State

_PORTAL: Final = b"<!doctype html><title>Wi-Fi</title><p>Please accept the terms of this network."
_CODE_OF_STATUS: Final = {
    401: "unauthenticated",
    403: "forbidden",
    409: "request_in_progress",
    410: "snapshot_expired",
    429: "rate_limited",
    500: "internal",
    503: "unavailable",
}


class Faulty:
    """The app behind its faults."""

    def __init__(self, app: Flask, state: State) -> None:
        """Adds the control operations to `app`."""
        app.register_blueprint(control_blueprint)
        self._app: WSGIApplication = app
        self._state = state

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """One call, spoiled when a fault fits it."""
        request = Request(environ)
        if request.path.startswith("/sandbox/"):
            return self._app(environ, start)
        fault = self._state.faults.take(request.method, request.path)
        response = self._answer(request, environ, fault)
        if response is None:
            self._state.faults.note(Seen(request.method, request.path, 0))
            _cut(environ)
            return Response(status=503)(environ, start)
        self._state.faults.note(Seen(request.method, request.path, response.status_code))
        return response(environ, start)

    def _answer(
        self, request: Request, environ: WSGIEnvironment, fault: Fault | None
    ) -> Response | None:
        """The answer, spoiled or not; None when the connection is to be dropped."""
        if fault is None:
            return self._honest(environ)
        time.sleep(fault.delay_s)
        if fault.expire_session:
            self._end_session(request)
        if fault.drop == "before":
            return None
        if fault.status is not None or fault.html:
            return _instead(fault)
        response = self._honest(self._delivered(request, environ, fault))
        return None if fault.drop == "after" else _spoiled(response, fault)

    def _delivered(
        self, request: Request, environ: WSGIEnvironment, fault: Fault
    ) -> WSGIEnvironment:
        """The call; with `twice` a copy of it has been carried out before."""
        if not fault.twice:
            return environ
        body = request.get_data()
        self._honest({**environ, "wsgi.input": io.BytesIO(body)})
        return {**environ, "wsgi.input": io.BytesIO(body)}

    def _honest(self, environ: WSGIEnvironment) -> Response:
        """The app's own answer, with its headers and no others."""
        body, status, headers = run_wsgi_app(self._app, environ, buffered=True)
        response = Response(body, status)
        response.headers = headers
        return response

    def _end_session(self, request: Request) -> None:
        """End the session whose token the call carries, as if it was ended elsewhere."""
        token = request.headers.get("Authorization", "").partition(" ")[2].strip()
        with self._state.store.changing() as db:
            db.execute(
                "UPDATE sessions SET ended_at = ? WHERE session_id ="
                " (SELECT session_id FROM access_tokens WHERE hash = ?)",
                (self._state.clock.text(), token_hash(token)),
            )


def _instead(fault: Fault) -> Response:
    """An answer that never reached the app."""
    if fault.html:
        return Response(_PORTAL, fault.status or 200, content_type="text/html; charset=utf-8")
    assert fault.status is not None
    fallback = "internal" if fault.status >= 500 else "invalid_request"
    code = _CODE_OF_STATUS.get(fault.status, fallback)
    document = Problem(code).document("fault") | {"status": fault.status}
    document["retryable"] = fault.status >= 500 or CODES[code].retryable
    body = json_bytes(document)
    response = Response(body, fault.status, content_type=MEDIA_TYPE)
    response.headers["Content-Digest"] = content_digest(body)
    if fault.retry_after is not None:
        response.headers["Retry-After"] = fault.retry_after
    return response


def _spoiled(response: Response, fault: Fault) -> Response:
    """The app's own answer with one thing wrong."""
    if fault.bad_json:
        body = b'{"items":[{"cut":'
        response.set_data(body)
        response.headers["Content-Digest"] = content_digest(body)
    if fault.wrong_digest:
        response.headers["Content-Digest"] = content_digest(b"something else")
    if fault.retry_after is not None:
        response.headers["Retry-After"] = fault.retry_after
    if fault.truncate is not None:
        whole = response.get_data()
        response.response = [whole[: fault.truncate]]
        response.headers["Content-Length"] = str(len(whole))
        response.automatically_set_content_length = False
    return response


def _cut(environ: dict[str, Any]) -> None:
    """End the connection at once, without an answer."""
    connection = environ.get("kassadesk.socket")
    if isinstance(connection, socket.socket):
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
