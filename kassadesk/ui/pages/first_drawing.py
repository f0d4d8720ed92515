"""A page with much on it is drawn part by part the first time, so that the window answers in between."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

_TURNS_TO_LAY_OUT = 3
"""Wrapped words ask for their height only once they have a width; a frame painted before would show
them pressed into each other."""


class FirstDrawing(QObject):
    """Draws by `steps`: the first time each in a turn of the event loop of its own, later all at once.

    At once, because what a page shows must never be what it showed before: when a walkthrough begins,
    the next frame has no personal value. The first time there is nothing to hide; the last step shows
    what the others have made ready, and it is painted when all of it has its place. Child of the page,
    so that it ends with it.

    Signals:
        finished (): everything has been drawn for the first time and has its place.
    """

    finished = Signal()

    def __init__(self, page: QWidget, *steps: Callable[[], object]) -> None:
        super().__init__(page)
        self._page, self._steps = page, steps
        self._left: list[Callable[[], object]] = []
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._next)
        self.over = False
        """True once everything was drawn."""

    @property
    def busy(self) -> bool:
        """True while something is left to draw or to be laid out."""
        return bool(self._left)

    def draw(self) -> None:
        """Draw what is known now; begins anew when something came while it was drawn."""
        if self.over:
            for step in self._steps:
                step()
            return
        *before, last = self._steps
        lay_out = [_pass_a_turn] * _TURNS_TO_LAY_OUT
        self._left = [*before, lambda: self._finish(last), *lay_out, self._end]
        self._soon.start()

    def stop(self) -> None:
        """What was to be drawn is not there any more."""
        self._left.clear()
        self._soon.stop()
        self._paint()

    def _next(self) -> None:
        step, *self._left = self._left
        step()
        if self._left:
            self._soon.start()

    def _finish(self, last: Callable[[], object]) -> None:
        self._page.setUpdatesEnabled(False)
        self.over = True
        last()

    def _end(self) -> None:
        self._paint()
        self.finished.emit()

    def _paint(self) -> None:
        self._page.setUpdatesEnabled(True)


def _pass_a_turn() -> None:
    """Qt does what is due."""
