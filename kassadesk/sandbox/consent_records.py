"""Consent records: one per choice, in the shape of ISO/IEC TS 27560 with the DPV words (W3C guide).

No personal value stands in a record (TS 27560, DPV 27560 profile section 10.1): people appear by
role, the shop by an opaque id. `this_hash` covers the record without its integrity part, after the
ledger's hash before the record's newest event; the signature covers `this_hash`.
"""

from __future__ import annotations

import hashlib
import sqlite3
from typing import Any, Final

from flask import Blueprint, Response

from kassadesk.sandbox import ledger
from kassadesk.sandbox.answers import answer, canonical_bytes
from kassadesk.sandbox.guards import signed_in
from kassadesk.sandbox.problems import Problem
from kassadesk.sandbox.state import State, state
from kassadesk.sandbox.world.choices import Choice, choices, record_id
from kassadesk.sandbox.world.shops import told
from kassadesk.sandbox.world.world import CONTACT

SCHEMA_IRI: Final = "https://w3id.org/dpv/schema/dpv-27560#record"

_STATES: Final = {
    "given": "dpv:ConsentGiven",
    "renewed": "dpv:RenewedConsentGiven",
    "refused": "dpv:ConsentRefused",
    "withdrawn": "dpv:ConsentWithdrawn",
    "expired": "dpv:ConsentExpired",
    "invalidated": "dpv:ConsentInvalidated",
}
_RIGHTS: Final = ("access", "correction", "erasure", "grievance", "nomination", "withdrawal")

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
                return answer(_sealed(state(), _record(state(), choice, events), events[-1]))
    raise Problem("not_found")


def _record(at: State, choice: Choice, events: list[sqlite3.Row]) -> dict[str, Any]:
    newest = events[-1]
    return {
        "header": {
            "schema_version": SCHEMA_IRI,
            "record_id": newest["record_id"],
            "pii_principal_id": at.merchant,
            "created": events[0]["happened_at"],
            "replaces": None,
        },
        "notice": _notice(at, newest),
        "processing": [_processing(choice)],
        "parties": _parties(choice),
        "events": [_event(event) for event in events],
    }


def _notice(at: State, newest: sqlite3.Row) -> dict[str, Any]:
    version = newest["policy_version"]
    texts = {each["version"]: each for each in at.world.policies(at.clock.today())}
    return {
        "id": f"policy-{version}",
        "version": version,
        "sha256": texts[version]["sha256"] if version in texts else None,
        "url": f"{at.origin}/v1/policies/{version}",
        "language": newest["language"],
        "served_notice_id": f"shown-{newest['event_id']}",
    }


def _processing(choice: Choice) -> dict[str, Any]:
    words = told("choices")["record"][choice.purpose]
    return {
        "purpose": words["text"],
        "purpose_type": words["type"],
        "lawful_basis": {"type": "dpv:Consent", "law": "DPDP Act 2023, section 6"},
        "pii_information": [
            {"pii_type": kind, "attribute_id": None, "optional": True, "sensitive": False}
            for kind in words["data"]
        ],
        "collection_method": "dpv:DataSubjectDataSource",
        "processing_method": ["dpv:Store", "dpv:Use", "dpv:Transmit"],
        "storage_locations": ["loc:IN"],
        "retention_period": {
            "value": None,
            "unit": None,
            "start_event": "consent withdrawn",
            "end_rule": "removed when asked (policy section 7)",
        },
        "processing_location": _location(choice),
        "controllers": ["kassapos"],
        "recipients_third_parties": _recipients(choice),
        "withdrawal_method": f"PUT /v1/opt-ins/{choice.opt_in_id}, or e-mail to Kassapos",
        "privacy_rights": list(_RIGHTS),
        "jurisdiction": {"place": "loc:IN", "law": "legal-in:law-DPDP"},
        "authority_party": "legal-in:DPA-IN",
        "channel": choice.channel,
        "label": choice.label,
    }


def _location(choice: Choice) -> str:
    """Only AWS says where it is; the message companies do not."""
    return "unknown" if _recipients(choice) else "loc:IN"


def _recipients(choice: Choice) -> list[str]:
    processor_id = told("choices")["told"].get(choice.channel)
    return [processor_id] if processor_id else []


def _parties(choice: Choice) -> list[dict[str, Any]]:
    names = {raw["processor_id"]: raw["name"] for raw in told("companies")["processors"]}
    kassapos = {
        "id": "kassapos",
        "name": CONTACT["company"],
        "role": "dpv:DataController",
        "party_type": "company",
        "address": CONTACT["address"],
        "contact": CONTACT["email"],
        "phone": CONTACT["phone"],
    }
    others = [
        {
            "id": processor_id,
            "name": names[processor_id],
            "role": "dpv:DataProcessor",
            "party_type": "company",
            "address": None,
            "contact": None,
            "phone": None,
        }
        for processor_id in _recipients(choice)
    ]
    return [kassapos, *others]


def _event(event: sqlite3.Row) -> dict[str, Any]:
    return {
        "event_id": event["event_id"],
        "event_time": event["happened_at"],
        "validity_duration": "until withdrawn",
        "entity_id": event["actor"],
        "event_type": "dpv:ExpressedConsent",
        "event_state": _STATES[event["state"]],
        "method": event["method"],
        "policy_version": event["policy_version"],
        "language": event["language"],
        "receipt_number": event["receipt_number"],
        "prev_hash": event["prev_hash"],
        "this_hash": event["this_hash"],
    }


def _sealed(at: State, record: dict[str, Any], newest: sqlite3.Row) -> dict[str, Any]:
    before = newest["prev_hash"]
    this_hash = hashlib.sha256(before.encode("ascii") + canonical_bytes(record)).hexdigest()
    return {
        **record,
        "integrity": {
            "prev_hash": before,
            "this_hash": this_hash,
            "key_id": at.signer.key_id,
            "signature": at.signer.sign(this_hash.encode("ascii")),
        },
    }
