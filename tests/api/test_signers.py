"""Who vouches for the connection: told from real handshakes, and never flattering."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

import certifi
import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kassadesk.api import signers
from kassadesk.api.deadline import Deadline
from kassadesk.api.signers import LONGEST_NAME, signer_of
from kassadesk.api.transport import Call, Transport
from kassadesk.core.errors import UntrustedConnection
from kassadesk.core.signers import Signer, SignerKind
from kassadesk.core.work import QUIET
from tests.api.conftest import AUTHORITY
from tests.api.test_tls import serving
from tests.systems import WINDOWS

CALL = Call("GET", "/v1/meta")
no_new_authority = pytest.mark.skipif(
    WINDOWS, reason="Windows keeps the authorities it trusts; a test adds none"
)


@pytest.fixture(autouse=True)
def _fresh_list() -> Iterator[None]:
    """The list of public authorities is read anew."""
    signers._public_list.cache_clear()
    yield
    signers._public_list.cache_clear()


def publish(monkeypatch: pytest.MonkeyPatch, authority: trustme.CA) -> None:
    """As if that authority was on the public list."""
    pem = authority.cert_pem.bytes().decode("ascii")
    monkeypatch.setattr(certifi, "contents", lambda: pem)


@no_new_authority
def test_an_authority_that_only_this_pc_trusts_is_named(authority: trustme.CA) -> None:
    with serving(authority.issue_cert("127.0.0.1")) as server:
        transport = Transport(server.origin)
        assert transport.signer() == Signer(SignerKind.NOT_YET)

        assert transport.send(CALL, Deadline(10), QUIET).ok

        assert transport.signer() == Signer(SignerKind.OWN, AUTHORITY)
        transport.point_at("https://elsewhere.example")
        assert transport.signer() == Signer(SignerKind.NOT_YET)
        transport.close()


@no_new_authority
@pytest.mark.parametrize("between", [False, True])
def test_an_authority_of_the_public_list_is_public(
    authority: trustme.CA, monkeypatch: pytest.MonkeyPatch, between: bool
) -> None:
    publish(monkeypatch, authority)
    issuer = authority.create_child_ca() if between else authority
    with serving(issuer.issue_cert("127.0.0.1")) as server:
        transport = Transport(server.origin)

        assert transport.send(CALL, Deadline(10), QUIET).ok

        assert transport.signer().kind is SignerKind.PUBLIC
        transport.close()


def test_whoever_was_refused_vouches_for_nothing(authority: trustme.CA) -> None:
    with serving(trustme.CA().issue_cert("127.0.0.1")) as server:
        transport = Transport(server.origin)
        with pytest.raises(UntrustedConnection):
            transport.send(CALL, Deadline(10), QUIET)
        assert transport.signer() == Signer(SignerKind.NOT_YET)
        transport.close()


def test_the_sample_shop_is_this_pc_itself() -> None:
    assert Transport("http://127.0.0.1:8400").signer() == Signer(SignerKind.THIS_PC)


@pytest.mark.filterwarnings("ignore:Parsed a serial number")
def test_every_authority_of_the_real_list_is_public_and_another_of_its_name_is_not() -> None:
    roots = x509.load_pem_x509_certificates(certifi.contents().encode("ascii"))
    shown = [(root, root.public_bytes(serialization.Encoding.DER)) for root in roots]
    assert len(roots) > 100
    assert {signer_of([der]).kind for _, der in shown} == {SignerKind.PUBLIC}
    key = ec.generate_private_key(ec.SECP256R1())
    for root in roots[:5]:
        feigned = made(root.subject, root.subject, key, key, authority=True)
        assert signer_of([feigned]).kind is SignerKind.OWN


@pytest.mark.parametrize("authority_between", [True, False])
def test_a_public_certificate_of_somebody_vouches_for_nobody_else(
    monkeypatch: pytest.MonkeyPatch, authority_between: bool
) -> None:
    root, between, server = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
    names = [named(common) for common in ("Root", "Between", "Server")]
    public = made(names[0], names[0], root, root, authority=True)
    pem = x509.load_der_x509_certificate(public).public_bytes(serialization.Encoding.PEM)
    monkeypatch.setattr(certifi, "contents", pem.decode)
    chain = [
        made(names[2], names[1], server, between, authority=False),
        made(names[1], names[0], between, root, authority=authority_between),
    ]
    expected = SignerKind.PUBLIC if authority_between else SignerKind.OWN
    assert signer_of(chain) == Signer(expected, "Between")
    assert signer_of(chain[:1]).kind is SignerKind.OWN, "what leads up to the list was not shown"


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"common": "Guard Root", "organisation": "Guard"}, "Guard Root"),
        ({"common": "CA 2", "organisation": "Contoso"}, "Contoso (CA 2)"),
        ({"organisation": "Contoso"}, "Contoso"),
        ({"common": "two\nlines \u202e and\ta tab"}, "two lines and a tab"),
        ({"common": "x" * 64, "organisation": "y" * 64}, f"{'y' * 64} ({'x' * 64})"),
        ({}, ""),
    ],
)
def test_the_name_is_one_short_line(parts: dict[str, str], told: str) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = made(named("Server"), named(**parts), key, key, authority=False)
    assert signer_of([certificate]) == Signer(SignerKind.OWN, told)
    assert len(told) <= 2 * LONGEST_NAME + 3


@pytest.mark.parametrize("chain", [[], [b""], [b"\x30\x03\x02\x01\x01"]])
def test_what_cannot_be_read_is_never_called_public(chain: Sequence[bytes]) -> None:
    assert signer_of(chain) == Signer(SignerKind.OWN)


def named(common: str = "", organisation: str = "") -> x509.Name:
    kinds = ((NameOID.COMMON_NAME, common), (NameOID.ORGANIZATION_NAME, organisation))
    return x509.Name([x509.NameAttribute(kind, text) for kind, text in kinds if text])


def made(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    issuer_key: ec.EllipticCurvePrivateKey,
    *,
    authority: bool,
) -> bytes:
    """A certificate (DER)."""
    now = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder(issuer, subject, key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(now).not_valid_after(now + datetime.timedelta(days=2))
    constraints = x509.BasicConstraints(ca=authority, path_length=None)
    signed = builder.add_extension(constraints, critical=True).sign(issuer_key, hashes.SHA256())
    return signed.public_bytes(serialization.Encoding.DER)
