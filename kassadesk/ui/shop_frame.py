"""The frame around the pages: navigation, header, banners, and the page itself."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.lens import clock_time
from kassadesk.core.merchant import Merchant
from kassadesk.core.rows import Kind
from kassadesk.ui.looks import Looks
from kassadesk.ui.page_shelf import FOOT_PAGES, ICONS, PAGES, PageShelf
from kassadesk.ui.widgets.banner import Banner
from kassadesk.ui.widgets.header import Header
from kassadesk.ui.widgets.navigation import Navigation, Place
from kassadesk.viewmodels.connection import Connection
from kassadesk.viewmodels.walkthrough import Walkthrough


class ShopFrame(QWidget):
    """What stands around every page.

    Signals:
        walkthrough_wanted (bool): begin or end it.
        try_again_wanted (): "Try now" of the offline banner.
    """

    walkthrough_wanted = Signal(bool)
    try_again_wanted = Signal()

    def __init__(
        self, looks: Looks, shelf: PageShelf, walkthrough: Walkthrough, connection: Connection
    ) -> None:
        super().__init__()
        self._walkthrough, self._connection = walkthrough, connection
        self._merchant: Merchant | None = None
        self._gstin_ok: bool | None = None
        self._visitor, self._sample = False, False
        self.shelf = shelf
        self.navigation = Navigation(looks)
        self.header = Header(looks)
        self.walkthrough_banner = Banner(looks, "walkthrough", "eye-off", button=" ")
        self.offline_banner = Banner(looks, "offline", "cloud-off", button=" ")
        self._lay_out()
        self.header.walkthrough_wanted.connect(
            lambda: self.walkthrough_wanted.emit(not walkthrough.on)
        )
        self.walkthrough_banner.acted.connect(lambda: self.walkthrough_wanted.emit(False))
        self.offline_banner.acted.connect(self.try_again_wanted)
        walkthrough.changed.connect(self._show_walkthrough)
        connection.changed.connect(self.show_connection)
        self.retranslate()

    def show_merchant(self, merchant: Merchant | None, gstin_ok: bool | None) -> None:
        """Whose data this is; None when nobody is known (signed out, a file of another shop)."""
        self._merchant, self._gstin_ok = merchant, gstin_ok
        self._show_shop()

    def show_visitor(self, visitor: bool) -> None:
        """Nobody is signed in: only pages that need no sign-in are offered."""
        self._visitor = visitor
        self.header.show_visitor(visitor)
        self.navigation.sign_out.setVisible(not visitor)
        self._show_places()
        self._show_shop()

    def show_sample(self, sample: bool) -> None:
        """Say that this is the made-up shop, on every page."""
        self._sample = sample
        self._show_shop()

    @property
    def sample(self) -> bool:
        """True while what is shown is not a real shop of Kassapos."""
        merchant = self._merchant
        return self._sample or (merchant is not None and merchant.environment != "production")

    def set_narrow(self, narrow: bool) -> None:
        """Under 1200 px: a rail of icons, a shorter header."""
        self.navigation.set_rail(narrow)
        self.header.set_narrow(narrow)

    def show_connection(self) -> None:
        """Draw whether Kassapos is reached; called now and then, because "2 min ago" grows."""
        state, last = self._connection.state, self._connection.last_contact
        offline = state == "offline" and not self._visitor
        self.offline_banner.setVisible(offline)
        if offline:
            seen = self.tr("You see data of {0}.").format(clock_time(last)) if last else ""
            self.offline_banner.say(self.tr("No internet."), seen, self.tr("Try now"))
        self.header.show_connection(state, self._connection_words(state))

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self.navigation.sign_out.set_word(self.tr("Sign out"))
        self.header.retranslate()
        self._show_places()
        self._show_walkthrough()
        self.show_connection()

    def _connection_words(self, state: str) -> str:
        if state == "offline":
            return self.tr("Offline")
        if state != "connected":
            return self.tr("Not connected yet")
        since = self._connection.since_contact
        minutes = 0 if since is None else int(since.total_seconds() // 60)
        if minutes < 1:
            return self.tr("Connected · just now")
        return self.tr("Connected · {0} min ago").format(minutes)

    def _show_walkthrough(self) -> None:
        on = self._walkthrough.on
        self.header.show_walkthrough(on)
        self.walkthrough_banner.say(
            self.tr("Walkthrough mode is on."),
            self.tr(
                "Names, numbers and amounts are hidden here, in copies, exports and screenshots."
            ),
            self.tr("End walkthrough"),
        )
        self.walkthrough_banner.setVisible(on)
        self._show_shop()

    def _show_shop(self) -> None:
        lens, merchant = self._walkthrough.lens, self._merchant
        if merchant is None:
            name = self.tr("Not signed in") if self._visitor else ""
            self.header.show_shop(name, "", None)
        else:
            gstin = merchant.main_gstin
            self.header.show_shop(
                lens.value(Kind.NAME, merchant.trade_name),
                lens.value(Kind.GSTIN, gstin) if gstin else "",
                self._gstin_ok,
            )
        self.header.show_sample(self.sample)

    def _show_places(self) -> None:
        words = {
            "home": self.tr("Home"),
            "my_data": self.tr("My data"),
            "opt_ins": self.tr("Opt-ins"),
            "export": self.tr("Export"),
            "review": self.tr("Review a file"),
            "requests": self.tr("Requests"),
            "policy": self.tr("Policy"),
            "help": self.tr("Help"),
        }
        keys = self.shelf.keys()
        if self._visitor:
            keys = tuple(key for key in keys if key in ("review", "help"))
        self.navigation.set_places(
            tuple(
                Place(
                    key, ICONS[key], words[key], short=self.tr("Review") if key == "review" else ""
                )
                for key in keys
                if key in PAGES
            ),
            tuple(Place(key, ICONS[key], words[key]) for key in keys if key in FOOT_PAGES),
        )

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.walkthrough_banner)
        column.addWidget(self.offline_banner)
        column.addWidget(self.shelf, 1)
        row.addLayout(column, 1)
