"""What can be done when Kassapos is late or refuses, rung by rung; a locked one says why."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.ladder import Rung, RungState
from kassadesk.core.lens import day_in_words
from kassadesk.core.own_steps import OwnSteps
from kassadesk.ui.looks import Looks
from kassadesk.ui.texts import board_reason, rung_icon, rung_title, rung_words
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.labels import IconText, Label


class LadderPart(QWidget):
    """One row for each rung, a button where it is open.

    Signals:
        taken (str, str): the person takes a rung: its name, and the complaint it is about or "".
        complaint_opened (str): look at the complaint of this id.
    """

    taken = Signal(str, str)
    complaint_opened = Signal(str)

    def __init__(self, looks: Looks, citation: str, *, may_act: bool = True) -> None:
        """`citation`: the law that locks the Board's rung."""
        super().__init__()
        self._looks, self._citation, self._may_act = looks, citation, may_act
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)
        self.buttons: dict[str, Button] = {}

    def fill(self, rungs: tuple[Rung, ...], noted: OwnSteps | None = None) -> None:
        """The rungs, top to bottom; `noted`: what the person noted about the Board."""
        for rung in rungs:
            self._rows.addLayout(self._row(rung))
            told = self._told(rung, noted)
            if told:
                label = Label(self._looks, told, "caption", "text2", wrap=True)
                label.setContentsMargins(24, 0, 0, 0)
                self._rows.addWidget(label)

    def _row(self, rung: Rung) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        locked = rung.state is RungState.LOCKED
        tone = "text3" if locked else "text"
        name = IconText(self._looks, rung_icon(rung), rung_title(rung.name), "table", tone)
        row.addWidget(name)
        row.addStretch(1)
        if rung.state is RungState.OPEN and self._may_act:
            button = Button(self._looks, self._deed(rung.name), "text")
            button.clicked.connect(lambda: self.taken.emit(rung.name, rung.subject))
            self.buttons[rung.name] = button
            row.addWidget(button)
        elif rung.name == "complaint" and rung.state is RungState.DONE:
            button = Button(self._looks, self.tr("Show it"), "text", name=self.tr("Show complaint"))
            button.clicked.connect(lambda: self.complaint_opened.emit(rung.subject))
            self.buttons["show"] = button
            row.addWidget(Label(self._looks, rung_words(rung), "table", "text2"))
            row.addWidget(button)
        else:
            words = Label(self._looks, rung_words(rung), "table", tone if locked else "text2")
            row.addWidget(words, 0, Qt.AlignmentFlag.AlignRight)
        return row

    def _told(self, rung: Rung, noted: OwnSteps | None) -> str:
        if rung.name != "board":
            return ""
        if rung.state is RungState.DONE and noted is not None and noted.board_on is not None:
            number = noted.board_number or self.tr("no number yet")
            words = self.tr("You brought it before the Board on {day} ({number}).")
            return words.format(day=day_in_words(noted.board_on), number=number)
        return board_reason(rung, self._citation)

    def _deed(self, name: str) -> str:
        return {
            "reminder": self.tr("Write reminder"),
            "complaint": self.tr("Complain"),
            "board": self.tr("Note that I asked it"),
        }.get(name, name)
