"""Asking Kassapos: each wish filed once, with its documents, followed and taken back."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from kassadesk.api.attachment_calls import PIECE_BYTES
from kassadesk.core.data_requests import (
    CorrectionDraft,
    DeletionDraft,
    DeletionScope,
    Evidence,
    RequestStatus,
    RequestType,
)
from kassadesk.core.errors import AttachmentRefused, Conflict, NotFound, Offline, Rejected
from kassadesk.core.held import CategoryId, HeldField
from kassadesk.core.work import Cancelled
from kassadesk.services.evidence import read_evidence
from tests.services.filing_at_once import (
    add_evidence,
    file_correction,
    file_deletion,
    new_intent,
    withdraw,
)
from tests.services.program import Program


def pdf(size: int = 2_000, letter: bytes = b"x") -> Evidence:
    content = b"%PDF-1.7\n" + letter * size
    return Evidence(
        "proof.pdf", len(content), "application/pdf", hashlib.sha256(content).hexdigest(), content
    )


def address_field(program: Program) -> HeldField:
    fields = program.records.fields(CategoryId.BUSINESS)
    return next(one for one in fields if one.correctable and "ddress" in one.label)


def correction(program: Program, *evidence: Evidence) -> CorrectionDraft:
    held = address_field(program)
    client_ref, key = new_intent()
    return CorrectionDraft(
        client_ref=client_ref,
        idempotency_key=key,
        field_id=held.field_id,
        label=held.label,
        before=held.value,
        after="15, 8th Cross, Thillai Nagar, Tiruchirappalli 620018",
        why="moved",
        evidence=evidence,
    )


class Progress:
    """A Work that remembers what it was told, and can be cancelled after so many reports."""

    def __init__(self, cancel_after: int = 10_000) -> None:
        self.told: list[tuple[int, int, str]] = []
        self._cancel_after = cancel_after

    def report(self, done: int, total: int, step: str = "") -> None:
        self.told.append((done, total, step))

    def check(self) -> None:
        if len(self.told) >= self._cancel_after:
            raise Cancelled


# --- corrections --------------------------------------------------------------------------------


def test_correction_with_a_document_is_filed_with_a_receipt_that_names_it(
    signed_in: Program, tmp_path: Path
) -> None:
    path = tmp_path / "certificate.pdf"
    path.write_bytes(pdf().content)
    draft = correction(signed_in, read_evidence(path))

    request = file_correction(signed_in.data_requests, draft)

    assert request.type is RequestType.CORRECTION
    assert request.status is RequestStatus.OPEN
    assert request.receipt is not None
    assert request.receipt.attachment_digests == (draft.evidence[0].sha256,)
    assert (request.evidence_count, request.client_ref) == (1, draft.client_ref)
    assert signed_in.data_requests.one(request.request_id) == request
    assert request in signed_in.data_requests.all()
    assert [one.kind for one in signed_in.data_requests.events(request.request_id)] == ["filed"]


@pytest.mark.parametrize(
    "fault",
    [
        {"drop": "before"},
        {"drop": "after"},
        {"truncate": 20},
        {"wrong_digest": True},
        {"status": 503},
    ],
)
def test_filing_through_trouble_is_filed_once(signed_in: Program, fault: dict[str, object]) -> None:
    before = len(signed_in.data_requests.all())
    signed_in.sandbox.fault("POST /v1/requests", times=2, **fault)

    request = file_correction(signed_in.data_requests, correction(signed_in))

    assert request.receipt is not None
    assert len(signed_in.data_requests.all()) == before + 1


def test_same_draft_filed_again_gives_the_first_filing(signed_in: Program) -> None:
    draft = correction(signed_in, pdf())

    first = file_correction(signed_in.data_requests, draft)
    again = file_correction(signed_in.data_requests, draft)

    assert again.request_id == first.request_id
    assert again.receipt == first.receipt


def test_draft_tried_again_after_an_outage_is_filed_once(signed_in: Program) -> None:
    draft = correction(signed_in, pdf())
    before = len(signed_in.data_requests.all())
    signed_in.sandbox.fault("POST /v1/requests", drop="after", times=3)
    with pytest.raises(Offline):
        file_correction(signed_in.data_requests, draft)

    file_correction(signed_in.data_requests, draft)

    assert len(signed_in.data_requests.all()) == before + 1


def test_refused_correction_names_what_is_wrong(signed_in: Program) -> None:
    draft = correction(signed_in)
    unknown = CorrectionDraft(draft.client_ref, draft.idempotency_key, "no.such", "", None, "x")

    with pytest.raises((Rejected, NotFound)):
        file_correction(signed_in.data_requests, unknown)


# --- documents ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [
        {"drop": "before"},
        {"drop": "after"},
        {"status": 503},
        {"truncate": 0},
    ],
)
def test_upload_goes_on_where_the_line_broke(signed_in: Program, fault: dict[str, object]) -> None:
    document = pdf(PIECE_BYTES * 3)
    signed_in.sandbox.fault("PATCH /v1/attachments/*", **fault)
    progress = Progress()

    request = file_correction(signed_in.data_requests, correction(signed_in, document), progress)

    assert request.receipt is not None
    assert request.receipt.attachment_digests == (document.sha256,)
    assert progress.told[-1] == (document.size_bytes, document.size_bytes, "uploading")


def test_cancelled_upload_files_nothing_and_is_taken_up_again(signed_in: Program) -> None:
    draft = correction(signed_in, pdf(PIECE_BYTES * 3))
    before = len(signed_in.data_requests.all())

    with pytest.raises(Cancelled):
        file_correction(signed_in.data_requests, draft, Progress(cancel_after=2))
    assert len(signed_in.data_requests.all()) == before
    progress = Progress()
    file_correction(signed_in.data_requests, draft, progress)

    assert progress.told[0][0] > 0
    assert len(signed_in.data_requests.all()) == before + 1


def test_sixth_document_is_refused_before_anything_is_sent(signed_in: Program) -> None:
    documents = tuple(pdf(letter=bytes([65 + number])) for number in range(6))

    with pytest.raises(AttachmentRefused) as refused:
        file_correction(signed_in.data_requests, correction(signed_in, *documents))

    assert refused.value.reason == "too_many"
    assert signed_in.calls("POST", "/v1/attachments") == []


def test_asked_document_is_added_and_ends_the_turn(signed_in: Program) -> None:
    request = file_correction(signed_in.data_requests, correction(signed_in))
    signed_in.sandbox.staff(request.request_id, "acknowledge")
    signed_in.sandbox.staff(
        request.request_id, "ask_document", asks_for=["rent agreement"], text="Show the address."
    )
    asked = signed_in.data_requests.one(request.request_id)
    assert asked.your_turn
    assert asked.expires_at is not None
    key = new_intent()[1]

    answered = add_evidence(signed_in.data_requests, request.request_id, (pdf(),), key)

    assert not answered.your_turn
    assert answered.evidence_count == 1


# --- deletions ----------------------------------------------------------------------------------

USAGE = DeletionScope(categories=("usage",))


def test_deletion_is_previewed_filed_and_taken_back(signed_in: Program) -> None:
    preview = signed_in.data_requests.preview(USAGE)
    assert preview.scope == USAGE
    assert preview.goes_now or preview.goes_later
    client_ref, key = new_intent()

    request = file_deletion(
        signed_in.data_requests, DeletionDraft(client_ref, key, USAGE, preview.plan_hash)
    )
    assert request.type is RequestType.DELETION
    assert request.can_withdraw
    withdrawn = withdraw(signed_in.data_requests, request.request_id, new_intent()[1])

    assert (withdrawn.status, withdrawn.reason) == (RequestStatus.REVOKED, "by_requester")
    assert withdrawn.final
    kinds = [one.kind for one in signed_in.data_requests.events(request.request_id)]
    assert kinds[-1] == "withdrawn"


def test_closing_the_account_says_what_stays_and_by_which_rule(signed_in: Program) -> None:
    preview = signed_in.data_requests.preview(DeletionScope(close_account=True))

    bills = [line for line in preview.stays if line.subject == "billing"]
    assert bills
    assert all(line.rule and line.until and line.year for line in bills)
    assert preview.consequences


def test_preview_files_nothing(signed_in: Program) -> None:
    before = signed_in.data_requests.all()

    signed_in.data_requests.preview(USAGE)

    assert signed_in.data_requests.all() == before


def test_deletion_bound_to_another_plan_is_refused(signed_in: Program) -> None:
    preview = signed_in.data_requests.preview(USAGE)
    client_ref, key = new_intent()
    other = "0" * len(preview.plan_hash)

    with pytest.raises((Conflict, Rejected)):
        file_deletion(signed_in.data_requests, DeletionDraft(client_ref, key, USAGE, other))


def test_what_is_final_cannot_be_taken_back_again(signed_in: Program) -> None:
    request = file_correction(signed_in.data_requests, correction(signed_in))
    withdraw(signed_in.data_requests, request.request_id, new_intent()[1])

    with pytest.raises(Conflict) as conflict:
        withdraw(signed_in.data_requests, request.request_id, new_intent()[1])

    assert conflict.value.reason == "state_conflict"


def test_unknown_request_is_not_found(signed_in: Program) -> None:
    with pytest.raises(NotFound):
        signed_in.data_requests.one("req_unknown")
