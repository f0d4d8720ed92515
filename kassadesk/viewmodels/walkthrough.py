"""Walkthrough: holds the one Lens that everybody asks, and swaps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from kassadesk.core.lens import Lens


class Walkthrough(QObject):
    """Whether personal values are hidden now.

    Signals:
        changed (): the lens was swapped; every view draws its texts again.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on = False
        self._lens: Lens | None = None

    @property
    def lens(self) -> Lens:
        """The lens in force. Ask each time; never keep it."""
        if self._lens is None:
            from kassadesk.core.lens import MASKED, PLAIN  # late: nothing is shown before sign-in

            self._lens = MASKED if self._on else PLAIN
        return self._lens

    @property
    def on(self) -> bool:
        """True while personal values are hidden."""
        return self._on

    def set_on(self, on: bool) -> None:
        """Begin or end the walkthrough."""
        if on != self.on:
            self._on, self._lens = on, None
            self.changed.emit()
