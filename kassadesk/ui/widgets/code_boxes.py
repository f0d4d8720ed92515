"""Boxes for a one-time code that behave as one input: typing, paste, backspace."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from kassadesk.ui.looks import Looks

_BOX = QSize(52, 56)
_GAP = 12


class CodeBoxes(QWidget):
    """One input shown as boxes. Only digits are taken; paste may hold spaces or words around them.

    Signals:
        changed (str): the digits typed so far.
        completed (str): all digits are there; sent once per completion.
    """

    changed = Signal(str)
    completed = Signal(str)

    def __init__(self, looks: Looks, digits: int = 6, name: str = "") -> None:
        super().__init__()
        self._looks, self._digits, self._text = looks, digits, ""
        self._wrong = False
        self._name = name or self.tr("Code")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        looks.changed.connect(self.update)
        self._tell()

    def text(self) -> str:
        """The digits typed so far."""
        return self._text

    @property
    def missing(self) -> int:
        """How many digits are missing."""
        return self._digits - len(self._text)

    def set_digits(self, digits: int) -> None:
        """How many boxes there are; empties them."""
        self._digits = digits
        self.updateGeometry()
        self.clear()

    def clear(self) -> None:
        """Empty all boxes."""
        self._set_text("")

    def set_wrong(self, wrong: bool) -> None:
        """Show the edges in the danger colour; the digits stay."""
        self._wrong = wrong
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: all boxes."""
        return QSize(self._digits * (_BOX.width() + _GAP) - _GAP, _BOX.height())

    def ring_rect(self) -> QRect:
        """Where the focus ring goes: around the box that takes the next digit."""
        return self._box(min(len(self._text), self._digits - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: digits, backspace, paste."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.take(QGuiApplication.clipboard().text())
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._set_text(self._text[:-1])
        elif event.text() and event.text().isdecimal():
            self.take(event.text())
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Qt: digits from a touch keyboard."""
        self.take(event.commitString())
        event.accept()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        """Qt: readers and keyboards ask for the text."""
        if query == Qt.InputMethodQuery.ImSurroundingText:
            return self._text
        return super().inputMethodQuery(query)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click puts the focus here."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: show where the next digit goes."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: no place is marked."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: boxes and digits."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._looks.font("code_box"))
        color = self._looks.color
        for place in range(self._digits):
            box = QRectF(self._box(place)).adjusted(0.5, 0.5, -0.5, -0.5)
            next_one = self.hasFocus() and place == min(len(self._text), self._digits - 1)
            edge = "danger" if self._wrong else ("brand" if next_one else "line2")
            painter.setPen(QPen(color(edge), 1))
            painter.setBrush(color("surface" if self.isEnabled() else "disabledFill"))
            painter.drawRoundedRect(box, 6, 6)
            if not self._wrong and not next_one:
                painter.setPen(QPen(color("control"), 1))
                painter.drawLine(
                    round(box.left()) + 4,
                    round(box.bottom()),
                    round(box.right()) - 4,
                    round(box.bottom()),
                )
            if place < len(self._text):
                painter.setPen(color("text"))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._text[place])
        painter.end()

    def _box(self, place: int) -> QRect:
        return QRect(place * (_BOX.width() + _GAP), 0, _BOX.width(), _BOX.height())

    def take(self, text: str) -> None:
        """Type or paste: digits are taken, a whole code replaces what was there.

        After a wrong code the first digit begins a new one; nobody has to empty the boxes first.
        """
        digits = "".join(str(int(letter)) for letter in text if letter.isdecimal())
        if digits:
            if self._wrong:
                self._text = ""
            base = "" if len(digits) >= self._digits else self._text
            self._set_text((base + digits)[: self._digits])

    def _set_text(self, text: str) -> None:
        if text == self._text:
            return
        self._text = text
        self._wrong = False
        self._tell()
        self.update()
        self.setProperty("ringMoved", len(text))  # tells the focus ring to follow
        self.changed.emit(text)
        if len(text) == self._digits:
            self.completed.emit(text)

    def _tell(self) -> None:
        state = self.tr("{0}, {1} of {2} digits typed")
        self.setAccessibleName(state.format(self._name, len(self._text), self._digits))
