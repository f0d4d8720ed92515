"""Whom the program trusts: a good certificate of an authority of the operating system, nobody else."""

from __future__ import annotations

import datetime
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import trustme

from kassadesk.api.deadline import Deadline
from kassadesk.api.tls import OsTrustAdapter
from kassadesk.api.transport import Call, Transport
from kassadesk.core.errors import UntrustedConnection
from kassadesk.core.work import QUIET
from tests.api.hostile_server import HostileServer, answer, hostile_server
from tests.systems import WINDOWS

SECRET = b"login=98421+33210&password=not-for-strangers"
POST = Call("POST", "/v1/oauth/authorization-challenge", body=SECRET)


@contextmanager
def serving(certificate: trustme.LeafCert) -> Iterator[HostileServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    with hostile_server(context) as server:
        server.behave = [answer()]
        yield server


@pytest.mark.skipif(WINDOWS, reason="Windows keeps the authorities it trusts; a test adds none")
def test_authority_of_the_operating_system_is_enough(authority: trustme.CA) -> None:
    with serving(authority.issue_cert("127.0.0.1")) as server:
        transport = Transport(server.origin)

        assert transport.send(POST, Deadline(10), QUIET).ok

        transport.close()
        assert server.seen[0].body == SECRET


def past(days: int) -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=days)


@pytest.mark.parametrize("fault", ["expired", "wrong_host", "self_signed"])
def test_bad_certificate_gets_not_one_byte_of_the_request(
    authority: trustme.CA, fault: str
) -> None:
    certificates = {
        "expired": authority.issue_cert("127.0.0.1", not_before=past(9), not_after=past(2)),
        "wrong_host": authority.issue_cert("kassapos.example"),
        "self_signed": trustme.CA().issue_cert("127.0.0.1"),
    }
    with serving(certificates[fault]) as server:
        transport = Transport(server.origin)

        with pytest.raises(UntrustedConnection):
            transport.send(POST, Deadline(10), QUIET)

        transport.close()
        assert server.bytes_seen == 0


def test_old_tls_is_refused(authority: trustme.CA) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        context.minimum_version = ssl.TLSVersion.TLSv1
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with hostile_server(context) as server:
        transport = Transport(server.origin)

        with pytest.raises(UntrustedConnection):
            transport.send(POST, Deadline(10), QUIET)

        transport.close()
        assert server.bytes_seen == 0


def test_verification_cannot_be_switched_off(authority: trustme.CA) -> None:
    import requests

    with serving(trustme.CA().issue_cert("127.0.0.1")) as server, requests.Session() as session:
        session.trust_env = False
        session.mount("https://", OsTrustAdapter())

        with pytest.raises(requests.exceptions.SSLError):
            session.post(server.origin, data=SECRET, verify=False, timeout=10)

        assert server.bytes_seen == 0


def test_certificates_bundled_with_requests_are_not_added(
    authority: trustme.CA, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stranger = trustme.CA()
    stranger.cert_pem.write_to_path(str(tmp_path / "bundle.pem"))
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(tmp_path / "bundle.pem"))
    with serving(stranger.issue_cert("127.0.0.1")) as server:
        transport = Transport(server.origin)

        with pytest.raises(UntrustedConnection):
            transport.send(POST, Deadline(10), QUIET)

        transport.close()
