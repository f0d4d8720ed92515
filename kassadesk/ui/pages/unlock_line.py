"""The password of a workbook that has one: typed here, given to the reading process, kept nowhere."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.inputs import PasswordInput


class UnlockLine(QWidget):
    """A password and a button.

    Signals:
        given (str): the password to try.
    """

    given = Signal(str)

    def __init__(self, looks: Looks, kind: str = "primary") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.password = PasswordInput(looks, " ")
        self.password.setMaximumWidth(280)
        self.button = Button(looks, "", kind, "lock")
        self.password.returnPressed.connect(self._give)
        self.button.clicked.connect(self._give)
        row.addWidget(self.password, 1)
        row.addWidget(self.button)
        row.addStretch()
        self.hide()

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""
        self.password.setPlaceholderText(self.tr("Password of this file"))
        self.password.setAccessibleName(self.tr("Password of this file"))
        self.button.set_text(self.tr("Open with password"))

    def setVisible(self, visible: bool) -> None:
        """Qt: what was typed does not outlive the line."""
        if not visible:
            self.password.clear()
            self.password.hide_again()
        super().setVisible(visible)

    def _give(self) -> None:
        text = self.password.text()
        self.password.clear()
        if text:
            self.given.emit(text)
