"""Told by the system that its screen is locked, or that another person takes the PC over.

Windows tells a window that asks for it; ours is one of its own that nobody sees, so that no other
message comes through Python. Other systems each have their own way, and none is asked yet: there the
window locks when it is not used, and by hand.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal

SESSION_CHANGE = 0x02B1
CONSOLE_LEFT, REMOTE_LEFT, SCREEN_LOCKED = 0x2, 0x4, 0x7


def means_lock(message: int, reason: int) -> bool:
    """True for the message of Windows that this person's screen is locked or left to another."""
    return message == SESSION_CHANGE and reason in (CONSOLE_LEFT, REMOTE_LEFT, SCREEN_LOCKED)


class SessionLock(QObject):
    """Signals:
    locked (): the screen was locked or left.
    """

    locked = Signal()
    possible = sys.platform == "win32"
    """Whether this system tells."""

    def listen(self) -> bool:
        """Hear of it from now on; False where that cannot be."""
        return False

    def leave(self) -> None:
        """Hear of it no more."""


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    from PySide6.QtCore import QByteArray
    from PySide6.QtGui import QWindow

    class _Ear(QWindow):
        """A window that is never shown."""

        def __init__(self, owner: WindowsSessionLock) -> None:
            super().__init__()
            self._owner = owner

        def nativeEvent(
            self, event_type: QByteArray | bytes | bytearray | memoryview[int], message: int
        ) -> object:
            """Qt: each message of Windows for this window."""
            told = wintypes.MSG.from_address(int(message))
            if means_lock(told.message, told.wParam):
                self._owner.locked.emit()
            return super().nativeEvent(event_type, message)

    class WindowsSessionLock(SessionLock):
        """Hears through WTSRegisterSessionNotification."""

        def __init__(self, parent: QObject) -> None:
            super().__init__(parent)
            self._ear: _Ear | None = None

        @property
        def handle(self) -> int:
            """The window that Windows tells, 0 while nothing is heard."""
            return int(self._ear.winId()) if self._ear is not None else 0

        def listen(self) -> bool:
            """See SessionLock."""
            ear = _Ear(self)
            this_session = 0
            told = ctypes.windll.wtsapi32.WTSRegisterSessionNotification(
                wintypes.HWND(int(ear.winId())), this_session
            )
            self._ear = ear if told else None
            return bool(told)

        def leave(self) -> None:
            """See SessionLock."""
            ear, self._ear = self._ear, None
            if ear is not None:
                ctypes.windll.wtsapi32.WTSUnRegisterSessionNotification(
                    wintypes.HWND(int(ear.winId()))
                )
                ear.destroy()

    def session_lock(parent: QObject) -> SessionLock:
        """The one of this system."""
        return WindowsSessionLock(parent)
else:

    def session_lock(parent: QObject) -> SessionLock:
        """The one of this system: it tells nothing."""
        return SessionLock(parent)
