"""When a call is made again: seen from a real server that counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from kassadesk.api import retry
from kassadesk.api.calls import OpenCalls
from kassadesk.api.retry import retry_after_s
from kassadesk.api.transport import Call, Transport
from kassadesk.core.errors import BadAnswer, CaptivePortal, Offline
from kassadesk.core.work import Cancelled
from tests.api.hostile_server import Behaviour, HostileServer, answer, hang_up, hostile_server


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_PAUSE_S", 0.01)


@pytest.fixture
def server() -> Iterator[HostileServer]:
    with hostile_server() as running:
        yield running


@pytest.fixture
def calls(server: HostileServer) -> Iterator[OpenCalls]:
    transport = Transport(server.origin, deadline_s=10)
    yield OpenCalls(transport)
    transport.close()


def problem(status: str, code: str, extra: str = "") -> Behaviour:
    body = f'{{"code":"{code}"}}'.encode()
    return answer(body, status=status, media_type="application/problem+json", extra=extra)


BUSY = problem("503 Service Unavailable", "unavailable")
GOOD = answer(b'{"ok":true}')
GET = Call("GET", "/v1/meta")


@pytest.mark.parametrize(
    "passing",
    [
        hang_up,
        answer(b'{"a":12345}', sent=b'{"a":1'),
        answer(b'{"a":1}', digest="sha-256=:AAAA:"),
        problem("408 Request Timeout", "x"),
        problem("425 Too Early", "x"),
        problem("429 Too Many Requests", "rate_limited", "Retry-After: 0\r\n"),
        problem("500 Internal Server Error", "internal"),
        answer(b"<html>", status="502 Bad Gateway", media_type="text/html"),
        BUSY,
        problem("504 Gateway Timeout", "x"),
        problem("409 Conflict", "request_in_progress", "Retry-After: 0\r\n"),
    ],
)
def test_what_may_be_gone_next_time_is_asked_again(
    server: HostileServer, calls: OpenCalls, passing: Behaviour
) -> None:
    server.behave = [passing, GOOD]

    assert calls.send(GET, repeatable=True).body == b'{"ok":true}'
    assert server.asked == 2


def test_asked_three_times_at_most(server: HostileServer, calls: OpenCalls) -> None:
    server.behave = [BUSY]

    assert calls.send(GET, repeatable=True).status == 503
    assert server.asked == 3


def test_line_that_stays_broken_is_told(server: HostileServer, calls: OpenCalls) -> None:
    server.behave = [hang_up]

    with pytest.raises(Offline):
        calls.send(GET, repeatable=True)

    assert server.asked == 3


@pytest.mark.parametrize(
    "final",
    [
        problem("400 Bad Request", "invalid_request"),
        problem("401 Unauthorized", "unauthenticated"),
        problem("403 Forbidden", "forbidden"),
        problem("404 Not Found", "not_found"),
        problem("409 Conflict", "state_conflict"),
        problem("410 Gone", "snapshot_expired"),
        problem("412 Precondition Failed", "precondition_failed"),
        problem("422 Unprocessable Content", "validation_failed"),
    ],
)
def test_other_answers_are_final(server: HostileServer, calls: OpenCalls, final: Behaviour) -> None:
    server.behave = [final]

    calls.send(GET, repeatable=True)

    assert server.asked == 1


@pytest.mark.parametrize(
    ("broken", "failure"),
    [
        (answer(b"<html>", media_type="text/html"), CaptivePortal),
        (answer(b'"' + b"x" * (8 * 1024 * 1024) + b'"'), BadAnswer),
    ],
)
def test_what_will_not_pass_is_not_asked_again(
    server: HostileServer, calls: OpenCalls, broken: Behaviour, failure: type[Exception]
) -> None:
    server.behave = [broken]

    with pytest.raises(failure):
        calls.send(GET, repeatable=True)

    assert server.asked == 1


@pytest.mark.parametrize("broken", [hang_up, BUSY])
def test_change_without_a_key_is_never_sent_twice(
    server: HostileServer, calls: OpenCalls, broken: Behaviour
) -> None:
    server.behave = [broken, GOOD]

    if broken is hang_up:
        with pytest.raises(Offline):
            calls.send(Call("POST", "/v1/x", body=b"{}"), repeatable=False)
    else:
        calls.send(Call("POST", "/v1/x", body=b"{}"), repeatable=False)

    assert server.asked == 1


def test_wait_longer_than_the_call_may_take_is_handed_on(
    server: HostileServer, calls: OpenCalls
) -> None:
    server.behave = [
        problem("429 Too Many Requests", "rate_limited", "Retry-After: 3600\r\n"),
        GOOD,
    ]

    assert calls.send(GET, repeatable=True).status == 429
    assert server.asked == 1


def test_wait_between_two_attempts_can_be_cancelled(
    server: HostileServer, calls: OpenCalls
) -> None:
    class GivesUp:
        def report(self, done: int, total: int, step: str = "") -> None:
            """Nothing."""

        def check(self) -> None:
            if server.asked:
                raise Cancelled

    server.behave = [problem("503 Service Unavailable", "unavailable", "Retry-After: 8\r\n")]

    with pytest.raises(Cancelled):
        calls.send(GET, repeatable=True, work=GivesUp())


NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0.0),
        ("7", 7.0),
        ("Mon, 23 Nov 2026 12:00:30 GMT", 30.0),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 0.0),
        ("", None),
        ("-5", None),
        ("soon", None),
        ("1.5", None),
        ("٧", None),
        ("99999999999999999999", 999999999.0),
    ],
)
def test_retry_after_is_a_number_or_a_date_or_nothing(header: str, seconds: float | None) -> None:
    assert retry_after_s(header, NOW) == seconds
