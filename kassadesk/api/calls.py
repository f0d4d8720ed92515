"""Calls with everything they need: the bearer token, repeats, and an answer as a typed wire value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar
from urllib.parse import urlencode

import msgspec

from kassadesk.api.answer import Answer
from kassadesk.api.deadline import Deadline
from kassadesk.api.failures import failure_of
from kassadesk.api.retry import with_repeats
from kassadesk.api.tokens import Tokens
from kassadesk.api.transport import Call, Transport
from kassadesk.core import shapes
from kassadesk.core.errors import BadAnswer, SessionExpired
from kassadesk.core.work import QUIET, Work

T = TypeVar("T")
_REPEATABLE = frozenset({"GET", "HEAD", "DELETE"})
"""Methods whose second arrival changes nothing more (RFC 9110, 9.2.2). PUT waits for its key."""


OnRefusal = Callable[[Answer], None]
"""May raise a more precise error for an answer outside 2xx; returns to let the table of failures."""


def _accept(_answer: Answer) -> None:
    """Nothing more precise to say."""


class Calls:
    """Makes calls on behalf of the sign-in. Safe from several threads. Blocking."""

    def __init__(self, transport: Transport, tokens: Tokens) -> None:
        self._transport = transport
        self._tokens = tokens

    def get(
        self,
        path: str,
        shape: type[T],
        params: Mapping[str, str] | None = None,
        work: Work = QUIET,
    ) -> T:
        """What a GET gives, in its wire shape. Raises KassaError."""
        return read(self.send(Call("GET", path, params=params or {}), work=work), shape)

    def post(self, path: str, body: object, shape: type[T], work: Work = QUIET) -> T:
        """What a POST gives that only asks (a query, a preview): repeating it changes nothing."""
        return read(self.send(_with_json("POST", path, body), repeatable=True, work=work), shape)

    def change(
        self,
        method: str,
        path: str,
        body: object,
        shape: type[T],
        idempotency_key: str,
        headers: Mapping[str, str] | None = None,
        on_refusal: OnRefusal = _accept,
        work: Work = QUIET,
    ) -> T:
        """What a call gives that changes something; repeats carry the same Idempotency-Key (R1)."""
        call = _with_json(method, path, body)
        keyed = {**call.headers, **(headers or {}), "Idempotency-Key": idempotency_key}
        answer = self.send(replace(call, headers=keyed), True, work, on_refusal)
        return read(answer, shape)

    def send(
        self,
        call: Call,
        repeatable: bool = False,
        work: Work = QUIET,
        on_refusal: OnRefusal = _accept,
    ) -> Answer:
        """The 2xx answer of a signed-in call.

        A 401 renews the access token once. `on_refusal` may raise a more precise error for an answer
        outside 2xx; else the one table of failures does. Raises KassaError.
        """
        deadline = Deadline(self._transport.deadline_s)
        repeats = repeatable or call.method in _REPEATABLE

        def attempt_with(token: str) -> Answer:
            headers = {**call.headers, "Authorization": f"Bearer {token}"}
            signed = replace(call, headers=headers)
            return with_repeats(
                lambda: self._transport.send(signed, deadline, work), repeats, deadline, work
            )

        token = self._tokens.access_token()
        answer = attempt_with(token)
        if answer.status == 401:
            answer = attempt_with(self._tokens.replaced(token))
            if answer.status == 401:
                raise SessionExpired
        if not answer.ok:
            on_refusal(answer)
            raise failure_of(answer)
        return answer


class OpenCalls:
    """Makes calls that need no sign-in: meta, keys, and signing in itself."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, path: str, shape: type[T], work: Work = QUIET) -> T:
        """What an open GET gives, in its wire shape. Raises KassaError."""
        answer = self.send(Call("GET", path), repeatable=True, work=work)
        if not answer.ok:
            raise failure_of(answer)
        return read(answer, shape)

    def form(self, path: str, fields: Mapping[str, str], repeatable: bool = False) -> Answer:
        """The answer, of any status, of a form post (the OAuth endpoints)."""
        call = Call(
            "POST",
            path,
            headers={"Content-Type": "application/x-www-form-urlencoded"},
            body=urlencode(fields).encode("ascii"),
        )
        return self.send(call, repeatable)

    def send(self, call: Call, repeatable: bool, work: Work = QUIET) -> Answer:
        """The answer, of any status."""
        deadline = Deadline(self._transport.deadline_s)
        return with_repeats(
            lambda: self._transport.send(call, deadline, work), repeatable, deadline, work
        )


def read(answer: Answer, shape: type[T]) -> T:
    """The body in its wire shape. Raises BadAnswer when it is not of that shape."""
    return shaped(answer.json().value, shape, answer.request_id)


def shaped(raw_value: Any, shape: type[T], request_id: str = "") -> T:
    """A parsed JSON value in a wire shape. Raises BadAnswer("shape"), which names no value."""
    try:
        return shapes.shaped(raw_value, shape)
    except msgspec.ValidationError as error:
        raise BadAnswer(what="shape", request_id=request_id) from error


def _with_json(method: str, path: str, body: object) -> Call:
    return Call(
        method,
        path,
        headers={"Content-Type": "application/json"},
        body=json_body(body),
    )


def json_body(body: object) -> bytes:
    """A body as it is sent."""
    return msgspec.json.encode(body)
