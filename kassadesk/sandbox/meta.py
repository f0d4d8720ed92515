"""GET /v1/meta and the published signing keys: what is open to everyone."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response

from kassadesk.sandbox.answers import answer
from kassadesk.sandbox.bodies import wants_json
from kassadesk.sandbox.idempotency import KEY_LIFE_DAYS
from kassadesk.sandbox.problems import Json
from kassadesk.sandbox.state import state

blueprint = Blueprint("meta", __name__)

CONTRACT_VERSION: Final = "1.0.0"
MIN_CLIENT: Final = "0.1.0"

LIMITS: Final[dict[str, int]] = {
    "page_rows_max": 1000,
    "attachment_bytes_max": 10 * 1024 * 1024,
    "attachments_per_request_max": 5,
    "snapshot_life_s": 86_400,
    "idempotency_key_life_days": KEY_LIFE_DAYS,
    "access_token_life_s": 900,
    "refresh_token_life_days": 30,
}

RETRY_TABLE: Final[tuple[tuple[str, str], ...]] = (
    ("network_error", "retry_same_key"),
    ("408", "retry_same_key"),
    ("409 request_in_progress", "retry_same_key"),
    ("425", "retry_same_key"),
    ("429", "retry_same_key"),
    ("500", "retry_same_key"),
    ("502", "retry_same_key"),
    ("503", "retry_same_key"),
    ("504", "retry_same_key"),
    ("401", "refresh_once"),
    ("410", "restart"),
    ("412", "ask"),
    ("4xx", "final"),
)


@blueprint.get("/v1/meta")
def meta() -> Response:
    """A fixed body that tells this service from a captive portal (contract rule R24)."""
    wants_json()
    retry_table: list[Json] = [{"when": when, "then": then} for when, then in RETRY_TABLE]
    return answer(
        {
            "service": "kassapos-privacy",
            "contract_version": CONTRACT_VERSION,
            "environment": "sample",
            "min_client": MIN_CLIENT,
            "time": state().clock.text(),
            "limits": LIMITS,
            "retry_table": retry_table,
        }
    )


@blueprint.get("/.well-known/kassapos-keys")
def keys() -> Response:
    """The public keys that receipts and manifests are signed with."""
    wants_json()
    return answer({"keys": state().signer.published()})
