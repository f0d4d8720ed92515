"""The choices of the shop: read one or all, change one, read its history.

A change names the state it was made from (If-Match) and carries an Idempotency-Key; the new event
and the answer are one transaction (contract rules R3, R16).
"""

from __future__ import annotations

import sqlite3
from enum import StrEnum
from typing import Annotated, Any

import msgspec
from flask import Blueprint, Flask, Response, request
from flask.blueprints import BlueprintSetupState

from kassadesk.core.rows import Resource
from kassadesk.sandbox import ledger
from kassadesk.sandbox.answers import answer, etag_of
from kassadesk.sandbox.bodies import json_body
from kassadesk.sandbox.guards import Account, signed_in
from kassadesk.sandbox.idempotency import Outcome, key_of_request, once
from kassadesk.sandbox.problems import Problem, not_taken
from kassadesk.sandbox.state import State, state
from kassadesk.sandbox.world.choices import Choice, ChoiceEvent, choices
from kassadesk.sandbox.world.shops import told
from kassadesk.sandbox.world.tables import COLUMNS

SCHEMA = ledger.SCHEMA

blueprint = Blueprint("opt_ins", __name__)


class Language(StrEnum):
    """The language in which the choice was shown."""

    ENGLISH = "en"
    TAMIL = "ta"
    HINDI = "hi"


class _Change(msgspec.Struct, forbid_unknown_fields=True):
    granted: bool
    policy_version: Annotated[str, msgspec.Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
    language: Language
    method: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]


@blueprint.record
def _seed(setup: BlueprintSetupState) -> None:
    """The story's events stand in the ledger before the first call is answered."""
    assert isinstance(setup.app, Flask)
    with setup.app.app_context():
        ledger.seed_ledger(state())


@blueprint.get("/v1/opt-ins")
def opt_ins() -> Response:
    """Every choice, in the order of a page."""
    signed_in()
    db = state().store.reading()
    return answer({"items": [shown(state(), db, choice) for choice in choices()]})


@blueprint.get("/v1/opt-ins/<opt_in_id>")
def opt_in(opt_in_id: str) -> Response:
    """One choice."""
    signed_in()
    found = shown(state(), state().store.reading(), choice_called(opt_in_id))
    return answer(found, etag=found["etag"])


@blueprint.get("/v1/opt-ins/<opt_in_id>/history")
def history(opt_in_id: str) -> Response:
    """The events of one choice, newest first."""
    signed_in()
    choice_called(opt_in_id)
    keys = COLUMNS[Resource.CONSENT_EVENTS]
    rows = ledger.events_of(state().store.reading(), opt_in_id)[::-1]
    items = [dict(zip(keys, ledger.event_row(row), strict=True)) for row in rows]
    return answer({"items": items})


@blueprint.put("/v1/opt-ins/<opt_in_id>")
def set_opt_in(opt_in_id: str) -> Response:
    """Switch one choice on or off; the same state under the same policy text adds nothing."""
    account = signed_in()
    key_of_request()
    if not request.if_match:
        raise Problem("precondition_required")
    change = json_body(_Change)
    choice = choice_called(opt_in_id)
    versions = state().world.policies(state().clock.today())
    if all(version["version"] != change.policy_version for version in versions):
        raise not_taken("/policy_version", "unknown_id")
    return once(account, lambda db: _switched(state(), db, account, choice, change))


def choice_called(opt_in_id: str) -> Choice:
    """The choice of that id. Raises Problem not_found."""
    for choice in choices():
        if choice.opt_in_id == opt_in_id:
            return choice
    raise Problem("not_found")


def shown(at: State, db: sqlite3.Connection, choice: Choice) -> dict[str, Any]:
    """One choice as the contract's OptIn."""
    events = ledger.events_of(db, choice.opt_in_id)
    newest = events[-1] if events else None
    opened = at.world.me()["opened_at"]
    changed_at = newest["happened_at"] if newest else opened
    found: dict[str, Any] = {
        "opt_in_id": choice.opt_in_id,
        "purpose": choice.purpose,
        "channel": choice.channel,
        "label": choice.label,
        "granted": newest["state"] in ("given", "renewed") if newest else choice.lock is not None,
        "lock": choice.lock,
        "changed_at": changed_at,
        "effective_at": changed_at,
        "policy_version": newest["policy_version"] if newest else _in_force(at),
        "record_id": newest["record_id"] if newest else None,
        "receipt_number": newest["receipt_number"] if newest else None,
        "propagation": propagation(choice, newest),
    }
    return {**found, "etag": etag_of(found)}


def _switched(
    at: State, db: sqlite3.Connection, account: Account, choice: Choice, change: _Change
) -> Outcome:
    current = shown(at, db, choice)
    if choice.lock is not None:
        raise Problem("opt_in_locked", extra={"current": current})
    if not request.if_match.contains(current["etag"].strip('"')):
        raise Problem("precondition_failed", extra={"current": current})
    same_text = change.policy_version == current["policy_version"]
    if change.granted != current["granted"] or (change.granted and not same_text):
        ledger.add_event(db, account.merchant_id, _event(at, db, account, current, change))
        current = shown(at, db, choice)
    return Outcome(current, headers={"ETag": current["etag"]})


def _event(
    at: State,
    db: sqlite3.Connection,
    account: Account,
    current: dict[str, Any],
    change: _Change,
) -> ChoiceEvent:
    given = "renewed" if current["granted"] else "given"
    return ChoiceEvent(
        opt_in_id=current["opt_in_id"],
        happened_at=at.clock.text(),
        state=given if change.granted else "withdrawn",
        actor=account.role,
        actor_name=account.person,
        method=change.method,
        policy_version=change.policy_version,
        language=change.language.value,
        receipt_number=ledger.next_receipt(db),
    )


def _in_force(at: State) -> str:
    versions = at.world.policies(at.clock.today())
    return str(next(each["version"] for each in versions if each["state"] == "in_force"))


def propagation(choice: Choice, newest: sqlite3.Row | None) -> list[dict[str, Any]]:
    """What the company behind the channel knows: SMS never answers, WhatsApp lost one stop and sends
    word of what was chosen in Kassapos' own ways; of the rest it was only told."""
    processor_id = told("choices")["told"].get(choice.channel)
    if processor_id is None or newest is None:
        return []
    silent = processor_id == "sms_company" or (
        newest["receipt_number"] is not None
        and choice.opt_in_id == told("choices")["stopped"]["opt_in_id"]
        and newest["state"] == "withdrawn"
    )
    return [
        {
            "processor_id": processor_id,
            "state": "silent" if silent else _word(newest),
            "at": None if silent else newest["happened_at"],
        }
    ]


def _word(newest: sqlite3.Row) -> str:
    return "confirmed" if newest["method"] in told("choices")["confirmed"] else "told"
