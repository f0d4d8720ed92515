"""The strip at the bottom right: what was done; goes after 6 s, with Undo after 10 s."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.texts import action_word, error_words, notice_words
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.labels import IconLabel, Label
from kassadesk.viewmodels.notices import Notice

_STAYS_MS = 6000
_UNDO_STAYS_MS = 10000
_ERROR_STAYS_MS = 12000
WIDTH = 394


def stays_ms(notice: Notice) -> int:
    """How long a notice is shown, unless it is pointed at or focused."""
    if notice.error is not None:
        return _ERROR_STAYS_MS
    return _UNDO_STAYS_MS if notice.action == "undo" else _STAYS_MS


class Toast(QFrame):
    """A child of the window that shows one Notice at a time, the newest.

    It stays while pointed at or focused, and its words go to the screen reader.

    Signals:
        closed (): it went away.
    """

    closed = Signal()

    def __init__(self, looks: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "toast")
        self.setFixedWidth(WIDTH)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 10, 8, 10)
        layout.setSpacing(12)
        self._icon = IconLabel(looks, "circle-check", "stripOk", 18)
        layout.addWidget(self._icon)
        words = QVBoxLayout()
        words.setSpacing(1)
        self.title = Label(looks, "", "key", "onStrip", wrap=True)
        self.second = Label(looks, "", "caption", "onStripSoft", wrap=True)
        words.addWidget(self.title)
        words.addWidget(self.second)
        layout.addLayout(words, 1)
        self.action = Button(looks, "", "text_strip")
        self.action.clicked.connect(self._act)
        layout.addWidget(self.action)
        self.close_button = Button(looks, "", "icon_strip", "x", name=self.tr("Close"))
        self.close_button.clicked.connect(self.close_now)
        layout.addWidget(self.close_button)
        self._notice: Notice | None = None
        self._wait = QTimer(self, singleShot=True)
        self._wait.timeout.connect(self._time_is_up)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Show it for 6 s, what can be undone for 10 s, errors for 12 s."""
        self._notice = notice
        if notice.error is not None:
            words = error_words(notice.error)
            title = words.title
            second = " ".join(part for part in (words.safe, words.advice) if part)
            second = self.tr("{0} Code {1}.").format(second, words.code)
            self._icon.set_icon("triangle-alert", "stripDanger")
        else:
            title, second = notice_words(notice.kind, notice.facts)
            self._icon.set_icon("circle-check", "stripOk")
        self.title.setText(title)
        self.second.setText(second)
        self.second.setVisible(bool(second))
        self.action.set_text(action_word(notice.action) if notice.action else "")
        self.action.setVisible(bool(notice.action))
        self.place()
        self.show()
        self.raise_()
        self._wait.start(stays_ms(notice))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{title}. {second}"))

    def place(self) -> None:
        """Go to the bottom right of the window."""
        parent, layout = self.parentWidget(), self.layout()
        assert parent is not None
        assert layout is not None
        width = min(WIDTH, parent.width() - 32)
        self.setFixedWidth(width)
        height = max(layout.heightForWidth(width), 56)
        self.setFixedHeight(height)
        self.move(parent.width() - width - 24, parent.height() - height - 24)

    def close_now(self) -> None:
        """Go away at once."""
        self._wait.stop()
        self.hide()
        self._notice = None
        self.closed.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Qt: pointed at: it stays."""
        self._wait.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Qt: a last moment."""
        if self._notice is not None:
            self._wait.start(_STAYS_MS // 3)

    def _time_is_up(self) -> None:
        focused = self.window().focusWidget() if self.isVisible() else None
        if focused is not None and self.isAncestorOf(focused) and focused.hasFocus():
            self._wait.start(_STAYS_MS)
        else:
            self.close_now()

    def _act(self) -> None:
        notice = self._notice
        self.close_now()
        if notice is not None and notice.on_action is not None:
            notice.on_action()
