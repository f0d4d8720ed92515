"""What stands before everything while the window is locked, and what else is put out of sight."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from shiboken6 import isValid

from kassadesk.ui.looks import Looks
from kassadesk.ui.main_window import MainWindow
from kassadesk.ui.own_clipboard import OwnClipboard
from kassadesk.ui.pages.lock_page import LockPage
from kassadesk.viewmodels.lock import LockViewModel
from kassadesk.viewmodels.session import SessionViewModel

_MOST_POPUPS = 10
_FILLS_AFTER_MS = 15
"""The cover is painted before what opens it is made."""
_WINDOWS = (Qt.WindowType.Window, Qt.WindowType.Dialog, Qt.WindowType.Sheet, Qt.WindowType.Tool)


class LockCover(QObject):
    """Covers the window, hides dialogs and menus, takes our text off the clipboard; and back again.

    Dialogs are hidden, not closed: what was typed in them is there after the PIN. One that opens while it
    is locked (an answer came in) waits too.
    """

    def __init__(
        self,
        window: MainWindow,
        looks: Looks,
        lock: LockViewModel,
        come_back: Callable[[], SessionViewModel],
    ) -> None:
        """`come_back` makes the sign-in that opens it where there is no PIN."""
        super().__init__(window)
        self._window, self._looks, self._lock = window, looks, lock
        self._come_back = come_back
        self._hidden: list[QWidget] = []
        self._focused: QWidget | None = None
        lock.locked_now.connect(self.close)
        lock.opened_now.connect(self.open)

    def close(self) -> None:
        """Lock: everything is out of sight when this returns."""
        if self._window.covered:
            return
        self._focused = QApplication.focusWidget()
        QToolTip.hideText()
        for _ in range(_MOST_POPUPS):
            popup = QApplication.activePopupWidget()
            if popup is None:
                break
            popup.close()
        for other in QApplication.topLevelWidgets():
            if self._is_other(other) and other.isVisible():
                self._hide(other)
        clipboard = OwnClipboard.of_this_program()
        clipboard.clear()
        clipboard.shut = True
        page = LockPage(self._lock, self._looks, self._come_back)
        self._window.cover(page)
        QTimer.singleShot(_FILLS_AFTER_MS, page, page.fill)
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def open(self) -> None:
        """Unlock: everything is as it was."""
        application = QApplication.instance()
        assert application is not None
        application.removeEventFilter(self)
        OwnClipboard.of_this_program().shut = False
        self._window.uncover()
        hidden, self._hidden = self._hidden, []
        for other in hidden:
            if isValid(other):
                other.show()
        focused, self._focused = self._focused, None
        if focused is not None and isValid(focused) and focused.isVisible():
            focused.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: only while it is locked: another window would stand before the cover."""
        if not vars(self):  # Python collected a whole window: emptied before Qt deletes it
            return False
        if event.type() != QEvent.Type.Show or not isinstance(watched, QWidget):
            return False
        if self._is_other(watched):
            QTimer.singleShot(0, watched, lambda: self._hide(watched))
        return False

    def _is_other(self, widget: QWidget) -> bool:
        """A window of ours that is neither the main one nor asks something about the lock itself."""
        if not widget.isWindow() or widget is self._window or widget.windowType() not in _WINDOWS:
            return False
        parent = widget.parentWidget()
        return not isinstance(parent, LockPage)

    def _hide(self, widget: QWidget) -> None:
        widget.hide()
        if widget not in self._hidden:
            self._hidden.append(widget)
