"""An error in place: what happened, what is safe, what to do, the code."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.errors import KassaError
from kassadesk.ui.looks import Looks
from kassadesk.ui.texts import error_words
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.labels import IconTile, Label


class ErrorCard(QWidget):
    """Fills the place of what could not be read.

    Signals:
        again (): "Try again" was pressed.
    """

    again = Signal()

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.setSpacing(12)
        self._tile = IconTile(looks, "server-off", "danger")
        outer.addWidget(self._tile, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.title = Label(looks, "", "row_title", wrap=True)
        self.text = Label(looks, "", "table", "text2", wrap=True)
        self.code = Label(looks, "", "caption", "text3")
        self.button = Button(looks, self.tr("Try again"), "primary", "refresh-cw")
        self.button.clicked.connect(self.again)
        words.addWidget(self.title)
        words.addWidget(self.text)
        words.addSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        self.buttons = row
        words.addLayout(row)
        words.addSpacing(8)
        words.addWidget(self.code)
        words.addStretch(1)
        outer.addLayout(words, 1)

    def show_error(self, error: KassaError) -> None:
        """Say what happened, with the advice and the code of the error."""
        words = error_words(error)
        self._tile.set_icon(words.icon, "danger")
        self.title.setText(words.title)
        self.text.setText(f"{words.safe} {words.advice}".strip())
        self.code.setText(self.tr("Code {0}").format(words.code))
        self.setAccessibleName(words.title)
