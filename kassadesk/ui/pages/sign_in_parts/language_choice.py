"""Languages as a row of joined buttons, each in its own script."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from kassadesk.ui.languages import LANGUAGES
from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.buttons import Button


class LanguageChoice(QWidget):
    """Hidden while there is only one language: nothing is drawn that does no work.

    Signals:
        chosen (str): code of the language.
    """

    chosen = Signal(str)

    def __init__(
        self, looks: Looks, languages: tuple[tuple[str, str], ...] = LANGUAGES, now: str = "en"
    ) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        last = len(languages) - 1
        for place, (code, word) in enumerate(languages):
            kind = "segment_first" if place == 0 else "segment_last" if place == last else "segment"
            button = Button(looks, word, kind)
            button.setCheckable(True)
            button.setChecked(code == now)
            button.clicked.connect(lambda _=False, code=code: self.chosen.emit(code))
            self._group.addButton(button)
            row.addWidget(button)
        if last == 0:
            self.hide()

    def retranslate(self) -> None:
        """Names of languages are the same in every language."""
