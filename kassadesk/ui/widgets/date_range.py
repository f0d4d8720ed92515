"""A range of days as one button that opens two calendars."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QGridLayout,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from kassadesk.ui.drawn_controls import draw_chevron
from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.labels import Label


class DateRange(QToolButton):
    """Shows "01-04-2021 to 23-11-2026"; `changed` when another range was applied.

    Signals:
        changed (): `first` and `last` are new.
    """

    changed = Signal()

    def __init__(self, looks: Looks, name: str) -> None:
        super().__init__()
        self._looks, self._name = looks, name
        self.first: date | None = None
        self.last: date | None = None
        self.setProperty("kind", "combo")
        self.setFont(looks.font("table"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._from, self._to = _calendar(), _calendar()
        self.setMenu(self._make_menu())
        looks.changed.connect(self._dress)
        self._dress()
        self.show_range(None, None)

    def show_range(self, first: date | None, last: date | None) -> None:
        """Show a range; None means open at that end. Sends nothing."""
        self.first, self.last = first, last
        words = self.words()
        self.setAccessibleName(f"{self._name}: {words}")
        if first is not None:
            self._from.setSelectedDate(QDate(first.year, first.month, first.day))
        if last is not None:
            self._to.setSelectedDate(QDate(last.year, last.month, last.day))
        self.updateGeometry()
        self.update()

    def set_name(self, name: str) -> None:
        """What readers hear before the range (also after a change of language)."""
        self._name = name
        self.setAccessibleName(f"{name}: {self.words()}")

    def words(self) -> str:
        """The range as it is shown."""
        if self.first is None and self.last is None:
            return self.tr("All dates")
        start = self.first.strftime("%d-%m-%Y") if self.first else self.tr("the beginning")
        end = self.last.strftime("%d-%m-%Y") if self.last else self.tr("today")
        return self.tr("{0} to {1}").format(start, end)

    def sizeHint(self) -> QSize:
        """Qt: icon, words, chevron."""
        return QSize(34 + self.fontMetrics().horizontalAdvance(self.words()) + 38, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the box by the style sheet, then icon, words, chevron."""
        super().paintEvent(event)
        painter = QPainter(self)
        top = (self.height() - 16) // 2
        self._looks.icon("calendar", "text2", 16).paint(painter, 10, top, 16, 16)
        painter.setPen(self._looks.color("text"))
        room = self.rect().adjusted(34, 0, -30, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.words())
        end = QRectF(self.width() - 30, 0, 26, self.height())
        draw_chevron(painter, end, self._looks.color("text2"))
        painter.end()

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        panel = QWidget()
        panel.setProperty("kind", "surface")
        grid = QGridLayout(panel)
        grid.setContentsMargins(12, 12, 12, 12)
        grid.setSpacing(8)
        grid.addWidget(Label(self._looks, self.tr("From"), "key"), 0, 0)
        grid.addWidget(Label(self._looks, self.tr("To"), "key"), 0, 1)
        grid.addWidget(self._from, 1, 0)
        grid.addWidget(self._to, 1, 1)
        every = Button(self._looks, self.tr("All dates"), "text")
        take = Button(self._looks, self.tr("Show these days"), "primary")
        every.clicked.connect(lambda: self._apply(None, None))
        take.clicked.connect(self._take)
        grid.addWidget(every, 2, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(take, 2, 1, Qt.AlignmentFlag.AlignRight)
        action = QWidgetAction(menu)
        action.setDefaultWidget(panel)
        menu.addAction(action)
        return menu

    def _dress(self) -> None:
        plain = QTextCharFormat()  # Qt paints weekends red; here colour is for states only
        plain.setForeground(self._looks.color("text2"))
        for calendar in (self._from, self._to):
            for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
                calendar.setWeekdayTextFormat(day, plain)
        self.update()

    def _take(self) -> None:
        first, last = _as_date(self._from.selectedDate()), _as_date(self._to.selectedDate())
        self._apply(min(first, last), max(first, last))

    def _apply(self, first: date | None, last: date | None) -> None:
        self.menu().hide()
        if (first, last) != (self.first, self.last):
            self.show_range(first, last)
            self.changed.emit()


def _calendar() -> QCalendarWidget:
    calendar = QCalendarWidget()
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setGridVisible(False)
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    return calendar


def _as_date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
