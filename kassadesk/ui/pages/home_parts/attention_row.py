"""One line of "Needs your attention": what, until when, and the button that leads there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.home_parts.attention_words import AttentionWords
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.labels import IconText, IconTile, Label

DUE_PX = 180
BUTTON_PX = 148


class AttentionRow(QWidget):
    """A mark, a title, a sentence, the time left, a button.

    Signals:
        acted (): the button was pressed.
    """

    acted = Signal()

    def __init__(self, looks: Looks, words: AttentionWords) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(16)
        row.addWidget(IconTile(looks, words.icon, words.tint))
        text = QVBoxLayout()
        text.setSpacing(0)
        self.title = Label(looks, words.title, "row_title", wrap=True)
        self.text = Label(looks, words.text, "table", "text2", wrap=True)
        text.addWidget(self.title)
        if words.text:
            text.addWidget(self.text)
        row.addLayout(text, 1)
        if words.due:
            role = "key" if words.due_tone == "turn" else "table"
            due = IconText(looks, words.due_icon, words.due, role, words.due_tone)
            due.setMinimumWidth(DUE_PX)
            row.addWidget(due, 0, Qt.AlignmentFlag.AlignVCenter)
        self.button = Button(
            looks,
            words.button,
            "turn" if words.due_tone == "turn" else "secondary",
            name=f"{words.button}: {words.title}",
        )
        self.button.setMinimumWidth(BUTTON_PX)
        self.button.clicked.connect(self.acted)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
