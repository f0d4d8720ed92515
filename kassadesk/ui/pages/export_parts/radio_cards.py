"""Two or more choices as cards in a row; the whole card clicks, arrows move."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.labels import repolish

T = TypeVar("T")


class _Card(QFrame):
    def __init__(self, looks: Looks) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 1, 12, 1)
        self.radio = QRadioButton()
        self.radio.setFont(looks.font("key"))
        row.addWidget(self.radio, 1)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.radio.toggled.connect(self._draw)
        self._draw(False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: a click anywhere chooses."""
        if self.isEnabled():
            self.radio.click()

    def _draw(self, on: bool) -> None:
        self.setProperty("kind", "radio_on" if on else "radio")
        repolish(self)


class RadioCards(QWidget, Generic[T]):
    """One card per value. `choose` shows a state; `chosen` is sent only when a person chooses.

    Signals:
        chosen (value): a person chose this value.
    """

    chosen = Signal(object)

    def __init__(self, looks: Looks, values: tuple[T, ...]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._group = QButtonGroup(self)
        self._cards: dict[T, _Card] = {}
        for value in values:
            card = _Card(looks)
            card.radio.clicked.connect(lambda _on, v=value: self.chosen.emit(v))
            self._group.addButton(card.radio)
            self._cards[value] = card
            row.addWidget(card, 1)

    def set_words(self, words: dict[T, str], name: str) -> None:
        """The word of each value, and what the choice is about."""
        self.setAccessibleName(name)
        for value, word in words.items():
            self._cards[value].radio.setText(word)

    def choose(self, value: T) -> None:
        """Show this value as chosen."""
        self._cards[value].radio.setChecked(True)

    def radio(self, value: T) -> QRadioButton:
        """The button of a value (tests)."""
        return self._cards[value].radio
