"""POST /v1/queries: a question to one table of a frozen view, with its count and totals.

Search text travels in the body, never in an address (contract rule R22). The query is kept as long
as its snapshot, so pages can be fetched with the query's id alone.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

import msgspec
from flask import Blueprint, Response

from kassadesk.core.shapes import decoder
from kassadesk.sandbox.answers import answer
from kassadesk.sandbox.bodies import json_body
from kassadesk.sandbox.cursors import Cursor, written
from kassadesk.sandbox.guards import Account, signed_in
from kassadesk.sandbox.problems import Problem
from kassadesk.sandbox.questions import Asked, Question, question
from kassadesk.sandbox.readings import Frozen, Selection, readings
from kassadesk.sandbox.snapshots import frozen_view
from kassadesk.sandbox.state import State, state

SCHEMA = """
CREATE TABLE IF NOT EXISTS queries(
    query_id TEXT PRIMARY KEY, snapshot_id TEXT NOT NULL, merchant_id TEXT NOT NULL,
    resource TEXT NOT NULL, question_json TEXT NOT NULL, page_rows INTEGER NOT NULL,
    total_count INTEGER NOT NULL, snapshot_digest TEXT) STRICT;
CREATE TRIGGER IF NOT EXISTS queries_end AFTER DELETE ON snapshots
    BEGIN DELETE FROM queries WHERE snapshot_id = OLD.snapshot_id; END;
"""

blueprint = Blueprint("queries", __name__)


@dataclass(frozen=True, slots=True)
class Query:
    """A query that still lasts."""

    query_id: str
    frozen: Frozen
    question: Question
    page_rows: int
    total_count: int
    snapshot_digest: str | None
    """Digest of the last page, once it has been worked out."""


@blueprint.post("/v1/queries")
def ask() -> Response:
    """Count and add up the rows that fit, and give the cursor of the first page."""
    account = signed_in()
    asked = json_body(Asked)
    checked = question(asked)
    frozen = frozen_view(state(), account.merchant_id, asked.snapshot_id)
    selection = readings().selection(state(), frozen, checked)
    query = Query(
        f"qry_{uuid.uuid4().hex}", frozen, checked, asked.page_rows, selection.count, None
    )
    _keep(state(), account, query)
    return answer(_shown(state(), account, query, selection), 201)


def kept_query(at: State, account: Account, query_id: str) -> Query:
    """The query of that id. Raises Problem snapshot_expired (410) when there is none (any more)."""
    row = (
        at.store.reading()
        .execute(
            "SELECT * FROM queries WHERE query_id = ? AND merchant_id = ?",
            (query_id, account.merchant_id),
        )
        .fetchone()
    )
    if row is None:
        raise Problem("snapshot_expired")
    return Query(
        query_id=row["query_id"],
        frozen=frozen_view(at, account.merchant_id, row["snapshot_id"]),
        question=decoder(Question).decode(row["question_json"]),
        page_rows=row["page_rows"],
        total_count=row["total_count"],
        snapshot_digest=row["snapshot_digest"],
    )


def selection_of(at: State, query: Query) -> Selection:
    """The rows of a query, in its order."""
    return readings().selection(at, query.frozen, query.question)


def note_digest(at: State, query: Query, digest: str) -> None:
    """Keep the digest of the last page, so that a manifest need not work it out again."""
    if query.snapshot_digest is None:
        with at.store.changing() as db:
            db.execute(
                "UPDATE queries SET snapshot_digest = ? WHERE query_id = ?",
                (digest, query.query_id),
            )


def _keep(at: State, account: Account, query: Query) -> None:
    with at.store.changing() as db:
        db.execute(
            "INSERT INTO queries VALUES(?, ?, ?, ?, ?, ?, ?, NULL)",
            (
                query.query_id,
                query.frozen.snapshot_id,
                account.merchant_id,
                query.question.resource.value,
                msgspec.json.encode(query.question).decode("utf-8"),
                query.page_rows,
                query.total_count,
            ),
        )


def _shown(at: State, account: Account, query: Query, selection: Selection) -> dict[str, Any]:
    first = Cursor(query.query_id, 0, "")
    return {
        "query_id": query.query_id,
        "snapshot_id": query.frozen.snapshot_id,
        "resource": query.question.resource.value,
        "total_count": query.total_count,
        "totals": selection.totals(),
        "as_of": query.frozen.as_of,
        "expires_at": query.frozen.expires_at,
        "canonical_query": query.question.canonical,
        "first": written(at, account.merchant_id, first),
    }
