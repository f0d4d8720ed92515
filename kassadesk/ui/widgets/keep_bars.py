"""Keep-until bars: one bar from today to the day a year is kept, the gap in another colour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.labels import Label

BAR_PX = 10
_RADIUS = 2
_GAP_PX = 8


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a row of bars reaches over."""

    first: date
    last: date

    def share(self, day: date) -> float:
        """Where a day stands between both ends, 0 to 1."""
        whole = max(1, (self.last - self.first).days)
        return min(1.0, max(0.0, (day - self.first).days / whole))


class KeepBar(QWidget):
    """One year: held until a day, a dashed line on the day Kassapos would delete."""

    def __init__(
        self, looks: Looks, span: Span, until: date | None, deleted_on: date | None, words: str
    ) -> None:
        super().__init__()
        self._looks, self._span = looks, span
        self._until, self._deleted_on = until, deleted_on
        self.setAccessibleName(words)
        self.setMinimumWidth(120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        looks.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Qt: as high as its row."""
        return QSize(220, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the bar, its gap, the line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = (self.height() - BAR_PX) / 2
        end = self._x(self._until or self._span.last)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._looks.color("brand"))
        painter.drawRoundedRect(QRectF(0, top, end, BAR_PX), _RADIUS, _RADIUS)
        line = self._deleted_on
        if line is None:
            return
        cut = self._x(line)
        if cut < end:
            painter.setBrush(self._looks.color("warn"))
            painter.drawRoundedRect(QRectF(cut, top, end - cut, BAR_PX), _RADIUS, _RADIUS)
        pen = QPen(self._looks.color("warn"), 1, Qt.PenStyle.DashLine)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(pen)
        painter.drawLine(round(cut), 0, round(cut), self.height())

    def _x(self, day: date) -> float:
        return self._span.share(day) * (self.width() - 1)


class KeepAxis(QWidget):
    """The days above the bars as real labels; those that would lie on each other are left out."""

    def __init__(
        self, looks: Looks, span: Span, marks: tuple[tuple[date, str, bool], ...], height: int
    ) -> None:
        """`marks`: a day, its word, and whether it matters most."""
        super().__init__()
        self._span = span
        self.setMinimumHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._labels: list[tuple[date, Label]] = []
        for day, word, strong in sorted(marks, key=lambda mark: not mark[2]):
            role, tone = ("caption_strong", "warn") if strong else ("caption", "text2")
            label = Label(looks, word, role, tone, parent=self)
            self._labels.append((day, label))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: put each label over its day, the one that matters first."""
        super().resizeEvent(event)
        taken: list[tuple[int, int]] = []
        for day, label in self._labels:
            size = label.sizeHint()
            middle = round(self._span.share(day) * (self.width() - 1))
            left = max(0, min(self.width() - size.width(), middle - size.width() // 2))
            right = left + size.width()
            free = all(right + _GAP_PX <= begin or left >= end + _GAP_PX for begin, end in taken)
            label.setVisible(free)
            label.setGeometry(left, (self.height() - size.height()) // 2, *size.toTuple())
            if free:
                taken.append((left, right))


def span_of(today: date, days: list[date]) -> Span:
    """From today to a little after the last day."""
    last = max([*days, today + timedelta(days=365)])
    return Span(today, last + timedelta(days=max(30, (last - today).days // 25)))
