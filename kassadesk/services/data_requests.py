"""Requests to Kassapos: what would happen, the documents, what became of them. The outbox files them."""

from __future__ import annotations

import uuid

from kassadesk.api.client import ApiClient
from kassadesk.core.data_requests import (
    DataRequest,
    DeletionPreview,
    DeletionScope,
    Evidence,
    RequestEvent,
)
from kassadesk.core.errors import AttachmentRefused
from kassadesk.core.evidence import EvidenceKind, Note, no_note
from kassadesk.core.work import QUIET, Work

MOST_DOCUMENTS = 5
_NAMESPACE = uuid.UUID("7b7a9b6e-4c3f-4f0a-9a57-0f7d1c0b6a51")


class DataRequestsService:
    """The requests of the shop. Blocking; raises KassaError."""

    def __init__(self, api: ApiClient, note: Note = no_note) -> None:
        self._api = api
        self._note = note

    def all(self) -> tuple[DataRequest, ...]:
        """Every request of the shop, newest first."""
        found = self._api.requests.list_requests()
        for request in found:
            self._seen(request)
        return tuple(sorted(found, key=lambda request: request.filed_at, reverse=True))

    def one(self, request_id: str) -> DataRequest:
        """One request as it is now. Raises NotFound."""
        return self._seen(self._api.requests.read_request(request_id))

    def events(self, request_id: str) -> tuple[RequestEvent, ...]:
        """The story of one request, oldest first."""
        return self._api.requests.list_request_events(request_id)

    def preview(self, scope: DeletionScope) -> DeletionPreview:
        """What a deletion would take, leave and cause; changes nothing."""
        return self._api.requests.preview_deletion(scope)

    def _seen(self, request: DataRequest) -> DataRequest:
        facts = {"request_id": request.request_id, "status": str(request.status)}
        self._note(EvidenceKind.STATUS, {**facts, "reason": request.reason or ""})
        return request

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
