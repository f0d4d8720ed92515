"""What is held about the shop field by field, in the contract's shapes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from kassadesk.sandbox.world.laws import keep_books_until
from kassadesk.sandbox.world.shops import ChangePlan, Shop, told
from kassadesk.sandbox.world.story import Story, year_of


def field_dicts(shop: Shop, story: Story, with_bills: bool) -> list[dict[str, Any]]:
    """Every field the shop has a value for, as the contract's Field, in the data file's order."""
    return [
        _field(raw, shop, story, with_bills)
        for raw in told("held_fields")["fields"]
        if raw["field_id"] in shop.values
    ]


def field_history(shop: Shop, story: Story, field_id: str) -> list[dict[str, Any]]:
    """The written changes of one field, oldest first, seq from 1."""
    changes = sorted(
        (change for change in shop.changes if change.field_id == field_id), key=lambda c: c.at
    )
    first_value = changes[0].before if changes else shop.values[field_id]
    entries = [_created(shop, story, field_id, first_value)]
    values = [*(change.before for change in changes[1:]), shop.values[field_id]]
    for change, after in zip(changes, values, strict=False):
        entries.append(_changed(change, story, after, len(entries) + 1))
    return entries


def etag_of(content: object) -> str:
    """A strong validator with its quotes that changes with the content."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return f'"{hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]}"'


def with_etag(field: dict[str, Any]) -> dict[str, Any]:
    """The field with `etag` computed from everything else in it."""
    rest = {key: value for key, value in field.items() if key != "etag"}
    return {**rest, "etag": etag_of(rest)}


def kept_in_words(field_id: str) -> str:
    """How long a field is kept, in the words of the `fields` table."""
    raw = next(raw for raw in told("held_fields")["fields"] if raw["field_id"] == field_id)
    return str(told("held_fields")["retention"][raw["retention"]]["kept"])


def _field(raw: dict[str, Any], shop: Shop, story: Story, with_bills: bool) -> dict[str, Any]:
    held = told("held_fields")
    field_id = raw["field_id"]
    history = field_history(shop, story, field_id)
    retention = held["retention"][raw["retention"]]
    return with_etag(
        {
            "field_id": field_id,
            "category_id": field_id.split(".")[0],
            "label": raw["label"],
            "value": shop.values[field_id],
            "kind": raw["kind"],
            "personal": raw["personal"],
            "outlet_id": raw.get("outlet"),
            "source": _source(raw["source"], history),
            "purposes": _purposes(raw["purposes"]),
            "legal_basis": {"kind": raw["basis"], "citation": raw.get("citation")},
            "retention": {
                "value": retention.get("value"),
                "unit": retention.get("unit"),
                "start": retention["start"],
                "until": None,
                "citation": retention.get("citation"),
            },
            "recipients": _recipients(raw["recipients"]),
            "changed_at": history[-1]["changed_at"],
            "correctable": True,
            "deletable": _deletable(raw.get("held_because"), story.today, with_bills),
        }
    )


def _source(word: str, history: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Where the present value came from: support, when support wrote it last."""
    kind = "support" if history[-1]["changed_by"] == "support" else word
    return {"kind": kind, "text": told("held_fields")["sources"][kind]}


def _purposes(words: Sequence[str]) -> list[dict[str, Any]]:
    known = told("held_fields")["purposes"]
    return [
        {
            "purpose_id": word,
            "text": known[word]["text"],
            "policy_section": known[word].get("policy"),
        }
        for word in words
    ]


def _recipients(processor_ids: Sequence[str]) -> list[dict[str, Any]]:
    known = {raw["processor_id"]: raw for raw in told("companies")["processors"]}
    return [
        {"processor_id": key, "name": known[key]["name"], "country": known[key].get("country")}
        for key in processor_ids
    ]


def _deletable(held_because: str | None, today: date, with_bills: bool) -> dict[str, Any]:
    """What is printed on bills stays as long as the books of the running year."""
    if held_because == "on_bills" and not with_bills:
        held_because = None
    on_bills = held_because == "on_bills"
    until, rule = keep_books_until(year_of(today))
    return {
        "allowed": held_because is None,
        "reason": held_because,
        "rule": rule if on_bills else None,
        "until": until.isoformat() if on_bills else None,
    }


def _created(shop: Shop, story: Story, field_id: str, value: str) -> dict[str, Any]:
    return {
        "seq": 1,
        "changed_at": story.moment(shop.created.get(field_id, shop.opened)),
        "changed_by": "owner",
        "by_name": shop.person_name,
        "kind": "created",
        "before": None,
        "after": value,
        "reason": None,
    }


def _changed(change: ChangePlan, story: Story, after: str, seq: int) -> dict[str, Any]:
    return {
        "seq": seq,
        "changed_at": story.moment(change.at),
        "changed_by": change.by,
        "by_name": change.by_name,
        "kind": "changed",
        "before": change.before,
        "after": after,
        "reason": change.reason or None,
    }
