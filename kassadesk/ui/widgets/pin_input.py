"""A line for a PIN: digits only, shown as dots."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QRegularExpressionValidator

from kassadesk.core.pin import LONGEST
from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.inputs import PasswordInput


class PinInput(PasswordInput):
    """`name` is what readers hear; `large` is 40 px high (the locked window)."""

    def __init__(self, looks: Looks, name: str, *, large: bool = False) -> None:
        super().__init__(looks, name, large=large)
        self.setMaxLength(LONGEST)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData
        )
        self.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]*"), self))
