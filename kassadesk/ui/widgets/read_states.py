"""The place where something read from Kassapos stands: coming, there, or why it is not."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kassadesk.core.errors import KassaError
from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.labels import Label

PATIENCE_MS = 300
"""Grey rows come only after this time, so that quick answers do not flicker."""


class ReadStates(QWidget):
    """Shows `content`; grey rows while there is none yet; an error with Try again in its place.

    When a later reading fails, the content read before stays, with a line above that says so.

    Signals:
        again (): the person wants it read again.
    """

    again = Signal()

    def __init__(self, looks: Looks, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self._stack = QStackedWidget()
        self._nothing, self._loading = QWidget(), Label(looks, "…")
        self._error = Label(looks, "error")
        for page in (content, self._nothing, self._loading, self._error):
            self._stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack, 1)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._stack.setCurrentWidget(self._loading))

    def show_reading(self, *, there: bool, loading: bool, error: KassaError | None) -> None:
        """Show what a Reading says: `there` when there is something to show, old or new."""
        if there:
            self._settle(self._content)
        elif loading:
            if not self._patience.isActive() and self._stack.currentWidget() is not self._loading:
                self._stack.setCurrentWidget(self._nothing)
                self._patience.start()
        elif error is not None:
            self._settle(self._error)
        else:
            self._settle(self._content)

    def _settle(self, page: QWidget) -> None:
        self._patience.stop()
        self._stack.setCurrentWidget(page)
