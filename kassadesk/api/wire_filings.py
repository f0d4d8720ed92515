"""Wire shapes of what is sent to file a request: one body, of which each kind fills its own part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from kassadesk.api.wire import Wire
from kassadesk.core.data_requests import (
    CorrectionDraft,
    DeletionDraft,
    DeletionScope,
    RequestType,
)
from kassadesk.core.filings import CopyDraft, FilingDraft, MinorReportDraft, NominationDraft


class RawSubject(Wire):
    """What a request is about."""

    fields: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    close_account: bool = False


class RawCorrection(Wire):
    """One field that is wrong."""

    field_id: str
    before: str | None
    after: str


class RawNominee(Wire):
    """Who may act for the person."""

    name: str
    phone: str | None
    email: str | None
    relation: str


class RawMinorReport(Wire):
    """Where data of a child was noticed."""

    about: str
    how_noticed: str


class RawFiling(Wire, omit_defaults=True):
    """A request as it is sent: what is not filled is not said."""

    type: str
    client_ref: str
    subject: RawSubject | None = None
    corrections: tuple[RawCorrection, ...] = ()
    nominee: RawNominee | None = None
    minor: RawMinorReport | None = None
    plan_hash: str = ""
    why: str = ""
    evidence: tuple[str, ...] = ()


def subject_of(scope: DeletionScope) -> RawSubject:
    """A deletion's scope as it is sent."""
    return RawSubject(
        fields=scope.fields, categories=scope.categories, close_account=scope.close_account
    )


def filing_of(draft: FilingDraft, attachment_ids: Sequence[str] = ()) -> RawFiling:
    """A draft as it is sent. `attachment_ids`: documents that are already at the server."""
    filing = _begun(draft)
    filing.why = draft.why
    filing.evidence = tuple(attachment_ids)
    return filing


def _begun(draft: FilingDraft) -> RawFiling:
    ref = draft.client_ref
    match draft:
        case CorrectionDraft():
            changes = draft.changes
            return RawFiling(
                type=RequestType.CORRECTION,
                client_ref=ref,
                subject=RawSubject(fields=tuple(one.field_id for one in changes)),
                corrections=tuple(
                    RawCorrection(field_id=one.field_id, before=one.before, after=one.after)
                    for one in changes
                ),
            )
        case DeletionDraft():
            return RawFiling(
                type=RequestType.DELETION,
                client_ref=ref,
                subject=subject_of(draft.scope),
                plan_hash=draft.plan_hash,
            )
        case CopyDraft():
            return _copy(draft)
        case NominationDraft():
            who = draft.nominee
            nominee = RawNominee(
                name=who.name, phone=who.phone, email=who.email, relation=who.relation
            )
            return RawFiling(type=RequestType.NOMINATION, client_ref=ref, nominee=nominee)
        case MinorReportDraft():
            minor = RawMinorReport(about=draft.about, how_noticed=draft.how_noticed)
            return RawFiling(type=RequestType.MINOR_REPORT, client_ref=ref, minor=minor)
        case _:
            assert_never(draft)


def _copy(draft: CopyDraft) -> RawFiling:
    if draft.portable:
        return RawFiling(type=RequestType.PORTABILITY, client_ref=draft.client_ref)
    if not draft.categories:
        return RawFiling(type=RequestType.ACCESS, client_ref=draft.client_ref)
    return RawFiling(
        type=RequestType.ACCESS_CATEGORIES,
        client_ref=draft.client_ref,
        subject=RawSubject(categories=draft.categories),
    )
