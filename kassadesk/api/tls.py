"""The adapter that trusts what the operating system trusts, and nothing else.

An adapter's TLS context alone is not enough: requests would still add certifi's list to it, and a
company's or an antivirus' own authority in the OS store would fail. Both are settled here. There is
no way to switch the check off: `verify` is ignored.

The certificates that a server showed are noted, so that a person can be told who vouches for it.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable
from typing import Any

import requests
import truststore
from requests.adapters import HTTPAdapter

ProxyFor = Callable[[str], str]
"""Gives the proxy ("http://host:port") for an address, "" for none. May be slow; asked off the UI thread."""


Saw = Callable[[str, tuple[bytes, ...]], None]
"""Told of each new connection that was found good: the server's name, its certificates (DER)."""


def no_proxy(_address: str) -> str:
    """Straight to the server."""
    return ""


def _nobody_looks(_server: str, _chain: tuple[bytes, ...]) -> None:
    """Certificates are told to nobody."""


class _Context(truststore.SSLContext):
    """The system's own judgement, and a note of what was judged good."""

    saw: Saw = staticmethod(_nobody_looks)

    def wrap_socket(self, *args: Any, **kwargs: Any) -> ssl.SSLSocket:
        """Shake hands; raises unless the system trusts the server."""
        made = super().wrap_socket(*args, **kwargs)
        self.saw(made.server_hostname or "", _chain_of(made))
        return made


def _chain_of(made: ssl.SSLSocket) -> tuple[bytes, ...]:
    """What the server showed, its own certificate first."""
    if hasattr(made, "get_unverified_chain"):  # Python 3.13
        return tuple(made.get_unverified_chain())
    shown = made._sslobj.get_unverified_chain()  # type: ignore[attr-defined]
    return tuple(ssl.PEM_cert_to_DER_cert(one.public_bytes()) for one in shown or ())


class OsTrustAdapter(HTTPAdapter):
    """requests adapter with the OS trust store (`truststore`), TLS 1.2 or newer, no certifi."""

    def __init__(self, proxy_for: ProxyFor = no_proxy, saw: Saw = _nobody_looks) -> None:
        self._proxy_for = proxy_for
        self._saw = saw
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Give every pool our TLS context."""
        super().init_poolmanager(*args, ssl_context=self._context(), **kwargs)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        """The same context behind a proxy: requests would give none, and urllib3 then asks OpenSSL,
        which on Windows does not know every authority that the system knows."""
        return super().proxy_manager_for(proxy, ssl_context=self._context(), **kwargs)

    def _context(self) -> ssl.SSLContext:
        context = _Context(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.saw = self._saw
        return context

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Demand a good certificate whatever `verify` says, and name no other list of authorities."""
        conn.cert_reqs = "CERT_REQUIRED"
        conn.ca_certs = None
        conn.ca_cert_dir = None

    def send(
        self, request: requests.PreparedRequest, *args: Any, **kwargs: Any
    ) -> requests.Response:
        """Send, always with verification on and never through a proxy named by the environment: the
        proxy that was set in the system is asked for, and it sees nothing but the server's name."""
        kwargs["verify"] = True
        proxy = self._proxy_for(request.url or "")
        kwargs["proxies"] = {"https": proxy} if proxy else None
        return super().send(request, *args, **kwargs)
