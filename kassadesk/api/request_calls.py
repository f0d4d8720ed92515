"""Filing, following and withdrawing requests."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence

from kassadesk.api.attachment_calls import AttachmentCalls
from kassadesk.api.calls import Calls
from kassadesk.api.origin import path_of
from kassadesk.api.wire_filings import filing_of, subject_of
from kassadesk.api.wire_requests import (
    RawPreview,
    RawRequest,
    RawRequestEvents,
    RawRequests,
    RawSignedReceipt,
)
from kassadesk.core.data_requests import (
    DataRequest,
    DeletionPreview,
    DeletionScope,
    Receipt,
    RequestEvent,
)
from kassadesk.core.errors import BadAnswer, Conflict, NotFound, Rejected
from kassadesk.core.filings import FilingDraft


class RequestCalls:
    """/v1/requests, deletion previews and attachments. Blocking; raises KassaError."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self.attachments = AttachmentCalls(calls)

    def list_requests(self, client_ref: str = "") -> tuple[DataRequest, ...]:
        """All requests, newest first; with `client_ref` only the one filed under it, or none."""
        asked = {"client_ref": client_ref} if client_ref else {}
        found: list[DataRequest] = []
        cursors: set[str] = set()
        cursor: str | None = ""
        while cursor is not None:
            params = {**asked, **({"cursor": cursor} if cursor else {})}
            raw_page = self._calls.get("/v1/requests", RawRequests, params)
            found += [raw.value() for raw in raw_page.items]
            cursor = raw_page.next
            if cursor in cursors:
                raise BadAnswer(what="cursor_loop")
            cursors.add(cursor or "")
        return tuple(found)

    def read_request(self, request_id: str) -> DataRequest:
        """One request as it is now. Raises NotFound."""
        return self._calls.get(path_of("v1", "requests", request_id), RawRequest).value()

    def list_request_events(self, request_id: str) -> tuple[RequestEvent, ...]:
        """The append-only story of one request, oldest first."""
        path = path_of("v1", "requests", request_id, "events")
        return tuple(raw.value() for raw in self._calls.get(path, RawRequestEvents).items)

    def read_receipt(self, request_id: str) -> tuple[Receipt, bytes]:
        """The receipt and the exact bytes its signature covers."""
        path = path_of("v1", "requests", request_id, "receipt")
        raw_signed = self._calls.get(path, RawSignedReceipt)
        return raw_signed.receipt.value(), from_base64url(raw_signed.signed)

    def file_request(self, draft: FilingDraft, attachment_ids: Sequence[str] = ()) -> DataRequest:
        """The filed request with its receipt. The same draft filed twice gives the first (R1, R2).

        A deletion is bound to the preview that was shown by its plan hash. Raises Conflict when what
        would happen has changed since.
        """
        filing = filing_of(draft, attachment_ids)
        try:
            raw_request = self._calls.change(
                "POST", "/v1/requests", filing, RawRequest, draft.idempotency_key
            )
        except Rejected as error:
            if any(problem.reason == "stale_plan" for problem in error.problems):
                raise Conflict(reason="stale_plan") from error
            raise
        request = raw_request.value()
        if request.receipt is None or not request.receipt.receipt_number:
            raise BadAnswer(what="no_receipt")  # filed only counts with a receipt (S13)
        return request

    def preview_deletion(self, scope: DeletionScope) -> DeletionPreview:
        """What would go, what would stay and why; changes nothing."""
        raw_preview = self._calls.post("/v1/deletion-previews", subject_of(scope), RawPreview)
        return raw_preview.value(scope)

    def withdraw_request(self, request_id: str, idempotency_key: str, why: str = "") -> DataRequest:
        """The withdrawn request. Raises Conflict when it can no longer be stopped."""
        path = path_of("v1", "requests", request_id, "withdrawal")
        body = {"why": why} if why else {}
        return self._calls.change("POST", path, body, RawRequest, idempotency_key).value()

    def add_evidence(
        self, request_id: str, attachment_ids: Sequence[str], idempotency_key: str, note: str = ""
    ) -> DataRequest:
        """The request with the uploaded documents added."""
        path = path_of("v1", "requests", request_id, "evidence")
        body: dict[str, object] = {"attachments": list(attachment_ids)}
        if note:
            body["note"] = note
        return self._calls.change("POST", path, body, RawRequest, idempotency_key).value()

    def find_filed(self, client_ref: str) -> DataRequest:
        """What was filed under this reference. Raises NotFound when nothing was."""
        for request in self.list_requests(client_ref):
            if request.client_ref == client_ref:
                return request
        raise NotFound


def from_base64url(text: str) -> bytes:
    """The bytes of base64url text without padding (RFC 4648, 5). Raises BadAnswer."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadAnswer(what="base64") from error
