"""A client written from the contract alone walks its long chains against the real sandbox.

Schemathesis asks everything a little; here each chain goes to its end, every answer is held against its
schema, and digests and signatures are checked with nothing of the program.
"""

from __future__ import annotations

import base64
import hashlib
import json
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.contract.document import Checker, Node, load, operations, resolve
from tests.contract.test_vectors import page_digests
from tests.sandbox.running import running_sandbox

PATHS = {
    "fields": "FieldRow", "field-changes": "FieldChangeRow", "transactions": "TransactionRow",
    "usage-events": "UsageEventRow", "devices": "DeviceRow", "sign-ins": "SignInRow",
    "messages": "MessageRow", "consent-events": "ConsentEventRow",
}  # fmt: skip


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: Any


class Caller:
    """Sends one operation by its name and holds the answer against the contract."""

    def __init__(self, base_url: str, token: str) -> None:
        self._base_url, self._token = base_url, token
        self._document = load()
        self._checker = Checker(self._document)
        self._operations = {o.name: o for o in operations(self._document)}

    def __call__(
        self,
        name: str,
        body: Any = None,
        query: str = "",
        headers: dict[str, str] | None = None,
        data: bytes | None = None,
        **ids: str,
    ) -> Answer:
        operation = self._operations[name]
        sent = {"Authorization": f"Bearer {self._token}", **(headers or {})}
        if body is not None:
            data, sent["Content-Type"] = json.dumps(body).encode(), "application/json"
        url = self._base_url + operation.path.format(**ids) + query
        method = operation.method.upper()
        request = urllib.request.Request(url, data, sent, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as got:
                answer = self._read(got)
        except urllib.error.HTTPError as refusal:
            with refusal:
                answer = self._read(refusal)
        self._hold(operation.node, (operation.path, operation.method), answer)
        return answer

    def _read(self, got: Any) -> Answer:
        raw = got.read()
        digest = base64.b64encode(hashlib.sha256(raw).digest()).decode()
        assert got.headers["Content-Digest"] == f"sha-256=:{digest}:"
        return Answer(got.status, got.headers, json.loads(raw) if raw else None)

    def _hold(self, node: Node, place: tuple[str, str], answer: Answer) -> None:
        told = node["responses"][str(answer.status)]
        for kind in resolve(self._document, told).get("content", {}):
            where: tuple[str, ...] = ("paths", *place, "responses", str(answer.status))
            if "$ref" in told:
                where = ("components", "responses", told["$ref"].rsplit("/")[-1])
            assert self._checker.faults((*where, "content", kind, "schema"), answer.body) == []

    def columns(self, resource: str) -> list[str]:
        """The x-columns of a table."""
        found: list[str] = self._document["components"]["schemas"][PATHS[resource]]["x-columns"]
        return found

    def verify(self, signed: str, key_id: str, signature: str) -> Any:
        """The signed JSON, after its Ed25519 signature was checked with the published key."""
        keys = {k["key_id"]: k["public_key"] for k in self("listKeys").body["keys"]}
        public = Ed25519PublicKey.from_public_bytes(unpadded(keys[key_id]))
        public.verify(unpadded(signature), unpadded(signed))
        return json.loads(unpadded(signed))


def unpadded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def key() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid.uuid4())}


@pytest.fixture(scope="module")
def call() -> Iterator[Caller]:
    with running_sandbox(transactions=1200) as sandbox:
        yield Caller(sandbox.base_url, sandbox.sign_in().tokens["access_token"])


def pages(call: Caller, query: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All pages of a query by cursor; each is asked twice and must be the same."""
    operation = "list" + "".join(w.title() for w in query["resource"].split("-"))
    operation = "listFieldRows" if query["resource"] == "fields" else operation
    cursor = query["first"]
    while cursor:
        where = f"?query_id={query['query_id']}&cursor={cursor}"
        page = call(operation, query=where).body
        assert call(operation, query=where).body == page
        yield page
        cursor = page["next"]


@pytest.mark.parametrize("resource", PATHS)
def test_rows_chain_to_the_digest_that_the_server_signs(call: Caller, resource: str) -> None:
    snapshot = call("createSnapshot", {}).body
    asked = {"snapshot_id": snapshot["snapshot_id"], "resource": resource, "page_rows": 100}
    query = call("createQuery", asked).body
    assert query["total_count"] == snapshot["counts"][resource] > 0
    columns = call.columns(resource)
    read = list(pages(call, query))
    rows = [[row[c] for c in columns] for page in read for row in page["items"]]
    assert len(rows) == query["total_count"]
    assert len({row[0] for row in rows}) == len(rows)
    assert [p["seq"] for p in read] == list(range(len(read)))
    assert [p["page_digest"] for p in read] == page_digests(rows, 100)
    signed = call(
        "createManifest", {"snapshot_id": snapshot["snapshot_id"], "query_ids": [query["query_id"]]}
    ).body
    content = call.verify(signed["manifest"], signed["key_id"], signed["signature"])
    (part,) = content["parts"]
    assert part["digest"] == read[-1]["snapshot_digest"] == read[-1]["page_digest"]
    assert (part["rows"], part["page_rows"], part["columns"]) == (len(rows), 100, columns)


def test_a_filtered_sorted_query_gives_its_totals_and_any_place(call: Caller) -> None:
    snapshot = call("createSnapshot", {}).body
    where = {"payment_mode": "upi", "amount_from": 1}
    asked = {"snapshot_id": snapshot["snapshot_id"], "resource": "transactions", "where": where}
    query = call("createQuery", asked | {"sort": "total_paise", "descending": False}).body
    rows = [row for page in pages(call, query) for row in page["items"]]
    amounts = [row["total_paise"] for row in rows]
    assert amounts == sorted(amounts)
    assert amounts[0] >= 1
    assert {row["payment_mode"] for row in rows} == {"upi"}
    assert query["totals"] == {k: sum(r[k] for r in rows) for k in query["totals"]}
    assert query["canonical_query"] == {
        "payment_mode": "upi", "amount_from": "1", "sort": "total_paise", "descending": "false",
    }  # fmt: skip
    middle = call("listTransactions", query=f"?query_id={query['query_id']}&start=7&limit=5").body
    assert middle["items"] == rows[7:12]
    assert middle["page_digest"] is None
    assert middle["next"] is None


def test_an_empty_query_has_one_page_without_rows(call: Caller) -> None:
    snapshot = call("createSnapshot", {}).body
    asked = {
        "snapshot_id": snapshot["snapshot_id"],
        "resource": "messages",
        "where": {"search": "no such words"},
    }
    (page,) = pages(call, call("createQuery", asked).body)
    assert page["items"] == []
    assert page["snapshot_digest"] == page_digests([], 200)[0]


def test_a_switch_needs_the_state_that_was_seen_and_happens_once(call: Caller) -> None:
    seen = call("readOptIn", opt_in_id="offers.sms")
    change = {
        "granted": not seen.body["granted"],
        "policy_version": "2026-05-01",
        "language": "en",
        "method": "contract test",
    }
    headers = key() | {"If-Match": seen.headers["ETag"]}
    assert seen.headers["ETag"] == seen.body["etag"]
    assert call("changeOptIn", change, opt_in_id="offers.sms", headers=key()).status == 428
    done = call("changeOptIn", change, opt_in_id="offers.sms", headers=headers)
    again = call("changeOptIn", change, opt_in_id="offers.sms", headers=headers)
    assert (done.status, again.status, again.body) == (200, 200, done.body)
    assert again.headers["Idempotency-Replayed"] == "true"
    stale = call("changeOptIn", change, opt_in_id="offers.sms", headers=headers | key())
    assert (stale.status, stale.body["current"]) == (412, done.body)
    newest = call("listOptInHistory", opt_in_id="offers.sms").body["items"][0]
    assert newest["receipt_number"] == done.body["receipt_number"]


def test_a_filing_gives_a_signed_receipt_and_the_same_reference_for_ever(call: Caller) -> None:
    filing = {
        "type": "correction",
        "client_ref": str(uuid.uuid4()),
        "corrections": [
            {"field_id": "business.industry", "before": None, "after": "Organic grocery"}
        ],
    }
    field = call("readField", field_id="business.industry").body
    filing["corrections"][0]["before"] = field["value"]  # type: ignore[index]
    first = call("fileRequest", filing, headers=key())
    later = call("fileRequest", filing, headers=key())
    assert (first.status, later.status) == (201, 200)
    assert later.body["request_id"] == first.body["request_id"]
    found = call("listRequests", query=f"?client_ref={filing['client_ref']}").body["items"]
    assert [r["request_id"] for r in found] == [first.body["request_id"]]
    told = call("readReceipt", request_id=first.body["request_id"]).body
    receipt = told["receipt"]
    signed = call.verify(told["signed"], receipt["key_id"], receipt["signature"])
    assert signed["receipt_number"] == receipt["receipt_number"]
    assert signed["request_digest"] == hashlib.sha256(json.dumps(filing).encode()).hexdigest()
    gone = call("withdrawRequest", {}, request_id=first.body["request_id"], headers=key()).body
    assert (gone["status"], gone["reason"]) == ("revoked", "by_requester")
    events = call("listRequestEvents", request_id=first.body["request_id"]).body["items"]
    assert [e["seq"] for e in events] == list(range(1, len(events) + 1))
    assert events[-1]["kind"] == "withdrawn"


def test_a_file_arrives_in_chunks_and_is_measured(call: Caller) -> None:
    content = b"%PDF-1.7\n" + bytes(range(256)) * 40
    announced = {
        "client_ref": str(uuid.uuid4()),
        "size_bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "media_type": "application/pdf",
    }
    made = call("createAttachment", announced, headers=key())
    attachment = made.body["attachment_id"]
    for start in (0, 6000):
        chunk = content[start : start + 6000]
        digest = base64.b64encode(hashlib.sha256(chunk).digest()).decode()
        headers = {"Upload-Offset": str(start), "Content-Digest": f"sha-256=:{digest}:"}
        headers["Content-Type"] = "application/offset+octet-stream"
        sent = call("uploadContent", headers=headers, data=chunk, attachment_id=attachment)
        assert (sent.status, sent.headers["Upload-Offset"]) == (204, str(start + len(chunk)))
    told = call("readUploadOffset", attachment_id=attachment)
    assert told.headers["Upload-Offset"] == told.headers["Upload-Length"] == str(len(content))
    assert call("readAttachment", attachment_id=attachment).body["state"] == "ready"


def test_a_deletion_is_asked_exactly_as_it_was_shown(call: Caller) -> None:
    preview = call("previewDeletion", {"categories": ["usage"]}).body
    filing = {
        "type": "deletion",
        "client_ref": str(uuid.uuid4()),
        "subject": preview["scope"],
        "plan_hash": "0" * 64,
    }
    refused = call("fileRequest", filing, headers=key())
    assert (refused.status, refused.body["field_errors"][0]["reason"]) == (422, "stale_plan")
    filed = call("fileRequest", filing | {"plan_hash": preview["plan_hash"]}, headers=key())
    assert (filed.status, filed.body["type"]) == (201, "deletion")


def test_a_consent_record_proves_itself(call: Caller) -> None:
    names = call("listConsentRecords").body["items"]
    record = call("readConsentRecord", record_id=names[0]["record_id"]).body
    integrity = record.pop("integrity")
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    assert hashlib.sha256(text.encode()).hexdigest() == integrity["this_hash"]
    keys = {k["key_id"]: k["public_key"] for k in call("listKeys").body["keys"]}
    public = Ed25519PublicKey.from_public_bytes(unpadded(keys[integrity["key_id"]]))
    public.verify(unpadded(integrity["signature"]), integrity["this_hash"].encode())


PLAIN_READS = (
    "readMeta", "listKeys", "readAuthorizationServer", "listSessions", "readMe", "listCategories",
    "listOptIns", "listGrievances", "listPolicies", "listProcessors", "listRetentionRules",
    "listNotices",
)  # fmt: skip


@pytest.mark.parametrize("name", PLAIN_READS)
def test_a_plain_read_fits_its_schema(call: Caller, name: str) -> None:
    assert call(name).status == 200
