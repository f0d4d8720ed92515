"""The open window and a scheduled copy live on one remembered sign-in: whatever they do at once, the
person stays signed in, and signing out leaves nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from kassadesk.core.errors import NotSignedIn, SessionExpired
from kassadesk.core.signin import TokenSet
from kassadesk.services import session as session_module
from kassadesk.vault.keychain import KeychainVault
from tests.sandbox.running import Sandbox, running_sandbox
from tests.services.program import Program
from tests.services.shared_sign_in import ROOT, Copy, SharedVault, renew
from tests.vault import private_session


@pytest.fixture
def sandbox(own_sandbox: Sandbox) -> Sandbox:
    """A server for each test: some of them end their sign-ins."""
    return own_sandbox


@pytest.fixture
def small_sandbox() -> Iterator[Sandbox]:
    """A shop that is exported quickly."""
    with running_sandbox(transactions=60) as running:
        yield running


@pytest.fixture
def window(sandbox: Sandbox, tmp_path: Path) -> Iterator[Program]:
    """The program with the open window, signed in and remembered."""
    made = Program(sandbox, tmp_path, SharedVault(tmp_path / "keychain"))
    made.sign_in(remember=True)
    yield made
    made.api.close()


def copy_of(window: Program, renewals: int, way: str = "whole") -> Copy:
    return Copy(window.sandbox.base_url, window.settings.folder, renewals, way)


def still_signed_in(window: Program) -> bool:
    """The window, and whoever starts next."""
    renew(window.api, 1)
    again = copy_of(window, 1)
    again.go()
    return bool(window.records.merchant().legal_name) and again.end() == "signed in"


def test_a_window_that_slept_through_two_copies_is_still_signed_in(window: Program) -> None:
    for _ in range(2):
        copy = copy_of(window, 1)
        copy.go()
        assert copy.end() == "signed in"

    assert still_signed_in(window)


def test_without_a_look_for_the_newer_token_that_window_would_be_signed_out(
    window: Program,
) -> None:
    window.api.tokens.around_renewal = nullcontext
    copy = copy_of(window, 1)
    copy.go()
    assert copy.end() == "signed in"

    with pytest.raises(SessionExpired):
        renew(window.api, 1)

    later = copy_of(window, 0)
    later.go()
    later.end()
    assert later.begun == "nothing to resume", "the server has ended it for all"


def test_two_copies_and_the_window_renew_at_once(window: Program) -> None:
    copies = [copy_of(window, 20) for _ in range(2)]
    assert [copy.begun for copy in copies] == ["resumed", "resumed"]
    for copy in copies:
        copy.go()
    renew(window.api, 20)

    assert [copy.end() for copy in copies] == ["signed in", "signed in"]
    assert still_signed_in(window)
    assert set(window.calls("POST", "/v1/oauth/token")) == {200}


@pytest.mark.parametrize(("way", "second"), [("whole", "signed in"), ("alone", "signed out")])
def test_two_copies_renew_one_after_the_other_and_alone_the_second_is_signed_out(
    window: Program, way: str, second: str
) -> None:
    """The control of the two above goes one after the other: two that renew in step stay within the
    server's grace by luck."""
    copies = [copy_of(window, 20, way) for _ in range(2)]
    ends = []
    for copy in copies:
        copy.go()
        ends.append(copy.end())

    assert ends == ["signed in", second]


@pytest.mark.parametrize("renewals", [1, 2, 3])
def test_a_copy_that_dies_right_after_the_server_renewed_signs_nobody_out(
    window: Program, renewals: int
) -> None:
    copy = copy_of(window, renewals, "dies")
    copy.go()
    assert copy.end() == "died"

    assert still_signed_in(window)


def test_a_start_while_the_entry_is_being_replaced_does_not_forget_it(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = SlowVault(tmp_path / "keychain")
    window = Program(sandbox, tmp_path, vault)
    window.sign_in(remember=True)
    account = window.settings.load().remembered_session

    for patience_s, found in ((35.0, True), (0.0, False)):
        monkeypatch.setattr(session_module, "RENEWAL_S", patience_s)
        vault.slow = True
        renewing = threading.Thread(target=renew, args=(window.api, 1))
        renewing.start()
        assert vault.gone.wait(20)
        copy = Program(sandbox, tmp_path, vault)
        resuming = threading.Thread(target=resume_and_note, args=(copy, vault))
        resuming.start()
        resuming.join(0.3 if found else 20)
        vault.write.set()
        renewing.join(20)
        resuming.join(20)
        assert vault.resumed is found, "without a wait it takes the gap for the end"
        assert (window.settings.load().remembered_session == account) is found
        copy.api.close()
    window.api.close()


def resume_and_note(program: Program, vault: SlowVault) -> None:
    vault.resumed = program.session.resume()


class SlowVault(SharedVault):
    """One that stops between removing the older secret and writing the new one."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.slow = False
        self.gone, self.write = threading.Event(), threading.Event()
        self.resumed: bool | None = None

    def put(self, account: str, secret: str) -> None:
        if self.slow:
            self.slow = False
            self.gone.clear()
            self.write.clear()
            self.delete(account)
            self.gone.set()
            assert self.write.wait(20)
            self.gone.clear()
        super().put(account, secret)


@pytest.mark.parametrize("patience_s", [3.0, 0.0])
def test_signing_out_while_a_copy_renews_leaves_nothing(
    window: Program, monkeypatch: pytest.MonkeyPatch, patience_s: float
) -> None:
    monkeypatch.setattr(session_module, "ENDING_S", patience_s)
    copy = Program(window.sandbox, window.settings.folder, window.vault)
    assert copy.session.resume()
    keep = copy.api.tokens.on_renewed
    leaving = threading.Thread(target=window.session.sign_out)

    def sign_out_first(tokens: TokenSet) -> None:
        leaving.start()
        leaving.join(0.3 if patience_s else 20)
        keep(tokens)

    copy.api.tokens.on_renewed = sign_out_first
    renew(copy.api, 1)
    leaving.join(20)

    assert isinstance(window.vault, SharedVault)
    assert window.vault.accounts() == ()
    with pytest.raises(SessionExpired):
        renew(copy.api, 1)
    copy.api.close()


def test_a_copy_whose_sign_in_was_ended_does_not_forget_the_next_one(window: Program) -> None:
    copy = Program(window.sandbox, window.settings.folder, window.vault)
    older = window.settings.load().remembered_session
    renewing = copy.api.tokens.around_renewal

    def sign_in_anew(at_hand: str):  # type: ignore[no-untyped-def]
        window.session.sign_out()
        window.sign_in(remember=True)
        return renewing(at_hand)

    copy.api.tokens.around_renewal = sign_in_anew
    assert copy.session.resume() is False
    copy.api.close()

    assert window.settings.load().remembered_session not in ("", older)
    assert still_signed_in(window)


def test_without_a_sign_in_there_is_nothing_to_renew(sandbox: Sandbox, tmp_path: Path) -> None:
    program = Program(sandbox, tmp_path)
    with pytest.raises(NotSignedIn):
        renew(program.api, 1)
    program.api.close()


@pytest.mark.slow
@pytest.mark.keychain
@pytest.mark.skipif(not private_session.inside(), reason="runs in a private keychain session only")
@pytest.mark.parametrize("killed", [False, True])
def test_two_real_scheduled_copies_and_an_open_window_share_the_real_keychain(
    small_sandbox: Sandbox, tmp_path: Path, killed: bool
) -> None:
    sandbox = small_sandbox
    home, folder = tmp_path / "home", tmp_path / "copies"
    window = Program(sandbox, home, KeychainVault())
    window.settings.change(server=sandbox.base_url)
    window.sign_in(remember=True)

    copies = [scheduled(home, folder / str(number)) for number in range(2)]
    while any(copy.poll() is None for copy in copies):
        renew(window.api, 1)
        if killed and window.calls("GET", "/v1/me"):
            copies[0].kill()
    codes = [copy.wait(120) for copy in copies]

    assert codes[1] == 0
    assert codes[0] == 0 or killed
    renew(window.api, 2)
    assert scheduled(home, folder / "after").wait(120) == 0
    assert window.session.sign_out()
    window.api.close()


def scheduled(home: Path, folder: Path) -> subprocess.Popen[bytes]:
    """The command as a scheduled task gives it, with the remembered sign-in."""
    command = [sys.executable, "-m", "kassadesk", "export", "--since-last", "--to", str(folder)]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "KASSADESK_HOME": str(home)},
        stdout=subprocess.DEVNULL,
    )
