"""Where the window stood last, on a screen that is there: a second screen may be gone since."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_LEAST_SEEN = 64
"""So much of the title bar must be on a screen, or the window cannot be moved by hand."""


def has_screen() -> bool:
    """False on a Linux machine without any display, where Qt would end the process with a core dump."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def place_of(window: QWidget) -> str:
    """Place, size and whether it fills the screen, as a text for the settings."""
    return bytes(window.saveGeometry().toBase64().data()).decode("ascii")


def put_back(window: QWidget, place: str) -> bool:
    """Put the window where it stood; False when that cannot be, then it stands where Qt puts it."""
    if not place.isascii() or not window.restoreGeometry(
        QByteArray.fromBase64(place.encode("ascii"))
    ):
        return False
    bar = window.frameGeometry()
    bar.setHeight(_LEAST_SEEN)
    for screen in QGuiApplication.screens():
        seen = screen.availableGeometry().intersected(bar)
        if seen.width() >= _LEAST_SEEN and seen.height() >= _LEAST_SEEN // 2:
            return True
    window.move(QGuiApplication.primaryScreen().availableGeometry().topLeft())
    return True
