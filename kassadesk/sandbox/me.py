"""GET /v1/me: whose data this is, and where Kassapos can be reached about it."""

from __future__ import annotations

from flask import Blueprint, Response

from kassadesk.sandbox.answers import answer, etag_of
from kassadesk.sandbox.guards import signed_in
from kassadesk.sandbox.held import held_fields
from kassadesk.sandbox.state import state

blueprint = Blueprint("me", __name__)


@blueprint.get("/v1/me")
def me() -> Response:
    """The merchant, with corrections of names, GSTINs and addresses laid over."""
    account = signed_in()
    values = {field["field_id"]: field["value"] for field in held_fields(state())}
    merchant = state().world.me() | {
        "person_name": account.person,
        "person_role": account.role,
    }
    merchant["trade_name"] = values.get("business.name", merchant["trade_name"])
    merchant["industry"] = values.get("business.industry", merchant["industry"])
    for outlet, plan in zip(merchant["outlets"], state().world.plan.outlets, strict=True):
        outlet["gstin"] = values.get(plan.gstin_field)
        outlet["address"] = values.get(plan.address_field, "")
    return answer(merchant, etag=etag_of(merchant))
