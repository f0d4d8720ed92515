"""Through a company's proxy: it is asked for the server by name and sees nothing else of the call."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import trustme

from kassadesk.api.deadline import Deadline
from kassadesk.api.transport import Call, Transport
from kassadesk.app.system_proxy import RememberedProxy, is_this_pc, proxy_finder
from kassadesk.core.errors import Offline, UntrustedConnection
from kassadesk.core.signers import Signer, SignerKind
from kassadesk.core.work import QUIET
from tests.api.conftest import AUTHORITY
from tests.api.hostile_server import answer, hostile_server
from tests.systems import WINDOWS

SERVER = "https://kassapos.test"
CALL = Call("POST", "/v1/requests", headers={"Authorization": "Bearer at_1"}, body=b"personal")


@contextmanager
def proxy_to(port: int, seen: list[bytes]) -> Iterator[str]:
    """A proxy that connects everybody to one port of this PC and notes what it was told."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        try:
            inner, _ = listener.accept()
        except OSError:
            return
        with inner, socket.create_connection(("127.0.0.1", port)) as outer:
            seen.append(inner.recv(65536))
            inner.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=_pour, args=(outer, inner))
            back.start()
            _pour(inner, outer)
            back.join()

    main = threading.Thread(target=serve)
    main.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.close()
        main.join(20)


def _pour(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        return


@pytest.mark.skipif(WINDOWS, reason="Windows keeps the authorities it trusts; a test adds none")
@pytest.mark.parametrize("name", ["kassapos.test", "other.test"])
def test_the_proxy_learns_the_server_s_name_and_nothing_else(
    authority: trustme.CA, name: str
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    seen: list[bytes] = []
    with hostile_server(context) as server, proxy_to(server.port, seen) as proxy:
        server.behave = [answer()]
        transport = Transport(SERVER)
        transport.proxy_for = lambda _address: proxy
        if name == "kassapos.test":
            assert transport.send(CALL, Deadline(10), QUIET).ok
            assert server.seen[0].body == b"personal"
            assert transport.signer() == Signer(SignerKind.OWN, AUTHORITY)
        else:
            with pytest.raises(UntrustedConnection):
                transport.send(CALL, Deadline(10), QUIET)
            assert transport.signer() == Signer(SignerKind.NOT_YET)
        transport.close()
    assert seen[0].startswith(b"CONNECT kassapos.test:443 ")
    for word in (b"personal", b"Bearer", b"/v1/"):
        assert word not in seen[0]


def test_a_proxy_that_is_not_there_is_no_connection() -> None:
    transport = Transport(SERVER)
    transport.proxy_for = lambda _address: "http://127.0.0.1:9"
    with pytest.raises(Offline):
        transport.send(CALL, Deadline(10), QUIET)
    transport.close()


def test_the_system_is_asked_once_for_each_server_and_again_after_a_while() -> None:
    asked: list[str] = []
    now = [0.0]

    def find(server: str) -> str:
        asked.append(server)
        return "http://proxy.test:8080"

    proxy_for = RememberedProxy(find, lambda: now[0])
    for path in ("/v1/me", "/v1/rows"):
        assert proxy_for(SERVER + path) == "http://proxy.test:8080"
    assert asked == [SERVER]
    now[0] = 301.0
    proxy_for(SERVER)
    assert asked == [SERVER, SERVER]
    assert proxy_for("http://127.0.0.1:8400/v1/me") == ""
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("host", "is_here"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("kassapos.test", False)],
)
def test_this_pc_is_never_reached_through_a_proxy(host: str, is_here: bool) -> None:
    assert is_this_pc(host) is is_here


def test_the_environment_names_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert proxy_finder()(SERVER) == ""
