"""What a picture of the gallery may use: looks, tasks, a window with a made-up shop in it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from kassadesk.core.idle import Idle
from kassadesk.core.merchant import Merchant, Outlet
from kassadesk.core.pin import AtStart, PinState, PinTry
from kassadesk.core.signin import CodeChallenge, SampleSignIn
from kassadesk.ui.looks import Looks
from kassadesk.ui.main_window import MainWindow
from kassadesk.ui.page_shelf import FOOT_PAGES, PAGES
from kassadesk.viewmodels.connection import Connection
from kassadesk.viewmodels.lock import LockViewModel
from kassadesk.viewmodels.notices import Notices
from kassadesk.viewmodels.session import SessionViewModel
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough

NOW = datetime(2026, 11, 23, 4, 44, tzinfo=UTC)
"""The gallery's today: 23 Nov 2026, 10:14 AM in India."""

KAVERI = Merchant(
    merchant_id="m-kaveri",
    legal_name="Kaveri Fresh Mart",
    trade_name="Kaveri Fresh Mart",
    industry="Grocery and provisions",
    outlets=(Outlet("o1", "Main shop", "33ABCPS1234K1ZT", "33", "14 Bharathi Street"),),
    opened_at=datetime(2022, 2, 14, 11, 35, tzinfo=UTC),
    person_name="Kavitha",
    person_role="owner",
    environment="sample",
)


class _Kept(Enum):
    BY_CHOICE_THIS_RUN = auto()


class StillSignIns:
    """Signs anybody in without a server; the gallery takes pictures, it talks to nobody."""

    origin = "https://api.kassapos.example"
    keychain_name: str | None = "Windows Credential Manager"

    shared = False

    def choose_shared(self, shared: bool) -> None:
        """Taken."""
        self.shared = shared

    def point_at(self, origin: str) -> None:
        """Remember the address."""
        self.origin = origin

    def start(self, login: str, password: str) -> CodeChallenge:
        """A code is on its way."""
        return CodeChallenge("handle", "+91 98••• ••210", "sms", 6, 300, 30)

    def resend(self, challenge: CodeChallenge) -> CodeChallenge:
        """Another code."""
        return challenge

    def confirm(self, challenge: CodeChallenge, code: str, remember: bool) -> Enum:
        """Signed in."""
        return _Kept.BY_CHOICE_THIS_RUN

    def resume(self) -> bool:
        """Nothing is remembered."""
        return False

    def sign_out(self) -> bool:
        """Signed out."""
        return True


class StillSamples:
    """A sample shop that is there at once."""

    def start(self, shop: str = "kaveri", transactions: int | None = None) -> SampleSignIn:
        """How to sign in to it."""
        return SampleSignIn("http://127.0.0.1:1", "9876543210", "word", "123456", shop)

    def stop(self) -> None:
        """Nothing to end."""


class StillLocks:
    """A PIN without a keychain: 2468 is right, and nothing outlives the picture."""

    def __init__(self) -> None:
        self.state = PinState(is_set=True)

    def look(self) -> PinState:
        """As it is."""
        return self.state

    def set_pin(self, pin: str) -> None:
        """Taken."""

    def try_pin(self, pin: str) -> PinTry:
        """Right or wrong."""
        if pin == "2468":
            return PinTry.RIGHT
        self.state = PinState(True, self.state.tries_left - 1, 10.0)
        return PinTry.WRONG

    def remove_pin(self) -> None:
        """Gone."""

    def at_start(self) -> AtStart:
        """Nothing is asked."""
        return AtStart.NOTHING

    def note_locked(self, now: Callable[[], bool]) -> None:
        """Not remembered."""

    def choose_minutes(self, minutes: int) -> None:
        """Not remembered."""


@dataclass
class Stage:
    """Handed to each picture's function; every picture gets a new one."""

    app: QApplication
    looks: Looks
    tasks: Tasks
    notices: Notices
    walkthrough: Walkthrough

    def session(self) -> SessionViewModel:
        """A session that talks to nobody."""
        return SessionViewModel(
            self.tasks, self.notices, self.walkthrough, StillSignIns(), StillSamples()
        )

    def lock(self, *, pin_set: bool = False) -> LockViewModel:
        """A lock of a shop that is signed in."""
        locks = StillLocks()
        return LockViewModel(
            self.tasks, lambda: locks, Idle(5), guarded=lambda: True, pin_set=pin_set
        )

    def window(
        self, pages: Mapping[str, Callable[[], QWidget]], *, merchant: Merchant | None = KAVERI
    ) -> MainWindow:
        """The main window, signed out; see `signed_in_window`."""
        connection = Connection(lambda: NOW)
        window = MainWindow(
            self.looks, self.session(), connection, self.notices, self.walkthrough, pages
        )
        window.show_merchant(merchant, gstin_ok=True)
        return window

    def signed_in_window(self, key: str, pages: Mapping[str, Callable[[], QWidget]]) -> MainWindow:
        """The main window with page `key` open; the other pages are empty so that all are listed."""
        every = dict.fromkeys((*PAGES, *FOOT_PAGES), QWidget)
        window = self.window({**every, **pages})
        window.sign_in_page.other_ways.try_sample.click()
        self.wait_until(lambda: window.shelf.current_key == "home")
        window.set_attention("requests", 1)
        window.open_page(key)
        return window

    def wait_until(self, true: Callable[[], bool], seconds: float = 10.0) -> None:
        """Let Qt work until something is true; AssertionError when it never is."""
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, "the picture never became ready"
            self.settle()

    def settle(self) -> None:
        """Let Qt do all that is due now."""
        for _ in range(3):
            self.app.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


PictureMaker = Callable[[Stage], QWidget]


@dataclass(frozen=True)
class Picture:
    """One picture: its file name and what makes the widget. `size` is without the title bar."""

    name: str
    make: PictureMaker
    size: tuple[int, int] = (1366, 736)
    dialog: bool = False
    """True: a dialog at its own size."""
