"""Signing in, staying signed in, and leaving nothing behind: against the real server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kassadesk.core.clock import utc_now
from kassadesk.core.errors import (
    CaptivePortal,
    EntryStuck,
    NotSignedIn,
    Offline,
    Rejected,
    ServerFault,
    SessionExpired,
    SignInRefused,
    TooManyRequests,
    VaultMissing,
)
from kassadesk.core.merchant import Merchant
from kassadesk.core.policy import Contact
from kassadesk.core.signin import LateEndings
from kassadesk.services.session import Kept, SessionService
from kassadesk.vault.keychain import KeychainVault
from kassadesk.vault.vault import MemoryVault
from tests.sandbox.running import Sandbox
from tests.services.program import Program
from tests.systems import WINDOWS
from tests.vault import private_session


@pytest.fixture
def sandbox(own_sandbox: Sandbox) -> Sandbox:
    """A server for each test: they lock the account, move its clock, end its sign-ins."""
    return own_sandbox


class NoKeychain(MemoryVault):
    """A PC without a safe keychain."""

    def _check(self) -> None:
        raise VaultMissing


def restarted(program: Program) -> Program:
    """The next run on the same PC."""
    program.api.close()
    return Program(program.sandbox, Path(program.settings._folder), program.vault)


# --- signing in ---------------------------------------------------------------------------------


def test_name_password_and_code_sign_in(program: Program) -> None:
    challenge = program.session.start(program.sandbox.login, program.sandbox.password)
    assert (challenge.channel, challenge.digits) == ("sms", 6)

    kept = program.session.confirm(challenge, " 246 810 ", remember=True)

    assert kept is Kept.IN_KEYCHAIN
    assert program.session.signed_in
    assert program.records.merchant().environment == "sample"


def test_wrong_password_tells_how_many_tries_are_left(program: Program) -> None:
    with pytest.raises(SignInRefused) as refused:
        program.session.start(program.sandbox.login, "wrong")

    assert (refused.value.reason, refused.value.tries_left) == ("wrong_password", 4)


def test_fifth_wrong_password_locks_the_account(program: Program) -> None:
    for _ in range(5):
        with pytest.raises(SignInRefused):
            program.session.start(program.sandbox.login, "wrong")

    with pytest.raises(SignInRefused) as locked:
        program.session.start(program.sandbox.login, program.sandbox.password)

    assert locked.value.reason == "account_locked"
    assert locked.value.retry_after_s > 0


def test_wrong_code_may_be_typed_again(program: Program) -> None:
    challenge = program.session.start(program.sandbox.login, program.sandbox.password)

    with pytest.raises(SignInRefused) as refused:
        program.session.confirm(challenge, "000000", remember=False)
    program.session.confirm(challenge, program.sandbox.code, remember=False)

    assert (refused.value.reason, refused.value.tries_left) == ("wrong_code", 4)
    assert program.session.signed_in


def test_old_code_is_told_apart_from_a_wrong_one(program: Program) -> None:
    challenge = program.session.start(program.sandbox.login, program.sandbox.password)
    program.sandbox.advance(seconds=301)

    with pytest.raises(SignInRefused) as refused:
        program.session.confirm(challenge, program.sandbox.code, remember=False)

    assert refused.value.reason == "code_expired"


def test_new_code_can_be_asked_but_not_at_once(program: Program) -> None:
    challenge = program.session.start(program.sandbox.login, program.sandbox.password)
    with pytest.raises(TooManyRequests) as too_soon:
        program.session.resend(challenge)
    program.sandbox.advance(seconds=31)

    fresh = program.session.resend(challenge)
    program.session.confirm(fresh, program.sandbox.code, remember=False)

    assert too_soon.value.retry_after_s > 0
    assert program.session.signed_in


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"html": True}, CaptivePortal),
        ({"status": 503}, ServerFault),
        ({"drop": "before"}, Offline),
        ({"drop": "after"}, Offline),
    ],
)
def test_trouble_while_signing_in_leaves_a_clean_slate(
    program: Program, fault: dict[str, object], error: type[Exception]
) -> None:
    program.sandbox.fault("POST /v1/oauth/authorization-challenge", **fault)

    with pytest.raises(error):
        program.session.start(program.sandbox.login, program.sandbox.password)

    assert not program.session.signed_in
    program.sign_in()
    assert program.session.signed_in


def test_without_a_sign_in_nothing_is_asked(program: Program) -> None:
    with pytest.raises(NotSignedIn):
        program.records.merchant()

    assert program.calls("GET", "/v1/me") == []


# --- staying signed in --------------------------------------------------------------------------


def test_ended_access_token_is_renewed_without_a_word(program: Program) -> None:
    program.sign_in(remember=True)
    program.sandbox.advance(seconds=901)

    assert program.records.merchant().legal_name

    assert program.calls("GET", "/v1/me") == [401, 200]


def test_sign_in_that_ends_in_mid_work_says_so_and_a_new_one_goes_on(program: Program) -> None:
    program.sign_in(remember=True)
    program.sandbox.fault("GET /v1/categories", expire_session=True)

    with pytest.raises(SessionExpired):
        program.records.categories()
    with pytest.raises(NotSignedIn):
        program.records.categories()

    program.sign_in(remember=True)
    assert len(program.records.categories()) == 5


def test_ten_requests_at_once_renew_once(signed_in: Program) -> None:
    signed_in.sandbox.advance(seconds=901)
    failures: list[BaseException] = []

    def ask() -> None:
        try:
            signed_in.records.categories()
        except BaseException as error:  # noqa: BLE001 - told by the assertion below
            failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert signed_in.calls("POST", "/v1/oauth/token") == [200, 200]


def test_lost_answer_to_a_renewal_does_not_sign_out(program: Program) -> None:
    program.sign_in(remember=True)
    program.sandbox.advance(seconds=901)
    program.sandbox.fault("POST /v1/oauth/token", drop="after")

    program.records.merchant()
    program.sandbox.advance(seconds=901)
    program.records.merchant()

    assert program.session.signed_in


def test_program_killed_after_a_renewal_is_still_signed_in(program: Program) -> None:
    program.sign_in(remember=True)
    account = program.settings.load().remembered_session + "/refresh"
    older = program.vault.get(account)
    assert older is not None
    program.sandbox.advance(seconds=901)
    program.records.merchant()
    program.vault.put(account, older)  # as if the new token had not reached the keychain

    again = restarted(program)

    assert again.session.resume()
    assert again.records.merchant().legal_name
    again.api.close()


def test_renewed_token_replaces_the_kept_one(program: Program) -> None:
    program.sign_in(remember=True)
    account = program.settings.load().remembered_session + "/refresh"
    older = program.vault.get(account)
    program.sandbox.advance(seconds=901)

    program.records.merchant()

    held = program.api.tokens.held
    assert held is not None
    assert program.vault.get(account) == held.refresh_token != older


def test_keychain_that_locks_during_the_run_ends_remembering_not_the_sign_in(
    program: Program,
) -> None:
    program.sign_in(remember=True)
    assert isinstance(program.vault, MemoryVault)
    program.vault.locked = True
    program.sandbox.advance(seconds=901)

    assert program.records.merchant().legal_name

    assert program.settings.load().remembered_session == ""


def test_sign_in_survives_a_restart(program: Program) -> None:
    program.sign_in(remember=True)

    again = restarted(program)

    assert again.session.resume()
    assert again.records.merchant().legal_name
    again.api.close()


def test_nothing_remembered_nothing_resumed(program: Program) -> None:
    assert program.session.resume() is False


def test_server_down_at_the_start_keeps_the_sign_in_remembered(program: Program) -> None:
    program.sign_in(remember=True)
    program.sandbox.fault("POST /v1/oauth/token", drop="before", times=3)
    again = restarted(program)

    with pytest.raises(Offline):
        again.session.resume()

    assert again.session.resume()
    again.api.close()


def test_sign_in_ended_from_elsewhere_is_forgotten_at_the_next_start(program: Program) -> None:
    program.sign_in(remember=True)
    other = Program(program.sandbox, Path(program.settings._folder) / "other")
    other.sign_in()
    ended = [one for one in other.session.devices() if not one.current]
    other.session.end_device(ended[0].session_id)
    other.api.close()

    with pytest.raises(SessionExpired):
        program.records.merchant()
    assert not program.session.signed_in
    again = restarted(program)

    assert again.session.resume() is False
    assert isinstance(again.vault, MemoryVault)
    assert again.vault.accounts() == ()
    again.api.close()


def test_own_device_is_marked_in_the_list(signed_in: Program) -> None:
    (own,) = [one for one in signed_in.session.devices() if one.current]

    assert own.device_name.startswith("KassaDesk")


# --- where the secret is ------------------------------------------------------------------------


def test_by_choice_nothing_is_kept(program: Program) -> None:
    assert program.sign_in(remember=False) is Kept.BY_CHOICE_THIS_RUN

    assert isinstance(program.vault, MemoryVault)
    assert program.vault.accounts() == ()
    assert program.settings.load().remembered_session == ""


@pytest.mark.parametrize("locked", [True, False])
def test_without_a_usable_keychain_the_sign_in_works_for_this_run(
    sandbox: Sandbox, tmp_path: Path, locked: bool
) -> None:
    vault = MemoryVault() if locked else NoKeychain()
    vault.locked = locked
    program = Program(sandbox, tmp_path, vault)

    assert program.sign_in(remember=True) is Kept.NO_KEYCHAIN_THIS_RUN

    assert program.records.merchant().legal_name
    held = program.api.tokens.held
    assert held is not None
    files = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert held.refresh_token.encode() not in files
    assert program.session.sign_out()
    program.api.close()


def test_profile_that_cannot_be_written_allows_a_sign_in_for_this_run(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    (tmp_path / "profile").write_bytes(b"a file where the folder should be")
    vault = MemoryVault("a test's keychain")
    program = Program(sandbox, tmp_path / "profile", vault)

    assert program.sign_in(remember=True) is Kept.NO_KEYCHAIN_THIS_RUN
    assert program.records.merchant().legal_name
    program.sandbox.fault("POST /v1/oauth/revoke", drop="before", times=3)
    assert program.session.sign_out() is False

    assert vault.accounts() == ()
    assert program.session.finish_endings() == LateEndings(1, 0)
    program.api.close()


def test_settings_hold_neither_token_nor_login(program: Program) -> None:
    program.sign_in(remember=True)
    held = program.api.tokens.held
    assert held is not None

    folder = Path(program.settings._folder)
    kept = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())

    assert program.settings.load().remembered_session.encode() in kept
    for secret in (held.refresh_token, held.access_token, program.sandbox.login):
        assert secret.encode() not in kept


# --- signing out --------------------------------------------------------------------------------


def test_sign_out_removes_the_entry_and_ends_the_sign_in_at_the_server(program: Program) -> None:
    program.sign_in(remember=True)
    held = program.api.tokens.held
    assert held is not None

    assert program.session.sign_out() is True

    assert isinstance(program.vault, MemoryVault)
    assert program.vault.accounts() == ()
    assert not program.session.signed_in
    with pytest.raises(SessionExpired):
        program.api.tokens.resume(held.refresh_token)


def test_sign_out_without_the_server_is_told_later(program: Program) -> None:
    program.sign_in(remember=True)
    held = program.api.tokens.held
    assert held is not None
    program.sandbox.fault("POST /v1/oauth/revoke", drop="before", times=3)

    assert program.session.sign_out() is False
    assert program.settings.load().remembered_session == ""
    again = restarted(program)
    assert again.session.resume() is False
    assert again.session.finish_endings() == LateEndings(1, 0)

    assert again.session.finish_endings() == LateEndings(0, 0)
    assert isinstance(again.vault, MemoryVault)
    assert again.vault.accounts() == ()
    with pytest.raises(SessionExpired):
        again.api.tokens.resume(held.refresh_token)
    again.api.close()


def test_sign_in_that_was_not_to_be_kept_is_noted_in_memory_only(program: Program) -> None:
    program.sign_in(remember=False)
    program.sandbox.fault("POST /v1/oauth/revoke", drop="before", times=3)

    assert program.session.sign_out() is False

    assert isinstance(program.vault, MemoryVault)
    assert program.vault.accounts() == ()
    assert program.settings.load().sessions_to_revoke == ()
    assert program.session.finish_endings() == LateEndings(1, 0)


class AnyHour:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.passed = timedelta()

    def __call__(self) -> datetime:
        return utc_now() + self.passed


@pytest.mark.parametrize("remember", [True, False])
@pytest.mark.parametrize("reachable", [True, False])
def test_end_that_was_not_told_for_a_day_is_dropped(
    program: Program, remember: bool, reachable: bool
) -> None:
    clock = AnyHour()
    program.session = SessionService(program.api, program.vault, program.settings, clock)
    program.sign_in(remember=remember)
    program.sandbox.fault("POST /v1/oauth/revoke", drop="before", times=3)
    assert program.session.sign_out() is False
    clock.passed = timedelta(hours=23)
    program.sandbox.fault("POST /v1/oauth/revoke", drop="before", times=3)
    assert program.session.finish_endings() == LateEndings(0, 0)

    clock.passed = timedelta(hours=25)
    if not reachable:
        program.sandbox.fault("POST /v1/oauth/revoke", drop="before", times=3)
    ended = program.session.finish_endings()

    assert ended == (LateEndings(1, 0) if reachable else LateEndings(0, 1))
    assert isinstance(program.vault, MemoryVault)
    assert program.vault.accounts() == ()
    assert program.settings.load().sessions_to_revoke == ()
    assert program.session.finish_endings() == LateEndings(0, 0)


def test_end_for_another_server_is_dropped_after_a_day_without_asking_this_one(
    program: Program,
) -> None:
    program.vault.put("elsewhere.example/1/revoke", "rt_elsewhere")
    program.settings.change(sessions_to_revoke=("elsewhere.example/1 2026-01-01T00:00:00Z",))

    assert program.session.finish_endings() == LateEndings(0, 1)

    assert program.vault.get("elsewhere.example/1/revoke") is None
    assert program.calls("POST", "/v1/oauth/revoke") == []


def test_entry_that_would_not_go_is_told_and_tried_again_at_the_next_start(
    program: Program,
) -> None:
    program.sign_in(remember=True)
    assert isinstance(program.vault, MemoryVault)
    (entry,) = program.vault.accounts()
    program.vault.locked = True

    with pytest.raises(EntryStuck):
        program.session.sign_out()

    assert not program.session.signed_in
    assert program.settings.load().remembered_session == ""
    assert program.settings.load().entries_to_remove == (entry,)
    again = restarted(program)
    again.session.finish_endings()
    assert again.settings.load().entries_to_remove == (entry,)
    program.vault.locked = False
    again.session.finish_endings()
    assert again.settings.load().entries_to_remove == ()
    assert program.vault.accounts() == ()
    again.api.close()


# --- the locked window ----------------------------------------------------------------------------


def come_back(program: Program) -> Kept:
    """Both steps at the locked window."""
    challenge = program.session.start(program.sandbox.login, program.sandbox.password)
    return program.session.come_back(challenge, program.sandbox.code)


@pytest.mark.parametrize("remember", [True, False])
def test_who_comes_back_goes_on_with_a_new_sign_in_remembered_as_before(
    program: Program, remember: bool
) -> None:
    program.sign_in(remember=remember)
    before = program.api.tokens.held
    assert before is not None
    kept = come_back(program)
    assert kept is (Kept.IN_KEYCHAIN if remember else Kept.BY_CHOICE_THIS_RUN)
    after = program.api.tokens.held
    assert after is not None and after.session_id != before.session_id
    assert [one.session_id for one in program.session.devices()] == [after.session_id]
    assert restarted(program).session.resume() is remember


class AnotherShop:
    """What the running visit reads, if it were another shop's."""

    def __init__(self, program: Program) -> None:
        self._held = program.api.held

    def read_me(self) -> tuple[Merchant, Contact]:
        """Another shop."""
        merchant, other = self._held.read_me()
        return replace(merchant, merchant_id="another"), other


def test_another_account_does_not_come_back_and_is_signed_out_again(program: Program) -> None:
    program.sign_in(remember=True)
    before = program.api.tokens.held
    real, program.api.held = program.api.held, AnotherShop(program)  # type: ignore[assignment]
    with pytest.raises(SignInRefused) as refused:
        come_back(program)
    program.api.held = real
    assert refused.value.reason == "other_account"
    assert before is not None
    assert program.api.tokens.held == before, "the visit goes on with its own sign-in"
    assert [one.session_id for one in program.session.devices()] == [before.session_id]
    assert restarted(program).session.resume()


def test_a_line_that_breaks_while_coming_back_leaves_the_visit_as_it_was(program: Program) -> None:
    program.sign_in()
    before = program.api.tokens.held
    challenge = program.session.start(program.sandbox.login, program.sandbox.password)
    program.sandbox.fault("GET /v1/me", times=9, drop="before")
    with pytest.raises(Offline):
        program.session.come_back(challenge, program.sandbox.code)
    program.sandbox.no_faults()
    assert before is not None
    assert program.api.tokens.held == before
    assert [one.session_id for one in program.session.devices()] == [before.session_id]


def test_what_was_remembered_can_be_ended_without_using_it(program: Program) -> None:
    program.sign_in(remember=True)
    entry = f"{program.settings.load().remembered_session}/refresh"
    token = program.vault.get(entry)
    next_run = restarted(program)
    next_run.session.end_remembered()
    assert program.vault.get(entry) is None
    assert not next_run.session.resume()
    assert token is not None
    with pytest.raises(SessionExpired):
        next_run.api.tokens.resume(token)
    next_run.session.end_remembered()  # and where nothing is remembered, nothing happens


def test_new_sign_in_leaves_one_entry(program: Program) -> None:
    program.sign_in(remember=True)
    program.api.tokens.end()

    program.sign_in(remember=True)

    assert isinstance(program.vault, MemoryVault)
    assert len(program.vault.accounts()) == 1


# --- which server -------------------------------------------------------------------------------


def test_server_is_remembered_and_an_unsafe_one_refused(program: Program) -> None:
    here = program.session.origin
    with pytest.raises(Rejected):
        program.session.point_at("http://kassapos.example")
    assert program.session.origin == here

    program.session.point_at("https://privacy.kassapos.example/")

    assert program.session.origin == "https://privacy.kassapos.example"
    assert program.settings.load().server == "https://privacy.kassapos.example"


def test_sample_server_of_this_pc_is_not_remembered(program: Program) -> None:
    before = program.settings.load().server

    program.session.point_at(program.sandbox.base_url)

    assert program.settings.load().server == before


def test_token_of_one_server_never_goes_to_another(program: Program) -> None:
    program.sign_in(remember=True)
    again = restarted(program)
    again.session.point_at("https://privacy.kassapos.example")

    assert again.session.resume() is False


# --- the real keychain --------------------------------------------------------------------------


@pytest.mark.keychain
@pytest.mark.skipif(not private_session.inside(), reason="runs in a private keychain session only")
class TestRealKeychain:
    @pytest.fixture
    def program(self, sandbox: Sandbox, tmp_path: Path) -> Iterator[Program]:
        made = Program(sandbox, tmp_path / "profile", KeychainVault())
        yield made
        made.api.close()

    def test_restart_resumes_from_it_and_sign_out_empties_it(self, program: Program) -> None:
        assert program.sign_in(remember=True) is Kept.IN_KEYCHAIN
        assert kassadesk_entries(program) == 1

        again = restarted(program)
        assert again.session.resume()
        assert again.records.merchant().legal_name

        assert again.session.sign_out() is True
        assert kassadesk_entries(program) == 0
        again.api.close()


def kassadesk_entries(program: Program) -> int:
    """Sign-ins kept for the program's server; other tests keep things in the same keychain."""
    server = urlsplit(program.session.origin).netloc
    names = _in_credential_manager() if WINDOWS else _in_secret_service()
    return sum(f"KassaDesk/{server}/" in name and "refresh" in name for name in names)


def _in_credential_manager() -> list[str]:
    from win32ctypes.pywin32 import pywintypes, win32cred

    try:
        return [str(one["TargetName"]) for one in win32cred.CredEnumerate(None, 0)]
    except pywintypes.error:  # nothing at all is kept
        return []


def _in_secret_service() -> list[str]:
    import secretstorage

    with secretstorage.dbus_init() as bus:
        collection = secretstorage.get_default_collection(bus)
        return [item.get_attributes().get("service", "") for item in collection.get_all_items()]
