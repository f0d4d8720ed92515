"""Several lines of text. Tab leaves it; a walkthrough hides what is typed behind a fixed shape."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit

from kassadesk.ui.looks import Looks

LONGEST = 2000
"""The contract's length of a paragraph; complaints may be twice as long."""


class TextArea(QPlainTextEdit):
    """`name` is what readers hear, `rows` how many lines stand open.

    Signals:
        edited (str): the person changed it; not sent for `show_text`.
    """

    edited = Signal(str)

    def __init__(
        self, looks: Looks, name: str = "", *, rows: int = 3, longest: int = LONGEST
    ) -> None:
        super().__init__()
        self._longest = longest
        self._text, self._hidden = "", False
        self.setFont(looks.font("table"))
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(rows * self.fontMetrics().lineSpacing() + 22)
        self.textChanged.connect(self._on_text)

    def text(self) -> str:
        """What is typed, or the shape that hides it."""
        return self.toPlainText()

    def show_text(self, text: str, *, hidden: bool = False) -> None:
        """Show what is typed so far, or the fixed shape in its place, which cannot be changed."""
        from kassadesk.core.lens import MASKED  # late: nothing is hidden before sign-in

        if (text, hidden) == (self._text, self._hidden):
            return
        self._text, self._hidden = text, hidden
        shown = MASKED.personal_text(text) if hidden and text else text
        self.setReadOnly(hidden)
        if shown != self.toPlainText():
            self.blockSignals(True)
            self.setPlainText(shown)
            self.blockSignals(False)

    def _on_text(self) -> None:
        text = self.toPlainText()
        if self._hidden or text == self._text:
            return
        if len(text) > self._longest:
            self.show_text(text[: self._longest])
            text = self.toPlainText()
        self._text = text
        self.edited.emit(text)
