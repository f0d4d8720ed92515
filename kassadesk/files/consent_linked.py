"""A consent record as linked data: ISO/IEC TS 27560 in the terms of the W3C vocabulary (DPV).

Every statement is built from the signed record; a word without a term of its own stays plain text.
"""

from __future__ import annotations

from typing import Any

from kassadesk.files.consent_terms import terms

Node = dict[str, Any]


def linked_record(record: Node) -> Node:
    """The record as one node of a graph."""
    header, newest = record["header"], record["events"][-1]
    node: Node = {
        "@id": f"urn:uuid:{header['record_id']}",
        "@type": "dpv:ConsentRecord",
        "dct:identifier": header["record_id"],
        "dct:conformsTo": {"@id": terms().record},
        "dpv:hasDataSubject": {
            "@id": f"kassadesk:subject/{header['pii_principal_id']}",
            "@type": "dpv:DataSubject",
            "dct:identifier": header["pii_principal_id"],
        },
        "dpv:hasNotice": _notice(record["notice"]),
        "dpv:hasLegalBasis": {"@id": f"dpv:{newest['event_type']}"},
        "dpv:hasProcess": [_process(one) for one in record["processing"]],
        "dpv:hasEntity": [_party(one) for one in record["parties"]],
        "dpv:hasConsentStatus": [_event(one) for one in record["events"]],
    }
    if header.get("created"):
        node["dct:created"] = _time(header["created"])
    return node


def _notice(notice: Node) -> Node:
    return {
        "@type": "dpv:ConsentNotice",
        "dct:identifier": notice["notice_id"],
        "dct:hasVersion": notice["version"],
        "dct:language": notice["language"],
        "dct:source": notice["url"],
        "kassadesk:sha256": notice["sha256"],
    }


def _process(part: Node) -> Node:
    countries = terms().jurisdictions
    country = countries.get(part["jurisdiction"])
    node: Node = {
        "@type": "dpv:Process",
        "dpv:hasPurpose": {
            "@type": "dpv:Purpose",
            "dct:description": part["purpose"],
            **_broader(part.get("purpose_type")),
        },
        "dpv:hasPersonalData": [_data(one) for one in part["pii_information"]],
        "dpv:hasStorageCondition": [
            *(_place(one) for one in part["storage_locations"]),
            _kept(part["retention_period"]),
        ],
        "dpv:hasDataController": [_named("dpv:DataController", one) for one in part["controllers"]],
        "dpv:hasRecipient": [
            _named("dpv:Recipient", one) for one in part["recipients_third_parties"]
        ],
        "dpv:hasConsentControl": {
            "@type": "dpv:WithdrawConsent",
            "dpv:isExercisedAt": part["withdrawal_method"],
        },
        "dpv:hasRight": [
            {"@type": "dpv:DataSubjectRight", "dct:title": one} for one in part["privacy_rights"]
        ],
        "dpv:hasJurisdiction": part["jurisdiction"],
    }
    if country is not None:
        node["dpv:hasJurisdiction"] = {"@id": country.place}
        node["dpv:hasApplicableLaw"] = {"@id": country.law}
        node["dpv:hasAuthority"] = {"@id": country.authority}
    if part.get("service"):
        node["dpv:hasService"] = part["service"]
    return node


def _broader(word: str | None) -> Node:
    return {"skos:broader": _term(word)} if word else {}


def _term(word: str) -> Any:
    """A term of a vocabulary we know as such; any other word as it is."""
    prefix, colon, _ = word.partition(":")
    return {"@id": word} if colon and prefix in terms().prefixes else word


def _data(one: Node) -> Node:
    needed = "dpv:Optional" if one.get("optional", True) else "dpv:Required"
    node = {
        "@type": "dpv:SensitivePersonalData" if one.get("sensitive") else "dpv:PersonalData",
        "skos:broader": _term(one["type"]),
        "dpv:hasNecessity": {"@id": needed},
    }
    if one.get("attribute_id"):
        node["dct:identifier"] = one["attribute_id"]
    return node


def _place(text: str) -> Node:
    node: Node = {"@type": "dpv:StorageLocation", "dct:description": text}
    place = terms().places.get(text.split(" ")[0])
    if place is not None:
        node["dpv:hasLocation"] = {"@id": place}
    return node


def _kept(period: Node) -> Node:
    if period.get("value") and period.get("unit"):
        letter = {"day": "D", "week": "W", "month": "M", "year": "Y"}.get(
            period["unit"].rstrip("s")
        )
        length = f"P{period['value']}{letter}" if letter else f"{period['value']} {period['unit']}"
        duration: Node = {"@type": "dpv:TemporalDuration", "rdf:value": length}
    elif period.get("until"):
        duration = {"@type": "dpv:UntilTimeDuration", "rdf:value": period["until"]}
    else:
        duration = {"@type": "dpv:UntilEventDuration", "rdf:value": period["start"]}
    return {"@type": "dpv:StorageDuration", "dpv:hasDuration": duration}


def _named(kind: str, name: str) -> Node:
    return {"@type": kind, "dpv:hasName": name}


def _party(party: Node) -> Node:
    node: Node = {
        "@id": f"kassadesk:party/{party['party_id']}",
        "@type": terms().roles.get(party["role"], "dpv:Entity"),
        "dpv:hasName": party["name"],
        "dct:type": party["party_type"],
    }
    for key, name in (("address", "dpv:hasAddress"), ("contact", "dpv:hasContact")):
        if party.get(key):
            node[name] = party[key]
    return node


def _event(event: Node) -> Node:
    known = terms()
    actor = known.actors.get(event["entity_id"])
    node: Node = {
        "@type": known.states.get(event["event_state"], known.states["other"]),
        "dpv:isIndicatedAtTime": _time(event["event_time"]),
        "dpv:isIndicatedBy": {"@id": actor} if actor else event["entity_id"],
        "dpv:hasDuration": {
            "@type": "dpv:UntilEventDuration",
            "rdf:value": event["validity_duration"],
        },
        "kassadesk:policyVersion": event["policy_version"],
        "dct:language": event["language"],
    }
    for key, name in (
        ("method", "dpv:hasIndicationMethod"),
        ("channel", "kassadesk:channel"),
        ("template_category", "kassadesk:senderClass"),
        ("receipt_number", "kassadesk:receiptNumber"),
    ):
        if event.get(key):
            node[name] = event[key]
    return node


def _time(text: str) -> Node:
    return {"@type": "xsd:dateTime", "@value": text}
