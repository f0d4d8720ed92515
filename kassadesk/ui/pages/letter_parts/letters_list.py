"""The letters on this PC, newest first; one of them can be looked at."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from kassadesk.core.lens import day_in_words
from kassadesk.core.letters import TrackedLetter
from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.card import Card, CardButton
from kassadesk.ui.widgets.details_pane import clear_layout
from kassadesk.ui.widgets.labels import Label
from kassadesk.ui.widgets.pill import Pill, pill_look
from kassadesk.viewmodels.letters import LettersViewModel


class LettersList(Card):
    """Hidden while there is none."""

    def __init__(self, looks: Looks, view_model: LettersViewModel) -> None:
        super().__init__(looks, " ", "mail")
        self._view_model = view_model
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)
        self.buttons: list[CardButton] = []
        self._told: tuple[object, ...] = ()

    def retranslate(self) -> None:
        """Say everything in the present language."""
        self.set_title(self.tr("Letters on this PC"))
        self._told = ()

    def draw(self) -> None:
        """Show them, if anything is new."""
        view_model = self._view_model
        self.setVisible(bool(view_model.letters))
        told = (view_model.letters, view_model.walkthrough.lens)
        if told == self._told:
            return
        self._told = told
        clear_layout(self._rows)
        self.buttons = [self._row(letter) for letter in view_model.letters]
        for button in self.buttons:
            self._rows.addWidget(button)

    def _row(self, letter: TrackedLetter) -> CardButton:
        title = self._view_model.walkthrough.lens.personal_text(letter.subject)
        state = f"letter_{letter.state}"
        day = day_in_words(letter.sent_on or letter.written_at)
        button = CardButton(self._looks, f"{title}, {pill_look(state).word}, {day}")
        row = QHBoxLayout()
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(self._looks, title, "key", wrap=True))
        words.addWidget(Label(self._looks, day, "caption", "text2"))
        row.addLayout(words, 1)
        row.addWidget(Pill(self._looks, state), 0, Qt.AlignmentFlag.AlignVCenter)
        button.body.addLayout(row)
        button.clicked.connect(lambda: self._view_model.choose(letter.client_ref))
        return button
