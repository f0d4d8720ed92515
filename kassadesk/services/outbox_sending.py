"""Sending one wish, and asking Kassapos whether it has it: what differs between the kinds."""

from __future__ import annotations

from kassadesk.api.client import ApiClient
from kassadesk.core.data_requests import (
    CorrectionDraft,
    DataRequest,
    DeletionDraft,
    Receipt,
    RequestStatus,
)
from kassadesk.core.errors import BadAnswer, Conflict, NotFound, Rejected
from kassadesk.core.filings import CopyDraft, MinorReportDraft, NominationDraft
from kassadesk.core.grievances import Grievance, GrievanceDraft
from kassadesk.core.intents import (
    EvidenceDraft,
    Filed,
    Intent,
    IntentKind,
    Wish,
    WithdrawalDraft,
    documents_of,
)
from kassadesk.core.opt_ins import ChoiceDraft, OptIn
from kassadesk.core.work import Work
from kassadesk.services.data_requests import DataRequestsService

Answer = DataRequest | Grievance | OptIn
_ACTS = (IntentKind.WITHDRAWAL, IntentKind.EVIDENCE)


class Sender:
    """Blocking; raises KassaError and Cancelled. Knows no states: `outbox` does."""

    def __init__(self, api: ApiClient) -> None:
        self._api = api
        self._requests = DataRequestsService(api)

    def upload(self, wish: Wish, work: Work) -> tuple[str, ...]:
        """Ids of the wish's documents at the server; goes on where an earlier try stopped."""
        documents = documents_of(wish)
        return self._requests.upload(documents, wish.client_ref, wish.idempotency_key, work)

    def post(self, wish: Wish, attachment_ids: tuple[str, ...]) -> Answer:
        """Kassapos' answer to the wish, sent now."""
        match wish:
            case WithdrawalDraft():
                return self._withdrawn(wish)
            case EvidenceDraft():
                return self._added(wish, attachment_ids)
            case GrievanceDraft():
                return self._api.grievances.file_grievance(wish, attachment_ids)
            case ChoiceDraft():
                return self._switched(wish)
            case (
                CorrectionDraft()
                | DeletionDraft()
                | CopyDraft()
                | NominationDraft()
                | MinorReportDraft()
            ):
                return self._api.requests.file_request(wish, attachment_ids)

    def bytes_of(self, wish: Wish | None, attachment_ids: tuple[str, ...]) -> bytes | None:
        """The bytes that file this wish; None for one that gets no receipt of a request."""
        match wish:
            case (
                CorrectionDraft()
                | DeletionDraft()
                | CopyDraft()
                | NominationDraft()
                | MinorReportDraft()
            ):
                return self._api.requests.filing_bytes(wish, attachment_ids)
            case _:
                return None

    def ask(self, intent: Intent, wish: Wish | None) -> Answer | None:
        """What Kassapos has of an intent that may have arrived; None when it surely has nothing.

        Documents added to a request cannot be asked for: None, and sending them again tells.
        """
        if intent.kind is IntentKind.GRIEVANCE:
            found = self._api.grievances.list_grievances()
            return next((one for one in found if one.client_ref == intent.client_ref), None)
        if intent.kind in _ACTS:
            return self._acted(wish)
        if intent.kind is IntentKind.CHOICE:
            return self._holds(wish)
        try:
            request = self._api.requests.find_filed(intent.client_ref)
        except NotFound:
            return None
        if request.receipt is None or not request.receipt.receipt_number:
            raise BadAnswer(what="no_receipt")  # filed only counts with a receipt (S13)
        return request

    def _acted(self, wish: Wish | None) -> DataRequest | None:
        if not isinstance(wish, WithdrawalDraft):
            return None
        try:
            request = self._api.requests.read_request(wish.request_id)
        except NotFound:  # sending it gets the same answer, as a refusal with its words
            return None
        return request if request.status is RequestStatus.REVOKED else None

    def _holds(self, wish: Wish | None) -> OptIn | None:
        """The choice when it is as it was asked and no longer as it was seen."""
        if not isinstance(wish, ChoiceDraft):
            return None
        try:
            held = self._api.opt_ins.read_opt_in(wish.opt_in_id)
        except NotFound:  # sending it gets the same answer, as a refusal with its words
            return None
        return held if held.granted == wish.granted and held.etag != wish.etag else None

    def _switched(self, wish: ChoiceDraft) -> OptIn:
        """Also when somebody else has set just that meanwhile: what was asked is so."""
        try:
            return self._api.opt_ins.change_opt_in(wish)
        except Conflict as conflict:
            held = conflict.current
            if not isinstance(held, OptIn) or held.granted != wish.granted:
                raise
            return held

    def _withdrawn(self, wish: WithdrawalDraft) -> DataRequest:
        """Also when it was withdrawn already, from elsewhere: what was asked is so."""
        try:
            return self._api.requests.withdraw_request(
                wish.request_id, wish.idempotency_key, wish.why
            )
        except Conflict as conflict:
            if conflict.reason != "state_conflict":
                raise
            request = self._api.requests.read_request(wish.request_id)
            if request.status is not RequestStatus.REVOKED:
                raise
            return request

    def _added(self, wish: EvidenceDraft, attachment_ids: tuple[str, ...]) -> DataRequest:
        """The ids follow from the intent alone: "used already" can only mean by this very intent."""
        try:
            return self._api.requests.add_evidence(
                wish.request_id, attachment_ids, wish.idempotency_key
            )
        except Rejected as refusal:
            used = {(one.pointer, one.reason) for one in refusal.problems}
            every = {(f"/attachments/{n}", "bad_value") for n in range(len(attachment_ids))}
            if used != every:
                raise
            request = self._api.requests.read_request(wish.request_id)
            if request.evidence_count < len(attachment_ids):
                raise
            return request


def filed_of(answer: Answer) -> Filed:
    """Kassapos' answer in short."""
    if isinstance(answer, Grievance):
        number = answer.receipt.receipt_number
        return Filed(answer.receipt.received_at, answer.grievance_id, answer.reference, number)
    if isinstance(answer, OptIn):
        name = answer.opt_in_id
        return Filed(answer.changed_at, name, name, answer.receipt_number or "")
    receipt = answer.receipt
    at = receipt.received_at if receipt else answer.filed_at
    number = receipt.receipt_number if receipt else ""
    return Filed(at, answer.request_id, answer.reference, number)


def receipt_of(answer: Answer | None) -> Receipt | None:
    """The signed receipt in an answer; a choice has a consent record instead."""
    return None if answer is None or isinstance(answer, OptIn) else answer.receipt
