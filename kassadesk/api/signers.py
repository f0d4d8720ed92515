"""Who signed a connection, told from the certificates that the server showed.

Whether they are trusted was decided before, by the operating system alone (`tls`). Here is only told
apart, for a person to read, whose trust it was: a chain of signatures that ends at one of the authorities
of certifi's list (Mozilla's) is public; every other one is trusted by this PC alone.
"""

from __future__ import annotations

import ssl
from collections.abc import Sequence
from contextlib import suppress
from functools import cache

import certifi
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.x509.oid import NameOID

from kassadesk.core.signers import Signer, SignerKind

LONGEST_NAME = 80
_BEGIN, _END = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
_LONGEST_CHAIN = 8


def signer_of(chain: Sequence[bytes]) -> Signer:
    """Who signed the first of these certificates (DER, as they came). Slow the first time.

    A certificate that cannot be read, though the system trusts it, is no public authority's.
    """
    try:
        certificates = [x509.load_der_x509_certificate(one) for one in chain]
        name = _name_of(certificates[0].issuer)
        public = _is_public(certificates)
    except (ValueError, IndexError):
        return Signer(SignerKind.OWN)
    return Signer(SignerKind.PUBLIC if public else SignerKind.OWN, name)


def _is_public(chain: Sequence[x509.Certificate]) -> bool:
    """Whether signatures lead from the first certificate to a public authority."""
    at = chain[0]
    for _ in range(_LONGEST_CHAIN):
        if any(at == root or _signed(at, root) for root in _public_authorities(at.issuer)):
            return True
        above = (one for one in chain if one is not at and _may_sign(one) and _signed(at, one))
        found = next(above, None)
        if found is None:
            return False
        at = found
    return False


def _may_sign(authority: x509.Certificate) -> bool:
    """Else anybody with a public certificate of their own could be taken for a public authority."""
    try:
        return authority.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, ValueError):
        return False


def _signed(certificate: x509.Certificate, authority: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(authority)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _public_authorities(name: x509.Name) -> list[x509.Certificate]:
    """Those of that name. Only they are taken apart: some old ones of the list are not as the standard
    asks, and would be refused."""
    wanted, found = name.public_bytes(), []
    for der in _public_list():
        if wanted in der:
            with suppress(ValueError):
                found.append(x509.load_der_x509_certificate(der))
    return [one for one in found if one.subject == name]


@cache
def _public_list() -> tuple[bytes, ...]:
    blocks = certifi.contents().split(_END)[:-1]
    return tuple(
        ssl.PEM_cert_to_DER_cert(_BEGIN + one.partition(_BEGIN)[2] + _END) for one in blocks
    )


def _name_of(name: x509.Name) -> str:
    """ "Organisation (name)", or the one of them there is; one line, of printable signs only."""
    organisation, common = _part(name, NameOID.ORGANIZATION_NAME), _part(name, NameOID.COMMON_NAME)
    if organisation and common and organisation.casefold() not in common.casefold():
        return f"{organisation} ({common})"
    return common or organisation


def _part(name: x509.Name, which: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(which)
    words = (
        "".join(sign if sign.isprintable() else " " for sign in str(found[0].value))
        if found
        else ""
    )
    return " ".join(words.split())[:LONGEST_NAME]
