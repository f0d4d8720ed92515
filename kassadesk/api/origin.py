"""Which addresses may be talked to: one origin, https, or plain http on this very PC only."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from kassadesk.core.errors import Rejected

LOOPBACK = frozenset({"127.0.0.1", "localhost"})


def checked_origin(text: str) -> str:
    """The origin in its normal form, like "https://api.kassapos.example".

    Raises Rejected("bad_server_address") for anything else: another scheme, a user name, a path, or http to
    another machine.
    """
    try:
        parts = urlsplit(text.strip())
        host, port = (parts.hostname or "").lower(), parts.port
        ascii_host = host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise Rejected(reason="bad_server_address") from error
    extras = parts.username, parts.password, parts.query, parts.fragment, parts.path.strip("/")
    secure = parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)
    if not host or any(extras) or not secure or not _plain(ascii_host):
        raise Rejected(reason="bad_server_address")
    return f"{parts.scheme}://{ascii_host}" + (f":{port}" if port else "")


def _plain(host: str) -> bool:
    return all(character.isalnum() or character in ".-" for character in host)


def path_of(*parts: str) -> str:
    """A path under the origin; each part is quoted whole, so an id can never climb or turn aside."""
    return "".join("/" + quote(part, safe="") for part in parts)
