"""Reading a file the person chose as evidence: copied and measured once, so what is sent is what was
chosen, whatever happens to the file afterwards."""

from __future__ import annotations

import hashlib
from pathlib import Path

from kassadesk.core.data_requests import Evidence
from kassadesk.core.errors import AttachmentRefused
from kassadesk.services.photo_facts import tells_facts, without_facts

LIMIT_BYTES = 10 * 1024 * 1024
_MAGIC = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}


def read_evidence(path: Path) -> Evidence:
    """The file's content with its digest and its type, told from the content, not the name.

    Blocking. Raises AttachmentRefused: unreadable, empty, too_large, wrong_type.
    """
    if not path.is_file():  # a folder, a device, a pipe: reading could go on for ever
        raise AttachmentRefused(place=path, reason="unreadable")
    try:
        with path.open("rb") as file:
            content = file.read(LIMIT_BYTES + 1)
    except OSError as error:
        raise AttachmentRefused(place=path, reason="unreadable") from error
    if not content:
        raise AttachmentRefused(place=path, reason="empty")
    if len(content) > LIMIT_BYTES:
        raise AttachmentRefused(place=path, reason="too_large", limit_bytes=LIMIT_BYTES)
    return _measured(path.name, _media_type(content, path), content)


def made_pdf(name: str, content: bytes) -> Evidence:
    """A PDF that this program made, as a document to take along."""
    return _measured(name, "application/pdf", content)


def without_photo_facts(evidence: Evidence) -> Evidence:
    """The same picture without place, time and device; its digest is that of what is sent."""
    content = without_facts(evidence.content)
    return _measured(evidence.name, evidence.media_type, content)


def _measured(name: str, media_type: str, content: bytes) -> Evidence:
    return Evidence(
        name=name,
        size_bytes=len(content),
        media_type=media_type,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        photo_facts=tells_facts(content),
    )


def _media_type(content: bytes, path: Path) -> str:
    for start, media_type in _MAGIC.items():
        if content.startswith(start):
            return media_type
    raise AttachmentRefused(place=path, reason="wrong_type")
