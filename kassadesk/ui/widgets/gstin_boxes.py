"""The 15 characters of a GSTIN in boxes, the wrong one marked."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kassadesk.ui.looks import Looks

_LENGTH = 15
_SIDE = QSize(22, 28)
_STEP = 24


class GstinBoxes(QWidget):
    """Shows a GSTIN while it is typed; `wrong` holds places counted from 0."""

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self._looks, self._text = looks, ""
        self._wrong: frozenset[int] = frozenset()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        looks.changed.connect(self.update)
        self.show_gstin("")

    def show_gstin(self, text: str, wrong: frozenset[int] = frozenset()) -> None:
        """Show these characters, at most 15, with the wrong places marked."""
        self._text, self._wrong = text[:_LENGTH], wrong
        name = self.tr("GSTIN, {0} of 15 characters").format(len(self._text))
        if wrong:
            places = ", ".join(str(place + 1) for place in sorted(wrong))
            name = self.tr("{0}, wrong at {1}").format(name, places)
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: 15 boxes."""
        return QSize(_LENGTH * _STEP - 2, _SIDE.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._looks.font("key"))
        color = self._looks.color
        for place in range(_LENGTH):
            box = QRect(place * _STEP, 0, _SIDE.width(), _SIDE.height())
            bad = place in self._wrong
            painter.setPen(QPen(color("danger" if bad else "line"), 1))
            painter.setBrush(color("dangerTint" if bad else "surface2"))
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            if place < len(self._text):
                painter.setPen(color("danger" if bad else "text"))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._text[place])
        painter.end()
