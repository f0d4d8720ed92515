"""/sandbox/*: how a test plays the network, the calendar and Kassapos' staff.

Not part of the contract. There is no sign-in here: it is offered only by a process that a test
started with --faults, on 127.0.0.1.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from flask import Blueprint, Response

from kassadesk.sandbox.answers import answer, nothing
from kassadesk.sandbox.bodies import json_body
from kassadesk.sandbox.faults import Fault
from kassadesk.sandbox.problems import Json
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


@control_blueprint.post("/advance")
def advance() -> Response:
    """Move the server's clock forward; due work runs at once."""
    wanted = json_body(Advance)
    at = state()
    total = at.clock.advance(wanted.seconds)
    with at.store.changing() as db:
        remember(db, "advanced_s", str(total))
    return answer({"time": at.clock.text()})
