"""A check box with an optional quieter line below its words; the whole of it clicks."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.labels import Label


class CheckBox(QWidget):
    """`toggled(bool)` when the person changes it. `strong` makes the words bold (export kinds)."""

    toggled = Signal(bool)

    def __init__(self, looks: Looks, text: str, second: str = "", *, strong: bool = False) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setFixedSize(18, 18)
        self.box.setProperty("kind", "bare")
        self.box.toggled.connect(self.toggled)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(12)
        layout.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.text = Label(looks, text, "key" if strong else "table", wrap=True)
        self.second = Label(looks, second, "caption", "text2", wrap=True)
        words.addWidget(self.text)
        words.addWidget(self.second)
        words.addStretch(1)
        layout.addLayout(words, 1)
        self.setMinimumHeight(32)
        self.setFocusProxy(self.box)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.set_words(text, second)

    def set_words(self, text: str, second: str = "") -> None:
        """Say other words (also after a change of language)."""
        self.text.setText(text)
        self.second.setText(second)
        self.second.setVisible(bool(second))
        self.box.setAccessibleName(text)
        self.box.setAccessibleDescription(second)

    def is_checked(self) -> bool:
        """True when the tick is there."""
        return self.box.isChecked()

    def set_checked(self, checked: bool) -> None:
        """Set the tick without telling anybody."""
        self.box.blockSignals(True)
        self.box.setChecked(checked)
        self.box.blockSignals(False)

    def setEnabled(self, enabled: bool) -> None:
        """Qt: the words grow quieter too."""
        super().setEnabled(enabled)
        self.text.set_tone("text" if enabled else "disabledText")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: a click on the words counts."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.box.click()
