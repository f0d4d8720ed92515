"""What stands where nothing is yet: what will be here and how to start."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.labels import IconLabel, Label


class EmptyState(QWidget):
    """An icon, a title, a sentence, and a button when `button` is given (`self.button`)."""

    def __init__(
        self,
        looks: Looks,
        icon: str,
        title: str,
        text: str,
        *,
        button: str = "",
        button_icon: str = "",
        kind: str = "primary",
    ) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(4)
        layout.addStretch(1)
        middle = Qt.AlignmentFlag.AlignHCenter
        layout.addWidget(IconLabel(looks, icon, "text2", 32), 0, middle)
        layout.addSpacing(2)
        self.title = Label(looks, title, "row_title", wrap=True)
        self.text = Label(looks, text, "table", "text2", wrap=True)
        holder = QWidget()
        holder.setMaximumWidth(340)
        words = QVBoxLayout(holder)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(4)
        for label in (self.title, self.text):
            label.setAlignment(middle)
            words.addWidget(label)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(holder, 1000)
        row.addStretch(1)
        layout.addLayout(row)
        self.button: Button | None = None
        if button:
            self.button = Button(looks, button, kind, button_icon)
            layout.addSpacing(8)
            layout.addWidget(self.button, 0, middle)
        layout.addStretch(1)

    def say(self, title: str, text: str, button: str = "") -> None:
        """Other words (also after a change of language)."""
        self.title.setText(title)
        self.text.setText(text)
        if self.button is not None:
            self.button.set_text(button)
