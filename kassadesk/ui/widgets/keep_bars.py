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
    """The days above the bars: those that matter as labels, years drawn where they have room."""

    def __init__(
        self,
        looks: Looks,
        span: Span,
        marks: tuple[tuple[date, str, str], ...],
        years: tuple[int, ...],
        height: int,
    ) -> None:
        """`marks`: a day, its word and its tone."""
        super().__init__()
        self._looks, self._span, self._years = looks, span, years
        self.setMinimumHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._labels = [
            (
                day,
                Label(
                    looks,
                    word,
                    "caption_strong" if tone == "warn" else "caption",
                    tone,
                    parent=self,
                ),
            )
            for day, word, tone in marks
        ]
        looks.changed.connect(self.update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: put each label over its day."""
        super().resizeEvent(event)
        for day, label in self._labels:
            size = label.sizeHint()
            left, _ = self._place(day, size.width())
            label.setGeometry(left, (self.height() - size.height()) // 2, *size.toTuple())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the years between the labels."""
        painter = QPainter(self)
        painter.setFont(self._looks.font("caption"))
        painter.setPen(self._looks.color("text2"))
        metrics = painter.fontMetrics()
        taken = [(label.x(), label.x() + label.width()) for _, label in self._labels]
        for year in self._years:
            width = metrics.horizontalAdvance(str(year))
            left, right = self._place(date(year, 1, 1), width)
            if all(right + _GAP_PX <= begin or left >= end + _GAP_PX for begin, end in taken):
                room = QRectF(left, 0, width + 1, self.height())
                painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), str(year))
                taken.append((left, right))

    def _place(self, day: date, width: int) -> tuple[int, int]:
        middle = round(self._span.share(day) * (self.width() - 1))
        left = max(0, min(self.width() - width, middle - width // 2))
        return left, left + width


def span_of(today: date, days: list[date]) -> Span:
    """From today to a little after the last day."""
    last = max([*days, today + timedelta(days=365)])
    return Span(today, last + timedelta(days=max(30, (last - today).days // 25)))
