"""A word in the notification area, where the system has one: a new policy, or an end nobody saw."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon

from kassadesk.core.lens import day_in_words
from kassadesk.core.policy import PolicyVersion
from kassadesk.ui.looks import Looks

_SHOWN_MS = 15_000
_ICON = {
    "export_done": "badge-check",
    "export_failed": "file-warning",
    "request_sent": "send",
    "request_refused": "file-warning",
    "choice_sent": "send",
    "choice_refused": "file-warning",
}


class TrayNotice(QObject):
    """Shows one notice at a time and takes its icon away afterwards. It says nothing about anybody: what
    the notification area shows is seen over a shared screen, and the system keeps it.

    Signals:
        clicked (str, object): the person wants to see what it is about: a page, and what on it.
    """

    clicked = Signal(str, object)

    def __init__(
        self,
        looks: Looks,
        parent: QObject | None = None,
        available: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable,
        make: type[QSystemTrayIcon] = QSystemTrayIcon,
    ) -> None:
        """`available` tells whether there is a notification area now; `make` makes an icon in it."""
        super().__init__(parent)
        self._looks = looks
        self._available = available
        self._make = make
        self.icon: QSystemTrayIcon | None = None
        self.told: list[str] = []
        """What was said, newest last: versions of the policy, which are public, and kinds of ends."""
        self._goal: tuple[str, object] = ("home", None)

    def new_policy(self, policy: PolicyVersion) -> None:
        """Say that the policy changes; nothing where there is no notification area."""
        if not self._available() or policy.version in self.told:
            return
        self.told.append(policy.version)
        self._goal = "policy", "next"
        title = self.tr("The privacy policy of Kassapos changes on {0}")
        words = self.tr("KassaDesk shows what changes in plain words.")
        self._say(title.format(day_in_words(policy.effective_on)), words, "scroll-text")

    def end(self, kind: str, page: str, argument: object = None) -> None:
        """Say that something has come to its end (export_done, export_failed, request_sent,
        request_refused, choice_sent, choice_refused); a click leads to the page."""
        if not self._available():
            return
        self.told.append(kind)
        self._goal = page, argument
        self._say(*_end_words(kind), _ICON[kind])

    def leave(self) -> None:
        """Take the icon away."""
        if self.icon is not None:
            self.icon.hide()
            self.icon.deleteLater()
            self.icon = None

    def _say(self, title: str, words: str, icon: str) -> None:
        self.leave()
        # a picture, not the icon that draws itself: the system may ask for it on a thread of its own
        shown = QIcon(self._looks.pixmap(icon, "brand", 32))
        self.icon = self._make(shown, self)
        self.icon.setToolTip(title)
        self.icon.messageClicked.connect(self._on_clicked)
        self.icon.activated.connect(lambda _: self._on_clicked())
        self.icon.show()
        self.icon.showMessage(title, words, shown, _SHOWN_MS)

    def _on_clicked(self) -> None:
        self.leave()
        self.clicked.emit(*self._goal)


def _end_words(kind: str) -> tuple[str, str]:
    """Title and second line."""
    translate = QCoreApplication.translate
    return {
        "export_done": (
            translate("TrayNotice", "The export is done"),
            translate("TrayNotice", "It was read back and found whole."),
        ),
        "export_failed": (
            translate("TrayNotice", "The export did not work"),
            translate("TrayNotice", "KassaDesk says why and what to do."),
        ),
        "request_sent": (
            translate("TrayNotice", "A request has arrived at Kassapos"),
            translate("TrayNotice", "KassaDesk has the receipt."),
        ),
        "request_refused": (
            translate("TrayNotice", "Kassapos did not take a request"),
            translate("TrayNotice", "KassaDesk says why and what to do."),
        ),
        "choice_sent": (
            translate("TrayNotice", "A choice has arrived at Kassapos"),
            translate("TrayNotice", "KassaDesk has the receipt."),
        ),
        "choice_refused": (
            translate("TrayNotice", "Kassapos did not take a choice"),
            translate("TrayNotice", "KassaDesk says why and what to do."),
        ),
    }[kind]
