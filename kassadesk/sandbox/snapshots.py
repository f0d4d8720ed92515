"""Frozen views: POST /v1/snapshots takes one, every page of a query is read from it.

The world's rows never change, so a snapshot is only a time, the marks of what people changed
(fields, choices), and which categories were deleted by then (contract rule R10).
"""

from __future__ import annotations

import json
import re
import uuid
from datetime import timedelta
from typing import Any, Final

import msgspec
from flask import Blueprint, Response

from kassadesk.core.rows import Resource
from kassadesk.sandbox.answers import answer
from kassadesk.sandbox.bodies import json_body
from kassadesk.sandbox.clock import wire_time
from kassadesk.sandbox.guards import signed_in
from kassadesk.sandbox.held import newest_mark
from kassadesk.sandbox.ledger import newest_seq
from kassadesk.sandbox.problems import Problem
from kassadesk.sandbox.readings import Frozen, readings
from kassadesk.sandbox.state import State, state

SCHEMA = """
CREATE TABLE IF NOT EXISTS snapshots(
    snapshot_id TEXT PRIMARY KEY, merchant_id TEXT NOT NULL, as_of TEXT NOT NULL,
    expires_at TEXT NOT NULL, fields_mark INTEGER NOT NULL, choices_mark INTEGER NOT NULL,
    deleted_json TEXT NOT NULL) STRICT;
"""
LIFE_S: Final = 86_400
_SHAPE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}\Z")

blueprint = Blueprint("snapshots", __name__)


class _Nothing(msgspec.Struct, forbid_unknown_fields=True):
    """An empty object."""


@blueprint.post("/v1/snapshots")
def take() -> Response:
    """Freeze what is held now."""
    account = signed_in()
    json_body(_Nothing)
    snapshot_id = f"snp_{uuid.uuid4().hex}"
    now = state().clock.now()
    with state().store.changing() as db:
        db.execute("DELETE FROM snapshots WHERE expires_at <= ?", (wire_time(now),))
        deleted = [row["subject"] for row in db.execute("SELECT subject FROM deleted_data")]
        db.execute(
            "INSERT INTO snapshots VALUES(?, ?, ?, ?, ?, ?, ?)",
            (
                snapshot_id,
                account.merchant_id,
                wire_time(now),
                wire_time(now + timedelta(seconds=LIFE_S)),
                newest_mark(db),
                newest_seq(db),
                json.dumps(sorted(deleted)),
            ),
        )
    return answer(_shown(state(), frozen_view(state(), account.merchant_id, snapshot_id)), 201)


@blueprint.get("/v1/snapshots/<snapshot_id>")
def snapshot(snapshot_id: str) -> Response:
    """One frozen view, while it lasts."""
    account = signed_in()
    if not _SHAPE.match(snapshot_id):
        raise Problem("not_found")
    return answer(_shown(state(), frozen_view(state(), account.merchant_id, snapshot_id)))


def frozen_view(at: State, merchant_id: str, snapshot_id: str) -> Frozen:
    """A snapshot that still lasts. Raises Problem snapshot_expired (410) for any other id."""
    row = (
        at.store.reading()
        .execute(
            "SELECT * FROM snapshots WHERE snapshot_id = ? AND merchant_id = ? AND expires_at > ?",
            (snapshot_id, merchant_id, at.clock.text()),
        )
        .fetchone()
    )
    if row is None:
        raise Problem("snapshot_expired")
    return Frozen(
        snapshot_id=row["snapshot_id"],
        as_of=row["as_of"],
        expires_at=row["expires_at"],
        fields_mark=row["fields_mark"],
        choices_mark=row["choices_mark"],
        deleted=frozenset(json.loads(row["deleted_json"])),
    )


def _shown(at: State, frozen: Frozen) -> dict[str, Any]:
    return {
        "snapshot_id": frozen.snapshot_id,
        "as_of": frozen.as_of,
        "expires_at": frozen.expires_at,
        "counts": {
            resource.value: readings().table(at, frozen, resource).count for resource in Resource
        },
    }
