"""/sandbox/*: how a test plays the network, the calendar and Kassapos' staff.

Not part of the contract. There is no sign-in here: it is offered only by a process that a test
started with --faults, on 127.0.0.1.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from flask import Blueprint, Response

from kassadesk.sandbox.answers import answer, nothing
from kassadesk.sandbox.bodies import json_body
from kassadesk.sandbox.faults import Fault
from kassadesk.sandbox.grievance_moves import move, run_due_grievances
from kassadesk.sandbox.lifecycle import Facts, run_due
from kassadesk.sandbox.lifecycle import advance as advance_request
from kassadesk.sandbox.moves import DENIALS
from kassadesk.sandbox.problems import Json, not_taken
from kassadesk.sandbox.request_records import find_request, request_json
from kassadesk.sandbox.state import state
from kassadesk.sandbox.store import remember

control_blueprint = Blueprint("control", __name__, url_prefix="/sandbox")


class Advance(msgspec.Struct, forbid_unknown_fields=True):
    """How far the server's clock goes forward."""

    seconds: Annotated[int, msgspec.Meta(ge=0, le=10 * 366 * 86_400)]


@control_blueprint.post("/faults")
def add_fault() -> Response:
    """Switch a fault on."""
    fault = json_body(Fault)
    state().faults.add(fault)
    return answer({"operation": fault.operation, "times": fault.times}, 201)


@control_blueprint.delete("/faults")
def clear_faults() -> Response:
    """Switch all faults off and forget what was seen."""
    state().faults.clear()
    return nothing()


@control_blueprint.get("/seen")
def seen() -> Response:
    """The calls that came, oldest first."""
    items: list[Json] = [
        {"method": s.method, "path": s.path, "status": s.status} for s in state().faults.seen()
    ]
    return answer({"items": items})


class Step(msgspec.Struct, forbid_unknown_fields=True):
    """What Kassapos' staff does with a request."""

    event: Literal[
        "acknowledge",
        "ask_proof",
        "ask_document",
        "approve",
        "execute",
        "wait_for_processor",
        "finish",
        "extend",
        "refuse",
        "supersede",
        "expire",
    ]
    reason: str | None = None
    text: str | None = None
    basis: str | None = None
    asks_for: list[str] = []


@control_blueprint.post("/requests/<request_id>/step")
def step(request_id: str) -> Response:
    """Make one move of the state machine now; 409 where the table does not allow it."""
    wanted = json_body(Step)
    at = state()
    run_due(at)
    if wanted.event == "refuse" and wanted.reason not in DENIALS:
        raise not_taken("/reason", "bad_value")
    facts = Facts(wanted.text, wanted.reason, wanted.basis, tuple(wanted.asks_for))
    with at.store.changing() as db:
        advance_request(at, db, request_id, wanted.event, at.clock.now(), facts)
        return answer(request_json(db, find_request(db, at.merchant, request_id)))


class GrievanceStep(msgspec.Struct, forbid_unknown_fields=True):
    """What Kassapos' staff does with a complaint."""

    event: Literal["take_up", "ask", "review", "resolve"]
    text: str | None = None


@control_blueprint.post("/grievances/<grievance_id>/step")
def step_grievance(grievance_id: str) -> Response:
    """Make one move of a complaint now; 409 where the table does not allow it."""
    wanted = json_body(GrievanceStep)
    at = state()
    run_due_grievances(at)
    with at.store.changing() as db:
        move(db, grievance_id, wanted.event, at.clock.now(), wanted.text)
    return nothing()


@control_blueprint.post("/advance")
def advance() -> Response:
    """Move the server's clock forward; due work runs at once."""
    wanted = json_body(Advance)
    at = state()
    total = at.clock.advance(wanted.seconds)
    with at.store.changing() as db:
        remember(db, "advanced_s", str(total))
    run_due(at)
    run_due_grievances(at)
    return answer({"time": at.clock.text()})
