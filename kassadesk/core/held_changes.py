"""What changed in the held data since the last visit, from the histories of the fields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kassadesk.core.held import FieldChange
from kassadesk.core.rows import Kind


@dataclass(frozen=True, slots=True)
class Visit:
    """What is remembered of a visit; nothing personal."""

    at: datetime
    """When Home was last read, by this PC's clock."""
    newest: datetime | None
    """The newest change Kassapos had then, by Kassapos' clock: what is later is new."""
    fields: tuple[str, ...]
    """Ids of the fields that were held then."""


@dataclass(frozen=True, slots=True)
class HeldChange:
    """One change of one field."""

    field_id: str
    label: str
    kind: Kind
    personal: bool
    change: FieldChange

    @property
    def by_others(self) -> bool:
        """True when neither the owner nor the staff did it."""
        return self.change.changed_by not in ("owner", "staff")


@dataclass(frozen=True, slots=True)
class ChangesSince:
    """Everything since the last visit."""

    since: datetime
    changes: tuple[HeldChange, ...]
    """Newest first."""
    gone: int
    """How many fields are not held any more."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The fields that changed, each once."""
        return tuple(dict.fromkeys(one.label for one in self.changes))
