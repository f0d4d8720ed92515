"""A choice of days from … to …, shown as a box like a combo and chosen in two calendars."""

from __future__ import annotations

from datetime import date
from typing import cast

from PySide6.QtCore import QDate, QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kassadesk.core.lens import plain_text
from kassadesk.core.rows import Kind
from kassadesk.ui.drawn_controls import draw_chevron
from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.drop_panel import DropPanel
from kassadesk.ui.widgets.labels import Label


class DateRange(QToolButton):
    """Shows the days in force; a press drops the calendars.

    Signals:
        chosen (date | None, date | None): the person chose days; None and None for all days.
    """

    chosen = Signal(object, object)

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self._looks = looks
        self._days: tuple[date, date] | None = None
        self._limits: tuple[date | None, date | None] = (None, None)
        self.setProperty("kind", "combo")
        self.setFont(looks.font("table"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setIconSize(QSize(16, 16))
        self.clicked.connect(self.drop)
        looks.changed.connect(self._draw)
        self._draw()
        self.show_days(None)

    def show_days(
        self, days: tuple[date, date] | None, least: date | None = None, most: date | None = None
    ) -> None:
        """Show the days in force and the first and last that may be chosen; None: not known yet."""
        self._days, self._limits = days, (least, most)
        if days is None:
            words = self.tr("All days")
        else:
            first, last = (plain_text(Kind.DAY, day) for day in days)
            words = self.tr("{0} to {1}").format(first, last)
        self.setText(f" {words}")  # air behind the icon
        self.setAccessibleName(self.tr("Days: {0}").format(words))

    def drop(self) -> None:
        """Show the two calendars."""
        panel = DropPanel(self)
        panel.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        row = QHBoxLayout()
        row.setSpacing(16)
        first = self._calendar(row, self.tr("From"), 0)
        last = self._calendar(row, self.tr("To"), 1)
        panel.body.addLayout(row)
        buttons = QHBoxLayout()
        everything = Button(self._looks, self.tr("All days"))
        use = Button(self._looks, self.tr("Use these days"), "primary")
        buttons.addStretch(1)
        buttons.addWidget(everything)
        buttons.addWidget(use)
        panel.body.addLayout(buttons)

        def choose(one: date | None, other: date | None) -> None:
            panel.close()
            self.chosen.emit(one, other)

        everything.clicked.connect(lambda: choose(None, None))
        use.clicked.connect(lambda: choose(_day(first), _day(last)))
        panel.drop_from(self)

    def sizeHint(self) -> QSize:
        """Qt: as high as the other inputs."""
        hint = super().sizeHint()
        return QSize(hint.width(), max(32, hint.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the box by the style sheet, then our chevron."""
        super().paintEvent(event)
        painter = QPainter(self)
        room = QRectF(self.width() - 30, 0, 26, self.height())
        draw_chevron(painter, room, self._looks.color("text2"))
        painter.end()

    def _calendar(self, row: QHBoxLayout, title: str, place: int) -> QCalendarWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Label(self._looks, title, "key"))
        calendar = QCalendarWidget()
        calendar.setLocale(QLocale(QLocale.Language.English, QLocale.Country.India))
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setAccessibleName(title)
        least, most = self._limits
        if least is not None:
            calendar.setMinimumDate(_qdate(least))
        if most is not None:
            calendar.setMaximumDate(_qdate(most))
        if self._days is not None:
            calendar.setSelectedDate(_qdate(self._days[place]))
        column.addWidget(calendar)
        row.addWidget(holder)
        return calendar

    def _draw(self) -> None:
        self.setIcon(self._looks.icon("calendar", "text2", 16))


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _day(calendar: QCalendarWidget) -> date:
    return cast(date, calendar.selectedDate().toPython())
