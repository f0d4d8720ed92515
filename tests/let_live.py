"""Letting the window live for a while, its worker threads too."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer


def let_live(milliseconds: int) -> None:
    """Events are handled as they come, for so long.

    Not QTest.qWait: that one keeps Python's lock while it sleeps, so a worker of the program gets on only
    between two such waits, and what takes a blink at a desk takes seconds in a test.
    """
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
