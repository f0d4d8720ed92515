"""A copy by itself: how often, and into which folder."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from kassadesk.core.lens import time_in_words
from kassadesk.core.own_copies import CopySchedule, Every
from kassadesk.core.rows import Kind
from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.card import Card
from kassadesk.ui.widgets.inputs import Combo
from kassadesk.ui.widgets.labels import IconText, Label
from kassadesk.viewmodels.own_copies import OwnCopiesViewModel


class OwnCopiesCard(Card):
    """One choice, one folder, one line about the last copy.

    Signals:
        folder_wanted (): the person will choose where the copies go.
    """

    folder_wanted = Signal()

    def __init__(self, looks: Looks, view_model: OwnCopiesViewModel) -> None:
        super().__init__(looks, " ", "calendar-clock")
        self._view_model = view_model
        row = QHBoxLayout()
        row.setSpacing(8)
        self.often = Combo(looks, "")
        self.often.activated.connect(lambda _place: self._choose())
        self.folder_button = Button(looks, "", "text", "folder")
        self.folder_button.clicked.connect(self.folder_wanted)
        row.addWidget(self.often)
        row.addStretch(1)
        row.addWidget(self.folder_button)
        self.body.addLayout(row)
        self._where = Label(looks, "", "caption", "text2", wrap=True)
        self._trouble = IconText(looks, "triangle-alert", "", "caption", "warn", size=14, wrap=True)
        self.body.addWidget(self._where)
        self.body.addWidget(self._trouble)
        view_model.changed.connect(self.draw)

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""
        self.set_title(self.tr("Copies by themselves"))
        self.often.setAccessibleName(self.tr("How often a copy is made"))
        self.folder_button.set_text(
            self.tr("Folder"), self.tr("Folder for copies made by themselves")
        )
        self.draw()

    def draw(self) -> None:
        """Show the state of the view-model."""
        schedule = self._view_model.schedule
        self.often.set_choices(
            [
                (self.tr("Never"), Every.NEVER),
                (self.tr("Every day"), Every.DAY),
                (self.tr("Every week"), Every.WEEK),
                (self.tr("Every month"), Every.MONTH),
            ],
            schedule.every if schedule else Every.NEVER,
        )
        possible = schedule is not None and schedule.possible
        if schedule is not None and schedule.shared and schedule.every is Every.NEVER:
            possible = False  # what was chosen before can still be ended
        self.often.setEnabled(possible and not self._view_model.busy)
        self.folder_button.setEnabled(possible and not self._view_model.busy)
        self._where.setText(self._words(schedule) if schedule else "")
        trouble = schedule.trouble if schedule else None
        self._trouble.setVisible(trouble is not None)
        if trouble is not None:
            words = self.tr("The copy of {when} was not made ({why}).")
            self._trouble.setText(words.format(when=time_in_words(trouble.at), why=trouble.code))

    def _words(self, schedule: CopySchedule) -> str:
        if not schedule.possible:
            return self.tr("Not here: this needs the Task Scheduler of Windows.")
        if schedule.shared:
            words = self.tr("Not on a shared PC: no sign-in stays here that a copy could use.")
            ending = self.tr("Choose “Never”, so that none is tried.")
            return words if schedule.every is Every.NEVER else f"{words} {ending}"
        folder = self._view_model.walkthrough.lens.personal_text(str(schedule.folder), Kind.TEXT)
        if schedule.every is Every.NEVER:
            words = self.tr("Each copy takes what is new and goes to {folder}.")
        else:
            words = self.tr(
                "Each takes what is new and goes to {folder}; the last {n} stay. Your PC must be on"
                " and you signed in to Windows and to Kassapos."
            )
        return words.format(folder=folder, n=schedule.keep)

    def _choose(self) -> None:
        chosen = Every(str(self.often.currentData()))
        schedule = self._view_model.schedule
        if schedule is not None and chosen is not schedule.every:
            self._view_model.choose(chosen)
