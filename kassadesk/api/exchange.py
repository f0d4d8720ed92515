"""One request and its answer on a thread of its own, so that the caller can stop waiting at any time.

A socket that hangs (in a name look-up, a TLS handshake, a drip of bytes) cannot be interrupted from
outside. So the caller waits beside it, and an exchange nobody waits for any more ends by itself: each
read is bounded and it looks after every piece whether it was left.
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable

import requests
import urllib3

from kassadesk.api.answer import Answer
from kassadesk.api.deadline import Deadline
from kassadesk.core.errors import BadAnswer, KassaError, Offline, TimedOut, UntrustedConnection

CONNECT_TIMEOUT_S = 10.0
MAX_BODY_BYTES = 8 * 1024 * 1024
_PIECE_BYTES = 64 * 1024


class Exchange:
    """Sends one prepared request. `done` is set when `answer()` can be asked.

    `give_back(session, usable)` is called exactly once, on the exchange's thread.
    """

    def __init__(
        self,
        session: requests.Session,
        request: requests.PreparedRequest,
        deadline: Deadline,
        give_back: Callable[[requests.Session, bool], None],
    ) -> None:
        self._session = session
        self._request = request
        self._deadline = deadline
        self._give_back = give_back
        self._answer: Answer | None = None
        self._failure: BaseException | None = None
        self._left = threading.Event()
        self.done = threading.Event()

    def start(self) -> None:
        """Begin on a daemon thread: a hung look-up must not keep the program from ending."""
        threading.Thread(target=self._run, name="kassadesk-exchange", daemon=True).start()

    def leave(self) -> None:
        """Nobody waits any more: end soon, keep nothing."""
        self._left.set()

    def answer(self) -> Answer:
        """What came back. Raises the KassaError it failed with. Only after `done`."""
        if self._failure is not None:
            raise self._failure
        assert self._answer is not None
        return self._answer

    def _run(self) -> None:
        usable = False
        try:
            self._answer = self._send()
            usable = True
        except BaseException as error:  # noqa: BLE001 - carried to the caller's thread, raised there
            self._failure = error
        finally:
            self._give_back(self._session, usable)
            self.done.set()

    def _send(self) -> Answer:
        left_s = self._deadline.remaining_s()
        if left_s <= 0:
            raise TimedOut
        try:
            response = self._session.send(
                self._request,
                stream=True,
                allow_redirects=False,
                timeout=(min(CONNECT_TIMEOUT_S, left_s), left_s),
            )
            with response:
                body = b"" if self._request.method == "HEAD" else self._body(response.raw)
                headers = {name.lower(): value for name, value in response.headers.items()}
                return Answer(response.status_code, headers, body)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise failure_of(error) from error

    def _body(self, raw: urllib3.BaseHTTPResponse) -> bytes:
        """All bytes as sent, no content-coding undone, within size and time."""
        body = bytearray()
        try:
            while piece := raw.read1(_PIECE_BYTES, decode_content=False):
                body += piece
                if len(body) > MAX_BODY_BYTES:
                    raise BadAnswer(what="too_large")
                if self._deadline.passed or self._left.is_set():
                    raise TimedOut
        except urllib3.exceptions.ProtocolError as error:
            raise BadAnswer(what="cut") from error
        return bytes(body)


_UNTRUSTED = (ssl.SSLError, urllib3.exceptions.SSLError)
_NOT_REACHED = (requests.ConnectTimeout, urllib3.exceptions.ConnectTimeoutError)
_TOO_SLOW = (requests.Timeout, urllib3.exceptions.ReadTimeoutError, TimeoutError)
_NO_LINE = (requests.ConnectionError, urllib3.exceptions.ProtocolError, ConnectionError)


def failure_of(error: BaseException) -> KassaError:
    """The KassaError for what requests, urllib3 or the OS raised: the table of network failures."""
    causes = _causes(error)

    def has(*kinds: type[BaseException]) -> bool:
        return any(isinstance(cause, kinds) for cause in causes)

    if has(ssl.SSLEOFError):  # the line broke during the handshake; nothing was wrong with it
        return Offline()
    if has(*_UNTRUSTED):
        return UntrustedConnection()
    if has(*_NOT_REACHED):
        return Offline()
    if has(*_TOO_SLOW):
        return TimedOut()
    return Offline() if has(*_NO_LINE) else BadAnswer(what="protocol")


def _causes(error: BaseException) -> list[BaseException]:
    """The error with everything it was raised from or wraps (urllib3 keeps reasons in args)."""
    found: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        item = waiting.pop()
        if not isinstance(item, BaseException) or any(item is known for known in found):
            continue
        found.append(item)
        waiting += [*item.args, getattr(item, "reason", None), item.__cause__, item.__context__]
    return found
