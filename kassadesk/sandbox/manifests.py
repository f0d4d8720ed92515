"""POST /v1/manifests: what an export of these queries must hold, signed.

The digests come from the server's own rows, never from what a client says it read (rule R13).
"""

from __future__ import annotations

from typing import Annotated, Any, Final

import msgspec
from flask import Blueprint, Response

from kassadesk.sandbox.answers import answer, json_bytes
from kassadesk.sandbox.bodies import Id, json_body
from kassadesk.sandbox.canonical import page_digest
from kassadesk.sandbox.guards import signed_in
from kassadesk.sandbox.held import held_fields
from kassadesk.sandbox.problems import not_taken
from kassadesk.sandbox.queries import Query, kept_query, note_digest, selection_of
from kassadesk.sandbox.signer import b64url
from kassadesk.sandbox.snapshots import frozen_view
from kassadesk.sandbox.state import State, state
from kassadesk.sandbox.world.tables import COLUMNS

CONTRACT: Final = "1"
SCHEMA_VERSION: Final = "1"

blueprint = Blueprint("manifests", __name__)


class _Asked(msgspec.Struct, forbid_unknown_fields=True):
    snapshot_id: Id
    query_ids: Annotated[list[Id], msgspec.Meta(min_length=1, max_length=100)]


@blueprint.post("/v1/manifests")
def manifest() -> Response:
    """The signed list of parts; the client checks its own rows against it."""
    account = signed_in()
    asked = json_body(_Asked)
    if len(set(asked.query_ids)) != len(asked.query_ids):
        raise not_taken("/query_ids", "bad_value")
    at = state()
    frozen = frozen_view(at, account.merchant_id, asked.snapshot_id)
    queries = [kept_query(at, account, query_id) for query_id in asked.query_ids]
    for place, query in enumerate(queries):
        if query.frozen.snapshot_id != frozen.snapshot_id:
            raise not_taken(f"/query_ids/{place}", "unknown_id")
    signed = json_bytes(
        {
            "contract": CONTRACT,
            "snapshot_id": frozen.snapshot_id,
            "merchant_id": account.merchant_id,
            "shop_name": _shop_name(at, frozen.fields_mark),
            "as_of": frozen.as_of,
            "schema_version": SCHEMA_VERSION,
            "parts": [_part(at, query) for query in queries],
        }
    )
    return answer(
        {
            "manifest": b64url(signed),
            "key_id": at.signer.key_id,
            "algorithm": at.signer.algorithm,
            "signature": at.signer.sign(signed),
        },
        201,
    )


def _shop_name(at: State, mark: int) -> str:
    for field in held_fields(at, mark):
        if field["field_id"] == "business.name":
            return str(field["value"])
    return str(at.world.me()["trade_name"])


def _part(at: State, query: Query) -> dict[str, Any]:
    return {
        "resource": query.question.resource.value,
        "query": query.question.canonical,
        "columns": list(COLUMNS[query.question.resource]),
        "page_rows": query.page_rows,
        "rows": query.total_count,
        "digest": _digest(at, query),
    }


def _digest(at: State, query: Query) -> str:
    """The digest of the last page: noted when it was read in order, else worked out now."""
    if query.snapshot_digest is not None:
        return query.snapshot_digest
    selection = selection_of(at, query)
    digest = page_digest("", selection.rows(0, query.page_rows))
    for start in range(query.page_rows, query.total_count, query.page_rows):
        digest = page_digest(digest, selection.rows(start, query.page_rows))
    note_digest(at, query, digest)
    return digest
