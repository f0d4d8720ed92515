"""Cards: a bordered surface with a head; some act as one big button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.labels import IconLabel, Label, Rule


class Card(QFrame):
    """A surface with an optional head (icon, title, things at the right) and a body.

    Add content to `body` (QVBoxLayout); things at the right of the head with `add_to_head`.
    `ruled` draws a line under the head (48 px head) and gives the body no padding of its own;
    else head and body share 16 px of padding.
    """

    def __init__(
        self, looks: Looks, title: str = "", icon: str = "", *, ruled: bool = False
    ) -> None:
        super().__init__()
        self._looks = looks
        self.setProperty("kind", "card")
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._head: QHBoxLayout | None = None
        self.title: Label | None = None
        if title:
            self._add_head(title, icon, ruled)
        if ruled:
            self._outer.addWidget(Rule())
        self.body = QVBoxLayout()
        top = 0 if ruled else (4 if title else 14)
        side = 0 if ruled else 16
        self.body.setContentsMargins(side, top, side, 0 if ruled else 14)
        self.body.setSpacing(0 if ruled else 6)
        self._outer.addLayout(self.body, 1)

    def add_to_head(self, widget: QWidget) -> None:
        """Put something at the right end of the head."""
        assert self._head is not None, "a card without a title has no head"
        self._head.addWidget(widget)

    def set_title(self, title: str) -> None:
        """Say another title (also after a change of language)."""
        assert self.title is not None, "a card without a title has no head"
        self.title.setText(title)

    def _add_head(self, title: str, icon: str, ruled: bool) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 9 if ruled else 12, 16, 9 if ruled else 2)
        head.setSpacing(8)
        if icon:
            head.addWidget(IconLabel(self._looks, icon, "text", 18))
        self.title = Label(self._looks, title, "card_title")
        head.addWidget(self.title)
        head.addStretch(1)
        self._head = head
        holder = QWidget()
        holder.setMinimumHeight(48 if ruled else 0)
        holder.setLayout(head)
        self._outer.addWidget(holder)


class CardButton(QFrame):
    """A card that acts as one button: click, Space or Enter send `clicked`.

    Add content to `body`. `name` is what readers hear.
    """

    clicked = Signal()

    def __init__(self, looks: Looks, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "card_link")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(4)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: a click inside acts."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Space and Enter act."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)
