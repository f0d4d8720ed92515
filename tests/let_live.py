"""Letting the window live for a while, its worker threads too."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QEvent

_STEP_S = 0.004


def let_live(milliseconds: float) -> None:
    """Events are handled for so long.

    Not QTest.qWait: that one keeps Python's lock while it sleeps, so a worker of the program gets on only
    between two such waits, and what takes a blink at a desk takes seconds in a test.
    """
    end = time.monotonic() + milliseconds / 1000
    while True:
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        left = end - time.monotonic()
        if left <= 0:
            return
        time.sleep(min(left, _STEP_S))
