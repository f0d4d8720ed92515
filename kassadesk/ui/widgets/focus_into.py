"""Where the focus goes when a whole region of the window gets it (F6)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def focus_into(region: QWidget) -> None:
    """Put the focus on a region: itself, or the first thing in it that takes the keyboard."""
    reason = Qt.FocusReason.TabFocusReason
    takes_keys = Qt.FocusPolicy.TabFocus
    if region.focusPolicy() & takes_keys:
        region.setFocus(reason)
        return
    for child in region.findChildren(QWidget):
        if child.focusPolicy() & takes_keys and child.isVisible() and child.isEnabled():
            child.setFocus(reason)
            return
