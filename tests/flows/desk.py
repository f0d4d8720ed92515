"""A person at the counter PC: the real program, its real window, a real server of the contract.

    def test_(desk):
        desk.sign_in()
        desk.open_page("opt_ins")
        desk.wait_until(lambda: desk.page("opt_ins").loaded, "the opt-ins are there")

`desk.hand` presses, writes and chooses by mouse or by keyboard (hands.py). Nothing here reaches past
what a person could do, but for reading what the window shows.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from kassadesk.app.folders import own_folders
from kassadesk.app.window import Program, WindowOptions, build
from kassadesk.files.settings_file import SettingsFile
from kassadesk.ui.page_shelf import PAGES
from kassadesk.ui.pages.first_drawing import FirstDrawing
from kassadesk.ui.widgets.buttons import Button
from kassadesk.vault.vault import MemoryVault, TokenVault
from tests.flows.hands import CTRL, SHIFT, Hand, Keys, Mouse, key, type_text
from tests.let_live import let_live
from tests.sandbox.running import Sandbox
from tests.ui.what_is_seen import words_of
from tests.vault import private_session
from tests.workers import where_workers_stand

if TYPE_CHECKING:
    from kassadesk.ui.main_window import MainWindow
    from kassadesk.ui.pages.sign_in_page import SignInPage

TODAY = date(2026, 11, 23)
PATIENCE_S = 20.0
_LONGEST_PAUSE_MS = 30
T = TypeVar("T", bound=QWidget)
_NUMBER_KEYS = (Keys.Key_1, Keys.Key_2, Keys.Key_3, Keys.Key_4, Keys.Key_5, Keys.Key_6, Keys.Key_7)


class Desk:
    """One PC with KassaDesk on it. `home` is KASSADESK_HOME; it outlives `restart`."""

    def __init__(self, home: Path, hand: Hand | None = None, shop: Sandbox | None = None) -> None:
        self.home = home
        self.hand: Hand = hand or Mouse()
        self.shop = shop
        self.vault: TokenVault | None = (
            None if private_session.inside() else MemoryVault("Test keychain")
        )
        """None: the real keychain of the private session the suite runs in."""
        self._program: Program | None = None

    # --- the program ---------------------------------------------------------------------------

    def start(self, **options: Any) -> None:
        """Start KassaDesk: the window is shown and has the keyboard."""
        folders = own_folders({"KASSADESK_HOME": str(self.home), "HOME": str(self.home)})
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        program = build(WindowOptions(**{"today": TODAY, **options}), folders)
        self._program = program
        if self.vault is not None:
            program.services.made["keychain"] = self.vault
        program.window.resize(1366, 736)
        program.window.show()
        program.window.activateWindow()
        assert QTest.qWaitForWindowActive(program.window)
        program.begin()
        self.rest()

    def close(self) -> None:
        """Close the window as the person does, and end the run."""
        program, self._program = self._program, None
        if program is None:
            return
        for dialog in self._dialogs(program.window):
            dialog.reject()
        program.window.close()
        program.close()
        program.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()

    def set_up_for(self, address: str) -> None:
        """As the person who installs it may: this PC's KassaDesk talks to that server.

        An address of this very PC that is typed under Advanced is not remembered, by design.
        """
        SettingsFile(self.home).change(server=address)

    def restart(self, **options: Any) -> None:
        """Close it and start it again on the same data folder."""
        self.close()
        self.start(**options)

    @property
    def program(self) -> Program:
        """The running program."""
        assert self._program is not None, "KassaDesk is not running"
        return self._program

    @property
    def window(self) -> MainWindow:
        """Its window."""
        return self.program.window

    @property
    def session(self) -> Any:
        """Whether somebody is signed in (state, sample, busy)."""
        return self.program.session

    @property
    def rooms(self) -> Any:
        """The view-models of this visit, for reading what a page should show."""
        return self.program.rooms

    # --- waiting ---------------------------------------------------------------------------------

    def wait_until(
        self, condition: Callable[[], object], what: str, seconds: float = PATIENCE_S
    ) -> None:
        """Let the window live until the condition holds; says `what` never came.

        Looks less often the longer it takes: to look costs more than the window itself.
        """
        end = time.monotonic() + seconds
        pause_ms = 4
        while not condition():
            if time.monotonic() > end:
                raise AssertionError(
                    f"never: {what}\nthe window says:\n{self.words()[:3000]}\n{where_workers_stand()}"
                )
            let_live(pause_ms)
            pause_ms = min(pause_ms + 2, _LONGEST_PAUSE_MS)

    def rest(self) -> None:
        """Let the window live until no call to the server is under way and the page is drawn."""
        self.wait_until(lambda: not self.program.tasks.busy, "all calls came back")
        self.wait_until(lambda: not self._drawing(), "the page is drawn")
        let_live(1)

    def _drawing(self) -> bool:
        page = self.window.shelf.currentWidget()
        return page is not None and any(one.busy for one in page.findChildren(FirstDrawing))

    # --- in and out ----------------------------------------------------------------------------

    @property
    def door(self) -> SignInPage:
        """The sign-in page."""
        return self.window.sign_in_page

    def use_server(self, address: str) -> None:
        """Set the server's address under Advanced."""
        server = self.door.name_step.server
        if not server.opener.isChecked():
            self.hand.press(server.opener)
        self.hand.write(server.address, address)
        self.hand.press(server.use)
        self.wait_until(lambda: not self.session.busy, "the address was taken")

    def give_name(self, login: str, password: str) -> None:
        """The first step, by typing; waits for the answer."""
        step = self.door.name_step
        self.hand.write(step.login, login)
        self.hand.write(step.password, password)
        self.hand.press(step.go_on)
        self.wait_until(lambda: not self.session.busy, "the server answered")

    def give_code(self, code: str) -> None:
        """The second step, by typing; it signs in by itself when the code is complete."""
        self.hand.write(self.door.code_step.boxes, code)
        self.wait_until(lambda: not self.session.busy, "the server answered")

    def sign_in(self, *, remember: bool = False) -> None:
        """All of it, at the sandbox of this desk."""
        assert self.shop is not None
        if self.session.server != self.shop.base_url:
            self.use_server(self.shop.base_url)
        self.give_name(self.shop.login, self.shop.password)
        self.wait_until(lambda: self.session.state == "code", "the code is asked for")
        box = self.door.code_step.remember
        if remember != box.is_checked():
            self.hand.press(box.box)
        self.give_code(self.shop.code)
        self.wait_until(lambda: self.session.state == "signed_in", "signed in")
        self.rest()

    def try_sample_shop(self) -> None:
        """The button that needs no account."""
        self.hand.press(self.door.other_ways.try_sample)
        self.wait_until(lambda: self.session.state == "signed_in", "in the sample shop", 60)
        self.rest()

    def sign_out(self) -> None:
        """The button below the navigation."""
        self.hand.press(self.window.frame.navigation.sign_out)
        self.wait_until(lambda: self.session.state == "signed_out", "signed out")
        self.rest()

    # --- pages ---------------------------------------------------------------------------------

    def open_page(self, name: str) -> Any:
        """A page by its place in the navigation: a click, or Ctrl and its number (Help: F1)."""
        if self.hand.name == "keyboard":
            if name == "help":
                key(Keys.Key_F1)
            else:
                key(_NUMBER_KEYS[PAGES.index(name)], CTRL)
        else:
            view, index = self.place(name)
            self.hand.open_row(view, index)
        self.wait_at(name)
        return self.page

    def place(self, name: str) -> tuple[Any, Any]:
        """The list and the item of a page in the navigation."""
        navigation = self.window.frame.navigation
        for view, model in (
            (navigation._top, navigation._top_model),
            (navigation._bottom, navigation._bottom_model),
        ):
            for row, place in enumerate(model.places):
                if place.key == name:
                    return view, model.index(row, 0)
        raise AssertionError(f"no page {name} in the navigation")

    def at(self, name: str) -> bool:
        """True while this page is shown."""
        shelf = self.window.shelf
        return shelf.isVisible() and shelf.current_key == name

    def wait_at(self, name: str) -> None:
        """Wait until this page is shown and what it asked for has come."""
        self.wait_until(lambda: self.at(name), f"the page {name} is shown")
        self.rest()

    @property
    def page(self) -> Any:
        """The page that is shown."""
        return self.window.shelf.currentWidget()

    # --- what is seen ----------------------------------------------------------------------------

    def words(self) -> str:
        """Every word the window shows now, dialogs too."""
        shown = [self.window, *self._dialogs(self.window)]
        return "\n".join(words_of(part) for part in shown)

    def sees(self, *words: str) -> bool:
        """True when the window shows all of these words."""
        seen = self.words()
        return all(word in seen for word in words)

    def wait_to_see(self, *words: str) -> None:
        """Wait for words in the window."""
        self.wait_until(lambda: self.sees(*words), f"the window says {words}")

    @property
    def title(self) -> str:
        """The title of the window."""
        return self.window.windowTitle()

    @property
    def masked(self) -> bool:
        """True while personal values are hidden and the banner says so."""
        return self.window.frame.walkthrough_banner.isVisible()

    @property
    def toast(self) -> str:
        """The strip's words, "" when there is none."""
        strip = self.window.toast
        return f"{strip.title.text()} {strip.second.text()}".strip() if strip.isVisible() else ""

    def undo(self) -> None:
        """The button in the strip; by keyboard F6 comes to it before it goes."""
        action = self.window.toast.action
        if self.hand.name == "keyboard":
            for _ in range(8):
                if action.hasFocus():
                    break
                key(Keys.Key_F6)
        self.hand.press(action)

    def dialog(self) -> QDialog:
        """The dialog that is open."""
        self.wait_until(lambda: self._dialogs(self.window), "a dialog is open")
        return self._dialogs(self.window)[-1]

    def button(self, word: str, inside: QWidget | None = None) -> Button:
        """A visible button by its word or, for an icon, its name."""
        for found in (inside or self.window).findChildren(Button):
            if found.isVisible() and word in (found.text(), found.accessibleName()):
                return found
        raise AssertionError(f"no button {word!r}; the window says:\n{self.words()[:3000]}")

    def mask(self, on: bool) -> None:
        """Walkthrough mode by Ctrl+Shift+M, or by the buttons of header and banner."""
        if self.hand.name == "keyboard":
            key(Keys.Key_M, CTRL | SHIFT)
        else:
            self.hand.press(self.window.frame.header.walkthrough)
        self.wait_until(lambda: self.masked is on, "the banner follows")

    def paste(self, text: str) -> None:
        """Ctrl+V of this text into whatever has the keyboard."""
        QApplication.clipboard().setText(text)
        key(Keys.Key_V, CTRL)

    def type(self, text: str) -> None:
        """Letters into whatever has the keyboard."""
        type_text(text)

    @staticmethod
    def _dialogs(window: QWidget) -> list[QDialog]:
        return [one for one in window.findChildren(QDialog) if one.isVisible()]
