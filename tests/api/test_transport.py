"""What leaves and what is let in, against a real server that breaks one thing at a time."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator

import pytest

from kassadesk.api.deadline import Deadline
from kassadesk.api.transport import Call, Transport
from kassadesk.core.errors import (
    BadAnswer,
    CaptivePortal,
    KassaError,
    Offline,
    Rejected,
    TimedOut,
)
from kassadesk.core.work import QUIET, Cancelled
from tests.api.hostile_server import HostileServer, answer, hang_up, hostile_server, raw

GET = Call("GET", "/v1/meta")


@pytest.fixture
def server() -> Iterator[HostileServer]:
    with hostile_server() as running:
        yield running


@pytest.fixture
def transport(server: HostileServer) -> Iterator[Transport]:
    made = Transport(server.origin)
    yield made
    made.close()


def send(transport: Transport, seconds: float = 10) -> object:
    return transport.send(GET, Deadline(seconds), QUIET)


def test_whole_answer_comes_through(server: HostileServer, transport: Transport) -> None:
    server.behave = [answer(b'{"service":"kassapos-privacy"}')]

    got = transport.send(GET, Deadline(10), QUIET)

    assert (got.status, got.body) == (200, b'{"service":"kassapos-privacy"}')
    head = server.seen[0].head.lower()
    assert "accept-encoding: identity" in head
    assert "authorization" not in head
    assert "cookie" not in head


@pytest.mark.parametrize(
    ("broken", "what"),
    [
        (answer(b'{"a":1}', digest=""), "digest_missing"),
        (answer(b'{"a":1}', digest="sha-256=:AAAA:"), "digest"),
        (answer(b'{"a":1}', digest="md5=:AAAA:"), "digest_missing"),
        (answer(b'{"a":1}', digest="sha-256=:%%%:"), "digest_missing"),
        (answer(b'{"a":12345}', sent=b'{"a":1'), "cut"),
        (answer(b'{"a":12345}', length=-1, sent=b'{"a":1}'), "digest"),
        (raw(b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a"'), "cut"),
        (
            answer(gzip.compress(b"0" * 1000), extra="Content-Encoding: gzip\r\n"),
            "encoding",
        ),
        (answer(b'"' + b"x" * (8 * 1024 * 1024) + b'"'), "too_large"),
    ],
)
def test_broken_answer_is_never_used(
    server: HostileServer, transport: Transport, broken: object, what: str
) -> None:
    server.behave = [broken]  # type: ignore[list-item]

    with pytest.raises(BadAnswer) as refused:
        send(transport)

    assert refused.value.what == what


@pytest.mark.parametrize(
    "portal",
    [
        answer(b"<html>Sign in to Wi-Fi</html>", media_type="text/html"),
        answer(b'{"a":1}', media_type="text/plain"),
        answer(b"", status="302 Found", extra="Location: http://127.0.0.1:1/\r\n"),
        answer(b"", status="307 Temporary Redirect", extra="Location: /v1/me\r\n"),
        answer(b"", status="511 Network Authentication Required", media_type="text/html"),
        answer(b"", status="407 Proxy Authentication Required", media_type="text/html"),
    ],
)
def test_somebody_else_answering_is_a_captive_portal(
    server: HostileServer, transport: Transport, portal: object
) -> None:
    server.behave = [portal]  # type: ignore[list-item]

    with pytest.raises(CaptivePortal):
        send(transport)

    assert server.asked == 1


def test_fault_page_of_a_gateway_is_a_fault_without_body(
    server: HostileServer, transport: Transport
) -> None:
    server.behave = [answer(b"<h1>502</h1>", status="502 Bad Gateway", media_type="text/html")]

    got = transport.send(GET, Deadline(10), QUIET)

    assert (got.status, got.body) == (502, b"")


def test_drip_of_bytes_ends_at_the_total_deadline(
    server: HostileServer, transport: Transport
) -> None:
    def drip(connection: object) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")  # type: ignore[attr-defined]
        while not server.released.wait(0.05):
            connection.sendall(b" ")  # type: ignore[attr-defined]

    server.behave = [drip]

    with pytest.raises(TimedOut):
        send(transport, seconds=0.6)


def test_cancel_does_not_wait_for_a_silent_server(
    server: HostileServer, transport: Transport
) -> None:
    asked = threading.Event()

    class Impatient:
        def report(self, done: int, total: int, step: str = "") -> None:
            """Nothing."""

        def check(self) -> None:
            if asked.is_set():
                raise Cancelled

    def silent(_connection: object) -> None:
        asked.set()
        server.released.wait()

    server.behave = [silent]

    with pytest.raises(Cancelled):
        transport.send(GET, Deadline(20), Impatient())

    assert not server.released.is_set()


@pytest.mark.parametrize("nothing", [hang_up, raw(b"")])
def test_no_answer_is_offline(server: HostileServer, transport: Transport, nothing: object) -> None:
    server.behave = [nothing]  # type: ignore[list-item]

    with pytest.raises(Offline):
        send(transport)


def test_closed_port_is_offline() -> None:
    with hostile_server() as gone:
        origin = gone.origin
    transport = Transport(origin)

    with pytest.raises(Offline):
        send(transport)


def test_garbage_instead_of_http_is_bad_news_not_a_crash(
    server: HostileServer, transport: Transport
) -> None:
    server.behave = [raw(b"SSH-2.0-OpenSSH_9.2\r\n")]

    with pytest.raises(KassaError):
        send(transport)


@pytest.mark.parametrize(
    "address",
    [
        "http://kassapos.example",
        "ftp://127.0.0.1",
        "https://user:pass@kassapos.example",
        "https://kassapos.example/path",
        "https://kassapos.example?x=1",
        "https://",
        "kassapos.example",
        "https://a b.example",
        "http://127.0.0.1.evil.example",
        "https://kassapos.example:99999",
        "file:///etc/passwd",
    ],
)
def test_unsafe_server_address_is_refused(address: str) -> None:
    with pytest.raises(Rejected) as refused:
        Transport(address)

    assert refused.value.reason == "bad_server_address"


@pytest.mark.parametrize(
    ("address", "normal"),
    [
        ("https://Kassapos.Example/", "https://kassapos.example"),
        (" http://127.0.0.1:8123 ", "http://127.0.0.1:8123"),
        ("http://localhost:1", "http://localhost:1"),
    ],
)
def test_server_address_takes_its_normal_form(address: str, normal: str) -> None:
    assert Transport(address).origin == normal


def test_environment_changes_nothing(
    server: HostileServer, transport: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere")
    server.behave = [answer()]

    assert transport.send(GET, Deadline(10), QUIET).ok
