"""Signing in: what gets in, and everything that does not."""

from __future__ import annotations

import pytest

from tests.sandbox.running import Pkce, Sandbox, SignedIn


def test_mobile_password_and_code_sign_in(shared: Sandbox) -> None:
    me = shared.sign_in()
    assert me.tokens["token_type"] == "Bearer"
    assert me.tokens["expires_in"] == 900
    assert me.tokens["iss"] == shared.base_url
    assert me.get("/v1/sessions").status == 200


@pytest.mark.parametrize("shape", ["+91 {}", "0{}", "91-{}", "{}", "+91{}"])
def test_the_mobile_may_be_written_in_any_usual_indian_form(shared: Sandbox, shape: str) -> None:
    digits = "".join(c for c in shared.login if c.isdigit())[-10:]
    written = shape.format(f"{digits[:5]} {digits[5:]}")
    assert shared.challenge(login=written).code == "code_required"


def test_the_challenge_tells_where_the_code_went_but_not_the_whole_number(shared: Sandbox) -> None:
    answer = shared.challenge()
    assert answer.status == 403
    problem = answer.json
    assert problem["error"] == "insufficient_authorization"
    challenge = problem["challenge"]
    assert challenge["digits"] == len(shared.code)
    assert challenge["expires_in"] == 300
    assert challenge["resend_after"] == 30
    digits = "".join(c for c in shared.login if c.isdigit())[-10:]
    assert digits not in challenge["sent_to"].replace(" ", "")
    assert challenge["sent_to"].endswith(digits[-3:])


def test_wrong_password_counts_down_and_locks_after_five(sandbox: Sandbox) -> None:
    left = [sandbox.challenge(password="wrong").json.get("tries_left") for _ in range(4)]
    assert left == [4, 3, 2, 1]
    fifth = sandbox.challenge(password="wrong")
    assert (fifth.status, fifth.code) == (403, "account_locked")
    right = sandbox.challenge()
    assert right.code == "account_locked"
    assert 0 < int(right.headers["retry-after"]) <= 900
    sandbox.advance(seconds=901)
    assert sandbox.challenge().code == "code_required"


def test_mobile_and_e_mail_of_one_person_share_the_count(sandbox: Sandbox) -> None:
    email = sandbox.sign_in().get("/v1/fields/contact.person.email").json["value"]
    for login in (email, sandbox.login, email.upper(), sandbox.login):
        assert sandbox.challenge(login=login, password="wrong").code == "wrong_credentials"
    assert sandbox.challenge(login=email, password="wrong").code == "account_locked"
    assert sandbox.challenge().code == "account_locked"


def test_a_right_password_clears_the_count(sandbox: Sandbox) -> None:
    for _ in range(4):
        sandbox.challenge(password="wrong")
    assert sandbox.challenge().code == "code_required"
    assert sandbox.challenge(password="wrong").json["tries_left"] == 4


def test_an_unknown_login_is_told_nothing_else_than_a_wrong_password(sandbox: Sandbox) -> None:
    unknown = sandbox.challenge(login="nobody@example.in")
    wrong = sandbox.challenge(password="wrong")
    assert (unknown.status, unknown.code) == (401, "wrong_credentials")
    same = {"type", "title", "status", "code", "retryable", "error", "tries_left"}
    assert {k: unknown.json[k] for k in same} == {k: wrong.json[k] for k in same}


def test_wrong_codes_count_down_and_end_the_sign_in_after_five(shared: Sandbox) -> None:
    handle = shared.challenge().json["auth_session"]
    answers = [
        shared.step(client_id="kassadesk", auth_session=handle, code="000000") for _ in range(6)
    ]
    assert [a.json.get("tries_left") for a in answers] == [4, 3, 2, 1, 0, None]
    assert {a.code for a in answers[:5]} == {"wrong_code"}
    assert answers[5].code == "auth_session_unknown"
    assert answers[5].json["error"] == "invalid_session"


def test_a_code_older_than_five_minutes_is_refused(sandbox: Sandbox) -> None:
    handle = sandbox.challenge().json["auth_session"]
    sandbox.advance(seconds=302)
    answer = sandbox.step(client_id="kassadesk", auth_session=handle, code=sandbox.code)
    assert (answer.status, answer.code) == (401, "code_expired")


def test_a_new_code_can_be_asked_for_after_thirty_seconds(sandbox: Sandbox) -> None:
    handle = sandbox.challenge().json["auth_session"]
    early = sandbox.step(client_id="kassadesk", auth_session=handle, resend="true")
    assert (early.status, early.code) == (429, "rate_limited")
    assert int(early.headers["retry-after"]) == early.json["retry_after_s"]
    sandbox.advance(seconds=301)
    again = sandbox.step(client_id="kassadesk", auth_session=handle, resend="true")
    assert again.code == "code_required"
    done = sandbox.step(client_id="kassadesk", auth_session=handle, code=sandbox.code)
    assert done.status == 200


def test_new_codes_are_not_an_endless_supply_of_guesses(sandbox: Sandbox) -> None:
    handle = sandbox.challenge().json["auth_session"]
    codes = []
    for _ in range(7):
        sandbox.advance(seconds=31)
        codes.append(sandbox.step(client_id="kassadesk", auth_session=handle, resend="true").code)
    assert codes == ["code_required"] * 5 + ["auth_session_unknown"] * 2


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"client_id": "somebody"}, "invalid_client"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"scope": "everything"}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"login": ""}, "invalid_request"),
        ({"device_name": "a\nb"}, "invalid_request"),
    ],
)
def test_a_malformed_first_step_is_refused(
    shared: Sandbox, changed: dict[str, str], code: str
) -> None:
    assert shared.challenge(**changed).code == code


def test_the_code_grant_needs_the_verifier_of_its_challenge(shared: Sandbox) -> None:
    pkce = Pkce()
    handle = shared.challenge(pkce).json["auth_session"]
    code = shared.step(client_id="kassadesk", auth_session=handle, code=shared.code).json[
        "authorization_code"
    ]
    wrong = shared.token(grant_type="authorization_code", code=code, code_verifier=Pkce().verifier)
    assert (wrong.status, wrong.code, wrong.json["error"]) == (
        400,
        "invalid_grant",
        "invalid_grant",
    )
    right = shared.token(grant_type="authorization_code", code=code, code_verifier=pkce.verifier)
    assert right.status == 200


def test_a_code_used_twice_ends_the_session_it_bought(shared: Sandbox) -> None:
    pkce = Pkce()
    handle = shared.challenge(pkce).json["auth_session"]
    code = shared.step(client_id="kassadesk", auth_session=handle, code=shared.code).json[
        "authorization_code"
    ]
    form = {"grant_type": "authorization_code", "code": code, "code_verifier": pkce.verifier}
    me = SignedIn(shared, shared.token(**form).json)
    assert me.get("/v1/sessions").status == 200
    assert shared.token(**form).code == "invalid_grant"
    assert me.get("/v1/sessions").code == "unauthenticated"


def test_an_authorization_code_lives_a_minute(sandbox: Sandbox) -> None:
    pkce = Pkce()
    handle = sandbox.challenge(pkce).json["auth_session"]
    code = sandbox.step(client_id="kassadesk", auth_session=handle, code=sandbox.code).json[
        "authorization_code"
    ]
    sandbox.advance(seconds=61)
    late = sandbox.token(grant_type="authorization_code", code=code, code_verifier=pkce.verifier)
    assert late.code == "invalid_grant"


def test_other_grants_and_clients_are_refused(shared: Sandbox) -> None:
    assert shared.token(grant_type="password", username="a").code == "unsupported_grant_type"
    assert shared.token(grant_type="refresh_token").code == "invalid_request"
    other = shared.token(client_id="other", grant_type="refresh_token", refresh_token="x")
    assert (other.status, other.code) == (401, "invalid_client")


def test_without_a_token_nothing_is_told(shared: Sandbox) -> None:
    bare = shared.call("GET", "/v1/requests")
    assert (bare.status, bare.code) == (401, "unauthenticated")
    assert bare.headers["www-authenticate"].startswith("Bearer")
    for header in ("Bearer nonsense", "Basic QTpC", "Bearer ", "Bearer \xe9"):
        answer = shared.call("GET", "/v1/requests", headers={"Authorization": header})
        assert answer.code == "unauthenticated"


def test_the_metadata_names_the_endpoints(shared: Sandbox) -> None:
    found = shared.call("GET", "/.well-known/oauth-authorization-server").json
    assert found["issuer"] == shared.base_url
    assert found["token_endpoint"] == f"{shared.base_url}/v1/oauth/token"
    assert found["code_challenge_methods_supported"] == ["S256"]
