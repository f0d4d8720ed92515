"""Walkthrough: holds the one Lens that everybody asks, and swaps it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from kassadesk.core.lens import MASKED, PLAIN, Lens


class Walkthrough(QObject):
    """Whether personal values are hidden now.

    Signals:
        changed (): the lens was swapped; every view draws its texts again.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lens = PLAIN

    @property
    def lens(self) -> Lens:
        """The lens in force. Ask each time; never keep it."""
        return self._lens

    @property
    def on(self) -> bool:
        """True while personal values are hidden."""
        return self._lens.masked

    def set_on(self, on: bool) -> None:
        """Begin or end the walkthrough."""
        if on != self.on:
            self._lens = MASKED if on else PLAIN
            self.changed.emit()
