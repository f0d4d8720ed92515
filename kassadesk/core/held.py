"""What Kassapos holds: five categories of policy section 1 and their fields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kassadesk.core.rows import Kind


class CategoryId(StrEnum):
    """The five kinds of data, named as in policy section 1."""

    BUSINESS = "business"
    CONTACT = "contact"
    BILLING = "billing"
    USAGE = "usage"
    DEVICE = "device"


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of data and how much of it is held."""

    category_id: CategoryId
    count: int
    """Fields for business and contact, rows for the others."""
    changed_at: datetime | None
    """Newest change in it (UTC); None when it never held anything."""
    policy_section: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value came from."""

    kind: str
    """registration, settings, support, automatic, third_party, or another word of the server."""
    text: str
    """Kassapos' own words."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why a value is held."""

    purpose_id: str
    text: str
    policy_section: str | None
    """None: the policy does not explain it."""


@dataclass(frozen=True, slots=True)
class Retention:
    """How long Kassapos says it keeps a value."""

    value: int | None
    unit: str | None
    """years, months or days; None with value None."""
    start: str
    """account_closure, collection, account_active, you_delete_it, or not_stated."""
    until: date | None
    """The day, when it is already known."""
    citation: str | None
    """Policy section or law that says so; None when nothing does."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """A company that gets the value (a processor)."""

    processor_id: str
    name: str
    country: str | None
    """Country and place as stated; None: not stated."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One entry of a field's history."""

    seq: int
    changed_at: datetime
    changed_by: str
    """owner, staff, support or system."""
    by_name: str | None
    kind: str
    """created or changed."""
    before: str | None
    after: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Deletability:
    """Whether one may ask to delete a field now."""

    allowed: bool
    reason: str | None
    """The server's reason code when not allowed: on_bills, sign_in, last_contact, other."""
    rule: str | None
    """The rule named by the server."""
    until: date | None
    """Until when the reason holds, if known."""


@dataclass(frozen=True, slots=True)
class HeldField:
    """One value held about the shop, with everything the policy promises to tell."""

    field_id: str
    category: CategoryId
    label: str
    value: str | None
    kind: Kind
    personal: bool
    outlet: str | None
    source: Source
    purposes: tuple[Purpose, ...]
    legal_basis: str
    """contract, consent, legal_obligation or not_stated."""
    legal_citation: str | None
    retention: Retention
    recipients: tuple[Recipient, ...]
    changed_at: datetime
    correctable: bool
    deletable: Deletability
    etag: str

    @property
    def unexplained(self) -> bool:
        """True when the policy gives no reason for holding it."""
        return not any(p.policy_section for p in self.purposes)
