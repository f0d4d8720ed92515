"""One request in every place of the state machine: the walk that tests and the gallery share.

`walk` files requests and plays Kassapos' staff and calendar until there is one of each status and
reason of the contract's table; it gives their ids. It takes a sandbox of its own: the clock moves.
"""

from __future__ import annotations

import uuid
from typing import Any

from tests.sandbox.running import Sandbox, SignedIn

DENIALS = (
    "suspected_fraud",
    "insuf_verification",
    "no_match",
    "claim_not_covered",
    "outside_jurisdiction",
    "too_many_requests",
    "duplicate",
    "evidence_rejected",
    "other",
)
PLACES: tuple[tuple[str, str | None], ...] = (
    ("open", None),
    ("in_progress", None),
    ("in_progress", "need_user_verification"),
    ("in_progress", "need_evidence"),
    ("in_progress", "cooling_off"),
    ("in_progress", "executing"),
    ("in_progress", "awaiting_processor"),
    ("in_progress", "extended"),
    ("fulfilled", None),
    ("fulfilled", "partial_legal_hold"),
    ("revoked", "by_requester"),
    ("revoked", "superseded"),
    *(("denied", reason) for reason in DENIALS),
    ("expired", None),
)
"""Every status and reason of research's table 2.2 that a server knows."""

ADDRESS = "business.address.main"
_STAFF_STEPS: dict[tuple[str, str | None], tuple[str, ...]] = {
    ("open", None): (),
    ("in_progress", None): ("acknowledge",),
    ("in_progress", "need_user_verification"): ("acknowledge", "ask_proof"),
    ("in_progress", "need_evidence"): ("acknowledge", "ask_document"),
    ("in_progress", "executing"): ("acknowledge", "execute"),
    ("in_progress", "awaiting_processor"): ("acknowledge", "execute", "wait_for_processor"),
    ("in_progress", "extended"): ("acknowledge", "extend"),
    ("fulfilled", None): ("acknowledge", "execute", "finish"),
    ("revoked", "superseded"): ("acknowledge", "supersede"),
    ("expired", None): ("acknowledge", "ask_document", "expire"),
}
_TEXTS = {"extend": "The archive of that year is being restored. We need until the new date."}


def walk(sandbox: Sandbox) -> dict[tuple[str, str | None], str]:
    """Ids of one request in each of `PLACES`."""
    found: dict[tuple[str, str | None], str] = {}
    found["fulfilled", "partial_legal_hold"] = _partly_kept(sandbox)
    me = sandbox.sign_in()
    found["in_progress", "cooling_off"] = _cooling_off(sandbox, me)
    for place, steps in _STAFF_STEPS.items():
        request_id = correct(me, f"{len(found)}, Bharathi Street, Tiruchirappalli 620017")
        for step in steps:
            moved = sandbox.staff(request_id, step, text=_TEXTS.get(step))
            assert moved.status == 200, moved.body
        found[place] = request_id
    withdrawn = correct(me, "Withdrawn Street")
    assert me.post(f"/v1/requests/{withdrawn}/withdrawal", {}).status == 200
    found["revoked", "by_requester"] = withdrawn
    for reason in DENIALS:
        found["denied", reason] = _denied(sandbox, me, reason)
    return {place: found[place] for place in PLACES}


def correct(me: SignedIn, after: str) -> str:
    """A correction of the address, filed; its id."""
    corrections = [{"field_id": ADDRESS, "before": None, "after": after}]
    return _file(me, type="correction", corrections=corrections)


def _denied(sandbox: Sandbox, me: SignedIn, reason: str) -> str:
    request_id = correct(me, f"{reason.replace('_', ' ')} Street")
    assert sandbox.staff(request_id, "acknowledge").status == 200
    refused = sandbox.staff(
        request_id,
        "refuse",
        reason=reason,
        text="We have looked at it and cannot do it.",
        basis="Kassapos policy, section 5",
    )
    assert refused.status == 200, refused.body
    return request_id


def _partly_kept(sandbox: Sandbox) -> str:
    """A deletion that is done but for what is kept: three weeks pass."""
    me = sandbox.sign_in()
    request_id = _delete(me, categories=["contact", "billing"])
    sandbox.advance(days=21)
    return request_id


def _cooling_off(sandbox: Sandbox, me: SignedIn) -> str:
    """A closure in its wait: some of it gone, some waiting, some kept."""
    request_id = _delete(me, close_account=True)
    for step in ("acknowledge", "approve"):
        assert sandbox.staff(request_id, step).status == 200
    return request_id


def _delete(me: SignedIn, **scope: Any) -> str:
    told = me.call("POST", "/v1/deletion-previews", scope).json
    return _file(me, type="deletion", subject=told["scope"], plan_hash=told["plan_hash"])


def _file(me: SignedIn, **body: Any) -> str:
    answer = me.post("/v1/requests", {"client_ref": str(uuid.uuid4()), **body})
    assert answer.status == 201, answer.body
    return str(answer.json["request_id"])
