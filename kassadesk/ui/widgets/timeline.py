"""What happened and what comes next, top to bottom, with a dot and a line."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.details_pane import clear_layout
from kassadesk.ui.widgets.labels import Label

DOT = 18


class TimelineMark(QWidget):
    """The painted dot of one entry and the line to the one below.

    `state` is past, now, your_turn or next (dashed). Without an icon the dot is small.
    """

    def __init__(self, looks: Looks, state: str, icon: str = "", *, last: bool = False) -> None:
        super().__init__()
        self._looks, self._state, self._icon, self._last = looks, state, icon, last
        self.setFixedWidth(DOT)
        looks.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Qt: a dot at least."""
        return QSize(DOT, DOT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: line, then dot."""
        color = self._looks.color
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = DOT / 2
        if not self._last:
            painter.setPen(QPen(color("line"), 2))
            top = DOT + 2 if self._icon else middle + 8
            painter.drawLine(QPointF(middle, top), QPointF(middle, self.height()))
        if self._icon or self._state == "next":
            self._big_dot(painter)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("brand" if self._state == "now" else "control"))
            painter.drawEllipse(QPointF(middle, middle), 4, 4)
        painter.end()

    def _big_dot(self, painter: QPainter) -> None:
        color = self._looks.color
        fill = {"your_turn": "turn", "now": "brand"}.get(self._state, "neutralTint")
        ink = {"your_turn": "onTurn", "now": "onBrand"}.get(self._state, "text2")
        shape = QRectF(0.5, 0.5, DOT - 1, DOT - 1)
        if self._state == "next":
            painter.setPen(QPen(color("control"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(fill))
        painter.drawEllipse(shape)
        if self._icon:
            self._looks.icon(self._icon, ink, 12).paint(painter, 3, 3, 12, 12)


class Timeline(QWidget):
    """A list of entries; `add` from top to bottom, `finish` after the last."""

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self._looks = looks
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)

    def add(
        self,
        title: str,
        lines: tuple[str, ...] = (),
        *,
        state: str = "past",
        icon: str = "",
        extra: tuple[QWidget, ...] = (),
        last: bool = False,
    ) -> None:
        """One entry: bold title, plain lines, then widgets (buttons in one row)."""
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(TimelineMark(self._looks, state, icon, last=last))
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0 if last else 12)
        words.setSpacing(0)
        tone = {"your_turn": "turn", "next": "text2"}.get(state, "text")
        role = "table" if state == "next" else "key"
        words.addWidget(Label(self._looks, title, role, tone, wrap=True))
        for line in lines:
            words.addWidget(Label(self._looks, line, "table", "text2", wrap=True))
        if extra:
            words.addSpacing(8)
            holder = QHBoxLayout()
            holder.setSpacing(12)
            for widget in extra:
                holder.addWidget(widget)
            holder.addStretch(1)
            words.addLayout(holder)
        row.addLayout(words, 1)
        self._rows.addLayout(row)

    def clear(self) -> None:
        """Take all entries away."""
        clear_layout(self._rows)
