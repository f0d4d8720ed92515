"""A wish as bytes and back. Documents travel beside it; here only their digests bind them to it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence

import msgspec

from kassadesk.core.data_requests import CorrectionDraft, Evidence
from kassadesk.core.grievances import GrievanceDraft
from kassadesk.core.intents import WISHES, EvidenceDraft, IntentKind, Wish, documents_of
from kassadesk.core.shapes import shaped
from kassadesk.outbox.seal import Unopenable


@dataclasses.dataclass(frozen=True, slots=True)
class Body:
    """What is sealed of an intent."""

    wish: Wish
    """Without documents."""
    digests: tuple[str, ...]
    """sha-256 of each document, in order."""


def body_bytes(wish: Wish) -> bytes:
    """The bytes to seal. References and keys are the row's, not the body's."""
    digests = [document.sha256 for document in documents_of(wish)]
    bare = with_documents(dataclasses.replace(wish, client_ref="", idempotency_key=""), ())
    return msgspec.json.encode({"wish": bare, "digests": digests})


def body_of(kind: IntentKind, content: bytes, client_ref: str, key: str) -> Body:
    """The body again, with the row's reference and key. Raises Unopenable for another shape."""
    try:
        entries = msgspec.json.decode(content)
        bare = shaped(entries["wish"], WISHES[kind])
        digests = shaped(entries["digests"], tuple[str, ...])
    except (msgspec.MsgspecError, KeyError, TypeError) as error:
        raise Unopenable from error
    return Body(dataclasses.replace(bare, client_ref=client_ref, idempotency_key=key), digests)


def with_documents(wish: Wish, documents: Sequence[Evidence]) -> Wish:
    """The wish with these documents; one of a kind that takes none stays as it is."""
    if isinstance(wish, CorrectionDraft | EvidenceDraft | GrievanceDraft):
        return dataclasses.replace(wish, evidence=tuple(documents))
    return wish


def document_bytes(document: Evidence) -> bytes:
    """Name and content of a document, to be sealed."""
    head = {
        "name": document.name,
        "media_type": document.media_type,
        "photo_facts": document.photo_facts,
    }
    return json.dumps(head).encode() + b"\n" + document.content


def document_of(content: bytes, sha256: str) -> Evidence:
    """The document again; its digest is compared by who opens it. Raises Unopenable."""
    head, _, data = content.partition(b"\n")
    try:
        entries = json.loads(head)
        name, media_type = str(entries["name"]), str(entries["media_type"])
        facts = bool(entries.get("photo_facts"))
        return Evidence(name, len(data), media_type, sha256, data, facts)
    except (ValueError, KeyError, TypeError) as error:
        raise Unopenable from error
