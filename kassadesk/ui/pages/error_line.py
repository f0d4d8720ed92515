"""An error beside the thing it is about: what happened, what is safe, what to do, the code."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from kassadesk.core.errors import KassaError
from kassadesk.ui.looks import Looks
from kassadesk.ui.texts import error_words
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.details_pane import clear_layout
from kassadesk.ui.widgets.labels import IconLabel, Label


class ErrorLine(QFrame):
    """A tinted frame that is hidden until `show_error`. Buttons are added with each error."""

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self._looks = looks
        self.setProperty("kind", "tint_danger")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(12, 10, 12, 10)
        outer.setSpacing(10)
        mark = QVBoxLayout()
        mark.addWidget(IconLabel(looks, "triangle-alert", "danger", 18))
        mark.addStretch(1)
        outer.addLayout(mark)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.title = Label(looks, "", "key", wrap=True)
        self.text = Label(looks, "", "table", "text2", wrap=True)
        self.code = Label(looks, "", "caption", "text3")
        self._buttons = QHBoxLayout()
        self._buttons.setContentsMargins(0, 4, 0, 0)
        self._buttons.setSpacing(8)
        words.addWidget(self.title)
        words.addWidget(self.text)
        words.addWidget(self.code)
        words.addLayout(self._buttons)
        outer.addLayout(words, 1)
        self.shown: KassaError | None = None
        self.hide()

    def show_error(
        self, error: KassaError | None, *buttons: Button, title: str = "", text: str = ""
    ) -> None:
        """Tell of an error, None hides it. `title` and `text` replace the general words."""
        self.shown = error
        clear_layout(self._buttons)
        self.setVisible(error is not None)
        if error is None:
            return
        words = error_words(error)
        self.title.setText(title or words.title)
        self.text.setText(text or f"{words.safe} {words.advice}".strip())
        self.code.setText(self.tr("Code {code}").format(code=words.code))
        self.setAccessibleName(f"{self.title.text()} {self.text.text()}")
        if not buttons:
            self._buttons.addStretch(1)  # an empty row would let nothing beside it grow
        for button in buttons:
            self._buttons.addWidget(button)
        if buttons:
            self._buttons.addStretch(1)
