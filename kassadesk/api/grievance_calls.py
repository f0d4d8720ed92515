"""Complaining to Kassapos and following the answer."""

from __future__ import annotations

from collections.abc import Sequence

from kassadesk.api.calls import Calls
from kassadesk.api.origin import path_of
from kassadesk.api.wire_grievances import (
    RawGrievance,
    RawGrievanceAnswer,
    RawGrievanceEvents,
    RawGrievanceFiling,
    RawGrievances,
    RawReopening,
)
from kassadesk.core.errors import BadAnswer
from kassadesk.core.grievances import Grievance, GrievanceDraft, GrievanceEvent


class GrievanceCalls:
    """/v1/grievances. Blocking; raises KassaError."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def list_grievances(self) -> tuple[Grievance, ...]:
        """All complaints, newest first."""
        return tuple(raw.value() for raw in self._calls.get("/v1/grievances", RawGrievances).items)

    def file_grievance(
        self, draft: GrievanceDraft, attachment_ids: Sequence[str] = ()
    ) -> Grievance:
        """The filed complaint with its receipt. The same draft filed twice gives the first (R1, R2)."""
        body = RawGrievanceFiling(
            client_ref=draft.client_ref,
            category=draft.category,
            text=draft.text,
            about_request=draft.about_request,
            attachments=tuple(attachment_ids),
        )
        filed = self._calls.change(
            "POST", "/v1/grievances", body, RawGrievance, draft.idempotency_key
        ).value()
        if not filed.receipt.receipt_number:
            raise BadAnswer(what="no_receipt")  # filed only counts with a receipt (S13)
        return filed

    def read_grievance(self, grievance_id: str) -> Grievance:
        """One complaint as it is now. Raises NotFound."""
        return self._calls.get(path_of("v1", "grievances", grievance_id), RawGrievance).value()

    def list_grievance_events(self, grievance_id: str) -> tuple[GrievanceEvent, ...]:
        """The append-only story of one complaint, oldest first."""
        path = path_of("v1", "grievances", grievance_id, "events")
        return tuple(raw.value() for raw in self._calls.get(path, RawGrievanceEvents).items)

    def answer_grievance(
        self, grievance_id: str, text: str, attachment_ids: Sequence[str], idempotency_key: str
    ) -> Grievance:
        """The complaint with the question answered. Raises Conflict when nothing was asked."""
        path = path_of("v1", "grievances", grievance_id, "answer")
        body = RawGrievanceAnswer(text=text, attachments=tuple(attachment_ids))
        return self._calls.change("POST", path, body, RawGrievance, idempotency_key).value()

    def reopen_grievance(self, grievance_id: str, why: str, idempotency_key: str) -> Grievance:
        """The complaint, open again. Raises Conflict while `can_reopen` is False."""
        path = path_of("v1", "grievances", grievance_id, "reopening")
        body = RawReopening(why=why)
        return self._calls.change("POST", path, body, RawGrievance, idempotency_key).value()
