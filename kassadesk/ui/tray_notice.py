"""A word in the notification area, where the system has one, when a new policy was seen first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon

from kassadesk.core.lens import day_in_words
from kassadesk.core.policy import PolicyVersion
from kassadesk.ui.looks import Looks

_SHOWN_MS = 15_000


class TrayNotice(QObject):
    """Shows one notice at a time and takes its icon away afterwards.

    Signals:
        clicked (): the person wants to see what it is about.
    """

    clicked = Signal()

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
        """What was said, newest last; versions are public."""

    def new_policy(self, policy: PolicyVersion) -> None:
        """Say that the policy changes; nothing where there is no notification area."""
        if not self._available() or policy.version in self.told:
            return
        self.told.append(policy.version)
        title = self.tr("The privacy policy of Kassapos changes on {0}")
        words = self.tr("KassaDesk shows what changes in plain words.")
        self._say(title.format(day_in_words(policy.effective_on)), words)

    def leave(self) -> None:
        """Take the icon away."""
        if self.icon is not None:
            self.icon.hide()
            self.icon.deleteLater()
            self.icon = None

    def _say(self, title: str, words: str) -> None:
        self.leave()
        # a picture, not the icon that draws itself: the system may ask for it on a thread of its own
        shown = QIcon(self._looks.pixmap("scroll-text", "brand", 32))
        self.icon = self._make(shown, self)
        self.icon.setToolTip(title)
        self.icon.messageClicked.connect(self._on_clicked)
        self.icon.activated.connect(lambda _: self._on_clicked())
        self.icon.show()
        self.icon.showMessage(title, words, shown, _SHOWN_MS)

    def _on_clicked(self) -> None:
        self.leave()
        self.clicked.emit()
