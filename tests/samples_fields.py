"""Kaveri Fresh Mart's held fields in memory: one failed check, one field without a reason."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime

from kassadesk.core.errors import KassaError
from kassadesk.core.held import (
    Category,
    CategoryId,
    Deletability,
    FieldChange,
    HeldField,
    Purpose,
    Recipient,
    Retention,
    Source,
)
from kassadesk.core.rows import Kind

REGISTERED = datetime(2022, 2, 14, 11, 35, tzinfo=UTC)
ACCOUNT = Purpose("account", "Open and run your account", "2.1")
BILLS = Purpose("tax_invoice", "GST law: print on bills", "2.2")
AFTER_CLOSURE = Retention(7, "years", "account_closure", None, "Section 5")
NOT_STATED = Retention(None, None, "not_stated", None, None)
AWS = Recipient("aws", "AWS", "India")
RAZORPAY = Recipient("razorpay", "Razorpay", "India")
FREE = Deletability(True, None, None, None)
ON_BILLS = Deletability(False, "on_bills", "Section 5", None)


def held(
    field_id: str,
    label: str,
    value: str,
    kind: Kind = Kind.TEXT,
    purpose: Purpose | None = ACCOUNT,
    retention: Retention = AFTER_CLOSURE,
    deletable: Deletability = FREE,
) -> HeldField:
    """One field as the server gives it."""
    return HeldField(
        field_id=field_id,
        category=CategoryId.BUSINESS,
        label=label,
        value=value,
        kind=kind,
        personal=True,
        outlet=None,
        source=Source("registration", "Typed when registering"),
        purposes=(purpose,) if purpose is not None else (),
        legal_basis="contract",
        legal_citation=None,
        retention=retention,
        recipients=(AWS, RAZORPAY) if kind is Kind.GSTIN else (AWS,),
        changed_at=REGISTERED,
        correctable=True,
        deletable=deletable,
        etag='"1"',
    )


def business_fields() -> tuple[HeldField, ...]:
    """The eight fields of picture 03."""
    address = "14 Bharathi Street, Tiruchirappalli, Tamil Nadu 620 017"
    return (
        held("business_name", "Business name", "Kaveri Fresh Mart", Kind.NAME),
        held("name_on_bills", "Name on bills", "Kaveri Fresh", Kind.NAME, BILLS),
        held("gstin_main", "GSTIN, main shop", "33ABCPS1234K1ZT", Kind.GSTIN, BILLS),
        held("gstin_puducherry", "GSTIN, Puducherry", "34ABCPS1234K1ZK", Kind.GSTIN, BILLS),
        held(
            "address_main", "Address, main shop", address, Kind.ADDRESS, BILLS, deletable=ON_BILLS
        ),
        held("address_pdy", "Address, Puducherry", "8 Mission Street", Kind.ADDRESS, BILLS),
        held("industry", "Industry type", "Grocery and provisions"),
        held("fssai", "FSSAI licence", "10024042001234", Kind.LICENCE, None, NOT_STATED),
    )


@dataclass
class KaveriRecords:
    """Answers from memory; can be told to wait and to fail."""

    failure: KassaError | None = None
    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    def categories(self) -> tuple[Category, ...]:
        counts = (8, 12, 1248306, 41208, 3184)
        return tuple(
            Category(kind, count, REGISTERED, "1.1")
            for kind, count in zip(CategoryId, counts, strict=True)
        )

    def fields(self, kind: CategoryId) -> tuple[HeldField, ...]:
        assert self.gate.wait(20)
        if self.failure is not None:
            raise self.failure
        if kind is CategoryId.BUSINESS:
            return business_fields()
        return (held("mobile", "Mobile number", "+919876543210", Kind.PHONE),)

    def history(self, field_id: str) -> tuple[FieldChange, ...]:
        if self.failure is not None:
            raise self.failure
        created = FieldChange(
            1, REGISTERED, "owner", "Kavitha", "created", None, "41 Bharathi Street", None
        )
        moved = datetime(2026, 6, 3, 5, 50, tzinfo=UTC)
        changed = FieldChange(
            2, moved, "support", None, "changed", "41 Bharathi Street", "14 Bharathi Street", None
        )
        return (changed, created) if field_id == "address_main" else (created,)
