"""The law about complaints as values: until when one must be settled, when the Board may be asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kassadesk.core.laws import Origin


@dataclass(frozen=True, slots=True)
class SettleRule:
    """The longest a complaint may take."""

    days: int
    to: str
    """Whom it protects: individual, or anyone."""
    effective_from: date
    text: str
    origin: Origin

    def last_day(self, filed_on: date, holder: str) -> date | None:
        """The law's last day for a complaint of this day; None where the rule says nothing.

        A complaint made before the rule is in force has no date in law.
        """
        if filed_on < self.effective_from or self.to not in ("anyone", holder):
            return None
        return filed_on + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class BoardRule:
    """When the Data Protection Board may be asked: only after the complaint to the company."""

    to: str
    effective_from: date
    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class ComplaintLaws:
    """Everything the file about complaints says."""

    settle: SettleRule
    board: BoardRule
