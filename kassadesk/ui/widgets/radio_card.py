"""A choice of one as cards: the whole card clicks; arrows move between the cards of a group."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.labels import Label, repolish


class RadioCard(QFrame):
    """Title and a line below in a card with a radio mark. Add to a group: `group.addButton(card.radio)`.

    Signals:
        chosen (): it became the chosen one.
    """

    chosen = Signal()

    def __init__(
        self, looks: Looks, title: str, text: str = "", *, group: QButtonGroup | None = None
    ) -> None:
        super().__init__()
        self.setProperty("kind", "radio")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(12)
        self.radio = QRadioButton()
        self.radio.setProperty("kind", "bare")
        self.radio.setFixedSize(18, 18)
        self.radio.toggled.connect(self._on_toggled)
        self.setFocusProxy(self.radio)
        if group is not None:
            group.addButton(self.radio)
        layout.addWidget(self.radio, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(1)
        self.title = Label(looks, title, "key", wrap=True)
        self.text = Label(looks, text, "caption", "text2", wrap=True)
        words.addWidget(self.title)
        words.addWidget(self.text)
        words.addStretch(1)
        layout.addLayout(words, 1)
        self.set_words(title, text)

    def set_words(self, title: str, text: str = "") -> None:
        """Say other words (also after a change of language)."""
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.radio.setAccessibleName(title)
        self.radio.setAccessibleDescription(text)

    def is_chosen(self) -> bool:
        """True when this is the chosen card."""
        return self.radio.isChecked()

    def choose(self) -> None:
        """Make it the chosen one."""
        self.radio.setChecked(True)

    def setEnabled(self, enabled: bool) -> None:
        """Qt: a card that cannot be chosen looks so; its line says why."""
        super().setEnabled(enabled)
        self.title.set_tone("text" if enabled else "disabledText")
        self._dress()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: the whole card clicks."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.radio.click()
            self.radio.setFocus(Qt.FocusReason.MouseFocusReason)

    def _on_toggled(self, on: bool) -> None:
        self._dress()
        if on:
            self.chosen.emit()

    def _dress(self) -> None:
        on = self.radio.isChecked()
        kind = "radio_on" if on else "radio"
        self.setProperty("kind", kind if self.isEnabled() else "radio_off")
        repolish(self)
