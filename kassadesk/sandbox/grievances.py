"""Complaints to Kassapos, each with its own five words, receipt and story.

Its moves are those of `grievance_moves`; they run lazily, like those of requests. The law's date
(resources/sandbox/laws.toml, complaints) is told only from the day that rule is in force.
"""

from __future__ import annotations

import secrets
import sqlite3
from datetime import timedelta
from typing import Annotated, Final, Literal

import msgspec
from flask import Blueprint, Response, request

from kassadesk.core.clock import indian_day
from kassadesk.sandbox.answers import answer
from kassadesk.sandbox.asking import ATTACHMENTS_MAX, Attachments
from kassadesk.sandbox.bodies import NO_CONTROLS, ClientRef, Id, Paragraph
from kassadesk.sandbox.clock import read_time, wire_time
from kassadesk.sandbox.documents import attach, digests_of, evidence_count
from kassadesk.sandbox.grievance_moves import (
    TAKE_UP_AFTER,
    append,
    move,
    run_due_grievances,
)
from kassadesk.sandbox.guards import signed_in
from kassadesk.sandbox.idempotency import Outcome, keyed_body, once
from kassadesk.sandbox.problems import Json, Problem, not_taken
from kassadesk.sandbox.receipts import Received, give_receipt, receipt_json
from kassadesk.sandbox.state import State, state
from kassadesk.sandbox.store import next_number
from kassadesk.sandbox.world.laws import settle_complaint_by

blueprint = Blueprint("grievances", __name__)

REOPEN_WITHIN: Final = timedelta(days=90)


class Complaint(msgspec.Struct, forbid_unknown_fields=True):
    """A complaint as filed."""

    client_ref: ClientRef
    category: Literal[
        "request_refused",
        "request_late",
        "consent_not_respected",
        "wrong_data",
        "data_shared",
        "breach",
        "other",
    ]
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=4000, pattern=NO_CONTROLS)]
    about_request: Id | None = None
    attachments: Attachments = []


class GrievanceAnswer(msgspec.Struct, forbid_unknown_fields=True):
    """What the person answers to a question, and what shows it."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=4000, pattern=NO_CONTROLS)]
    attachments: Attachments = []


class Reopening(msgspec.Struct, forbid_unknown_fields=True):
    """Why it is not settled."""

    why: Paragraph


@blueprint.get("/v1/grievances")
def grievances() -> Response:
    """All complaints, newest first."""
    account = signed_in()
    run_due_grievances(state())
    db = state().store.reading()
    rows = db.execute(
        "SELECT * FROM grievances WHERE merchant_id = ?"
        " ORDER BY filed_at DESC, grievance_id DESC LIMIT 1000",
        (account.merchant_id,),
    ).fetchall()
    items: list[Json] = [_grievance(db, row) for row in rows]
    return answer({"items": items})


@blueprint.post("/v1/grievances")
def file_grievance() -> Response:
    """201 with the complaint and its receipt; 200 with the first one for a client_ref seen before."""
    account = signed_in()
    wanted = keyed_body(Complaint)
    at = state()
    raw = request.get_data(cache=True)

    def change(db: sqlite3.Connection) -> Outcome:
        before = db.execute(
            "SELECT * FROM grievances WHERE merchant_id = ? AND client_ref = ?",
            (account.merchant_id, wanted.client_ref),
        ).fetchone()
        if before is not None:
            return Outcome(_grievance(db, before))
        known = (
            wanted.about_request is None
            or db.execute(
                "SELECT 1 FROM requests WHERE request_id = ? AND merchant_id = ?",
                (wanted.about_request, account.merchant_id),
            ).fetchone()
        )
        if not known:
            raise not_taken("/about_request", "unknown_id")
        digests = digests_of(db, account.merchant_id, wanted.attachments, "/attachments")
        grievance_id = _write(at, db, wanted)
        attach(db, grievance_id, wanted.attachments, at.clock.text())
        row = _find(db, account.merchant_id, grievance_id)
        path = f"/v1/grievances/{grievance_id}"
        told = Received(grievance_id, row["reference"], path, raw, digests, row["filed_at"])
        give_receipt(at, db, told)
        return Outcome(_grievance(db, row), 201)

    return once(account, change)


@blueprint.get("/v1/grievances/<grievance_id>")
def one_grievance(grievance_id: str) -> Response:
    """One complaint."""
    account = signed_in()
    run_due_grievances(state())
    db = state().store.reading()
    return answer(_grievance(db, _find(db, account.merchant_id, grievance_id)))


@blueprint.get("/v1/grievances/<grievance_id>/events")
def grievance_events(grievance_id: str) -> Response:
    """The story of a complaint, oldest first."""
    account = signed_in()
    run_due_grievances(state())
    db = state().store.reading()
    _find(db, account.merchant_id, grievance_id)
    rows = db.execute(
        "SELECT * FROM grievance_events WHERE grievance_id = ? ORDER BY seq", (grievance_id,)
    )
    names = ("seq", "happened_at", "kind", "actor", "state", "text")
    items: list[Json] = [{name: row[name] for name in names} for row in rows]
    return answer({"items": items})


@blueprint.post("/v1/grievances/<grievance_id>/answer")
def answer_question(grievance_id: str) -> Response:
    """200 with the complaint on its way again; 409 unless Kassapos waits for the person."""
    account = signed_in()
    wanted = keyed_body(GrievanceAnswer)
    at = state()
    run_due_grievances(at)

    def change(db: sqlite3.Connection) -> Outcome:
        _find(db, account.merchant_id, grievance_id)
        digests_of(db, account.merchant_id, wanted.attachments, "/attachments")
        now = at.clock.now()
        move(db, grievance_id, "answer", now, wanted.text.strip())
        if evidence_count(db, grievance_id) + len(wanted.attachments) > 4 * ATTACHMENTS_MAX:
            raise not_taken("/attachments", "too_many")
        attach(db, grievance_id, wanted.attachments, wire_time(now))
        return Outcome(_grievance(db, _find(db, account.merchant_id, grievance_id)))

    return once(account, change)


@blueprint.post("/v1/grievances/<grievance_id>/reopening")
def reopen(grievance_id: str) -> Response:
    """200 with the complaint open again; 409 unless it is settled and not too old."""
    account = signed_in()
    wanted = keyed_body(Reopening)
    at = state()
    run_due_grievances(at)

    def change(db: sqlite3.Connection) -> Outcome:
        row = _find(db, account.merchant_id, grievance_id)
        if not _can_reopen(db, row):
            raise Problem("state_conflict")
        move(db, grievance_id, "reopen", at.clock.now(), wanted.why.strip())
        return Outcome(_grievance(db, _find(db, account.merchant_id, grievance_id)))

    return once(account, change)


def _write(at: State, db: sqlite3.Connection, wanted: Complaint) -> str:
    grievance_id = "grv-" + secrets.token_hex(10)
    now = at.clock.now()
    filed_at = wire_time(now)
    number = next_number(db, f"grievances.{filed_at[:4]}")
    law_day = settle_complaint_by(indian_day(now))
    db.execute(
        "INSERT INTO grievances VALUES(?, ?, ?, ?, ?, ?, ?, 'OPEN', ?, ?, 'take_up', ?)",
        (
            grievance_id,
            at.merchant,
            f"GRV-{filed_at[:4]}-{number:04d}",
            wanted.client_ref,
            wanted.category,
            wanted.about_request,
            wanted.text,
            filed_at,
            None if law_day is None else law_day.isoformat(),
            wire_time(now + TAKE_UP_AFTER),
        ),
    )
    append(db, grievance_id, now, ("filed", "you", "OPEN", None))
    return grievance_id


def _find(db: sqlite3.Connection, merchant_id: str, grievance_id: str) -> sqlite3.Row:
    row: sqlite3.Row | None = db.execute(
        "SELECT * FROM grievances WHERE grievance_id = ? AND merchant_id = ?",
        (grievance_id, merchant_id),
    ).fetchone()
    if row is None:
        raise Problem("not_found")
    return row


def _can_reopen(db: sqlite3.Connection, row: sqlite3.Row) -> bool:
    if row["state"] != "RESOLVED":
        return False
    last = db.execute(
        "SELECT happened_at FROM grievance_events WHERE grievance_id = ? ORDER BY seq DESC LIMIT 1",
        (row["grievance_id"],),
    ).fetchone()
    return state().clock.now() <= read_time(last["happened_at"]) + REOPEN_WITHIN


def _grievance(db: sqlite3.Connection, row: sqlite3.Row) -> dict[str, Json]:
    names = (
        "grievance_id",
        "reference",
        "client_ref",
        "category",
        "about_request",
        "text",
        "state",
    )
    found: dict[str, Json] = {
        name: row[name] for name in (*names, "filed_at", "statutory_due_date")
    }
    evidence = db.execute(
        "SELECT attachment_id FROM evidence WHERE about_id = ? ORDER BY added_at, attachment_id",
        (row["grievance_id"],),
    )
    return found | {
        "attachments": [one["attachment_id"] for one in evidence],
        "can_reopen": _can_reopen(db, row),
        "receipt": receipt_json(db, row["grievance_id"]),
    }
