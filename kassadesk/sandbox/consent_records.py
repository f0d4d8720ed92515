"""Consent records: one per choice, in the shape of ISO/IEC TS 27560 with the DPV words (W3C guide).

No personal value stands in a record (TS 27560; DPV 27560 profile, section 10.1): people appear by
role, the shop by an opaque id. `this_hash` covers the record without `integrity`; `prev_hash` is
what it was before the newest event, so the versions of a record form a chain.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from typing import Any, Final

from flask import Blueprint, Response

from kassadesk.sandbox import ledger
from kassadesk.sandbox.answers import answer, canonical_bytes
from kassadesk.sandbox.guards import signed_in
from kassadesk.sandbox.opt_ins import propagation
from kassadesk.sandbox.problems import Problem
from kassadesk.sandbox.state import State, state
from kassadesk.sandbox.world.choices import Choice, choices, record_id
from kassadesk.sandbox.world.laws import authority, citation
from kassadesk.sandbox.world.shops import told
from kassadesk.sandbox.world.world import CONTACT

SCHEMA_VERSION: Final = "dpv-27560:record 1.0"

_RIGHTS: Final = ("access", "correction", "erasure", "grievance", "nomination", "withdrawal")
_INDIA: Final = "India (Mumbai)"

blueprint = Blueprint("consent_records", __name__)


@blueprint.get("/v1/consent-records")
def consent_records() -> Response:
    """The records there are: one for each choice that was ever put to the shop."""
    signed_in()
    db = state().store.reading()
    items = [
        {"record_id": events[0]["record_id"], "opt_in_id": choice.opt_in_id}
        for choice in choices()
        if (events := ledger.events_of(db, choice.opt_in_id))
    ]
    return answer({"items": items})


@blueprint.get("/v1/consent-records/<wanted>")
def consent_record(wanted: str) -> Response:
    """One record with all its events, hashed and signed."""
    account = signed_in()
    for choice in choices():
        if record_id(account.merchant_id, choice.opt_in_id) == wanted:
            events = ledger.events_of(state().store.reading(), choice.opt_in_id)
            if events:
                return answer(_sealed(state(), choice, events))
    raise Problem("not_found")


def record_hash(record: dict[str, Any]) -> str:
    """SHA-256 of a record without its integrity part (contract, ConsentIntegrity)."""
    return hashlib.sha256(canonical_bytes(record)).hexdigest()


def _sealed(at: State, choice: Choice, events: Sequence[sqlite3.Row]) -> dict[str, Any]:
    record = _record(at, choice, events)
    this_hash = record_hash(record)
    before = record_hash(_record(at, choice, events[:-1])) if len(events) > 1 else None
    integrity = {
        "prev_hash": before,
        "this_hash": this_hash,
        "key_id": at.signer.key_id,
        "signature": at.signer.sign(this_hash.encode("ascii")),
    }
    return {**record, "integrity": integrity}


def _record(at: State, choice: Choice, events: Sequence[sqlite3.Row]) -> dict[str, Any]:
    newest = events[-1]
    return {
        "header": {
            "schema_version": SCHEMA_VERSION,
            "record_id": newest["record_id"],
            "pii_principal_id": at.merchant,
            "created": events[0]["happened_at"],
            "replaces": None,
        },
        "notice": _notice(at, newest),
        "processing": [_processing(choice)],
        "parties": _parties(choice),
        "events": [_event(choice, event) for event in events],
        "propagation": propagation(choice, newest),
    }


def _notice(at: State, newest: sqlite3.Row) -> dict[str, Any]:
    version = newest["policy_version"]
    texts = {each["version"]: each["sha256"] for each in at.world.policies(at.clock.today())}
    return {
        "notice_id": "policy",
        "version": version,
        "sha256": texts[version],
        "url": f"/v1/policies/{version}",
        "language": newest["language"],
        "served_notice_id": f"shown_{newest['event_id']}",
    }


def _processing(choice: Choice) -> dict[str, Any]:
    words = told("choices")["record"][choice.purpose]
    others = _others(choice)
    places = [_INDIA, "unknown"] if others else [_INDIA]
    return {
        "purpose": words["text"],
        "purpose_type": words["type"],
        "lawful_basis": citation("consent") + " (consent)",
        "pii_information": [
            {
                "attribute_id": attribute_id,
                "type": kind,
                "optional": True,
                "sensitive": False,
                "special": False,
            }
            for attribute_id, kind in words["data"].items()
        ],
        "collection_method": "typed by the shop, or noted by the program",
        "processing_method": "automated sending" if choice.channel != "none" else "counting",
        "storage_locations": places,
        "retention_period": {
            "value": None,
            "unit": None,
            "start": "you_delete_it",
            "until": None,
            "citation": "Policy section 7",
        },
        "processing_locations": places,
        "geographic_restrictions": [],
        "controllers": [CONTACT["company"]],
        "recipients_third_parties": [name for _, name in others],
        "withdrawal_method": "The switch of this choice, or a mail to " + CONTACT["email"],
        "privacy_rights": list(_RIGHTS),
        "jurisdiction": "IN",
        "service": "Kassapos",
        "code_of_conduct": None,
        "impact_assessment": None,
        "authority_party": authority(),
    }


def _others(choice: Choice) -> list[tuple[str, str]]:
    """Id and name of the company that carries the channel's messages."""
    names = {raw["processor_id"]: raw["name"] for raw in told("companies")["processors"]}
    processor_id = told("choices")["told"].get(choice.channel)
    return [(processor_id, names[processor_id])] if processor_id else []


def _parties(choice: Choice) -> list[dict[str, Any]]:
    kassapos = {
        "party_id": "kassapos",
        "name": CONTACT["company"],
        "role": "data fiduciary",
        "address": CONTACT["address"],
        "contact": CONTACT["email"],
        "party_type": "company",
        "email": CONTACT["email"],
        "phone": CONTACT["phone"],
        "url": None,
    }
    others = [
        {
            "party_id": processor_id,
            "name": name,
            "role": "data processor",
            "address": None,
            "contact": None,
            "party_type": "company",
        }
        for processor_id, name in _others(choice)
    ]
    return [kassapos, *others]


def _event(choice: Choice, event: sqlite3.Row) -> dict[str, Any]:
    return {
        "event_id": event["event_id"],
        "event_time": event["happened_at"],
        "validity_duration": "until_withdrawn",
        "entity_id": event["actor"],
        "event_type": "ExpressedConsent",
        "event_state": event["state"],
        "method": event["method"],
        "channel": choice.channel,
        "template_category": _template(choice),
        "policy_version": event["policy_version"],
        "language": event["language"],
        "receipt_number": event["receipt_number"],
    }


def _template(choice: Choice) -> str | None:
    """The sender class of the channel: WhatsApp's template category, the SMS header's ending."""
    promotional = choice.label == "promotional"
    if choice.channel == "whatsapp":
        return "marketing" if promotional else "utility"
    if choice.channel == "sms":
        return "-P" if promotional else "-S"
    return None
