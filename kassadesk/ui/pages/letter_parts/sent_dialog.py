"""Asks on which day a letter went."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from kassadesk.core.lens import day_in_words
from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.dialog import Dialog
from kassadesk.ui.widgets.inputs import Combo, InputField

_DAYS_BACK = 60


class SentDialog(Dialog):
    """One choice, today first. `day` is what was chosen."""

    def __init__(self, looks: Looks, today: date, parent: QWidget | None) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            looks,
            translate("SentDialog", "When did you send it?"),
            translate("SentDialog", "The dates count from that day."),
            parent=parent,
        )
        word = translate("SentDialog", "Day")
        self.days = Combo(looks, word)
        choices: list[tuple[str, object]] = []
        for back in range(_DAYS_BACK):
            day = today - timedelta(days=back)
            named = day_in_words(day)
            if back == 0:
                named = translate("SentDialog", "Today, {0}").format(named)
            choices.append((named, day.isoformat()))
        self.days.set_choices(choices)
        self.body.addWidget(InputField(looks, word, self.days))
        self.add_button(translate("SentDialog", "Not yet"), safe=True)
        deed = self.add_button(translate("SentDialog", "I have sent it"), "primary")
        deed.clicked.connect(self.accept)

    @property
    def day(self) -> date:
        """The chosen day."""
        return date.fromisoformat(self.days.currentData())
