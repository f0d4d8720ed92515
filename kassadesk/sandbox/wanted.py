"""What a filing wants, item by item, after checking it against what is held.

`wanted_of` gives the items and the label of a request, or raises 422 with pointers: parts that are
missing for its type, parts that do not belong to it, fields that are not held, values that were
seen differently, a deletion plan that is not the present one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from msgspec import UNSET

from kassadesk.core.data_requests import RequestType
from kassadesk.sandbox import words
from kassadesk.sandbox.asking import Correction, Filing, Scope
from kassadesk.sandbox.clock import wire_time
from kassadesk.sandbox.corrections import fault_of
from kassadesk.sandbox.plans import CATEGORY_LABELS, NOW, STAYS, Part, plan_deletion, why
from kassadesk.sandbox.present import PresentField, present_fields
from kassadesk.sandbox.previews import known_scope
from kassadesk.sandbox.problems import FieldError, Problem, not_taken
from kassadesk.sandbox.request_records import Item
from kassadesk.sandbox.state import State

LABEL_LENGTH: Final = 300


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a request is about."""

    label: str
    items: list[Item]


_Look = Callable[[State, sqlite3.Connection, Filing], Wanted]

_PARTS: Final = ("subject", "corrections", "nominee", "minor", "plan_hash")
_NEEDS: Final[dict[RequestType, frozenset[str]]] = {
    RequestType.ACCESS: frozenset(),
    RequestType.ACCESS_CATEGORIES: frozenset({"subject"}),
    RequestType.PORTABILITY: frozenset(),
    RequestType.CORRECTION: frozenset({"corrections"}),
    RequestType.DELETION: frozenset({"subject", "plan_hash"}),
    RequestType.NOMINATION: frozenset({"nominee"}),
    RequestType.MINOR_REPORT: frozenset({"minor"}),
}


def wanted_of(at: State, db: sqlite3.Connection, filing: Filing) -> Wanted:
    """The items of a filing. Raises Problem validation_failed."""
    given = {part for part in _PARTS if getattr(filing, part) is not UNSET}
    needed = _NEEDS[filing.type]
    missing = [FieldError(f"/{part}", "missing") for part in sorted(needed - given)]
    if missing:
        raise Problem("validation_failed", field_errors=tuple(missing))
    allowed = needed | {"subject"}
    foreign = [FieldError(f"/{part}", "bad_value") for part in sorted(given - allowed)]
    if foreign:
        raise Problem("validation_failed", field_errors=tuple(foreign))
    wanted = _LOOKS[filing.type](at, db, filing)
    return Wanted(wanted.label[:LABEL_LENGTH], wanted.items)


def _correction(at: State, db: sqlite3.Connection, filing: Filing) -> Wanted:
    corrections = filing.corrections
    assert corrections is not UNSET
    fields = present_fields(at, db)
    errors: list[FieldError] = []
    seen: set[str] = set()
    items: list[Item] = []
    for place, correction in enumerate(corrections):
        wrong = _correction_fault(correction, fields.get(correction.field_id), seen)
        seen.add(correction.field_id)
        if wrong is not None:
            member, reason = wrong
            errors.append(FieldError(f"/corrections/{place}/{member}", reason))
            continue
        field = fields[correction.field_id]
        items.append(
            Item(
                field.field_id,
                field.label,
                "correct",
                before=field.value,
                after=correction.after.strip(),
            )
        )
    if errors:
        raise Problem("validation_failed", field_errors=tuple(errors))
    return Wanted(", ".join(item.label for item in items), items)


def _correction_fault(
    correction: Correction, field: PresentField | None, seen: set[str]
) -> tuple[str, str] | None:
    """Member and reason of what is wrong with one correction."""
    if field is None:
        return "field_id", "unknown_id"
    if correction.field_id in seen or not field.correctable:
        return "field_id", "bad_value"
    if correction.before is not None and correction.before != field.value:
        return "before", "bad_value"
    if correction.after.strip() == field.value:
        return "after", "bad_value"
    fault = fault_of(field.kind, correction.after)
    return None if fault is None else ("after", fault)


def _deletion(at: State, db: sqlite3.Connection, filing: Filing) -> Wanted:
    scope = filing.subject
    assert isinstance(scope, Scope)
    known_scope(at, scope, "/subject")
    plan = plan_deletion(at, db, scope)
    if plan.plan_hash != filing.plan_hash:
        raise not_taken("/plan_hash", "stale_plan")
    items = [_deletion_item(part, why(part, plan.scope.close_account)) for part in plan.parts]
    return Wanted(_scope_label(at, db, scope), items)


def _deletion_item(part: Part, told: str) -> Item:
    """What the preview said of a part, word for word, is what its item says."""
    if part.group == STAYS:
        return Item(
            part.subject,
            part.label,
            "keep",
            state="retained",
            hold_law=part.rule or words.NO_LAW,
            hold_why=told,
            hold_until=wire_time(part.until) if part.until else None,
            year=part.year,
        )
    return Item(
        part.subject,
        part.label,
        "delete",
        before=part.value,
        processor=part.processor,
        at_approval=part.group == NOW,
        year=part.year,
    )


def _copy(at: State, db: sqlite3.Connection, filing: Filing) -> Wanted:
    """Access and portability: everything, or what the subject names."""
    scope = filing.subject
    if not isinstance(scope, Scope) or scope.empty:
        if filing.type is RequestType.ACCESS_CATEGORIES:
            raise not_taken("/subject/categories", "missing")
        return Wanted("Everything", [Item(c, n, "export") for c, n in CATEGORY_LABELS.items()])
    known_scope(at, scope, "/subject")
    if scope.close_account:
        raise not_taken("/subject/close_account", "bad_value")
    fields = present_fields(at, db)
    items = [Item(c.value, CATEGORY_LABELS[c.value], "export") for c in scope.categories]
    items += [Item(f, fields[f].label, "export") for f in scope.fields]
    return Wanted(_scope_label(at, db, scope), items)


def _scope_label(at: State, db: sqlite3.Connection, scope: Scope) -> str:
    if scope.close_account:
        return "Account"
    fields = present_fields(at, db)
    labels = [CATEGORY_LABELS[c.value] for c in scope.categories]
    return ", ".join(labels + [fields[f].label for f in scope.fields])


def _nomination(_at: State, _db: sqlite3.Connection, filing: Filing) -> Wanted:
    nominee = filing.nominee
    assert nominee is not UNSET
    if not (nominee.phone or nominee.email):
        raise not_taken("/nominee/phone", "missing")
    return Wanted("Nominee", [])


def _minor(_at: State, _db: sqlite3.Connection, _filing: Filing) -> Wanted:
    return Wanted("Data of a minor", [])


_LOOKS: Final[dict[RequestType, _Look]] = {
    RequestType.ACCESS: _copy,
    RequestType.ACCESS_CATEGORIES: _copy,
    RequestType.PORTABILITY: _copy,
    RequestType.CORRECTION: _correction,
    RequestType.DELETION: _deletion,
    RequestType.NOMINATION: _nomination,
    RequestType.MINOR_REPORT: _minor,
}
