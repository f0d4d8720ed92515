"""Documents go up in chunks, may stop and go on, and count only when whole."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

import pytest

from tests.sandbox.running import Answer, Sandbox, SignedIn, content_digest

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40


def announce(me: SignedIn, content: bytes = PDF, **changed: Any) -> Answer:
    body = {
        "client_ref": str(uuid.uuid4()),
        "size_bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "media_type": "application/pdf",
    }
    return me.post("/v1/attachments", body | changed)


def offset(me: SignedIn, path: str) -> Answer:
    return me.call("HEAD", path)


def test_a_document_in_two_chunks_becomes_ready(shared: Sandbox) -> None:
    me = shared.sign_in()
    made = announce(me)
    assert (made.status, made.json["offset"], made.json["state"]) == (201, 0, "uploading")
    path = made.json["upload_url"]
    half = me.chunk(path, 0, PDF[:4000])
    assert (half.status, half.headers["upload-offset"]) == (204, "4000")
    asked = offset(me, path)
    assert (asked.status, asked.headers["upload-offset"]) == (204, "4000")
    assert asked.headers["upload-length"] == str(len(PDF))
    assert me.chunk(path, 4000, PDF[4000:]).status == 204
    assert me.get(f"/v1/attachments/{made.json['attachment_id']}").json["state"] == "ready"


def test_the_same_digest_and_client_ref_give_the_same_attachment(shared: Sandbox) -> None:
    me, ref = shared.sign_in(), str(uuid.uuid4())
    first, second = announce(me, client_ref=ref), announce(me, client_ref=ref)
    assert (first.status, second.status) == (201, 200)
    assert first.json["attachment_id"] == second.json["attachment_id"]
    assert announce(me).json["attachment_id"] != first.json["attachment_id"]


def test_a_chunk_at_the_wrong_offset_changes_nothing(shared: Sandbox) -> None:
    me = shared.sign_in()
    path = announce(me).json["upload_url"]
    me.chunk(path, 0, PDF[:100])
    for wrong in (0, 99, 101, 5000):
        refused = me.chunk(path, wrong, PDF[100:200])
        assert (refused.status, refused.code) == (409, "offset_conflict")
    assert offset(me, path).headers["upload-offset"] == "100"


def test_a_chunk_changed_on_the_way_is_not_taken(shared: Sandbox) -> None:
    me = shared.sign_in()
    path = announce(me).json["upload_url"]
    refused = me.chunk(path, 0, PDF[:100], digest=content_digest(PDF[:99]))
    assert (refused.status, refused.code) == (400, "digest_mismatch")
    assert offset(me, path).headers["upload-offset"] == "0"


def test_another_file_than_announced_starts_again_at_nought(shared: Sandbox) -> None:
    me = shared.sign_in()
    path = announce(me).json["upload_url"]
    refused = me.chunk(path, 0, PDF[:-1] + b"!")
    assert (refused.status, refused.code) == (400, "digest_mismatch")
    assert offset(me, path).headers["upload-offset"] == "0"
    assert me.chunk(path, 0, PDF).status == 204


def test_a_file_that_is_not_what_it_says_is_not_taken(shared: Sandbox) -> None:
    me = shared.sign_in()
    path = announce(me, media_type="image/png").json["upload_url"]
    refused = me.chunk(path, 0, PDF)
    assert (refused.status, refused.code) == (415, "unsupported_media_type")
    assert offset(me, path).headers["upload-offset"] == "0"


def test_more_than_announced_is_too_large(shared: Sandbox) -> None:
    me = shared.sign_in()
    path = announce(me).json["upload_url"]
    assert me.chunk(path, 0, PDF + b"x").code == "too_large"
    assert announce(me, size_bytes=10 * 1024 * 1024 + 1).status == 422


def test_the_largest_allowed_document_goes_up(shared: Sandbox) -> None:
    me = shared.sign_in()
    largest = b"%PDF-" + bytes(10 * 1024 * 1024 - 5)
    me.upload(largest)


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"Upload-Offset": None}, "invalid_request"),
        ({"Upload-Offset": "-1"}, "invalid_request"),
        ({"Upload-Offset": "ten"}, "invalid_request"),
        ({"Content-Digest": None}, "invalid_request"),
        ({"Content-Digest": "md5=:AAAA:"}, "invalid_request"),
        ({"Content-Type": "application/json"}, "unsupported_media_type"),
    ],
)
def test_a_chunk_without_its_headers_is_refused(
    shared: Sandbox, headers: dict[str, str | None], code: str
) -> None:
    me = shared.sign_in()
    path = announce(me).json["upload_url"]
    sent: dict[str, str | None] = {
        "Content-Type": "application/offset+octet-stream",
        "Upload-Offset": "0",
        "Content-Digest": content_digest(b"abc"),
    }
    given = {name: value for name, value in (sent | headers).items() if value is not None}
    assert me.call("PATCH", path, raw=b"abc", headers=given).code == code


def test_an_unfinished_unknown_or_used_document_is_no_evidence(shared: Sandbox) -> None:
    me = shared.sign_in()
    unfinished = announce(me).json["attachment_id"]
    used = me.upload(PDF)

    def file(*evidence: str) -> Answer:
        body = {"type": "access", "client_ref": str(uuid.uuid4()), "evidence": list(evidence)}
        return me.post("/v1/requests", body)

    assert file(used).status == 201
    for evidence, reason in (
        (unfinished, "bad_value"),
        ("att-none", "unknown_id"),
        (used, "bad_value"),
    ):
        refused = file(evidence)
        assert (refused.status, refused.code) == (422, "validation_failed")
        assert refused.json["field_errors"] == [{"pointer": "/evidence/0", "reason": reason}]
    twice = me.upload(PDF)
    assert file(twice, twice).json["field_errors"][0]["pointer"] == "/evidence/1"


def test_an_unused_document_vanishes_after_seven_days_and_a_used_one_stays(
    sandbox: Sandbox, me: SignedIn
) -> None:
    unused, used = me.upload(PDF), me.upload(PDF)
    body = {"type": "access", "client_ref": str(uuid.uuid4()), "evidence": [used]}
    assert me.post("/v1/requests", body).status == 201
    sandbox.advance(days=7.1)
    me = sandbox.sign_in()
    assert me.get(f"/v1/attachments/{unused}").code == "not_found"
    assert me.get(f"/v1/attachments/{used}").json["state"] == "ready"
