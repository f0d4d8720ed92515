"""The keep-until calendar as bars, one line for each year, and the ways to take it along."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.keep_calendar import CalendarYear, CopyState, KeepCalendar
from kassadesk.core.lens import day_in_words
from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.card import Card
from kassadesk.ui.widgets.keep_bars import KeepAxis, KeepBar, Span, span_of
from kassadesk.ui.widgets.labels import IconText, Label, Rule
from kassadesk.ui.words.keep_until import copy_words, gap_words, until_words, year_name

_COPY = {
    CopyState.WHOLE: ("check", "ok"),
    CopyState.PART: ("triangle-alert", "warn"),
    CopyState.NONE: ("triangle-alert", "warn"),
}


class KeepCard(Card):
    """Picture 12, lower right.

    Signals:
        table_wanted (): the table with the laws is wanted.
        save_wanted (str): "excel", "days" or "sheet" is to be saved.
    """

    table_wanted = Signal()
    save_wanted = Signal(str)

    def __init__(self, looks: Looks) -> None:
        super().__init__(looks, " ", ruled=True)
        self.law = Button(looks, "", "text")
        self.law.clicked.connect(self.table_wanted)
        self.add_to_head(self.law)
        self._shown: object = None
        self._holder = QWidget()
        self.body.addWidget(self._holder)
        self.body.addStretch(1)
        self._rule = Rule()
        self.body.addWidget(self._rule)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 8, 16, 10)
        foot.setSpacing(8)
        self._gap = IconText(
            looks, "triangle-alert", "", "table", "text", icon_tone="warn", wrap=True
        )
        self._line = IconText(looks, "info", "", "table", "text2", wrap=True)
        foot.addWidget(self._gap)
        foot.addWidget(self._line)
        ways = QHBoxLayout()
        ways.setSpacing(16)
        self.buttons = {
            "excel": Button(looks, "", "text", "file-spreadsheet"),
            "days": Button(looks, "", "text", "calendar-plus"),
            "sheet": Button(looks, "", "text", "file-down"),
        }
        for what, button in self.buttons.items():
            button.clicked.connect(lambda _=False, what=what: self.save_wanted.emit(what))
            ways.addWidget(button)
        ways.addStretch(1)
        foot.addLayout(ways)
        self.body.addLayout(foot)

    def show_calendar(self, calendar: KeepCalendar | None, *, saving: bool = False) -> None:
        """Show it; None: it could not be read."""
        self.set_title(self.tr("Keep-until calendar"))
        self.law.set_text(self.tr("Which law"), self.tr("Keep-until calendar: which law"))
        names = {
            "excel": self.tr("Excel"),
            "days": self.tr("Calendar file"),
            "sheet": self.tr("Sheet for the accountant"),
        }
        for what, button in self.buttons.items():
            button.set_text(names[what], self.tr("Save: {0}").format(names[what]))
            button.setEnabled(calendar is not None and not saving)
        self.law.setEnabled(calendar is not None)
        gaps = calendar is not None and bool(calendar.gaps)
        self._gap.setVisible(gaps)
        self._line.setVisible(not gaps)
        if calendar is None:
            self._line.setText(self.tr("Not read yet."))
            return
        (self._gap if gaps else self._line).setText(gap_words(calendar))
        said = (calendar, self.tr("Year"), self.tr("Today"))
        if said != self._shown:
            self._shown = said
            self._rebuild(calendar)

    def _rebuild(self, calendar: KeepCalendar) -> None:
        self.body.removeWidget(self._holder)
        self._holder.hide()
        self._holder.deleteLater()
        self._holder = QWidget()
        grid = QGridLayout(self._holder)
        grid.setContentsMargins(16, 4, 16, 4)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        days = [one.until for one in calendar.years if one.until is not None]
        days += [calendar.deleted_on] if calendar.deleted_on is not None else []
        span = span_of(calendar.today, days)
        self._add_heads(grid, calendar, span)
        for line, year in enumerate(calendar.years, start=1):
            self._add_year(grid, line, year, calendar.deleted_on, span)
        self.body.insertWidget(0, self._holder)
        self._holder.show()

    def _add_heads(self, grid: QGridLayout, calendar: KeepCalendar, span: Span) -> None:
        heads = {
            0: self.tr("Year"),
            2: self.tr("You keep until"),
            3: self.tr("On this PC"),
        }
        for column, head in heads.items():
            label = Label(self._looks, head, "caption_strong", "text2")
            label.setContentsMargins(0, 7, 0, 7)
            grid.addWidget(label, 0, column)
            height = label.sizeHint().height()
        first, last = span.first.year, span.last.year
        step = 2 if last - first < 12 else 4
        marks = [(calendar.today, self.tr("Today"), "text2")]
        if calendar.deleted_on is not None:
            marks.append((calendar.deleted_on, day_in_words(calendar.deleted_on), "warn"))
        years = tuple(range(first + 1, last + 1, step))
        grid.addWidget(KeepAxis(self._looks, span, tuple(marks), years, height), 0, 1)

    def _add_year(
        self, grid: QGridLayout, line: int, year: CalendarYear, deleted_on: date | None, span: Span
    ) -> None:
        name, until = year_name(year), until_words(year.keeping.yours_longest)
        label = Label(self._looks, name, "table")
        label.setContentsMargins(0, 6, 0, 7)
        grid.addWidget(label, line, 0)
        words = self.tr("{0}: you keep until {1}").format(name, until)
        grid.addWidget(KeepBar(self._looks, span, year.until, deleted_on, words), line, 1)
        grid.addWidget(Label(self._looks, until, "table"), line, 2)
        icon, tone = _COPY[year.copy]
        shown = IconText(self._looks, icon, copy_words(year), "table", tone, size=14)
        grid.addWidget(shown, line, 3, Qt.AlignmentFlag.AlignVCenter)
