"""The place where something read from Kassapos stands: coming, there, or why it is not."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kassadesk.core.errors import KassaError
from kassadesk.ui.looks import Looks
from kassadesk.ui.texts import error_words
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.error_card import ErrorCard
from kassadesk.ui.widgets.labels import IconText
from kassadesk.ui.widgets.loading_rows import LoadingRows


class ReadStates(QWidget):
    """Shows `content`; grey rows while there is none yet; an error with Try again in its place.

    When a later reading fails, the content read before stays, with a line above that says so.

    Signals:
        again (): the person wants it read again.
    """

    again = Signal()

    def __init__(self, looks: Looks, content: QWidget, *, row_height: int = 48) -> None:
        super().__init__()
        self._content = content
        self._loading = LoadingRows(looks, row_height=row_height)
        self.error_card = ErrorCard(looks)
        self.error_card.again.connect(self.again)
        self._error_place = QFrame()
        self._error_place.setProperty("kind", "card")
        inside = QVBoxLayout(self._error_place)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.error_card)
        self._stack = QStackedWidget()
        for page in (content, self._loading, self._error_place):
            self._stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(self._make_stale(looks))
        outer.addWidget(self._stack, 1)

    def show_reading(self, *, there: bool, loading: bool, error: KassaError | None) -> None:
        """Show what a Reading says: `there` when there is something to show, old or new."""
        self.stale.setVisible(there and error is not None)
        if there or (error is None and not loading):
            self._stack.setCurrentWidget(self._content)
        elif error is not None:
            self.error_card.show_error(error)
            self._stack.setCurrentWidget(self._error_place)
        else:
            self._stack.setCurrentWidget(self._loading)
        if there and error is not None:
            words = self.tr("{0} What you see was read before.").format(
                error_words(error).title + "."
            )
            self._stale_words.setText(words.replace("..", "."))

    @property
    def shows(self) -> str:
        """content, loading or error."""
        shown = self._stack.currentWidget()
        if shown is self._content:
            return "content"
        return "loading" if shown is self._loading else "error"

    def _make_stale(self, looks: Looks) -> QFrame:
        self.stale = QFrame()
        self.stale.setProperty("kind", "tint_warn")
        row = QHBoxLayout(self.stale)
        row.setContentsMargins(12, 4, 8, 4)
        self._stale_words = IconText(looks, "triangle-alert", "", tone="warn", wrap=True)
        row.addWidget(self._stale_words, 1)
        again = Button(looks, self.tr("Try again"), "text")
        again.clicked.connect(self.again)
        row.addWidget(again)
        self.stale.hide()
        return self.stale
