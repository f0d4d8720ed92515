"""The proxy that is set in Windows, also by a script (PAC); asked off the UI thread, for it can take seconds.

Elsewhere there is none: there it would come from the environment, and a program that starts this one must
not be able to lead its calls away.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

_REMEMBERED_S = 300.0
Find = Callable[[str], str]


class RememberedProxy:
    """Asks once in five minutes for each server. Safe from several threads."""

    def __init__(self, find: Find, now: Callable[[], float] = time.monotonic) -> None:
        self._find, self._now = find, now
        self._lock = threading.Lock()
        self._known: dict[str, tuple[float, str]] = {}

    def __call__(self, address: str) -> str:
        """The proxy for an address, "" for none. This very PC is never asked for through one."""
        parts = urlsplit(address)
        if is_this_pc(parts.hostname or ""):
            return ""
        server = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            asked_at, proxy = self._known.get(server, (-_REMEMBERED_S, ""))
            if self._now() - asked_at >= _REMEMBERED_S:
                proxy = self._find(server)
                self._known[server] = self._now(), proxy
            return proxy


def is_this_pc(host: str) -> bool:
    """Whether an address leads to this PC itself."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def proxy_finder() -> Find:
    """What the transport asks."""
    return RememberedProxy(_from_windows) if sys.platform == "win32" else _none


def _none(_address: str) -> str:
    return ""


def _from_windows(server: str) -> str:
    from PySide6.QtCore import QUrl
    from PySide6.QtNetwork import QNetworkProxy, QNetworkProxyFactory, QNetworkProxyQuery

    for proxy in QNetworkProxyFactory.systemProxyForQuery(QNetworkProxyQuery(QUrl(server))):
        if proxy.type() == QNetworkProxy.ProxyType.NoProxy:
            return ""
        if proxy.type() == QNetworkProxy.ProxyType.HttpProxy:
            return f"http://{proxy.hostName()}:{proxy.port()}"
    return ""
