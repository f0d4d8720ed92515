"""What must not delay the first paint: done once the window is painted and can be typed into."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

_AFTER_MS = 50
"""So late after the paint: the picture is on the screen then, and keys that were pressed are in the field."""
UNPAINTED_MS = 1_000
"""A window that starts minimised, or behind a locked screen, is not painted at all."""


class AfterFirstPaint(QObject):
    """Calls `deed` once: soon after `window` is first painted, or after a second without. UI thread only.

    A timer started at `show` will not do: painting may take longer than it, and then the deed comes first.
    Stays with the window: one that deleted itself when done crashed 6 of 40 runs of its tests (PySide 6.11).
    """

    def __init__(self, window: QWidget, deed: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._deed = window, deed
        self._timer = QTimer(self, singleShot=True, interval=UNPAINTED_MS)
        self._timer.timeout.connect(self._do)
        self._timer.start()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: look for the paint."""
        if event.type() is QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self._on_painted)
        return super().eventFilter(watched, event)

    def _on_painted(self) -> None:
        """The whole window is: this event was only the beginning of it."""
        self._timer.start(_AFTER_MS)

    def _do(self) -> None:
        self._window.removeEventFilter(self)
        self._deed()
