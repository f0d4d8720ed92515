"""What is held now: the world's values with what requests have changed laid over them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import Any

from kassadesk.sandbox.state import State


@dataclass(frozen=True, slots=True)
class PresentField:
    """One field as it stands."""

    field_id: str
    category_id: str
    label: str
    value: str | None
    kind: str
    correctable: bool
    deletable: bool
    kept_reason: str | None
    kept_rule: str | None
    kept_until: str | None
    """A day, "2034-03-31"."""


def present_fields(at: State, db: sqlite3.Connection) -> dict[str, PresentField]:
    """All fields by id, in the world's order."""
    changed = {
        row["field_id"]: row["value"]
        for row in db.execute("SELECT field_id, value FROM field_values ORDER BY change_id")
    }
    today = at.clock.today()
    return {
        field["field_id"]: _present(field, changed.get(field["field_id"], field["value"]), today)
        for field in at.world.fields()
    }


def change_field(
    db: sqlite3.Connection,
    field_id: str,
    before: str | None,
    after: str | None,
    at: str,
    reason: str,
) -> None:
    """Change a value by Kassapos' staff; None deletes it. The story of the field keeps both."""
    db.execute(
        "INSERT INTO field_values(field_id, value, changed_at, changed_by, reason, before)"
        " VALUES(?, ?, ?, 'support', ?, ?)",
        (field_id, after, at, reason, before),
    )


def deleted_categories(db: sqlite3.Connection) -> set[str]:
    """Subjects whose rows were deleted: kinds of data, messages, bills of a year."""
    return {row["subject"] for row in db.execute("SELECT subject FROM deleted_data")}


def deletable_on(deletable: dict[str, Any], today: date) -> dict[str, Any]:
    """Whether a field may be deleted on a day: what kept it until a day before no longer does."""
    until = deletable["until"]
    if deletable["allowed"] or until is None or date.fromisoformat(until) >= today:
        return deletable
    return {"allowed": True, "reason": None, "rule": None, "until": None}


def _present(field: dict[str, Any], value: str | None, today: date) -> PresentField:
    deletable = deletable_on(field["deletable"], today)
    return PresentField(
        field_id=field["field_id"],
        category_id=field["category_id"],
        label=field["label"],
        value=value,
        kind=field["kind"],
        correctable=field["correctable"],
        deletable=deletable["allowed"],
        kept_reason=deletable["reason"],
        kept_rule=deletable["rule"],
        kept_until=deletable["until"],
    )
