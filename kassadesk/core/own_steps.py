"""What the person did outside this program about a request or a complaint, as they noted it here.

Kassapos knows nothing of these. No personal value is in them: ids, days, and the Board's number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class OwnSteps:
    """The notes about one request or complaint."""

    about: str
    """Its id."""
    reminded_on: date | None = None
    """When Kassapos was reminded of it."""
    not_settled_on: date | None = None
    """When the person said that Kassapos' answer does not settle it."""
    board_on: date | None = None
    """When it was brought before the Data Protection Board."""
    board_number: str = ""
    """The number the Board gave it; "" for none yet."""
