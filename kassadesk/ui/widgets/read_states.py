"""The place where something read from Kassapos stands: coming, there, or why it is not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

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
        self._error_place = self._framed(self.error_card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(self._make_stale(looks))
        # Not a stack: a stack asks wrapped words for their height at their narrowest.
        for page in (content, self._loading, self._error_place):
            outer.addWidget(page, 1)
        self._show_only(content)

    def show_reading(self, *, there: bool, loading: bool, error: KassaError | None) -> None:
        """Show what a Reading says: `there` when there is something to show, old or new."""
        self.stale.setVisible(there and error is not None)
        if there or (error is None and not loading):
            self._show_only(self._content)
        elif error is not None:
            self.error_card.show_error(error)
            self._show_only(self._error_place)
        else:
            self._show_only(self._loading)
        if there and error is not None:
            words = self.tr("{0} What you see was read before.").format(
                error_words(error).title + "."
            )
            self._stale_words.setText(words.replace("..", "."))

    @property
    def shows(self) -> str:
        """content, loading or error."""
        return self._shows

    def _show_only(self, page: QWidget) -> None:
        pages = {"content": self._content, "loading": self._loading, "error": self._error_place}
        for name, one in pages.items():
            # to show what comes with its parent anyway makes Qt dress it now, and with each parent again
            put_away = one.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
            if (put_away and one.isHidden()) is (one is page):
                one.setVisible(one is page)
            if one is page:
                self._shows = name

    def _framed(self, card: QWidget) -> QWidget:
        frame = QFrame()
        frame.setProperty("kind", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(card)
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)
        column.addStretch(1)
        return place

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
