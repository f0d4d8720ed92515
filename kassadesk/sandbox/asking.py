"""The shapes of what a person may ask (contract: RequestFiling and the acts on a request)."""

from __future__ import annotations

from typing import Annotated, Final, Literal

import msgspec
from msgspec import UNSET, UnsetType

from kassadesk.core.data_requests import RequestType
from kassadesk.core.held import CategoryId
from kassadesk.sandbox.bodies import NO_BREAKS, ClientRef, FieldId, Id, Line, Paragraph, Remark

ATTACHMENTS_MAX: Final = 5
Attachments = Annotated[list[Id], msgspec.Meta(max_length=ATTACHMENTS_MAX)]
Value = Annotated[str, msgspec.Meta(min_length=1, max_length=4000, pattern=NO_BREAKS)]


class Scope(msgspec.Struct, forbid_unknown_fields=True):
    """What a request is about: fields, whole kinds of data, or the account."""

    fields: Annotated[list[FieldId], msgspec.Meta(max_length=200)] = []
    categories: Annotated[list[CategoryId], msgspec.Meta(max_length=5)] = []
    close_account: bool = False

    @property
    def empty(self) -> bool:
        """True when it names nothing."""
        return not (self.fields or self.categories or self.close_account)


class Correction(msgspec.Struct, forbid_unknown_fields=True):
    """One field, the value the person saw, and what it should be."""

    field_id: FieldId
    before: Annotated[str, msgspec.Meta(max_length=4000)] | None
    after: Value


class Nominee(msgspec.Struct, forbid_unknown_fields=True):
    """Who may act for the person when they cannot (DPDP Act 2023, section 14)."""

    name: Line
    phone: Annotated[str, msgspec.Meta(max_length=40, pattern=NO_BREAKS)] | None
    email: Annotated[str, msgspec.Meta(max_length=254, pattern=NO_BREAKS)] | None
    relation: Annotated[str, msgspec.Meta(min_length=1, max_length=80, pattern=NO_BREAKS)]


class MinorReport(msgspec.Struct, forbid_unknown_fields=True):
    """Data of a person under 18 that Kassapos may hold (policy section 8)."""

    about: Paragraph
    how_noticed: Paragraph


class Filing(msgspec.Struct, forbid_unknown_fields=True):
    """A request as filed."""

    type: RequestType
    client_ref: ClientRef
    subject: Scope | UnsetType = UNSET
    corrections: (
        Annotated[list[Correction], msgspec.Meta(min_length=1, max_length=50)] | UnsetType
    ) = UNSET
    nominee: Nominee | UnsetType = UNSET
    minor: MinorReport | UnsetType = UNSET
    why: Remark = ""
    evidence: Attachments = []
    plan_hash: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")] | UnsetType = UNSET


class Withdrawal(msgspec.Struct, forbid_unknown_fields=True):
    """Why a request is taken back; need not be said."""

    why: Remark = ""


class MoreEvidence(msgspec.Struct, forbid_unknown_fields=True):
    """Documents for a request that waits for them."""

    attachments: Annotated[list[Id], msgspec.Meta(min_length=1, max_length=ATTACHMENTS_MAX)]
    note: Remark = ""


class Listed(msgspec.Struct, forbid_unknown_fields=True):
    """The query of GET /v1/requests."""

    client_ref: ClientRef | UnsetType = UNSET
    status: (
        Literal["open", "in_progress", "fulfilled", "revoked", "denied", "expired"] | UnsetType
    ) = UNSET
    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 50
    cursor: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{1,200}\Z")] | UnsetType = UNSET
