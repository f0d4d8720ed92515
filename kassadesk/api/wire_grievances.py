"""Wire shapes of complaints and their stories."""

from __future__ import annotations

from datetime import date

from kassadesk.api.wire import Moment, Wire, utc, word
from kassadesk.api.wire_requests import RawReceipt
from kassadesk.core.grievances import (
    Grievance,
    GrievanceCategory,
    GrievanceEvent,
    GrievanceState,
)


class RawGrievanceFiling(Wire, omit_defaults=True):
    """A complaint as it is sent."""

    client_ref: str
    category: str
    text: str
    about_request: str | None = None
    attachments: tuple[str, ...] = ()


class RawGrievanceAnswer(Wire, omit_defaults=True):
    """What the person answers to a question."""

    text: str
    attachments: tuple[str, ...] = ()


class RawReopening(Wire):
    """Why it is not settled."""

    why: str


class RawGrievance(Wire):
    """One complaint."""

    grievance_id: str
    reference: str
    client_ref: str
    category: str
    about_request: str | None
    text: str
    state: str
    filed_at: Moment
    statutory_due_date: date | None
    attachments: list[str]
    can_reopen: bool
    receipt: RawReceipt

    def value(self) -> Grievance:
        """As the core says it. A category newer than this program stays the server's word."""
        known = self.category in set(GrievanceCategory)
        return Grievance(
            grievance_id=self.grievance_id,
            reference=self.reference,
            client_ref=self.client_ref,
            category=GrievanceCategory(self.category) if known else self.category,
            about_request=self.about_request,
            text=self.text,
            state=word(GrievanceState, self.state, GrievanceState.UNKNOWN),
            filed_at=utc(self.filed_at),
            statutory_due_date=self.statutory_due_date,
            attachments=tuple(self.attachments),
            can_reopen=self.can_reopen,
            receipt=self.receipt.value(),
        )


class RawGrievances(Wire):
    """All complaints."""

    items: list[RawGrievance]


class RawGrievanceEvent(Wire):
    """One entry of a complaint's story."""

    seq: int
    happened_at: Moment
    kind: str
    actor: str
    state: str
    text: str | None

    def value(self) -> GrievanceEvent:
        """As the core says it."""
        return GrievanceEvent(
            seq=self.seq,
            happened_at=utc(self.happened_at),
            kind=self.kind,
            actor=self.actor,
            state=word(GrievanceState, self.state, GrievanceState.UNKNOWN),
            text=self.text,
        )


class RawGrievanceEvents(Wire):
    """A complaint's story, oldest first."""

    items: list[RawGrievanceEvent]
