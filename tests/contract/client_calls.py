"""How this program's client makes each operation of the contract: one table, one call each.

The values are those of the contract's examples, so that any server made from the contract knows them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime

from kassadesk.api.client import ApiClient
from kassadesk.api.row_calls import OpenQuery
from kassadesk.core.data_requests import (
    CorrectionDraft,
    DeletionDraft,
    DeletionScope,
    Evidence,
)
from kassadesk.core.filings import (
    CopyDraft,
    FilingDraft,
    MinorReportDraft,
    NominationDraft,
    Nominee,
)
from kassadesk.core.grievances import GrievanceCategory, GrievanceDraft
from kassadesk.core.held import CategoryId
from kassadesk.core.opt_ins import ChoiceDraft
from kassadesk.core.rows import Resource, RowFilter, RowQuery
from kassadesk.core.signin import CodeChallenge
from kassadesk.core.work import QUIET

KEY = "0b8cfa2e-6f4d-4b53-9a43-7d0f0d1c2e3f"
REF = "5b0f6f1e-3d57-4a0c-9f6f-2f6d8a1b7c10"
PDF = b"%PDF-1.7 an example"
DOCUMENT = Evidence("paper.pdf", len(PDF), "application/pdf", hashlib.sha256(PDF).hexdigest(), PDF)
USAGE = DeletionScope(categories=("usage",))
SEARCHED = RowQuery(
    Resource.TRANSACTIONS,
    RowFilter(financial_year="2026-27", payment_mode="upi", amount_from=100, search="Thendral"),
    sort="total_paise",
    descending=False,
)

Call = Callable[[ApiClient], object]


def sign_in(api: ApiClient) -> CodeChallenge:
    """All steps of signing in; the client holds the tokens afterwards."""
    challenge = api.sign_in.challenge_authorization(
        "098421 33210", "an example, not a real one", "KassaDesk, a test"
    )
    api.tokens.begin(api.sign_in.confirm_code(challenge, "482913"))
    return challenge


def _resend(api: ApiClient) -> object:
    return api.sign_in.resend_code(sign_in(api))


def _renew(api: ApiClient) -> object:
    api.tokens.resume("rt_example")
    return api.tokens.held


def _page(resource: Resource) -> Call:
    def call(api: ApiClient) -> object:
        now = datetime(2026, 6, 3, tzinfo=UTC)
        query = OpenQuery("qry_01", "snp_01", resource, 1, {}, now, "cur_01")
        return api.rows.page_at(query, 0, 200), api.rows.page_after(query, "cur_01")

    return call


def _query(api: ApiClient) -> object:
    return api.rows.create_query(api.rows.create_snapshot().snapshot_id, SEARCHED, 200)


def _change_opt_in(api: ApiClient) -> object:
    before = api.opt_ins.read_opt_in("offers.whatsapp")
    draft = ChoiceDraft(
        client_ref=REF,
        idempotency_key=KEY,
        opt_in_id=before.opt_in_id,
        purpose=before.purpose,
        channel=before.channel,
        granted=not before.granted,
        etag=before.etag,
        policy_version="2026-05-01",
        language="ta",
        method="switch in KassaDesk",
    )
    return api.opt_ins.change_opt_in(draft)


FILINGS: tuple[FilingDraft, ...] = (
    CorrectionDraft(REF, KEY, "business.address.main", "Address", "14 Bharathi Street", "16"),
    DeletionDraft(REF, KEY, USAGE, "a6" * 32, why="Not needed."),
    CopyDraft(REF, KEY),
    CopyDraft(REF, KEY, categories=("usage", "device")),
    CopyDraft(REF, KEY, portable=True),
    NominationDraft(REF, KEY, Nominee("S. Karthik", "+91 98421 77003", None, "son")),
    MinorReportDraft(REF, KEY, "A name in the bills.", "The customer told us."),
)


def _file_each(api: ApiClient) -> object:
    bare = [api.requests.file_request(draft) for draft in FILINGS]
    return [*bare, api.requests.file_request(FILINGS[0], ["att_5d1f"])]


CALLS: dict[str, Call] = {
    "readMeta": lambda api: api.policy.read_meta(),
    "listKeys": lambda api: api.policy.list_keys(),
    "readAuthorizationServer": lambda api: api.sign_in.read_authorization_server(),
    "challengeAuthorization": _resend,
    "exchangeToken": _renew,
    "revokeToken": lambda api: api.sign_in.revoke_token("rt_example"),
    "listSessions": lambda api: api.sign_in.list_sessions(),
    "endSession": lambda api: api.sign_in.end_session("ses_01"),
    "readMe": lambda api: api.held.read_me(),
    "listCategories": lambda api: api.held.list_categories(),
    "listFields": lambda api: api.held.list_fields(CategoryId.BUSINESS),
    "readField": lambda api: api.held.read_field("business.address.main"),
    "listFieldHistory": lambda api: api.held.list_field_history("business.address.main"),
    "createSnapshot": lambda api: api.rows.create_snapshot(),
    "readSnapshot": lambda api: api.rows.read_snapshot("snp_01"),
    "createQuery": _query,
    "listFieldRows": _page(Resource.FIELDS),
    "listFieldChanges": _page(Resource.FIELD_CHANGES),
    "listTransactions": _page(Resource.TRANSACTIONS),
    "listUsageEvents": _page(Resource.USAGE_EVENTS),
    "listDevices": _page(Resource.DEVICES),
    "listSignIns": _page(Resource.SIGN_INS),
    "listMessages": _page(Resource.MESSAGES),
    "listConsentEvents": _page(Resource.CONSENT_EVENTS),
    "createManifest": lambda api: api.rows.create_manifest("snp_01", ["qry_01"]),
    "listOptIns": lambda api: api.opt_ins.list_opt_ins(),
    "readOptIn": lambda api: api.opt_ins.read_opt_in("offers.whatsapp"),
    "changeOptIn": _change_opt_in,
    "listOptInHistory": lambda api: api.opt_ins.list_opt_in_history("offers.whatsapp"),
    "listConsentRecords": lambda api: api.opt_ins.list_consent_records(),
    "readConsentRecord": lambda api: api.opt_ins.read_consent_record("rec_offers_whatsapp"),
    "listRequests": lambda api: (api.requests.list_requests(), api.requests.list_requests(REF)),
    "fileRequest": _file_each,
    "readRequest": lambda api: api.requests.read_request("req_0042"),
    "listRequestEvents": lambda api: api.requests.list_request_events("req_0042"),
    "readReceipt": lambda api: api.requests.read_receipt("req_0042"),
    "withdrawRequest": lambda api: api.requests.withdraw_request("req_0042", KEY, "Found it."),
    "addEvidence": lambda api: api.requests.add_evidence("req_0042", ["att_5d1f"], KEY, "Note"),
    "previewDeletion": lambda api: api.requests.preview_deletion(USAGE),
    "createAttachment": lambda api: api.requests.attachments.create_attachment(DOCUMENT, REF, KEY),
    "readAttachment": lambda api: api.requests.attachments.read_attachment("att_5d1f"),
    "readUploadOffset": lambda api: api.requests.attachments.read_upload_offset("att_5d1f", QUIET),
    "uploadContent": lambda api: api.requests.attachments.upload_content("att_5d1f", 0, PDF),
    "listGrievances": lambda api: api.grievances.list_grievances(),
    "fileGrievance": lambda api: api.grievances.file_grievance(
        GrievanceDraft(REF, KEY, GrievanceCategory.REQUEST_LATE, "Nothing happened.", "req_0031"),
        ["att_5d1f"],
    ),
    "readGrievance": lambda api: api.grievances.read_grievance("grv_0007"),
    "listGrievanceEvents": lambda api: api.grievances.list_grievance_events("grv_0007"),
    "answerGrievance": lambda api: api.grievances.answer_grievance(
        "grv_0007", "On 2 June.", ["att_5d1f"], KEY
    ),
    "reopenGrievance": lambda api: api.grievances.reopen_grievance("grv_0007", "Not yet.", KEY),
    "listPolicies": lambda api: api.policy.list_policies(),
    "readPolicy": lambda api: api.policy.read_policy("2026-05-01"),
    "listProcessors": lambda api: api.policy.list_processors(),
    "listRetentionRules": lambda api: api.policy.list_retention_rules(),
    "listNotices": lambda api: api.policy.list_notices(),
    "markNotice": lambda api: api.policy.mark_notice("ntc_01", KEY),
}
"""One entry per operationId. A call raises when the server refuses or answers in another shape."""
