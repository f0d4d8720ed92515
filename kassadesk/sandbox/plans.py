"""What a deletion would do: which data goes at approval, which after the wait, which stays by law.

Rules of the sample Kassapos (the policy's sections 5 and 7, and the laws it leans on):
- the bills of a year stay as long as the laws of resources/sandbox/laws.toml ask;
- what is printed on bills stays as long as the newest bill;
- what one signs in with stays while the account is open;
- the record of choices stays, and Kassapos has given no end date for it;
- with the account open, everything else waits 14 days; in a closure, what billing does not need
  (usage data, second contacts) goes at approval, because the wait only protects the running shop.
"""

from __future__ import annotations

import hmac
import sqlite3
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from kassadesk.core.clock import IST
from kassadesk.sandbox.answers import canonical_bytes
from kassadesk.sandbox.asking import Scope
from kassadesk.sandbox.clock import wire_time
from kassadesk.sandbox.ledger import newest_seq
from kassadesk.sandbox.present import PresentField, deleted_categories, present_fields
from kassadesk.sandbox.problems import Json
from kassadesk.sandbox.state import State
from kassadesk.sandbox.world.laws import keep_books_until

COOLING_OFF: Final = timedelta(days=14)

NOW, LATER, STAYS = "goes_now", "goes_later", "stays"

CATEGORY_LABELS: Final = {
    "business": "Business information",
    "contact": "Contact details",
    "billing": "Bills and transactions",
    "usage": "Usage data",
    "device": "Device information",
}
_ROWS: Final = {"usage": ("usage-events",), "device": ("devices", "sign-ins")}
_WHY: Final = {
    "usage": "Kassapos forgets which screens and features you used.",
    "device": "Signed-in phones and PCs are forgotten.",
    "second_contacts": "The daily report stops going there.",
    "business_later": "Kassapos no longer shows or uses it.",
    "contact_later": "Kassapos can no longer reach or show these.",
    "billing": "The law asks for the books of each year until the date shown.",
    "billing_old": "The law no longer asks for the books of this year.",
    "on_bills": "Printed on bills that must be kept. They go with the last year.",
    "sign_in": "You sign in with it. It goes when the account is closed.",
    "last_contact": "It is the only way left to reach you. It goes when the account is closed.",
    "choices": "Kassapos has not given an end date.",
    "messages": "The list of messages sent to you is forgotten.",
}
_CLOSING: Final = {
    "business_later": "Not needed once billing stops.",
    "contact_later": "Alerts reach nobody. You can still sign in to see what is kept.",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One thing of a plan: a field, the rows of a kind of data, or the bills of one year."""

    group: str
    """goes_now, goes_later or stays."""
    subject: str
    label: str
    records: int
    kind: str
    """Why it is in that group; parts of one kind make one line of the preview."""
    rule: str | None = None
    until: datetime | None = None
    year: str | None = None
    processor: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole of a deletion, part by part."""

    scope: Scope
    parts: tuple[Part, ...]
    plan_hash: str
    """Binds a filing to this plan: groups, subjects and rules, but not how many records there are."""

    def of(self, group: str) -> list[Part]:
        """The parts of one group."""
        return [part for part in self.parts if part.group == group]


def plan_deletion(at: State, db: sqlite3.Connection, scope: Scope) -> Plan:
    """The plan for a scope whose fields are known. Counts are those of now."""
    closing = scope.close_account
    categories = set(CATEGORY_LABELS) if closing else {c.value for c in scope.categories}
    parts = [
        _field_part(field, closing)
        for field in present_fields(at, db).values()
        if field.value is not None
        and (field.field_id in scope.fields or field.category_id in categories)
    ]
    counts = at.world.counts()
    gone = deleted_categories(db)
    for category in ("usage", "device"):
        records = sum(counts.get(resource, 0) for resource in _ROWS[category])
        if category in categories and category not in gone and records:
            parts.append(_rows_part(category, records, closing))
    if "billing" in categories:
        parts.extend(part for part in _bills(at) if bills_subject(part.year) not in gone)
    if closing:
        messages = 0 if "messages" in gone else counts.get("messages", 0)
        parts.extend(_records_of_the_account(messages, newest_seq(db)))
    going = at.clock.now() + COOLING_OFF
    timed = tuple(replace(p, until=going) if p.group == LATER else p for p in parts)
    return Plan(scope, timed, _hash(at, scope, timed))


def why(part: Part, closing: bool) -> str:
    """What it means that a part goes, or why it stays, in plain words."""
    told = _CLOSING.get(part.kind) if closing else None
    return told or _WHY.get(part.kind, "Kassapos has not said why.")


def end_of_day(day: date) -> datetime:
    """The last second of an Indian day, UTC."""
    return datetime.combine(day, time(23, 59, 59), IST).astimezone(UTC)


def _field_part(field: PresentField, closing: bool) -> Part:
    part = Part(
        LATER, field.field_id, field.label, 1, f"{field.category_id}_later", value=field.value
    )
    if field.deletable:
        extra = closing and field.field_id.endswith("_second")
        return replace(part, group=NOW, kind="second_contacts") if extra else part
    if field.kept_reason in ("sign_in", "last_contact"):
        return part if closing else replace(part, group=STAYS, kind=str(field.kept_reason))
    until = end_of_day(date.fromisoformat(field.kept_until)) if field.kept_until else None
    reason = field.kept_reason or "other"
    return replace(part, group=STAYS, kind=reason, rule=field.kept_rule, until=until)


def _rows_part(category: str, records: int, closing: bool) -> Part:
    group = NOW if closing and category == "usage" else LATER
    return Part(group, category, CATEGORY_LABELS[category], records, category, processor="AWS")


def bills_subject(year: str | None) -> str:
    """How the list of deleted data names the bills of one year."""
    return f"billing.{year}"


def _bills(at: State) -> list[Part]:
    found = []
    for year, records in at.world.bills_by_year().items():
        until, rule = keep_books_until(year)
        if until < at.clock.today():
            part = Part(LATER, "billing", f"Bills of {year}", records, "billing_old", year=year)
        else:
            part = Part(
                STAYS,
                "billing",
                f"Bills of {year}",
                records,
                "billing",
                rule=rule,
                until=end_of_day(until),
                year=year,
            )
        found.append(part)
    return found


def _records_of_the_account(messages: int, choices: int) -> list[Part]:
    found = []
    if messages:
        found.append(Part(LATER, "messages", "Messages sent to you", messages, "messages"))
    if choices:
        found.append(Part(STAYS, "consent-events", "Record of your choices", choices, "choices"))
    return found


def _hash(at: State, scope: Scope, parts: tuple[Part, ...]) -> str:
    """Keyed, so that only a preview of this server can have made it."""
    planned: list[Json] = [
        [
            p.group,
            p.subject,
            p.year,
            p.rule,
            wire_time(p.until) if p.until and p.group == STAYS else None,
        ]
        for p in parts
    ]
    asked: Json = {
        "merchant": at.merchant,
        "fields": sorted(scope.fields),
        "categories": sorted(c.value for c in scope.categories),
        "close_account": scope.close_account,
        "parts": planned,
    }
    return hmac.digest(at.secret, b"plan|" + canonical_bytes(asked), "sha256").hex()
