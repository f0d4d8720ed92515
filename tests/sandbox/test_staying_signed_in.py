"""Refresh rotation with its narrow grace, ending sessions here and from afar."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.sandbox.running import Answer, Sandbox, SignedIn, running_sandbox


def refresh(sandbox: Sandbox, token: str) -> Answer:
    return sandbox.token(grant_type="refresh_token", refresh_token=token)


def test_a_refresh_gives_a_new_pair_that_works(sandbox: Sandbox, me: SignedIn) -> None:
    first = me.tokens
    me.refresh()
    assert me.tokens["refresh_token"] != first["refresh_token"]
    assert me.tokens["access_token"] != first["access_token"]
    assert me.tokens["session_id"] == first["session_id"]
    assert me.get("/v1/sessions").status == 200


def test_the_previous_token_gives_the_same_pair_until_the_new_one_was_used(
    sandbox: Sandbox, me: SignedIn
) -> None:
    old = me.tokens["refresh_token"]
    first = refresh(sandbox, old).json
    again = refresh(sandbox, old).json
    assert again["refresh_token"] == first["refresh_token"]
    assert again["access_token"] == first["access_token"]
    assert refresh(sandbox, first["refresh_token"]).status == 200


def test_an_older_token_ends_the_whole_family(sandbox: Sandbox, me: SignedIn) -> None:
    old = me.tokens["refresh_token"]
    second = refresh(sandbox, old).json
    third = refresh(sandbox, second["refresh_token"]).json
    me.tokens = third
    assert me.get("/v1/sessions").status == 200
    reused = refresh(sandbox, old)
    assert (reused.status, reused.code) == (400, "invalid_grant")
    assert me.get("/v1/sessions").code == "unauthenticated"
    assert refresh(sandbox, third["refresh_token"]).code == "invalid_grant"


def test_a_token_nobody_ever_had_ends_nothing(sandbox: Sandbox, me: SignedIn) -> None:
    """Negative control of the test above: only a real old token means a copy."""
    assert refresh(sandbox, "kpr_made_up").code == "invalid_grant"
    assert me.get("/v1/sessions").status == 200
    me.refresh()
    assert me.get("/v1/sessions").status == 200


def test_another_session_survives_the_end_of_a_family(sandbox: Sandbox, me: SignedIn) -> None:
    other = sandbox.sign_in()
    old = me.tokens["refresh_token"]
    second = refresh(sandbox, old).json
    refresh(sandbox, second["refresh_token"])
    refresh(sandbox, old)
    assert other.get("/v1/sessions").status == 200


def test_the_grace_lasts_seven_days_offline_and_no_longer(sandbox: Sandbox, me: SignedIn) -> None:
    old = me.tokens["refresh_token"]
    new = refresh(sandbox, old).json["refresh_token"]
    sandbox.advance(days=6.9)
    assert refresh(sandbox, old).json["refresh_token"] == new
    sandbox.advance(days=0.2)
    assert refresh(sandbox, old).code == "invalid_grant"


def test_the_pair_given_again_in_the_grace_can_be_used_at_once(
    sandbox: Sandbox, me: SignedIn
) -> None:
    old = me.tokens["refresh_token"]
    refresh(sandbox, old)
    sandbox.advance(days=3)
    me.tokens = refresh(sandbox, old).json
    assert me.get("/v1/sessions").status == 200


def test_an_access_token_lives_fifteen_minutes(sandbox: Sandbox, me: SignedIn) -> None:
    sandbox.advance(seconds=890)
    assert me.get("/v1/sessions").status == 200
    sandbox.advance(seconds=11)
    expired = me.get("/v1/sessions")
    assert (expired.status, expired.code) == (401, "unauthenticated")
    me.refresh()
    assert me.get("/v1/sessions").status == 200


def test_a_sign_in_ends_for_good_after_thirty_days(sandbox: Sandbox, me: SignedIn) -> None:
    for _ in range(29):
        sandbox.advance(days=1)
        me.refresh()
    sandbox.advance(days=1.1)
    assert refresh(sandbox, me.tokens["refresh_token"]).code == "invalid_grant"


def test_revoking_ends_the_session_and_always_answers_200(sandbox: Sandbox, me: SignedIn) -> None:
    for token in (me.tokens["refresh_token"], me.tokens["refresh_token"], "never-seen"):
        form = {"client_id": "kassadesk", "token": token, "token_type_hint": "refresh_token"}
        answer = sandbox.call("POST", "/v1/oauth/revoke", form=form)
        assert (answer.status, answer.json) == (200, {})
    assert me.get("/v1/sessions").code == "unauthenticated"
    assert refresh(sandbox, me.tokens["refresh_token"]).code == "invalid_grant"


def test_a_lost_pc_is_ended_from_another(sandbox: Sandbox, me: SignedIn) -> None:
    lost = sandbox.sign_in()
    items = me.get("/v1/sessions").json["items"]
    assert [i["current"] for i in items if i["session_id"] == me.tokens["session_id"]] == [True]
    assert len(items) == 2
    path = f"/v1/sessions/{lost.tokens['session_id']}"
    assert me.call("DELETE", path).status == 204
    assert lost.get("/v1/sessions").code == "unauthenticated"
    assert me.call("DELETE", path).code == "not_found"
    assert me.get("/v1/sessions").status == 200


def test_no_secret_is_kept_as_it_is(tmp_path: Path) -> None:
    with running_sandbox(data=tmp_path) as sandbox:
        me = sandbox.sign_in()
        me.refresh()
        secrets = [me.tokens["access_token"], me.tokens["refresh_token"], sandbox.password]
        session_id = me.tokens["session_id"]
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert session_id.encode() in kept, "the control: what is kept can be found this way"
    for secret in secrets:
        assert secret.encode() not in kept
    with sqlite3.connect(tmp_path / "sandbox.sqlite3") as db:
        assert db.execute("SELECT COUNT(*) FROM refresh_tokens").fetchone() == (2,)
    db.close()


def test_a_session_and_a_moved_clock_survive_a_restart(tmp_path: Path) -> None:
    with running_sandbox(data=tmp_path, today="2026-11-23") as sandbox:
        me = sandbox.sign_in()
        sandbox.advance(days=2)
        refresh_token = me.tokens["refresh_token"]
    with running_sandbox(data=tmp_path, today="2026-11-23") as sandbox:
        assert refresh(sandbox, refresh_token).status == 200
        assert sandbox.call("GET", "/v1/meta").json["time"] >= "2026-11-24T18:30:00Z"
