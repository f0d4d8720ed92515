"""Wire shapes of the shop and of everything held about it."""

from __future__ import annotations

from kassadesk.api.wire import Moment, Wire, day, utc, utc_or_none, word
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
from kassadesk.core.merchant import Merchant, Outlet
from kassadesk.core.policy import Contact
from kassadesk.core.rows import Kind


class RawOutlet(Wire):
    """One place of business."""

    outlet_id: str
    name: str
    gstin: str | None
    state_code: str
    address: str

    def value(self) -> Outlet:
        """As the core says it."""
        return Outlet(
            outlet_id=self.outlet_id,
            name=self.name,
            gstin=self.gstin,
            state_code=self.state_code,
            address=self.address,
        )


class RawContact(Wire):
    """Kassapos' own privacy contact."""

    company: str
    address: str
    email: str
    phone: str

    def value(self) -> Contact:
        """As the core says it."""
        return Contact(self.company, self.address, self.email, self.phone)


class RawMe(Wire):
    """The signed-in shop."""

    merchant_id: str
    legal_name: str
    trade_name: str
    industry: str
    opened_at: Moment
    person_name: str
    person_role: str
    environment: str
    outlets: list[RawOutlet]
    contact: RawContact

    def value(self) -> Merchant:
        """As the core says it."""
        return Merchant(
            merchant_id=self.merchant_id,
            legal_name=self.legal_name,
            trade_name=self.trade_name,
            industry=self.industry,
            outlets=tuple(outlet.value() for outlet in self.outlets),
            opened_at=utc(self.opened_at),
            person_name=self.person_name,
            person_role=self.person_role,
            environment=self.environment,
        )


class RawCategory(Wire):
    """One kind of data and how much of it there is."""

    category_id: str
    count: int
    changed_at: Moment | None
    policy_section: str

    def value(self) -> Category | None:
        """As the core says it; None for a kind this program does not know."""
        if self.category_id not in set(CategoryId):
            return None
        return Category(
            category_id=CategoryId(self.category_id),
            count=self.count,
            changed_at=utc_or_none(self.changed_at),
            policy_section=self.policy_section,
        )


class RawCategories(Wire):
    """All kinds of data."""

    items: list[RawCategory]


class RawSource(Wire):
    """Where a value came from."""

    kind: str
    text: str


class RawPurpose(Wire):
    """Why it is held."""

    purpose_id: str
    text: str
    policy_section: str | None


class RawLegalBasis(Wire):
    """What allows holding it."""

    kind: str
    citation: str | None


class RawRetention(Wire):
    """How long it is kept."""

    value: int | None
    unit: str | None
    start: str
    until: str | None
    citation: str | None

    def kept(self) -> Retention:
        """As the core says it."""
        return Retention(
            value=self.value,
            unit=self.unit,
            start=self.start,
            until=day(self.until),
            citation=self.citation,
        )


class RawRecipient(Wire):
    """Who else gets it."""

    processor_id: str
    name: str
    country: str | None


class RawDeletable(Wire):
    """Whether it may be asked to be deleted."""

    allowed: bool
    reason: str | None
    rule: str | None
    until: str | None


class RawField(Wire):
    """One value held."""

    field_id: str
    category_id: str
    label: str
    value: str | None
    kind: str
    personal: bool
    outlet_id: str | None
    source: RawSource
    purposes: list[RawPurpose]
    legal_basis: RawLegalBasis
    retention: RawRetention
    recipients: list[RawRecipient]
    changed_at: Moment
    correctable: bool
    deletable: RawDeletable
    etag: str

    def held(self, category: CategoryId) -> HeldField:
        """As the core says it. A kind newer than this program is plain text."""
        deletable = self.deletable
        return HeldField(
            field_id=self.field_id,
            category=word(CategoryId, self.category_id, category),
            label=self.label,
            value=self.value,
            kind=word(Kind, self.kind, Kind.TEXT),
            personal=self.personal,
            outlet=self.outlet_id,
            source=Source(self.source.kind, self.source.text),
            purposes=tuple(
                Purpose(raw.purpose_id, raw.text, raw.policy_section) for raw in self.purposes
            ),
            legal_basis=self.legal_basis.kind,
            legal_citation=self.legal_basis.citation,
            retention=self.retention.kept(),
            recipients=tuple(
                Recipient(raw.processor_id, raw.name, raw.country) for raw in self.recipients
            ),
            changed_at=utc(self.changed_at),
            correctable=self.correctable,
            deletable=Deletability(
                deletable.allowed, deletable.reason, deletable.rule, day(deletable.until)
            ),
            etag=self.etag,
        )


class RawFields(Wire):
    """The fields of one kind of data."""

    items: list[RawField]


class RawFieldChange(Wire):
    """One entry of a field's history."""

    seq: int
    changed_at: Moment
    changed_by: str
    by_name: str | None
    kind: str
    before: str | None
    after: str | None
    reason: str | None

    def value(self) -> FieldChange:
        """As the core says it."""
        return FieldChange(
            seq=self.seq,
            changed_at=utc(self.changed_at),
            changed_by=self.changed_by,
            by_name=self.by_name,
            kind=self.kind,
            before=self.before,
            after=self.after,
            reason=self.reason,
        )


class RawFieldHistory(Wire):
    """A field's history, newest first."""

    items: list[RawFieldChange]
