"""Signing in and out, as a page sees it."""

from __future__ import annotations

from enum import Enum, auto

import pytest
from pytestqt.qtbot import QtBot

from kassadesk.core.errors import KassaError, Offline, SandboxFailed, SessionExpired, SignInRefused
from kassadesk.core.signin import CodeChallenge, SampleSignIn
from kassadesk.viewmodels.login_name import LoginKind, read_login
from kassadesk.viewmodels.notices import Notice, Notices
from kassadesk.viewmodels.session import SessionViewModel
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough

HOME = "https://api.kassapos.example"


class Kept(Enum):
    """Where it is remembered."""

    IN_KEYCHAIN = auto()


class Door:
    """A sign-in service that says what it is told to say, and notes the order of calls."""

    def __init__(self) -> None:
        self.origin = HOME
        self.keychain_name: str | None = "Windows Credential Manager"
        self.calls: list[str] = []
        self.refuse: KassaError | None = None
        self.remembered = False
        self.shared = False

    def _call(self, name: str) -> None:
        self.calls.append(name)
        if self.refuse is not None:
            raise self.refuse

    def choose_shared(self, shared: bool) -> None:
        """On a shared PC, or not."""
        if shared != self.shared:
            self._call(f"choose_shared {shared}")
        self.shared = shared

    def point_at(self, origin: str) -> None:
        """Another server."""
        self._call(f"point_at {origin}")
        self.origin = origin

    def start(self, login: str, password: str) -> CodeChallenge:
        """First step."""
        self._call("start")
        return CodeChallenge("handle", "+91 98••• ••210", "sms", 6, 300, 30)

    def resend(self, challenge: CodeChallenge) -> CodeChallenge:
        """A new code."""
        self._call("resend")
        return challenge

    def confirm(self, challenge: CodeChallenge, code: str, remember: bool) -> Enum:
        """Second step."""
        self._call("confirm")
        return Kept.IN_KEYCHAIN

    def resume(self) -> bool:
        """From the keychain."""
        self._call("resume")
        return self.remembered

    def sign_out(self) -> bool:
        """Out."""
        self._call("sign_out")
        return True


class Samples:
    """A sample shop that starts or not."""

    def __init__(self) -> None:
        self.running = False
        self.refuse: KassaError | None = None

    def start(self, shop: str = "kaveri", transactions: int | None = None) -> SampleSignIn:
        """Start it."""
        if self.refuse is not None:
            raise self.refuse
        self.running = True
        return SampleSignIn("http://127.0.0.1:5001", "9876543210", "word", "123456", shop)

    def stop(self) -> None:
        """End it."""
        self.running = False


class Entry:
    """A session with its parts at hand."""

    def __init__(self, qtbot: QtBot, tasks: Tasks, walkthrough: Walkthrough) -> None:
        self.door, self.samples, self.notices = Door(), Samples(), Notices()
        self.told: list[Notice] = []
        self.notices.told.connect(self.told.append)
        self.walkthrough = walkthrough
        self.session = SessionViewModel(tasks, self.notices, walkthrough, self.door, self.samples)
        self._qtbot = qtbot

    def wait(self) -> None:
        """Until the running command has come back."""
        self._qtbot.waitUntil(lambda: not self.session.busy)

    def sign_in(self) -> None:
        """Both steps."""
        self.session.start("98765 43210", "word")
        self.wait()
        self.session.confirm("123456", True)
        self.wait()


@pytest.fixture
def entry(qtbot: QtBot, tasks: Tasks, walkthrough: Walkthrough) -> Entry:
    """Signed out."""
    return Entry(qtbot, tasks, walkthrough)


def test_two_steps_lead_in(qtbot: QtBot, entry: Entry) -> None:
    entry.session.start("98765 43210", "word")
    entry.wait()
    assert entry.session.state == "code"
    assert entry.session.challenge is not None
    with qtbot.waitSignal(entry.session.signed_in_now):
        entry.session.confirm("123456", True)
    assert entry.session.state == "signed_in"
    assert entry.session.kept == "in_keychain"
    assert entry.session.challenge is None


def test_a_wrong_password_stays_on_the_first_step_with_its_error(entry: Entry) -> None:
    entry.door.refuse = SignInRefused(reason="wrong_password", tries_left=3)
    entry.session.start("98765 43210", "wrong")
    entry.wait()
    assert entry.session.state == "signed_out"
    assert isinstance(entry.session.error, SignInRefused)
    assert entry.told == []  # said beside the field, not in the strip


def test_a_wrong_code_stays_on_the_second_step(entry: Entry) -> None:
    entry.session.start("98765 43210", "word")
    entry.wait()
    entry.door.refuse = SignInRefused(reason="wrong_code", tries_left=4)
    entry.session.confirm("000000", False)
    entry.wait()
    assert entry.session.state == "code"
    entry.door.refuse = None
    entry.session.resend()
    entry.wait()
    assert entry.session.error is None
    assert entry.session.codes_sent == 2


def test_a_sign_in_that_took_too_long_begins_again(entry: Entry) -> None:
    entry.session.start("98765 43210", "word")
    entry.wait()
    entry.door.refuse = SignInRefused(reason="start_again")
    entry.session.confirm("123456", False)
    entry.wait()
    assert entry.session.state == "signed_out"
    assert isinstance(entry.session.error, SignInRefused)


def test_a_second_press_while_busy_does_nothing(entry: Entry) -> None:
    entry.session.start("98765 43210", "word")
    entry.session.start("98765 43210", "word")
    entry.wait()
    assert entry.door.calls == ["start"]


def test_the_sample_shop_signs_in_by_itself_and_leaves_no_trace(entry: Entry) -> None:
    entry.session.try_sample()
    entry.wait()
    assert [entry.session.state] == ["signed_in"]
    assert [entry.session.sample] == [True]
    assert entry.door.origin == "http://127.0.0.1:5001"
    entry.session.sign_out()
    entry.wait()
    assert [entry.session.state] == ["signed_out"]
    assert [entry.session.sample] == [False]
    assert not entry.samples.running
    assert entry.door.origin == HOME


def test_a_sample_shop_that_does_not_start_is_said_and_the_way_in_stays(entry: Entry) -> None:
    entry.samples.refuse = SandboxFailed(reason="too_slow")
    entry.session.try_sample()
    entry.wait()
    assert entry.session.state == "signed_out"
    assert isinstance(entry.session.error, SandboxFailed)
    entry.sign_in()
    assert entry.session.state == "signed_in"
    assert not entry.session.sample


def test_signing_out_ends_the_walkthrough_and_tells_the_pages(qtbot: QtBot, entry: Entry) -> None:
    entry.sign_in()
    entry.walkthrough.set_on(True)
    with qtbot.waitSignal(entry.session.signed_out_now):
        entry.session.sign_out()
    assert not entry.walkthrough.on
    assert [notice.kind for notice in entry.told] == ["signed_out"]


def test_an_ended_sign_in_leads_to_the_first_step_with_the_reason(entry: Entry) -> None:
    entry.sign_in()
    entry.session.expired(SessionExpired())
    assert entry.session.state == "signed_out"
    assert isinstance(entry.session.error, SessionExpired)
    assert entry.told == []


@pytest.mark.parametrize("remembered", [True, False])
def test_resume_signs_in_only_when_something_is_remembered(entry: Entry, remembered: bool) -> None:
    entry.door.remembered = remembered
    entry.session.resume()
    entry.wait()
    assert (entry.session.state == "signed_in") is remembered
    assert entry.session.error is None


def test_resume_without_internet_says_so_and_keeps_the_way_in(entry: Entry) -> None:
    entry.door.refuse = Offline()
    entry.session.resume()
    entry.wait()
    assert entry.session.state == "signed_out"
    assert isinstance(entry.session.error, Offline)


def test_the_server_is_set_only_while_signed_out(entry: Entry) -> None:
    entry.session.set_server("  https://shop.example ")
    entry.wait()
    assert entry.session.server == "https://shop.example"
    entry.sign_in()
    entry.session.set_server("https://other.example")
    assert entry.session.server == "https://shop.example"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", LoginKind.EMPTY),
        ("98765 43210", LoginKind.MOBILE),
        ("+91 98765-43210", LoginKind.MOBILE),
        ("09876543210", LoginKind.MOBILE),
        ("00919876543210", LoginKind.MOBILE),
        ("9876", LoginKind.UNFINISHED),
        ("1234567890", LoginKind.NEITHER),
        ("98765432101", LoginKind.NEITHER),
        ("kavitha@shop.in", LoginKind.EMAIL),
        ("kavitha@", LoginKind.UNFINISHED),
        ("kavitha", LoginKind.UNFINISHED),
        ("two words", LoginKind.NEITHER),
        ("a@b@c.in", LoginKind.UNFINISHED),
    ],
)
def test_what_is_typed_is_recognised(text: str, kind: LoginKind) -> None:
    assert read_login(text) is kind
