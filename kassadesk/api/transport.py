"""The only way bytes leave and enter: one origin, verified TLS, no redirects, bounded in size and time."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urlsplit

import requests

from kassadesk import __version__
from kassadesk.api.answer import Answer, proven
from kassadesk.api.deadline import Deadline, wait_for
from kassadesk.api.exchange import Exchange
from kassadesk.api.origin import checked_origin
from kassadesk.api.tls import OsTrustAdapter, ProxyFor, Saw, no_proxy
from kassadesk.core.errors import KassaError
from kassadesk.core.signers import Signer, SignerKind
from kassadesk.core.work import Work

_log = logging.getLogger(__name__)

CALL_DEADLINE_S = 30.0
"""How long one call may take in all, with every repeat."""

_ALWAYS = {
    "Accept": "application/json, application/problem+json",
    "Accept-Encoding": "identity",
    "User-Agent": f"KassaDesk/{__version__}",
}


@dataclass(frozen=True, slots=True)
class Call:
    """One request to be made: a path under the origin, never a whole address."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    params: Mapping[str, str] = field(default_factory=dict)
    """Ids, cursors and counts only: nothing personal belongs in an address (rule R22)."""
    body: bytes | None = field(default=None, repr=False)


class Transport:
    """Sends calls to one origin. Safe from several threads; a session serves one call at a time."""

    def __init__(self, origin: str, deadline_s: float = CALL_DEADLINE_S) -> None:
        self._origin = checked_origin(origin)
        self.deadline_s = deadline_s
        self._lock = threading.Lock()
        self._idle: list[requests.Session] = []
        self._closed = False
        self.on_outcome: Callable[[KassaError | None], None] = _nobody_listens
        """Told of every attempt, on the calling thread: None when an answer came, else why not."""
        self.proxy_for: ProxyFor = no_proxy
        """Asked before each exchange over TLS, on a thread that may wait."""
        self._shown: dict[str, tuple[bytes, ...]] = {}

    @property
    def origin(self) -> str:
        """The one origin everything goes to."""
        return self._origin

    def signer(self) -> Signer:
        """Who vouches for the server, told from what it showed last. Reads a list from disk: call through
        Tasks."""
        at = urlsplit(self._origin)
        if at.scheme == "http":
            return Signer(SignerKind.THIS_PC)
        shown = self._shown.get(at.hostname or "")
        if shown is None:
            return Signer(SignerKind.NOT_YET)
        from kassadesk.api.signers import signer_of  # late: only Help asks

        return signer_of(shown)

    def point_at(self, origin: str) -> None:
        """Use another origin from now on. Raises Rejected for an address that may not be used."""
        self._origin = checked_origin(origin)

    def send(self, call: Call, deadline: Deadline, work: Work) -> Answer:
        """One attempt. The answer of any status, proven whole. Blocking.

        Raises Offline, TimedOut, UntrustedConnection, CaptivePortal, BadAnswer; Cancelled within
        200 ms of being asked to stop.
        """
        work.check()
        began = time.monotonic()
        try:
            answer = self._exchanged(call, deadline, work)
        except KassaError as error:
            _note(call, error.code, began)
            self.on_outcome(error)
            raise
        _note(call, str(answer.status), began, answer.request_id)
        self.on_outcome(None)
        return answer

    def close(self) -> None:
        """Close every connection; those in use close when their exchange ends."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for session in idle:
            session.close()

    def _exchanged(self, call: Call, deadline: Deadline, work: Work) -> Answer:
        exchange = Exchange(self._session(), self._prepared(call), deadline, self._take_back)
        exchange.start()
        try:
            wait_for(exchange.done, deadline, work)
        except BaseException:
            exchange.leave()
            raise
        return proven(exchange.answer(), has_body=call.method != "HEAD")

    def _prepared(self, call: Call) -> requests.PreparedRequest:
        if not call.path.startswith("/") or call.path.startswith("//"):
            raise ValueError("a path under the origin, please")
        return requests.Request(
            call.method,
            self._origin + call.path,
            headers={**_ALWAYS, **call.headers},
            params=dict(call.params),
            data=call.body,
        ).prepare()

    def _session(self) -> requests.Session:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return _new_session(lambda address: self.proxy_for(address), self._shown.__setitem__)

    def _take_back(self, session: requests.Session, usable: bool) -> None:
        with self._lock:
            if usable and not self._closed:
                self._idle.append(session)
                return
        session.close()


def _note(call: Call, outcome: str, began: float, request_id: str = "") -> None:
    """One line for support: what was called, how it went, and the server's own name of the call.

    Neither the query of the address nor a header nor a body is in it."""
    spent_ms = round((time.monotonic() - began) * 1000)
    _log.info("%s %s %s %d ms %s", call.method, call.path, outcome, spent_ms, request_id)


def _nobody_listens(_: KassaError | None) -> None:
    """Outcomes are told to nobody."""


def _new_session(proxy_for: ProxyFor, saw: Saw) -> requests.Session:
    """A session that knows no environment (proxies, netrc, CA bundles) and keeps no cookies."""
    session = requests.Session()
    session.trust_env = False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.mount("https://", OsTrustAdapter(proxy_for, saw))
    return session
