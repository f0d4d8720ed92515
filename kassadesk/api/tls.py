"""The adapter that trusts what the operating system trusts, and nothing else.

An adapter's TLS context alone is not enough: requests would still add certifi's list to it, and a
company's or an antivirus' own authority in the OS store would fail. Both are settled here. There is
no way to switch the check off: `verify` is ignored.
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


def no_proxy(_address: str) -> str:
    """Straight to the server."""
    return ""


class OsTrustAdapter(HTTPAdapter):
    """requests adapter with the OS trust store (`truststore`), TLS 1.2 or newer, no certifi."""

    def __init__(self, proxy_for: ProxyFor = no_proxy) -> None:
        self._proxy_for = proxy_for
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Give every pool our TLS context."""
        context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        super().init_poolmanager(*args, ssl_context=context, **kwargs)

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
