"""POST /v1/deletion-previews: what would happen, told before anything is asked for."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from flask import Blueprint, Response

from kassadesk.core.clock import indian_day
from kassadesk.sandbox.answers import answer
from kassadesk.sandbox.asking import Scope
from kassadesk.sandbox.bodies import json_body
from kassadesk.sandbox.clock import wire_time
from kassadesk.sandbox.guards import signed_in
from kassadesk.sandbox.lifecycle import run_due
from kassadesk.sandbox.plans import COOLING_OFF, LATER, NOW, STAYS, Part, Plan, plan_deletion, why
from kassadesk.sandbox.present import present_fields
from kassadesk.sandbox.problems import FieldError, Json, Problem, not_taken
from kassadesk.sandbox.state import State, state

blueprint = Blueprint("previews", __name__)

_LABELS: Final = {
    "second_contacts": "Second mobile and e-mail",
    "contact_later": "Contact details",
    "business_later": "Business information",
    "on_bills": "Names, GSTINs, addresses",
}


@blueprint.post("/v1/deletion-previews")
def preview() -> Response:
    """201 with three groups that together are everything the scope names; nothing is changed."""
    signed_in()
    scope = json_body(Scope)
    at = state()
    run_due(at)
    db = at.store.reading()
    known_scope(at, scope, "")
    plan = plan_deletion(at, db, scope)
    now = at.clock.now()
    return answer(
        {
            "plan_hash": plan.plan_hash,
            "as_of": wire_time(now),
            "cooling_off_days": COOLING_OFF.days,
            "scope": {
                "fields": scope.fields,
                "categories": [category.value for category in scope.categories],
                "close_account": scope.close_account,
            },
            "goes_now": _lines(plan, NOW),
            "goes_later": _lines(plan, LATER),
            "stays": _lines(plan, STAYS),
            "consequences": _consequences(plan, now),
        },
        201,
    )


def known_scope(at: State, scope: Scope, pointer: str) -> None:
    """422 for a scope that names nothing or a field that is not held."""
    for name, named in (("fields", scope.fields), ("categories", scope.categories)):
        if len(set(named)) != len(named):
            raise not_taken(f"{pointer}/{name}", "bad_value")
    if scope.empty:
        raise not_taken(pointer or "/", "missing")
    known = present_fields(at, at.store.reading())
    wrong = [place for place, field_id in enumerate(scope.fields) if field_id not in known]
    if wrong:
        errors = tuple(FieldError(f"{pointer}/fields/{place}", "unknown_id") for place in wrong)
        raise Problem("validation_failed", field_errors=errors)


def _lines(plan: Plan, group: str) -> list[Json]:
    """One line per kind of reason; bills get a line per year."""
    kinds: dict[tuple[str, str | None], list[Part]] = {}
    for part in plan.of(group):
        kinds.setdefault((part.kind, part.year), []).append(part)
    return [_line(parts, plan.scope.close_account) for parts in kinds.values()]


def _line(parts: list[Part], closing: bool) -> Json:
    first = parts[0]
    together = _LABELS.get(first.kind)
    label = together if together and len(parts) > 2 - (first.kind == "second_contacts") else None
    until = max((part.until for part in parts if part.until is not None), default=None)
    return {
        "subject": first.subject if len(parts) == 1 else first.subject.partition(".")[0],
        "label": label or ", ".join(part.label for part in parts)[:200],
        "records": sum(part.records for part in parts),
        "why": why(first, closing),
        "rule": first.rule,
        "until": None if until is None else wire_time(until),
        "year": first.year,
        "subjects": [part.subject for part in parts],
    }


def _consequences(plan: Plan, now: datetime) -> list[Json]:
    """What it means for the shop, in plain words."""
    day = indian_day(now + COOLING_OFF)
    told = f"{day.day} {day:%b %Y}"
    if plan.scope.close_account:
        return [f"From {told} your shop cannot bill in Kassapos and all alerts stop."]
    if plan.of(LATER):
        return [f"Nothing is deleted before {told}; until then you can stop it."]
    if plan.parts:
        return ["Nothing of this can be deleted now."]
    return ["Kassapos holds nothing of this."]
