"""A small real HTTP(S) server whose answers a test writes byte by byte."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from kassadesk.api.answer import content_digest

Behaviour = Callable[[socket.socket], None]


@dataclass
class Seen:
    """One request as it arrived."""

    head: str
    body: bytes


@dataclass
class HostileServer:
    """Where it listens and what it saw. `behave` answers the next requests, the last one for ever."""

    port: int
    scheme: str = "http"
    behave: list[Behaviour] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    bytes_seen: int = 0
    released: threading.Event = field(default_factory=threading.Event)

    @property
    def origin(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    @property
    def asked(self) -> int:
        return len(self.seen)


def answer(
    body: bytes = b"{}",
    status: str = "200 OK",
    media_type: str = "application/json",
    digest: str | None = None,
    length: int | None = None,
    extra: str = "",
    sent: bytes | None = None,
) -> Behaviour:
    """A well-formed answer; each argument breaks one thing."""

    def send(connection: socket.socket) -> None:
        told = content_digest(body) if digest is None else digest
        head = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nConnection: close\r\n"
        if length != -1:
            head += f"Content-Length: {len(body) if length is None else length}\r\n"
        if told:
            head += f"Content-Digest: {told}\r\n"
        connection.sendall((head + extra + "\r\n").encode() + (body if sent is None else sent))

    return send


def raw(data: bytes) -> Behaviour:
    """Exactly these bytes, then the end."""
    return lambda connection: connection.sendall(data)


def hang_up(_connection: socket.socket) -> None:
    """No answer at all."""


@contextmanager
def hostile_server(context: ssl.SSLContext | None = None) -> Iterator[HostileServer]:
    """A running server on a free port of 127.0.0.1, with TLS when a context is given."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = HostileServer(listener.getsockname()[1], "https" if context else "http")
    threads: list[threading.Thread] = []

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=_one, args=(server, connection, context))
            threads.append(thread)
            thread.start()

    main = threading.Thread(target=serve)
    main.start()
    try:
        yield server
    finally:
        server.released.set()
        with suppress(OSError):  # Windows: closing it is enough
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        main.join()
        for thread in threads:
            thread.join()


def _one(server: HostileServer, plain: socket.socket, context: ssl.SSLContext | None) -> None:
    plain.settimeout(20)
    connection = plain
    try:
        if context is not None:
            connection = context.wrap_socket(plain, server_side=True)
        while (request := _request(server, connection)) is not None:
            server.seen.append(request)
            place = min(len(server.seen), len(server.behave)) - 1
            server.behave[place](connection)
            return
    except OSError:
        return
    finally:
        connection.close()
        plain.close()


def _request(server: HostileServer, connection: socket.socket) -> Seen | None:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return None
        data += piece
        server.bytes_seen += len(piece)
    head, _, body = data.partition(b"\r\n\r\n")
    text = head.decode("latin-1")
    lengths = [line for line in text.lower().split("\r\n") if line.startswith("content-length:")]
    wanted = int(lengths[0].split(":")[1]) if lengths else 0
    while len(body) < wanted:
        piece = connection.recv(65536)
        body += piece
        server.bytes_seen += len(piece)
    return Seen(text, body)
