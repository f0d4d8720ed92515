"""Policy versions, the companies that get data, and how long things are kept."""

from __future__ import annotations

from flask import Blueprint, Response

from kassadesk.sandbox.answers import answer, etag_of
from kassadesk.sandbox.guards import signed_in
from kassadesk.sandbox.problems import Problem
from kassadesk.sandbox.state import state

blueprint = Blueprint("policies", __name__)


@blueprint.get("/v1/policies")
def policies() -> Response:
    """Every version, newest first, without its text."""
    signed_in()
    versions = state().world.policies(state().clock.today())
    inside = ("clauses", "changes")
    return answer(
        {"items": [{k: v for k, v in each.items() if k not in inside} for each in versions]}
    )


@blueprint.get("/v1/policies/<version>")
def policy(version: str) -> Response:
    """One version with its clauses and what it changes."""
    signed_in()
    for each in state().world.policies(state().clock.today()):
        if each["version"] == version:
            return answer(each, etag=etag_of(each))
    raise Problem("not_found")


@blueprint.get("/v1/processors")
def processors() -> Response:
    """The companies that work with the data, and which fields each gets."""
    signed_in()
    return answer({"items": state().world.processors()})


@blueprint.get("/v1/retention-rules")
def retention_rules() -> Response:
    """How long each kind of data is kept, by policy and by law."""
    signed_in()
    return answer({"items": state().world.retention_rules()})
