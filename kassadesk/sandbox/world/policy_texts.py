"""The versions of the policy, the companies, the keep times and the notices, in the contract's shapes."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Any

from kassadesk.sandbox.world.shops import told
from kassadesk.sandbox.world.story import Story, midnight, moment_on, wire_time


def policy_versions(world_day: date, now_day: date) -> list[dict[str, Any]]:
    """Every version with clauses and changes, newest first.

    `world_day` fixes when the next version takes effect; `now_day` decides which one is in force.
    """
    raw = told("policies")
    ahead = world_day + timedelta(days=raw["next"]["days_ahead"])
    told_day = ahead - timedelta(days=raw["next"]["told_days_before"])
    told_at = wire_time(moment_on(told_day, raw["next"]["told_at"]))
    versions = [
        _version(raw["past"], raw["past"]["version"], raw["past"]["published_on"], None),
        _version(
            raw["in_force"], raw["in_force"]["version"], raw["in_force"]["published_on"], None
        ),
        _version(raw["next"], ahead.isoformat(), told_day.isoformat(), told_at),
    ]
    started = [each for each in versions if each["effective_on"] <= now_day.isoformat()]
    for each in versions:
        in_force = bool(started) and each is started[-1]
        each["state"] = "in_force" if in_force else "past" if each in started else "next"
    return versions[::-1]


def version_in_force_at(world_day: date, seconds: int) -> str:
    """The version that counted at a moment; the oldest for a moment before all of them."""
    versions = policy_versions(world_day, world_day)
    for each in versions:
        if midnight(date.fromisoformat(each["effective_on"])) <= seconds:
            return str(each["version"])
    return str(versions[-1]["version"])


def processor_dicts() -> list[dict[str, Any]]:
    """The companies that get data, each with the fields that go to it."""
    fields = told("held_fields")["fields"]
    return [
        {
            "processor_id": raw["processor_id"],
            "name": raw["name"],
            "purpose": raw["purpose"],
            "country": raw.get("country"),
            "since": raw.get("since"),
            "named_in_policy": raw["named_in_policy"],
            "fields": [f["field_id"] for f in fields if raw["processor_id"] in f["recipients"]],
        }
        for raw in told("companies")["processors"]
    ]


def retention_rule_dicts() -> list[dict[str, Any]]:
    """How long each kind of data is kept, and who says so."""
    return [{**raw, "citation": raw.get("citation")} for raw in told("policies")["retention_rules"]]


def notice_dicts(story: Story) -> list[dict[str, Any]]:
    """What Kassapos told the shop, newest first."""
    versions = policy_versions(story.today, story.today)
    notices = [
        {
            "notice_id": raw["notice_id"],
            "sent_at": versions[0]["told_at"]
            if raw.get("told_with_policy")
            else story.moment(raw["at"]),
            "kind": raw["kind"],
            "title": raw["title"],
            "text": raw["text"],
            "read": raw["read"],
        }
        for raw in told("policies")["notices"]
    ]
    return sorted(notices, key=lambda notice: str(notice["sent_at"]), reverse=True)


def _version(
    raw: dict[str, Any], version: str, published_on: str, told_at: str | None
) -> dict[str, Any]:
    clauses = [
        {
            "clause_id": f"{version}.{clause['number']}",
            "number": clause["number"],
            "title": clause["title"],
            "text": raw.get("texts", {}).get(clause["number"], clause["text"]),
        }
        for clause in told("policies")["clauses"]
    ]
    changes = [
        {
            "about": change["about"],
            "now": change["now"],
            "next": change["next"],
            "clause_id": f"{version}.{change['clause']}" if change.get("clause") else None,
        }
        for change in raw.get("changes", ())
    ]
    return {
        "version": version,
        "published_on": published_on,
        "effective_on": version,
        "state": "next",
        "told_at": told_at,
        "sha256": _digest(clauses),
        "languages": ["en"],
        "clauses": clauses,
        "changes": changes,
    }


def _digest(clauses: list[dict[str, Any]]) -> str:
    """SHA-256 of the text a person reads: "number. title", a line end, text, a line end, ..."""
    text = "".join(f"{c['number']}. {c['title']}\n{c['text']}\n" for c in clauses)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
