"""Documents on their way up, in chunks that may stop and go on (contract rule R17).

The id comes from client_ref and digest, so chunks of another file can never be mixed in. A file is
ready only after its whole digest and its type (told from its first bytes) were checked; otherwise
the upload starts again at 0. Files that nothing uses vanish after 7 days.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import sqlite3
from datetime import timedelta
from typing import Annotated, Final, Literal

import msgspec
from flask import Blueprint, Response, request

from kassadesk.sandbox.answers import answer, content_digest, nothing
from kassadesk.sandbox.bodies import ClientRef, media_type
from kassadesk.sandbox.clock import wire_time
from kassadesk.sandbox.guards import signed_in
from kassadesk.sandbox.idempotency import Outcome, keyed_body, once
from kassadesk.sandbox.problems import FieldError, Json, Problem
from kassadesk.sandbox.state import State, state

blueprint = Blueprint("attachments", __name__)

SIZE_MAX: Final = 10 * 1024 * 1024
UNUSED_LIFE: Final = timedelta(days=7)
_MAGIC: Final = {
    "application/pdf": b"%PDF-",
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n",
}
_DIGEST: Final = re.compile(r"sha-256=:[A-Za-z0-9+/]{43}=:\Z")
_OFFSET: Final = re.compile(r"[0-9]{1,10}\Z", re.ASCII)


class Announced(msgspec.Struct, forbid_unknown_fields=True):
    """A file to come. Its name is never sent: it may be personal."""

    client_ref: ClientRef
    size_bytes: Annotated[int, msgspec.Meta(ge=1, le=SIZE_MAX)]
    sha256: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
    media_type: Literal["application/pdf", "image/jpeg", "image/png"]


@blueprint.post("/v1/attachments")
def announce() -> Response:
    """201 with where to send the bytes; 200 with the same attachment when it was announced before."""
    account = signed_in()
    wanted = keyed_body(Announced)
    at = state()
    named = f"{account.merchant_id}|{wanted.client_ref.lower()}|{wanted.sha256}"
    attachment_id = "att-" + hashlib.sha256(named.encode()).hexdigest()[:32]

    def change(db: sqlite3.Connection) -> Outcome:
        _forget_unused(at, db)
        made = db.execute(
            "INSERT OR IGNORE INTO attachments(attachment_id, merchant_id, client_ref, size_bytes,"
            " sha256, media_type, made_at) VALUES(?, ?, ?, ?, ?, ?, ?)",
            (
                attachment_id,
                account.merchant_id,
                wanted.client_ref.lower(),
                wanted.size_bytes,
                wanted.sha256,
                wanted.media_type,
                at.clock.text(),
            ),
        )
        row = _find(db, account.merchant_id, attachment_id)
        if (row["size_bytes"], row["media_type"]) != (wanted.size_bytes, wanted.media_type):
            raise Problem(
                "validation_failed", field_errors=(FieldError("/size_bytes", "bad_value"),)
            )
        return Outcome(_attachment(row), 201 if made.rowcount else 200)

    return once(account, change)


@blueprint.get("/v1/attachments/<attachment_id>")
def attachment(attachment_id: str) -> Response:
    """How much has arrived, and whether it is whole."""
    account = signed_in()
    return answer(_attachment(_find(state().store.reading(), account.merchant_id, attachment_id)))


@blueprint.route("/v1/attachments/<attachment_id>/content", methods=["HEAD"])
def offset(attachment_id: str) -> Response:
    """204 with Upload-Offset and Upload-Length."""
    account = signed_in()
    return _standing(_find(state().store.reading(), account.merchant_id, attachment_id))


@blueprint.patch("/v1/attachments/<attachment_id>/content")
def content(attachment_id: str) -> Response:
    """204 when the chunk is on the disk; 409 for another offset; 400 for another digest."""
    account = signed_in()
    media_type("application/offset+octet-stream")
    start, digest = _headers()
    chunk = request.get_data(cache=True)
    if not hmac.compare_digest(content_digest(chunk), digest):
        raise Problem("digest_mismatch")
    at = state()
    refusal: Problem | None = None
    with at.store.changing() as db:
        row = _find(db, account.merchant_id, attachment_id)
        if row["ready"] or start != row["offset"]:
            raise Problem("offset_conflict", headers={"Upload-Offset": str(row["offset"])})
        if start + len(chunk) > row["size_bytes"]:
            raise Problem("too_large")
        if chunk:
            db.execute(
                "INSERT INTO attachment_chunks VALUES(?, ?, ?)", (attachment_id, start, chunk)
            )
            db.execute(
                "UPDATE attachments SET offset = offset + ? WHERE attachment_id = ?",
                (len(chunk), attachment_id),
            )
        if start + len(chunk) == row["size_bytes"]:
            refusal = _finish(db, row)
        row = _find(db, account.merchant_id, attachment_id)
    if refusal is not None:  # after the commit: the upload stands at 0 again
        raise refusal
    return _standing(row)


def _headers() -> tuple[int, str]:
    """Upload-Offset and Content-Digest of a chunk. Raises Problem invalid_request (400)."""
    start = request.headers.get("Upload-Offset", "")
    digest = request.headers.get("Content-Digest", "")
    for name, text, shape in (
        ("Upload-Offset", start, _OFFSET),
        ("Content-Digest", digest, _DIGEST),
    ):
        if not shape.match(text):
            error = FieldError(f"#/header/{name}", "bad_pattern" if text else "missing")
            raise Problem("invalid_request", field_errors=(error,))
    return int(start), digest


def _finish(db: sqlite3.Connection, row: sqlite3.Row) -> Problem | None:
    """Compare the whole with what was announced; what is wrong with it, None when it is ready."""
    chunks = db.execute(
        "SELECT bytes FROM attachment_chunks WHERE attachment_id = ? ORDER BY offset",
        (row["attachment_id"],),
    ).fetchall()
    whole = b"".join(chunk["bytes"] for chunk in chunks)
    problem = None
    if hashlib.sha256(whole).hexdigest() != row["sha256"]:
        problem = Problem("digest_mismatch")
    elif not whole.startswith(_MAGIC[row["media_type"]]):
        problem = Problem("unsupported_media_type")
    if problem is None:
        db.execute(
            "UPDATE attachments SET ready = 1 WHERE attachment_id = ?", (row["attachment_id"],)
        )
    else:
        db.execute("DELETE FROM attachment_chunks WHERE attachment_id = ?", (row["attachment_id"],))
        db.execute(
            "UPDATE attachments SET offset = 0 WHERE attachment_id = ?", (row["attachment_id"],)
        )
    return problem


def _find(db: sqlite3.Connection, merchant_id: str, attachment_id: str) -> sqlite3.Row:
    """An attachment that is used or younger than 7 days. Raises Problem not_found."""
    row: sqlite3.Row | None = db.execute(
        "SELECT * FROM attachments WHERE attachment_id = ? AND merchant_id = ?"
        " AND (made_at >= ? OR attachment_id IN (SELECT attachment_id FROM evidence))",
        (attachment_id, merchant_id, wire_time(state().clock.now() - UNUSED_LIFE)),
    ).fetchone()
    if row is None:
        raise Problem("not_found")
    return row


def _forget_unused(at: State, db: sqlite3.Connection) -> None:
    db.execute(
        "DELETE FROM attachments WHERE made_at < ?"
        " AND attachment_id NOT IN (SELECT attachment_id FROM evidence)",
        (wire_time(at.clock.now() - UNUSED_LIFE),),
    )


def _attachment(row: sqlite3.Row) -> dict[str, Json]:
    return {
        "attachment_id": row["attachment_id"],
        "offset": row["offset"],
        "state": "ready" if row["ready"] else "uploading",
        "upload_url": f"/v1/attachments/{row['attachment_id']}/content",
    }


def _standing(row: sqlite3.Row) -> Response:
    return nothing({"Upload-Offset": str(row["offset"]), "Upload-Length": str(row["size_bytes"])})
