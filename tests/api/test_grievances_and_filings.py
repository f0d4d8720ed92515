"""Complaints and every kind of request, through the client to the real server and back."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from kassadesk.api.client import ApiClient
from kassadesk.api.transport import Transport
from kassadesk.core.data_requests import Evidence, RequestStatus, RequestType
from kassadesk.core.errors import Conflict, NotFound, Rejected
from kassadesk.core.filings import (
    CopyDraft,
    FilingDraft,
    MinorReportDraft,
    NominationDraft,
    Nominee,
)
from kassadesk.core.grievances import GrievanceCategory, GrievanceDraft, GrievanceState
from kassadesk.core.work import QUIET
from tests.sandbox.running import Sandbox, running_sandbox

PAPER = b"%PDF-1.7 a letter"
LETTER = Evidence(
    "letter.pdf", len(PAPER), "application/pdf", hashlib.sha256(PAPER).hexdigest(), PAPER
)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox(transactions=50) as running:
        yield running


@pytest.fixture
def api(sandbox: Sandbox) -> Iterator[ApiClient]:
    made = ApiClient(Transport(sandbox.base_url))
    challenge = made.sign_in.challenge_authorization(sandbox.login, sandbox.password)
    made.tokens.begin(made.sign_in.confirm_code(challenge, sandbox.code))
    yield made
    made.close()


def new() -> dict[str, Any]:
    return {"client_ref": str(uuid.uuid4()), "idempotency_key": str(uuid.uuid4())}


def complaint(**more: Any) -> GrievanceDraft:
    return GrievanceDraft(
        **new(), category=GrievanceCategory.WRONG_DATA, text="The name is wrong.", **more
    )


def test_complaint_is_filed_with_a_receipt_and_its_story_begins(api: ApiClient) -> None:
    about = api.requests.list_requests()[0].request_id
    paper = api.requests.attachments.upload(LETTER, **new(), work=QUIET)

    filed = api.grievances.file_grievance(complaint(about_request=about), [paper])

    assert filed.receipt.attachment_digests == (LETTER.sha256,)
    assert (filed.state, filed.about_request) == (GrievanceState.OPEN, about)
    assert api.grievances.read_grievance(filed.grievance_id) == filed
    assert filed in api.grievances.list_grievances()
    (first,) = api.grievances.list_grievance_events(filed.grievance_id)
    assert (first.kind, first.actor, first.state) == ("filed", "you", GrievanceState.OPEN)


def test_same_complaint_sent_twice_is_one(api: ApiClient) -> None:
    draft = complaint()

    assert api.grievances.file_grievance(draft) == api.grievances.file_grievance(draft)


def test_complaint_about_nothing_known_is_refused(api: ApiClient) -> None:
    with pytest.raises(Rejected) as refused:
        api.grievances.file_grievance(complaint(about_request="req-of-nobody"))
    with pytest.raises(NotFound):
        api.grievances.read_grievance("grv-of-nobody")

    assert [one.pointer for one in refused.value.problems] == ["/about_request"]


def test_settled_complaint_is_opened_again_and_an_open_one_is_not(
    sandbox: Sandbox, api: ApiClient
) -> None:
    filed = api.grievances.file_grievance(complaint())
    with pytest.raises(Conflict):
        api.grievances.reopen_grievance(filed.grievance_id, "Too slow.", str(uuid.uuid4()))
    sandbox.advance(days=22)

    settled = api.grievances.read_grievance(filed.grievance_id)
    again = api.grievances.reopen_grievance(filed.grievance_id, "Not yet.", str(uuid.uuid4()))

    assert (settled.state, settled.can_reopen) == (GrievanceState.RESOLVED, True)
    assert (again.state, again.can_reopen) == (GrievanceState.AWAITING_INTERNAL_REVIEW, False)
    story = api.grievances.list_grievance_events(filed.grievance_id)
    assert [one.kind for one in story] == ["filed", "acknowledged", "resolved", "reopened"]
    assert story[-1].text == "Not yet."


NOMINEE = Nominee("S. Karthik", "+91 98421 77003", None, "son")


@pytest.mark.parametrize(
    ("draft", "kind"),
    [
        (CopyDraft(**new()), RequestType.ACCESS),
        (CopyDraft(**new(), categories=("usage", "device")), RequestType.ACCESS_CATEGORIES),
        (CopyDraft(**new(), portable=True), RequestType.PORTABILITY),
        (NominationDraft(**new(), nominee=NOMINEE, why="In case."), RequestType.NOMINATION),
        (
            MinorReportDraft(**new(), about="A name in bills.", how_noticed="Told so."),
            RequestType.MINOR_REPORT,
        ),
    ],
)
def test_each_kind_of_request_is_filed_once_with_a_receipt(
    api: ApiClient, draft: FilingDraft, kind: RequestType
) -> None:
    filed = api.requests.file_request(draft)

    assert (filed.type, filed.status) == (kind, RequestStatus.OPEN)
    assert filed.receipt is not None
    assert api.requests.file_request(draft) == filed
    assert api.requests.find_filed(draft.client_ref).request_id == filed.request_id


def test_document_at_the_server_says_how_much_has_arrived(api: ApiClient) -> None:
    documents = api.requests.attachments
    made = documents.create_attachment(LETTER, **new())
    documents.upload_content(made.attachment_id, 0, PAPER[:5])
    half = documents.read_attachment(made.attachment_id)
    assert documents.read_upload_offset(made.attachment_id) == 5
    documents.upload_content(made.attachment_id, 5, PAPER[5:])

    whole = documents.read_attachment(made.attachment_id)

    assert (half.offset, half.ready) == (5, False)
    assert (whole.offset, whole.ready) == (len(PAPER), True)


def test_frozen_view_taken_earlier_can_be_read_again(api: ApiClient) -> None:
    taken = api.rows.create_snapshot()

    assert api.rows.read_snapshot(taken.snapshot_id) == taken


def test_server_tells_where_to_sign_in(sandbox: Sandbox, api: ApiClient) -> None:
    told = api.sign_in.read_authorization_server()

    assert told.issuer == sandbox.base_url
    assert told.token_endpoint == f"{sandbox.base_url}/v1/oauth/token"
    assert "refresh_token" in told.grant_types


def test_what_is_told_to_the_server_about_people_shows_in_no_repr() -> None:
    draft = NominationDraft(**new(), nominee=NOMINEE)
    report = MinorReportDraft(**new(), about="A name", how_noticed="Told so")

    shown = repr([draft, report, complaint()])

    for personal in ("Karthik", "98421", "A name", "Told so", "The name is wrong"):
        assert personal not in shown
