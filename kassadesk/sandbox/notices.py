"""What Kassapos tells the shop, and which of it has been read."""

from __future__ import annotations

import sqlite3
from typing import Any

import msgspec
from flask import Blueprint, Response

from kassadesk.sandbox.answers import answer
from kassadesk.sandbox.bodies import json_body
from kassadesk.sandbox.guards import signed_in
from kassadesk.sandbox.idempotency import Outcome, once
from kassadesk.sandbox.problems import Problem, not_taken
from kassadesk.sandbox.state import State, state

SCHEMA = """
CREATE TABLE IF NOT EXISTS notices_read(notice_id TEXT PRIMARY KEY, read_at TEXT NOT NULL) STRICT;
"""

blueprint = Blueprint("notices", __name__)


class _Read(msgspec.Struct, forbid_unknown_fields=True):
    read: bool


def _notices(at: State, db: sqlite3.Connection) -> list[dict[str, Any]]:
    read = {str(row["notice_id"]) for row in db.execute("SELECT notice_id FROM notices_read")}
    return [
        notice | {"read": notice["read"] or notice["notice_id"] in read}
        for notice in at.world.notices()
    ]


@blueprint.get("/v1/notices")
def notices() -> Response:
    """Every notice, newest first."""
    signed_in()
    return answer({"items": _notices(state(), state().store.reading())})


@blueprint.put("/v1/notices/<notice_id>")
def read_notice(notice_id: str) -> Response:
    """Note that a notice was read. There is no way back, so only `true` is taken."""
    account = signed_in()
    if all(notice["notice_id"] != notice_id for notice in state().world.notices()):
        raise Problem("not_found")
    if not json_body(_Read).read:
        raise not_taken("/read", "bad_value")

    def note(db: sqlite3.Connection) -> Outcome:
        db.execute(
            "INSERT INTO notices_read VALUES(?, ?) ON CONFLICT DO NOTHING",
            (notice_id, state().clock.text()),
        )
        found = [n for n in _notices(state(), db) if n["notice_id"] == notice_id]
        return Outcome(found[0])

    return once(account, note)
