"""Dialogs of our own: the deed on the button, focus on the safe choice."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.focus_ring import FocusRing
from kassadesk.ui.widgets.labels import Label


class Dialog(QDialog):
    """A dialog with a title, words, `body` for more, and its own buttons at the right below.

    The first focus is on `safe_button`. Use `open()` and the `accepted`/`rejected` signals.
    """

    def __init__(
        self,
        looks: Looks,
        title: str,
        text: str = "",
        *,
        parent: QWidget | None = None,
        width: int = 420,
    ) -> None:
        super().__init__(parent)
        self.looks = looks
        self.setWindowTitle("KassaDesk")
        self.setAccessibleName(title)
        self.setModal(True)
        self.setMinimumWidth(width)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 18, 20, 18)
        outer.setSpacing(8)
        self.title = Label(looks, title, "card_title", wrap=True)
        self.text = Label(looks, text, "table", "text2", wrap=True)
        outer.addWidget(self.title)
        outer.addWidget(self.text)
        self.text.setVisible(bool(text))
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        outer.addLayout(self.body, 1000)
        outer.addStretch(1)
        outer.addSpacing(8)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        outer.addLayout(self.buttons)
        self.safe_button: Button | None = None
        self.focus_ring = FocusRing(looks, self)

    def add_button(self, text: str, kind: str = "secondary", *, safe: bool = False) -> Button:
        """Add a button at the right end; a safe one has the focus and closes by rejecting."""
        button = Button(self.looks, text, kind)
        self.buttons.addWidget(button)
        if safe:
            self.safe_button = button
            button.clicked.connect(self.reject)
        return button

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: the safe choice has the focus."""
        super().showEvent(event)
        if self.safe_button is not None:
            self.safe_button.setFocus(Qt.FocusReason.TabFocusReason)


def confirm(
    looks: Looks,
    title: str,
    text: str,
    deed: str,
    keep: str,
    *,
    danger: bool = False,
    parent: QWidget | None = None,
) -> Dialog:
    """A question with two buttons: `keep` (safe, focused) and `deed`; not yet shown."""
    dialog = Dialog(looks, title, text, parent=parent)
    dialog.add_button(keep, safe=True)
    dialog.add_button(deed, "danger_filled" if danger else "primary").clicked.connect(dialog.accept)
    return dialog
