"""Files at the server at once: what the outbox does when it drains, without an outbox around it."""

from __future__ import annotations

import uuid

from kassadesk.core.data_requests import CorrectionDraft, DataRequest, DeletionDraft, Evidence
from kassadesk.core.work import QUIET, Work
from kassadesk.services.data_requests import DataRequestsService


def new_intent() -> tuple[str, str]:
    """A client reference and an idempotency key for one new wish; every repeat reuses them."""
    return str(uuid.uuid4()), str(uuid.uuid4())


def file_correction(
    service: DataRequestsService, draft: CorrectionDraft, work: Work = QUIET
) -> DataRequest:
    """The filed correction; its documents go first."""
    attachments = service.upload(draft.evidence, draft.client_ref, draft.idempotency_key, work)
    return service._api.requests.file_request(draft, attachments)


def file_deletion(service: DataRequestsService, draft: DeletionDraft) -> DataRequest:
    """The filed deletion."""
    return service._api.requests.file_request(draft)


def withdraw(service: DataRequestsService, request_id: str, idempotency_key: str) -> DataRequest:
    """The request, taken back."""
    return service._api.requests.withdraw_request(request_id, idempotency_key)


def add_evidence(
    service: DataRequestsService,
    request_id: str,
    evidence: tuple[Evidence, ...],
    idempotency_key: str,
) -> DataRequest:
    """The request with these documents added."""
    attachments = service.upload(evidence, idempotency_key, idempotency_key)
    return service._api.requests.add_evidence(request_id, attachments, idempotency_key)
