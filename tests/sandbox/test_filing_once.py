"""A filing happens once, however often it has to be sent."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.running import Answer, Sandbox, SignedIn, running_sandbox


def access(**changed: Any) -> dict[str, Any]:
    return {"type": "access", "client_ref": str(uuid.uuid4())} | changed


def filed(me: SignedIn) -> int:
    return len(me.get("/v1/requests?limit=100").json["items"])


def test_the_same_key_and_body_give_the_first_answer_again(shared: Sandbox) -> None:
    me, body, key = shared.sign_in(), access(), str(uuid.uuid4())
    before = filed(me)
    first = me.post("/v1/requests", body, key)
    again = me.post("/v1/requests", body, key)
    assert first.status == again.status == 201
    assert first.body == again.body
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert filed(me) == before + 1


def test_a_key_used_for_another_body_or_path_is_refused(shared: Sandbox) -> None:
    me, body, key = shared.sign_in(), access(), str(uuid.uuid4())
    request_id = me.post("/v1/requests", body, key).json["request_id"]
    other = me.post("/v1/requests", access(), key)
    assert (other.status, other.code) == (422, "idempotency_key_reused")
    path = me.post(f"/v1/requests/{request_id}/withdrawal", {}, key)
    assert path.code == "idempotency_key_reused"


@pytest.mark.parametrize("key", [None, "", "a" * 65, "with space", "ключ"])
def test_a_missing_or_malformed_key_is_refused(shared: Sandbox, key: str | None) -> None:
    me = shared.sign_in()
    headers = {} if key is None else {"Idempotency-Key": key.encode().decode("latin-1")}
    answer = me.call("POST", "/v1/requests", access(), headers=headers)
    assert (answer.status, answer.code) == (400, "idempotency_key_missing")


def test_a_refusal_leaves_the_key_free(shared: Sandbox) -> None:
    me, key = shared.sign_in(), str(uuid.uuid4())
    assert me.post("/v1/requests", access(type="nomination"), key).status == 422
    assert me.post("/v1/requests", access(), key).status == 201


def test_a_client_ref_under_a_new_key_gives_the_first_filing(shared: Sandbox) -> None:
    me, body = shared.sign_in(), access()
    first = me.post("/v1/requests", body)
    second = me.post("/v1/requests", body | {"why": "asked again"})
    assert (first.status, second.status) == (201, 200)
    assert second.json["request_id"] == first.json["request_id"]
    assert second.json["note"] is None
    found = me.get(f"/v1/requests?client_ref={body['client_ref']}").json["items"]
    assert [r["request_id"] for r in found] == [first.json["request_id"]]


def test_a_client_ref_outlives_its_key(sandbox: Sandbox, me: SignedIn) -> None:
    body, key = access(), str(uuid.uuid4())
    first = me.post("/v1/requests", body, key)
    sandbox.advance(days=91)
    me = sandbox.sign_in()
    late = me.post("/v1/requests", body, key)
    assert late.status == 200
    assert late.json["request_id"] == first.json["request_id"]
    assert "idempotency-replayed" not in late.headers


def test_many_at_once_file_one_request(shared: Sandbox) -> None:
    me, body, key = shared.sign_in(), access(), str(uuid.uuid4())
    before = filed(me)

    def send(_: int) -> Answer:
        return me.post("/v1/requests", body, key)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(16)))
    assert {a.status for a in answers} <= {201, 409}
    busy = [a for a in answers if a.status == 409]
    assert all(a.code == "request_in_progress" and a.headers["retry-after"] for a in busy)
    assert len({a.json["request_id"] for a in answers if a.status == 201}) == 1
    assert filed(me) == before + 1


def test_many_keys_at_once_with_one_client_ref_file_one_request(shared: Sandbox) -> None:
    me, body = shared.sign_in(), access()

    def send(_: int) -> Answer:
        return me.post("/v1/requests", body)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(16)))
    assert sorted(a.status for a in answers) == [200] * 15 + [201]
    assert len({a.json["request_id"] for a in answers}) == 1


def test_a_connection_cut_after_the_commit_is_answered_by_the_retry(
    sandbox: Sandbox, me: SignedIn
) -> None:
    body, key = access(), str(uuid.uuid4())
    sandbox.fault("POST /v1/requests", drop="after")
    with pytest.raises(ConnectionError):
        me.post("/v1/requests", body, key)
    again = me.post("/v1/requests", body, key)
    assert again.status == 201
    assert again.headers["idempotency-replayed"] == "true"


def test_a_connection_cut_before_leaves_nothing(sandbox: Sandbox, me: SignedIn) -> None:
    """Negative control of the test above."""
    body, key = access(), str(uuid.uuid4())
    sandbox.fault("POST /v1/requests", drop="before")
    with pytest.raises(ConnectionError):
        me.post("/v1/requests", body, key)
    again = me.post("/v1/requests", body, key)
    assert again.status == 201
    assert "idempotency-replayed" not in again.headers


def test_request_key_and_receipt_are_together_on_the_disk(tmp_path: Path) -> None:
    with running_sandbox("empty", data=tmp_path) as sandbox:
        me = sandbox.sign_in()
        key = str(uuid.uuid4())
        request_id = me.post("/v1/requests", access(), key).json["request_id"]
        sandbox.process.kill()
    with sqlite3.connect(tmp_path / "sandbox.sqlite3") as db:
        for table, column, value in (
            ("requests", "request_id", request_id),
            ("receipts", "about_id", request_id),
            ("request_events", "request_id", request_id),
            ("idempotency_keys", "key", key),
        ):
            rows = db.execute(f"SELECT COUNT(*) FROM {table} WHERE {column} = ?", (value,))
            assert rows.fetchone() == (1,), table
    db.close()


def test_the_receipt_is_signed_over_what_was_received(shared: Sandbox) -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    me, body = shared.sign_in(), access()
    answer = me.post("/v1/requests", body)
    receipt = answer.json["receipt"]
    assert receipt["request_digest"] == hashlib.sha256(json.dumps(body).encode()).hexdigest()
    whole = me.get(f"/v1/requests/{answer.json['request_id']}/receipt").json
    assert whole["receipt"] == receipt
    signed = unb64(whole["signed"])
    told = {k: v for k, v in receipt.items() if k not in ("key_id", "signature")}
    assert json.loads(signed) == told | {
        "contract": "1",
        "merchant_id": me.get("/v1/me").json["merchant_id"],
        "about_id": answer.json["request_id"],
        "reference": answer.json["reference"],
        "status_path": f"/v1/requests/{answer.json['request_id']}",
    }
    (key,) = shared.call("GET", "/.well-known/kassapos-keys").json["keys"]
    assert key["key_id"] == receipt["key_id"]
    public = Ed25519PublicKey.from_public_bytes(unb64(key["public_key"]))
    public.verify(unb64(receipt["signature"]), signed)
    with pytest.raises(InvalidSignature):
        public.verify(unb64(receipt["signature"]), signed + b" ")


def unb64(text: str) -> bytes:
    import base64

    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
