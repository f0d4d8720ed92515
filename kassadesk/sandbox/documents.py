"""Attachments as evidence: only whole ones of this merchant, each for one thing."""

from __future__ import annotations

import sqlite3

from kassadesk.sandbox.problems import FieldError, Problem


def digests_of(
    db: sqlite3.Connection, merchant_id: str, attachment_ids: list[str], pointer: str
) -> tuple[str, ...]:
    """SHA-256 of each attachment, in order. 422 for unknown, unfinished, used or repeated ones."""
    found: list[str] = []
    errors: list[FieldError] = []
    for place, attachment_id in enumerate(attachment_ids):
        row = db.execute(
            "SELECT a.*, e.about_id FROM attachments a LEFT JOIN evidence e USING(attachment_id)"
            " WHERE a.attachment_id = ? AND a.merchant_id = ?",
            (attachment_id, merchant_id),
        ).fetchone()
        if row is None:
            errors.append(FieldError(f"{pointer}/{place}", "unknown_id"))
        elif not row["ready"] or row["about_id"] or attachment_id in attachment_ids[:place]:
            errors.append(FieldError(f"{pointer}/{place}", "bad_value"))
        else:
            found.append(row["sha256"])
    if errors:
        raise Problem("validation_failed", field_errors=tuple(errors))
    return tuple(found)


def attach(db: sqlite3.Connection, about_id: str, attachment_ids: list[str], at: str) -> None:
    """Make checked attachments evidence of a request or grievance."""
    db.executemany(
        "INSERT INTO evidence VALUES(?, ?, ?)",
        [(about_id, attachment_id, at) for attachment_id in attachment_ids],
    )


def evidence_count(db: sqlite3.Connection, about_id: str) -> int:
    """How many documents a request or grievance has."""
    row = db.execute(
        "SELECT COUNT(*) AS n FROM evidence WHERE about_id = ?", (about_id,)
    ).fetchone()
    return int(row["n"])
