"""The shop that is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Outlet:
    """One place of business with its own GSTIN."""

    outlet_id: str
    name: str
    gstin: str | None
    state_code: str
    """Two digits of the GST state list, e.g. "33" Tamil Nadu."""
    address: str


@dataclass(frozen=True, slots=True)
class Merchant:
    """Whose data this is (the data principal or the business; told from the GSTIN's PAN)."""

    merchant_id: str
    legal_name: str
    trade_name: str
    industry: str
    outlets: tuple[Outlet, ...]
    opened_at: datetime
    person_name: str
    """Who is signed in."""
    person_role: str
    """owner or staff."""
    environment: str
    """"production" or "sample": the window says "Sample shop" for every word but production."""

    @property
    def main_gstin(self) -> str | None:
        """GSTIN of the first outlet, None when there is none."""
        return self.outlets[0].gstin if self.outlets else None
