"""The five categories, their fields, and the history of each field."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from kassadesk.core.held import CategoryId
from kassadesk.sandbox.answers import answer
from kassadesk.sandbox.guards import signed_in
from kassadesk.sandbox.held import held_fields, history, one_field
from kassadesk.sandbox.plans import bills_subject
from kassadesk.sandbox.problems import Problem
from kassadesk.sandbox.state import State, state

blueprint = Blueprint("categories", __name__)


def deleted_categories(at: State) -> dict[str, str]:
    """Subjects whose rows were deleted, and when."""
    rows = at.store.reading().execute("SELECT subject, deleted_at FROM deleted_data").fetchall()
    return {str(row["subject"]): str(row["deleted_at"]) for row in rows}


def current_categories(at: State) -> list[dict[str, Any]]:
    """The categories as they are now: corrections and deletions counted."""
    fields, gone = held_fields(at), deleted_categories(at)
    found = []
    for category in at.world.categories():
        own = [f for f in fields if f["category_id"] == category["category_id"]]
        if category["category_id"] in (CategoryId.BUSINESS, CategoryId.CONTACT):
            category["count"] = len(own)
            category["changed_at"] = max((f["changed_at"] for f in own), default=None)
        if category["category_id"] in gone:
            category["count"] = 0
            category["changed_at"] = gone[category["category_id"]]
        if category["category_id"] == CategoryId.BILLING:
            category["count"] -= sum(
                records
                for year, records in at.world.bills_by_year().items()
                if bills_subject(year) in gone
            )
        found.append(category)
    return found


@blueprint.get("/v1/categories")
def categories() -> Response:
    """The five kinds of data of policy section 1."""
    signed_in()
    return answer({"items": current_categories(state())})


@blueprint.get("/v1/categories/<category_id>/fields")
def fields(category_id: str) -> Response:
    """The fields of one category; none for those that are tables."""
    signed_in()
    if category_id not in list(CategoryId):
        raise Problem("not_found")
    items = [f for f in held_fields(state()) if f["category_id"] == category_id]
    return answer({"items": items})


@blueprint.get("/v1/fields/<field_id>")
def field(field_id: str) -> Response:
    """One field; its value is null after its deletion."""
    signed_in()
    found = one_field(state(), field_id)
    if found is None:
        raise Problem("not_found")
    return answer(found, etag=found["etag"])


@blueprint.get("/v1/fields/<field_id>/history")
def field_history(field_id: str) -> Response:
    """Who changed one field when, newest first."""
    signed_in()
    if one_field(state(), field_id) is None:
        raise Problem("not_found")
    return answer({"items": history(state(), field_id)[::-1]})
