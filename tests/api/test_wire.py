"""The wire shapes take every example of the contract, and nothing that breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from kassadesk.api import (
    wire_held,
    wire_opt_ins,
    wire_policy,
    wire_requests,
    wire_rows,
    wire_signin,
)
from kassadesk.api.calls import shaped
from kassadesk.api.wire import day, day_or_moment
from kassadesk.core.columns import COLUMNS
from kassadesk.core.data_requests import DeletionScope, RequestStatus
from kassadesk.core.errors import BadAnswer
from kassadesk.core.held import CategoryId
from kassadesk.core.rows import Kind, Resource
from tests.contract.document import load, operations, responses

SHAPES: dict[str, Any] = {
    "readMeta": wire_signin.RawMeta,
    "listKeys": wire_policy.RawKeys,
    "challengeAuthorization": wire_signin.RawAuthorizationCode,
    "exchangeToken": wire_signin.RawTokens,
    "listSessions": wire_signin.RawDevices,
    "readMe": wire_held.RawMe,
    "listCategories": wire_held.RawCategories,
    "listFields": wire_held.RawFields,
    "readField": wire_held.RawField,
    "listFieldHistory": wire_held.RawFieldHistory,
    "createSnapshot": wire_rows.RawSnapshot,
    "readSnapshot": wire_rows.RawSnapshot,
    "createQuery": wire_rows.RawOpenQuery,
    "createManifest": wire_rows.RawManifest,
    "listFieldRows": wire_rows.page_shape(Resource.FIELDS),
    "listFieldChanges": wire_rows.page_shape(Resource.FIELD_CHANGES),
    "listTransactions": wire_rows.page_shape(Resource.TRANSACTIONS),
    "listUsageEvents": wire_rows.page_shape(Resource.USAGE_EVENTS),
    "listDevices": wire_rows.page_shape(Resource.DEVICES),
    "listSignIns": wire_rows.page_shape(Resource.SIGN_INS),
    "listMessages": wire_rows.page_shape(Resource.MESSAGES),
    "listConsentEvents": wire_rows.page_shape(Resource.CONSENT_EVENTS),
    "listOptIns": wire_opt_ins.RawOptIns,
    "readOptIn": wire_opt_ins.RawOptIn,
    "changeOptIn": wire_opt_ins.RawOptIn,
    "listOptInHistory": wire_opt_ins.RawConsentHistory,
    "listConsentRecords": wire_opt_ins.RawConsentRecords,
    "listRequests": wire_requests.RawRequests,
    "fileRequest": wire_requests.RawRequest,
    "readRequest": wire_requests.RawRequest,
    "listRequestEvents": wire_requests.RawRequestEvents,
    "readReceipt": wire_requests.RawSignedReceipt,
    "withdrawRequest": wire_requests.RawRequest,
    "addEvidence": wire_requests.RawRequest,
    "previewDeletion": wire_requests.RawPreview,
    "createAttachment": wire_requests.RawAttachment,
    "readAttachment": wire_requests.RawAttachment,
    "listPolicies": wire_policy.RawPolicies,
    "readPolicy": wire_policy.RawPolicyVersion,
    "listProcessors": wire_policy.RawProcessors,
    "listRetentionRules": wire_policy.RawRetentionRules,
    "listNotices": wire_policy.RawNotices,
    "markNotice": wire_policy.RawNotice,
}
WITHOUT_A_SHAPE = {
    "readAuthorizationServer",  # the endpoints are fixed by this contract
    "revokeToken",  # {} always
    "endSession",
    "readConsentRecord",  # handed on as the exact bytes
    "readUploadOffset",
    "uploadContent",
    "listGrievances",
    "fileGrievance",
    "readGrievance",
    "listGrievanceEvents",
    "answerGrievance",
    "reopenGrievance",
}


def examples() -> Iterator[tuple[str, Any]]:
    document = load()
    for operation in operations(document):
        for status, response in responses(document, operation).items():
            for media in response.get("content", {}).values() if status.startswith("2") else ():
                found = [media["example"]] if "example" in media else []
                found += [one["value"] for one in media.get("examples", {}).values()]
                for example in found:
                    yield operation.name, example


EXAMPLES = list(examples())


def test_every_operation_is_known() -> None:
    names = {operation.name for operation in operations(load())}

    assert names == set(SHAPES) | WITHOUT_A_SHAPE


@pytest.mark.parametrize(
    ("name", "example"),
    [pair for pair in EXAMPLES if pair[0] in SHAPES],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_example_of_the_contract_becomes_a_value(name: str, example: Any) -> None:
    raw = shaped(example, SHAPES[name])

    for one in getattr(raw, "items", None) or [raw]:
        if isinstance(one, wire_requests.RawPreview):
            assert one.value(DeletionScope()).plan_hash
        elif isinstance(one, wire_held.RawField):
            assert one.held(CategoryId.BUSINESS).field_id
        elif callable(getattr(one, "value", None)):
            assert one.value() is not None


def example_of(name: str) -> dict[str, Any]:
    return next(dict(example) for found, example in EXAMPLES if found == name)


def test_unknown_words_become_other_and_unknown_keys_are_ignored() -> None:
    raw = example_of("readRequest") | {"status": "paused", "type": "teleport", "new_key": [1]}

    request = shaped(raw, wire_requests.RawRequest).value()

    assert request.status is RequestStatus.OTHER
    assert request.type == "teleport"


def test_kind_newer_than_this_program_is_plain_text() -> None:
    raw = example_of("readField") | {"kind": "aura"}

    assert shaped(raw, wire_held.RawField).held(CategoryId.BUSINESS).kind is Kind.TEXT


def test_category_newer_than_this_program_is_left_out() -> None:
    raw = {"category_id": "biometric", "count": 1, "changed_at": None, "policy_section": "1"}

    assert shaped(raw, wire_held.RawCategory).value() is None


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("readRequest", {"reference": None}),
        ("readRequest", {"filed_at": "2026-06-03T04:44:00"}),
        ("readRequest", {"filed_at": 12}),
        ("readRequest", {"promised_by": "soon"}),
        ("readMe", {"outlets": {}}),
        ("readOptIn", {"granted": "yes"}),
        ("readOptIn", {"granted": 1}),
        ("createQuery", {"total_count": 1.5}),
        ("createQuery", {"total_count": "1"}),
    ],
)
def test_wrong_type_is_refused(name: str, change: dict[str, Any]) -> None:
    with pytest.raises(BadAnswer) as refused:
        shaped(example_of(name) | change, SHAPES[name]).value()

    assert refused.value.what == "shape"


@pytest.mark.parametrize("resource", list(Resource))
def test_row_without_one_column_is_refused(resource: Resource) -> None:
    keys = [column.key for column in COLUMNS[resource]]
    whole: dict[str, Any] = dict.fromkeys(keys)
    page = {
        "query_id": "q",
        "snapshot_id": "s",
        "total_count": 1,
        "start": 0,
        "count": 1,
        **dict.fromkeys(("seq", "next", "page_digest", "prev_digest", "snapshot_digest")),
    }

    shaped(page | {"items": [whole]}, wire_rows.page_shape(resource))
    for missing in keys:
        row = {key: None for key in keys if key != missing}
        with pytest.raises(BadAnswer):
            shaped(page | {"items": [row]}, wire_rows.page_shape(resource))


def test_days_are_indian_days() -> None:
    moment = day_or_moment("2026-12-16")

    assert moment is not None
    assert moment.isoformat() == "2026-12-15T18:30:00+00:00"
    assert str(day("2026-12-15T18:30:00Z")) == "2026-12-16"
    assert day(None) is None
