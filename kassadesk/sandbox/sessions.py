"""The signed-in programs and phones of the account, and ending one from afar (contract rule R8)."""

from __future__ import annotations

from flask import Blueprint, Response

from kassadesk.sandbox.answers import answer, nothing
from kassadesk.sandbox.guards import signed_in
from kassadesk.sandbox.problems import Json, Problem
from kassadesk.sandbox.state import state
from kassadesk.sandbox.tokens import end_session

blueprint = Blueprint("sessions", __name__)


@blueprint.get("/v1/sessions")
def sessions() -> Response:
    """Sessions that have not ended, the newest first."""
    account = signed_in()
    at = state()
    rows = at.store.reading().execute(
        "SELECT * FROM sessions WHERE merchant_id = ? AND ended_at IS NULL AND ends_at > ?"
        " ORDER BY started_at DESC, session_id",
        (account.merchant_id, at.clock.text()),
    )
    items: list[Json] = [
        {
            "session_id": row["session_id"],
            "device_name": row["device_name"],
            "started_at": row["started_at"],
            "last_used_at": row["last_used_at"],
            "current": row["session_id"] == account.session_id,
        }
        for row in rows
    ]
    return answer({"items": items})


@blueprint.delete("/v1/sessions/<session_id>")
def end_one(session_id: str) -> Response:
    """204 when it was ended now; 404 when there is no such session of this account."""
    account = signed_in()
    at = state()
    with at.store.changing() as db:
        mine = db.execute(
            "SELECT 1 FROM sessions WHERE session_id = ? AND merchant_id = ? AND ended_at IS NULL",
            (session_id, account.merchant_id),
        ).fetchone()
        if mine is None:
            raise Problem("not_found")
        end_session(db, session_id, at.clock.now())
    return nothing()
