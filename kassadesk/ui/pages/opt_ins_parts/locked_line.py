"""The cell of a choice that cannot be switched here: why, in place, with more one press away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kassadesk.core.opt_ins import Lock, OptIn
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.opt_ins_parts import opt_in_words
from kassadesk.ui.texts import lock_words
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.labels import IconText


class LockedLine(QWidget):
    """A lock (or a globe), the reason in one line, and a button for the whole reason.

    Signals:
        wanted (): the whole reason is wanted.
    """

    wanted = Signal()

    def __init__(self, looks: Looks, opt_in: OptIn, lock: Lock) -> None:
        super().__init__()
        self._looks = looks
        self._open = False
        browser = lock.reason == "browser"
        self.reason = IconText(
            looks, "globe" if browser else "lock", lock_words(lock.reason), wrap=True
        )
        deed = self.tr("Show how") if browser else self.tr("Why")
        name = self.tr("{0}: {1}").format(opt_in_words.choice_name(opt_in), deed)
        self.button = Button(looks, deed, "text", name=name)
        self.button.clicked.connect(self.wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(6)
        # As wide as its one line and no wider, so that the button stands right behind the words.
        words = self.reason.label
        self.reason.setMaximumWidth(words.fontMetrics().horizontalAdvance(words.text()) + 28)
        layout.addWidget(self.reason, 1, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.button)
        layout.addStretch(0)

    def show_open(self, open_now: bool) -> None:
        """Mark the line as the one whose details are open, or not."""
        self._open = open_now
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the mark below the words."""
        if not self._open:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._looks.color("brandTint"))
        foot = self.rect()
        foot.setTop(foot.bottom() - 2)
        painter.fillRect(foot, self._looks.color("brand"))
        painter.end()
