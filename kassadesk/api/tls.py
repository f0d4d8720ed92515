"""The adapter that trusts what the operating system trusts, and nothing else.

An adapter's TLS context alone is not enough: requests would still add certifi's list to it, and a
company's or an antivirus' own authority in the OS store would fail. Both are settled here. There is
no way to switch the check off: `verify` is ignored.
"""

from __future__ import annotations

import ssl
from typing import Any

import requests
import truststore
from requests.adapters import HTTPAdapter


class OsTrustAdapter(HTTPAdapter):
    """requests adapter with the OS trust store (`truststore`), TLS 1.2 or newer, no certifi."""

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
        """Send, always with verification on and never through a proxy named by the environment."""
        kwargs["verify"] = True
        kwargs["proxies"] = None
        return super().send(request, *args, **kwargs)
