"""Requests to Kassapos: file, follow, add documents, withdraw."""

from __future__ import annotations

import uuid

from kassadesk.api.client import ApiClient
from kassadesk.core.data_requests import (
    CorrectionDraft,
    DataRequest,
    DeletionDraft,
    DeletionPreview,
    DeletionScope,
    Evidence,
    RequestEvent,
)
from kassadesk.core.errors import AttachmentRefused
from kassadesk.core.work import QUIET, Work

MOST_DOCUMENTS = 5
_NAMESPACE = uuid.UUID("7b7a9b6e-4c3f-4f0a-9a57-0f7d1c0b6a51")


class DataRequestsService:
    """The requests of the shop. Blocking; raises KassaError."""

    def __init__(self, api: ApiClient) -> None:
        self._api = api

    def new_intent(self) -> tuple[str, str]:
        """A client reference and an idempotency key for one new wish; every repeat reuses them."""
        return str(uuid.uuid4()), str(uuid.uuid4())

    def all(self) -> tuple[DataRequest, ...]:
        """Every request of the shop, newest first."""
        found = self._api.requests.list_requests()
        return tuple(sorted(found, key=lambda request: request.filed_at, reverse=True))

    def one(self, request_id: str) -> DataRequest:
        """One request as it is now. Raises NotFound."""
        return self._api.requests.read_request(request_id)

    def events(self, request_id: str) -> tuple[RequestEvent, ...]:
        """The story of one request, oldest first."""
        return self._api.requests.list_request_events(request_id)

    def file_correction(self, draft: CorrectionDraft, work: Work = QUIET) -> DataRequest:
        """The filed correction with its receipt; filing the same draft again gives the same one.

        Documents go first. Raises AttachmentRefused, Rejected, Offline and their like: then nothing was
        filed, or the same draft finds out what was.
        """
        attachments = self.upload(draft.evidence, draft.client_ref, draft.idempotency_key, work)
        return self._api.requests.file_request(draft, attachments)

    def preview(self, scope: DeletionScope) -> DeletionPreview:
        """What a deletion would take, leave and cause; changes nothing."""
        return self._api.requests.preview_deletion(scope)

    def file_deletion(self, draft: DeletionDraft) -> DataRequest:
        """The filed deletion; Conflict when what the preview showed has changed since."""
        return self._api.requests.file_request(draft)

    def withdraw(self, request_id: str, idempotency_key: str) -> DataRequest:
        """The request, taken back. Raises Conflict when it can no longer be stopped."""
        return self._api.requests.withdraw_request(request_id, idempotency_key)

    def add_evidence(
        self,
        request_id: str,
        evidence: tuple[Evidence, ...],
        idempotency_key: str,
        work: Work = QUIET,
    ) -> DataRequest:
        """The request with these documents added."""
        attachments = self.upload(evidence, idempotency_key, idempotency_key, work)
        return self._api.requests.add_evidence(request_id, attachments, idempotency_key)

    def upload(
        self,
        evidence: tuple[Evidence, ...],
        client_ref: str,
        idempotency_key: str,
        work: Work = QUIET,
    ) -> tuple[str, ...]:
        """Ids of the documents at the server. Names stay here: they often tell about people.

        A document's reference and key follow from those of its intent and from its content, so a
        repeat takes up the same upload where it stopped.
        """
        if len(evidence) > MOST_DOCUMENTS:
            raise AttachmentRefused(reason="too_many")
        return tuple(
            self._api.requests.attachments.upload(
                document,
                client_ref=_derived(client_ref, document, "ref"),
                idempotency_key=_derived(idempotency_key, document, "key"),
                work=work,
            )
            for document in evidence
        )


def _derived(intent: str, document: Evidence, use: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, f"{intent}/{document.sha256}/{use}"))
