"""The rows of a query by page: in order with a digest chain (cursor), or from a place (start)."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from flask import Blueprint, Response

from kassadesk.core.rows import Resource
from kassadesk.sandbox.answers import answer
from kassadesk.sandbox.bodies import Id, asked
from kassadesk.sandbox.canonical import page_digest
from kassadesk.sandbox.cursors import Cursor, read, written
from kassadesk.sandbox.guards import Account, signed_in
from kassadesk.sandbox.problems import Problem
from kassadesk.sandbox.queries import Query, kept_query, note_digest, selection_of
from kassadesk.sandbox.state import State, state
from kassadesk.sandbox.world.tables import COLUMNS, WireRow

blueprint = Blueprint("pages", __name__)


class AskedPage(msgspec.Struct, forbid_unknown_fields=True):
    """The query string of a page."""

    query_id: Id
    cursor: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{1,200}\Z")] | None = None
    start: Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)] = 0
    limit: Annotated[int, msgspec.Meta(ge=1, le=1000)] | None = None


@blueprint.get(
    "/v1/<any({resources}):name>".format(resources=", ".join(f"'{r}'" for r in Resource))
)
def page(name: str) -> Response:
    """One page of a query on this table."""
    account = signed_in()
    wanted = asked(AskedPage)
    query = kept_query(state(), account, wanted.query_id)
    if query.question.resource.value != name:
        raise Problem("snapshot_expired")
    if wanted.cursor is not None:
        cursor = read(state(), account.merchant_id, wanted.query_id, wanted.cursor)
        return answer(_chained_page(state(), account, query, cursor))
    return answer(_browsed_page(state(), query, wanted.start, wanted.limit or query.page_rows))


def _chained_page(at: State, account: Account, query: Query, cursor: Cursor) -> dict[str, Any]:
    start = cursor.seq * query.page_rows
    rows = selection_of(at, query).rows(start, query.page_rows)
    digest = page_digest(cursor.previous, rows)
    last = start + len(rows) >= query.total_count
    if last:
        note_digest(at, query, digest)
    following = Cursor(query.query_id, cursor.seq + 1, digest)
    return _page(query, start, rows) | {
        "seq": cursor.seq,
        "next": None if last else written(at, account.merchant_id, following),
        "page_digest": digest,
        "prev_digest": cursor.previous or None,
        "snapshot_digest": digest if last else None,
    }


def _browsed_page(at: State, query: Query, start: int, limit: int) -> dict[str, Any]:
    return _page(query, start, selection_of(at, query).rows(start, limit)) | {
        "seq": None,
        "next": None,
        "page_digest": None,
        "prev_digest": None,
        "snapshot_digest": None,
    }


def _page(query: Query, start: int, rows: list[WireRow]) -> dict[str, Any]:
    keys = COLUMNS[query.question.resource]
    return {
        "query_id": query.query_id,
        "snapshot_id": query.frozen.snapshot_id,
        "as_of": query.frozen.as_of,
        "total_count": query.total_count,
        "start": start,
        "count": len(rows),
        "items": [dict(zip(keys, row, strict=True)) for row in rows],
    }
