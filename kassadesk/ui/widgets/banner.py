"""A banner above the page: it pushes the content down and stays while it is true."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.labels import IconLabel, Label

_TONES = {
    "ok": ("ok", "text"),
    "warn": ("warn", "text"),
    "danger": ("danger", "text"),
    "offline": ("text2", "text"),
    "sample": ("warn", "text"),
    "walkthrough": ("onStrip", "onStrip"),
}


class Banner(QFrame):
    """`kind` is ok, warn, danger, offline, sample or walkthrough: icon, bold words, more words, a button.

    Signals:
        acted (): the button was pressed.
    """

    acted = Signal()

    def __init__(
        self, looks: Looks, kind: str, icon: str, strong: str = "", text: str = "", button: str = ""
    ) -> None:
        super().__init__()
        self.setProperty("kind", f"banner_{kind}")
        mark, ink = _TONES[kind]
        self.setMinimumHeight(44)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 4, 24, 4)
        layout.setSpacing(12)
        layout.addWidget(IconLabel(looks, icon, mark, 18))
        self.strong = Label(looks, strong, "key", ink)
        self.text = Label(looks, text, "table", ink, wrap=True)
        layout.addWidget(self.strong)
        layout.addSpacing(-8)
        layout.addWidget(self.text, 1)
        self.button = Button(looks, button, "secondary" if kind == "walkthrough" else "text")
        self.button.clicked.connect(self.acted)
        layout.addWidget(self.button)  # shown by `say`, in its place: before, it would be a window
        self.say(strong, text, button)

    def say(self, strong: str, text: str, button: str = "") -> None:
        """Other words; "" for no button."""
        self.strong.setText(strong)
        self.strong.setVisible(bool(strong))
        self.text.setText(text)
        self.button.set_text(button)
        self.button.setVisible(bool(button))
        self.setAccessibleName(f"{strong} {text}".strip())
