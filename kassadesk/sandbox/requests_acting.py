"""What a person does with a filed request: take it back, add documents."""

from __future__ import annotations

import sqlite3

from flask import Blueprint, Response

from kassadesk.sandbox.asking import ATTACHMENTS_MAX, MoreEvidence, Withdrawal
from kassadesk.sandbox.documents import attach, digests_of, evidence_count
from kassadesk.sandbox.guards import signed_in
from kassadesk.sandbox.idempotency import Outcome, keyed_body, once
from kassadesk.sandbox.lifecycle import Event, Facts, advance, append_event, run_due
from kassadesk.sandbox.moves import FINAL_STATUSES, NEED_EVIDENCE, NEED_PROOF
from kassadesk.sandbox.problems import Problem, not_taken
from kassadesk.sandbox.request_records import find_request, request_json
from kassadesk.sandbox.state import state

blueprint = Blueprint("requests_acting", __name__)


@blueprint.post("/v1/requests/<request_id>/withdrawal")
def withdraw(request_id: str) -> Response:
    """200 with the request taken back; 409 when its state does not allow that any more."""
    account = signed_in()
    wanted = keyed_body(Withdrawal)
    at = state()
    run_due(at)

    def change(db: sqlite3.Connection) -> Outcome:
        find_request(db, account.merchant_id, request_id)
        facts = Facts(actor="you", text=wanted.why.strip() or None)
        advance(at, db, request_id, "withdraw", at.clock.now(), facts)
        return _outcome(db, account.merchant_id, request_id)

    return once(account, change)


@blueprint.post("/v1/requests/<request_id>/evidence")
def add_evidence(request_id: str) -> Response:
    """200 with the request; 409 once it is final. Documents that were asked for move it on."""
    account = signed_in()
    wanted = keyed_body(MoreEvidence)
    at = state()
    run_due(at)

    def change(db: sqlite3.Connection) -> Outcome:
        row = find_request(db, account.merchant_id, request_id)
        digests_of(db, account.merchant_id, wanted.attachments, "/attachments")
        if row["status"] in FINAL_STATUSES:
            raise Problem("state_conflict")
        if evidence_count(db, request_id) + len(wanted.attachments) > ATTACHMENTS_MAX:
            raise not_taken("/attachments", "too_many")
        attach(db, request_id, wanted.attachments, at.clock.text())
        facts = Facts(actor="you", text=wanted.note.strip() or None)
        place = (row["status"], row["reason"])
        if place in (NEED_PROOF, NEED_EVIDENCE):
            advance(at, db, request_id, "supply", at.clock.now(), facts)
        else:
            append_event(
                db,
                request_id,
                Event(at.clock.text(), "evidence_supplied", "you", *place, facts.text),
            )
        return _outcome(db, account.merchant_id, request_id)

    return once(account, change)


def _outcome(db: sqlite3.Connection, merchant_id: str, request_id: str) -> Outcome:
    return Outcome(request_json(db, find_request(db, merchant_id, request_id)))
