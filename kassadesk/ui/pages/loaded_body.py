"""A page's content with its three other states: being read, could not be read, read but stale."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kassadesk.core.errors import KassaError
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.error_line import ErrorLine
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.error_card import ErrorCard
from kassadesk.ui.widgets.loading_rows import LoadingRows


class LoadedBody(QWidget):
    """Shows `content` once it is there. A later failure stands above it and takes nothing away.

    Signals:
        again (): "Try again" was pressed.
    """

    again = Signal()

    def __init__(self, looks: Looks, content: QWidget, *, row_height: int = 48) -> None:
        super().__init__()
        self._looks = looks
        self._content = content
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        self.line = ErrorLine(looks)
        self.card = ErrorCard(looks)
        self.card.again.connect(self.again)
        self._loading = LoadingRows(looks, row_height=row_height)
        self._stack = QStackedWidget()
        for widget in (self._loading, self.card, content):
            self._stack.addWidget(widget)
        rows.addWidget(self.line)
        rows.addWidget(self._stack, 1)

    def show_state(self, *, ready: bool, error: KassaError | None) -> None:
        """`ready` means that there is something to show, perhaps from an earlier reading."""
        if error is not None and ready:
            again = Button(self._looks, self.tr("Try again"), "text", "refresh-cw")
            again.clicked.connect(self.again)
            self.line.show_error(error, again)
        else:
            self.line.show_error(None)
        if ready:
            self._stack.setCurrentWidget(self._content)
        elif error is not None:
            self.card.show_error(error)
            self._stack.setCurrentWidget(self.card)
        else:
            self._stack.setCurrentWidget(self._loading)
