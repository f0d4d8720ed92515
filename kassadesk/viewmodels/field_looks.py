"""What deserves a second look about a held field: a failed check of this PC, or no stated reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kassadesk.core.held import HeldField
from kassadesk.core.rows import Kind


class ValueCheck(StrEnum):
    """What the local check of a value says."""

    NONE = "none"
    """There is no check for this kind, or nothing is held."""
    GOOD = "good"
    MISTYPED = "mistyped"


@dataclass(frozen=True, slots=True)
class FieldLook:
    """One field with what this PC found out about it."""

    field: HeldField
    check: ValueCheck

    @property
    def mistyped(self) -> bool:
        """True when the value cannot be right."""
        return self.check is ValueCheck.MISTYPED

    @property
    def unexplained(self) -> bool:
        """True when the policy gives no reason for holding it."""
        return self.field.unexplained

    @property
    def needs_look(self) -> bool:
        """True when the owner should look at it."""
        return self.mistyped or self.unexplained


CHECKED = frozenset({Kind.GSTIN, Kind.PAN, Kind.PHONE, Kind.EMAIL})
"""The kinds with a rule strict enough to call a value mistyped."""


def looks_at(fields: Sequence[HeldField]) -> tuple[FieldLook, ...]:
    """Each field with its check, in the same order. Local: nothing is sent."""
    return tuple(FieldLook(one, check_of(one)) for one in fields)


def check_of(field: HeldField) -> ValueCheck:
    """Whether a value can be right; only kinds with a strict rule are judged."""
    from kassadesk.services.field_checks import check  # phonenumbers is heavy: only when needed

    if field.kind not in CHECKED or not field.value:
        return ValueCheck.NONE
    return ValueCheck.GOOD if check(field.kind, field.value).ok else ValueCheck.MISTYPED
