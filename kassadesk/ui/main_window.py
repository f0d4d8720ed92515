"""The window: the sign-in page, or the frame with the pages; keyboard map; strip of notices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from kassadesk.core.errors import KassaError, SessionExpired
from kassadesk.ui.looks import Looks
from kassadesk.ui.page_shelf import BELONGS_TO, PAGES, PageFactory, PageShelf, tell
from kassadesk.ui.pages.sign_in_page import SignInPage
from kassadesk.ui.widgets.brand_mark import brand_icon
from kassadesk.ui.widgets.focus_ring import FocusRing
from kassadesk.viewmodels.connection import Connection
from kassadesk.viewmodels.notices import Notice, Notices
from kassadesk.viewmodels.session import SessionViewModel
from kassadesk.viewmodels.walkthrough import Walkthrough

if TYPE_CHECKING:
    from kassadesk.core.merchant import Merchant
    from kassadesk.ui.shop_frame import ShopFrame
    from kassadesk.ui.widgets.toast import Toast

RAIL_UNDER = 1200
COMPACT_UNDER = 740 - 32
"""A window under 740 px is low (DESIGN 2); 32 of them are its title bar, which Qt does not count."""


class MainWindow(QMainWindow):
    """`pages` maps page keys (page_shelf.PAGES and help) to what makes the page when first shown.

    The application calls `show_merchant` and `set_attention` with what it has read, and `open_page`
    to lead somewhere. Pages may look at `compact_changed` and `compact` (under 740 px high).

    Signals:
        compact_changed (bool): the window became low, or high enough again.
        closing (): the person closes the window; the application saves and shuts down.
        page_opened (str): another page is shown.
        lock_wanted (): Ctrl+L.
        try_again_wanted (): "Try now" of the offline banner, or F5 on a page without `reload`.
    """

    compact_changed = Signal(bool)
    closing = Signal()
    page_opened = Signal(str)
    try_again_wanted = Signal()
    lock_wanted = Signal()

    def __init__(
        self,
        looks: Looks,
        session: SessionViewModel,
        connection: Connection,
        notices: Notices,
        walkthrough: Walkthrough,
        pages: Mapping[str, PageFactory],
    ) -> None:
        super().__init__()
        self._looks, self._session, self._walkthrough = looks, session, walkthrough
        self._connection = connection
        self._visitor, self._compact = False, False
        self._held: Notice | None = None
        self.shelf = PageShelf(pages)
        self._frame: ShopFrame | None = None
        self._toast: Toast | None = None
        self.sign_in_page = SignInPage(session, looks)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.sign_in_page)
        self._front = QStackedWidget()
        self._front.addWidget(self._stack)
        self.setCentralWidget(self._front)
        self.focus_ring = FocusRing(looks, self)
        self.setMinimumSize(1024, 600)
        self.resize(1366, 736)
        self._draw_icon()
        self._connect(notices)
        self._add_keys()
        self._minute = QTimer(self, interval=30_000)
        self._show_session()

    # --- what the application says -----------------------------------------------------------------

    def show_merchant(self, merchant: Merchant | None, gstin_ok: bool | None = None) -> None:
        """Whose data this is; `gstin_ok` None when its GSTIN was not checked."""
        self.frame.show_merchant(merchant, gstin_ok)
        self._show_title()

    def set_attention(self, key: str, count: int) -> None:
        """The number in the bubble of a page (requests that wait for the person)."""
        self.frame.navigation.set_count(key, count)

    def open_page(self, key: str) -> QWidget | None:
        """Show a page and give it, so that the caller can lead further; None if it is not there."""
        frame, by_keys = self.frame, self.focus_ring.by_keys
        page = self.shelf.open(key, rest=not by_keys)
        if page is not None:
            frame.navigation.set_current(BELONGS_TO.get(key, key))
            self._stack.setCurrentWidget(frame)
            if not by_keys:
                self.focus_ring.be_quiet()
            self.page_opened.emit(key)
        return page

    @property
    def frame(self) -> ShopFrame:
        """What stands around the pages; made on first need, because nobody sees it signed out."""
        if self._frame is None:
            from kassadesk.ui.shop_frame import ShopFrame

            self._frame = ShopFrame(self._looks, self.shelf, self._walkthrough, self._connection)
            self._frame.set_narrow(self.width() < RAIL_UNDER)
            self._stack.addWidget(self._frame)
            self._connect_frame(self._frame)
        return self._frame

    @property
    def toast(self) -> Toast:
        """The strip that tells what was done; made when there is something to tell."""
        if self._toast is None:
            from kassadesk.ui.widgets.toast import Toast

            self._toast = Toast(self._looks, self)
        return self._toast

    @property
    def covered(self) -> bool:
        """True while something stands in front of everything (`cover`)."""
        return self._front.count() > 1

    def cover(self, page: QWidget) -> None:
        """Show only this: what is behind goes on, and neither keys nor readers reach it."""
        if self._toast is not None and self._toast.isVisible():
            self._toast.close_now()
        self._front.addWidget(page)
        self._front.setCurrentWidget(page)
        for action in self._keys:
            action.setEnabled(False)
        self._show_title()

    def uncover(self) -> None:
        """Show again what is behind; what was told meanwhile is told now."""
        page = self._front.currentWidget()
        if page is None or page is self._stack:
            return
        self._front.setCurrentWidget(self._stack)
        self._front.removeWidget(page)
        page.deleteLater()
        for action in self._keys:
            action.setEnabled(True)
        self._show_title()
        held, self._held = self._held, None
        if held is not None:
            self._tell(held)

    @property
    def compact(self) -> bool:
        """True under 740 px of height: pages use smaller paddings and gaps."""
        return self._compact

    def show_error(self, error: KassaError) -> None:
        """Tell an error nobody else told of; an ended sign-in leads to the sign-in page."""
        if isinstance(error, SessionExpired):
            self._session.expired(error)
        else:
            self._tell(Notice("error", error))

    # --- Qt's side -------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: narrow, low."""
        super().resizeEvent(event)
        if self._frame is not None:
            self._frame.set_narrow(self.width() < RAIL_UNDER)
        compact = self.height() < COMPACT_UNDER
        if compact != self._compact:
            self._compact = compact
            self.compact_changed.emit(compact)
        if self._toast is not None and self._toast.isVisible():
            self._toast.place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc that nobody else wanted closes the page's pane, then the strip."""
        if event.key() == Qt.Key.Key_Escape and not self.covered:
            closed = tell(self.shelf.currentWidget(), "close_pane")
            if not closed and self._toast is not None and self._toast.isVisible():
                self._toast.close_now()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Qt: another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            if self._frame is not None:
                self._frame.retranslate()
            self.sign_in_page.retranslate()
            self.shelf.retranslate()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: the window goes."""
        self.closing.emit()
        super().closeEvent(event)

    # --- inside ----------------------------------------------------------------------------------------

    def _connect(self, notices: Notices) -> None:
        session = self._session
        notices.told.connect(self._on_notice)
        session.changed.connect(self._show_session)
        session.signed_in_now.connect(self._on_signed_in)
        session.signed_out_now.connect(self._on_signed_out)
        self.sign_in_page.open_file_wanted.connect(self._visit)
        self.sign_in_page.letter_wanted.connect(lambda: self.visit("letter"))
        self._looks.changed.connect(self._draw_icon)

    def _connect_frame(self, frame: ShopFrame) -> None:
        frame.navigation.chosen.connect(self._on_chosen)
        frame.navigation.sign_out_wanted.connect(self._session.sign_out)
        frame.header.sign_in_wanted.connect(self._leave_visit)
        frame.walkthrough_wanted.connect(self._walkthrough.set_on)
        frame.try_again_wanted.connect(self.try_again_wanted)
        self._minute.timeout.connect(frame.show_connection)
        self._minute.start()

    def _draw_icon(self) -> None:
        self.setWindowIcon(brand_icon(self._looks))

    def _add_keys(self) -> None:
        self._keys: list[QAction] = []
        for number, key in enumerate(PAGES, start=1):
            self._key(f"Ctrl+{number}", lambda key=key: self._go(key))
        self._key("F1", lambda: self._go("help"))
        self._key("Ctrl+F", lambda: tell(self.shelf.currentWidget(), "find_in_page"))
        self._key("Ctrl+E", lambda: self._go("export"))
        self._key("Ctrl+O", self._open_file)
        self._key("Ctrl+N", self._new_request)
        self._key("F5", self._read_again)
        self._key("F6", self._next_region)
        self._key("Ctrl+Shift+M", self._flip_walkthrough)
        self._key("Ctrl+L", self.lock_wanted.emit)

    def _key(self, keys: str, deed: object) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _=False: deed())  # type: ignore[operator]
        self.addAction(action)
        self._keys.append(action)

    @property
    def _inside(self) -> bool:
        return self._session.state == "signed_in" or self._visitor

    def _go(self, key: str) -> QWidget | None:
        free = key in ("review", "help", "letter")
        if self._session.state == "signed_in" or (self._visitor and free):
            return self.open_page(key)
        return None

    def _on_chosen(self, key: str) -> None:
        if key != self.shelf.current_key:
            self.open_page(key)

    def _open_file(self) -> None:
        if not self._inside:
            self._visit()
            return
        tell(self._go("review"), "open_file")

    def _new_request(self) -> None:
        tell(self._go("requests"), "new_request")

    def _read_again(self) -> None:
        page = self.shelf.currentWidget()
        if self._inside and callable(getattr(page, "reload", None)):
            tell(page, "reload")
        elif self._inside:
            self.try_again_wanted.emit()

    def _flip_walkthrough(self) -> None:
        if self._inside:
            self._walkthrough.set_on(not self._walkthrough.on)

    def _next_region(self) -> None:
        if not self._inside:
            return
        page = self.shelf.currentWidget()
        own = tell(page, "regions")
        inner = (
            [widget for widget in own if isinstance(widget, QWidget)]
            if isinstance(own, list)
            else []
        )
        regions: list[QWidget] = [self.frame.navigation.list_view, self.frame.header, *inner]
        if not inner and page is not None:
            regions.append(page)
        regions.append(self.toast)  # its Undo must be in reach before it goes
        shown = [region for region in regions if region.isVisible()]
        focused = QApplication.focusWidget()
        at = -1
        for place, region in enumerate(shown):
            if focused is not None and (region is focused or region.isAncestorOf(focused)):
                at = place
        focus_into(shown[(at + 1) % len(shown)])

    def _on_notice(self, notice: Notice) -> None:
        if isinstance(notice.error, SessionExpired):
            self._session.expired(notice.error)
        else:
            self._tell(notice)

    def _tell(self, notice: Notice) -> None:
        if self.covered:
            self._held = notice  # the newest, as the strip itself would do
        else:
            self.toast.show_notice(notice)

    def _on_signed_in(self) -> None:
        self._visitor = False
        self.frame.show_visitor(False)
        self.frame.show_sample(self._session.sample)
        self._connection.heard()
        self._show_title()
        self.open_page("home")
        places = self.frame.navigation.list_view
        places.setFocus(Qt.FocusReason.OtherFocusReason)
        self.focus_ring.be_quiet()  # nobody pressed Tab to get here

    def _on_signed_out(self) -> None:
        self.shelf.forget()
        self._connection.signed_out()
        self.show_merchant(None)
        self.frame.show_sample(False)
        self._show_title()

    def visit(self, key: str = "review") -> QWidget | None:
        """Show a page to somebody who is not signed in: the review page, or letters."""
        self._visitor = True
        self.frame.show_visitor(True)
        return self.open_page(key)

    @property
    def session_state(self) -> str:
        """Whether somebody is signed in; see SessionViewModel."""
        return self._session.state

    def leave_letters(self) -> None:
        """Back from the letters: to Requests, or to the sign-in page."""
        if self._session.state == "signed_in":
            self.open_page("requests")
        else:
            self._leave_visit()

    def _visit(self) -> None:
        tell(self.visit(), "open_file")

    def _leave_visit(self) -> None:
        self._visitor = False
        self.shelf.forget()
        self._walkthrough.set_on(False)
        self._show_session()
        self.sign_in_page.on_shown()

    def _show_session(self) -> None:
        # The frame comes with its first page (open_page), never empty: a list of pages that gets the
        # focus before a page is chosen would choose one by itself.
        if not self._inside and self._stack.currentWidget() is not self.sign_in_page:
            self._stack.setCurrentWidget(self.sign_in_page)
            self.sign_in_page.on_shown()
        self._show_title()

    def _show_title(self) -> None:
        if self.covered:
            self.setWindowTitle("KassaDesk")
            return
        sample = self._session.sample or (self._frame is not None and self._frame.sample)
        self.setWindowTitle(self.tr("KassaDesk · Sample shop") if sample else "KassaDesk")


def focus_into(region: QWidget) -> None:
    """Put the focus on a region: itself, or the first thing in it that takes the keyboard."""
    reason = Qt.FocusReason.TabFocusReason
    takes_keys = Qt.FocusPolicy.TabFocus
    if region.focusPolicy() & takes_keys:
        region.setFocus(reason)
        return
    for child in region.findChildren(QWidget):
        if child.focusPolicy() & takes_keys and child.isVisible() and child.isEnabled():
            child.setFocus(reason)
            return
