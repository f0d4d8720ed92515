"""One of the three groups of a deletion preview: goes now, goes later, stays."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.data_requests import PreviewLine
from kassadesk.core.held import CategoryId
from kassadesk.core.lens import Lens, day_in_words
from kassadesk.ui.looks import Looks
from kassadesk.ui.texts import category_title
from kassadesk.ui.widgets.labels import IconText, IconTile, Label, Rule

_YEAR_COLUMNS = 6
_YEAR_WIDTH = 112
_NAME_WIDTH, _COUNT_WIDTH = 180, 74


class YearBoxes(QWidget):
    """Small boxes side by side, as many in a row as there is room for."""

    def __init__(self, boxes: list[QFrame]) -> None:
        super().__init__()
        self._boxes, self._across = boxes, 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 0, 16, 10)
        self._grid.setSpacing(8)
        self._place(3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: more or fewer in a row."""
        super().resizeEvent(event)
        self._place(max(2, min(_YEAR_COLUMNS, (self.width() - 24) // _YEAR_WIDTH)))

    def _place(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for number, box in enumerate(self._boxes):
            self._grid.addWidget(box, number // across, number % across)


class PreviewGroup(QFrame):
    """A card: head with total, then one row a line; an empty group says "Nothing".

    Bills of several financial years become one row with a small box for each year.
    """

    def __init__(self, looks: Looks, icon: str, tint: str, title: str, hint: str) -> None:
        super().__init__()
        self._looks = looks
        self.setProperty("kind", "card")
        self._title = title
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 16, 6)
        head.setSpacing(8)
        head.addWidget(IconTile(looks, icon, tint, 28))
        head.addWidget(Label(looks, title, "card_title"))
        head.addWidget(Label(looks, hint, "table", "text2", wrap=True), 1)
        self._total = Label(looks, "", "key")
        head.addWidget(self._total)
        self._rows.addLayout(head)

    def show_lines(
        self,
        lines: tuple[PreviewLine, ...],
        lens: Lens,
        *,
        dated: bool,
        years_note: tuple[str, str] = ("", "text2"),
    ) -> None:
        """Fill it once; `dated` says that each line tells its own end date or that there is none.

        `years_note`: words and tone said under the boxes of the years.
        """
        total = sum(line.records for line in lines)
        form = self.tr("{n} record") if total == 1 else self.tr("{n} records")
        self._total.setText(form.format(n=lens.count(total)))
        self.setAccessibleName(f"{self._title}: {self._total.text()}")
        if not lines:
            self._add_words(self.tr("Nothing"))
        plain = [line for line in lines if line.year is None]
        by_subject: dict[str, list[PreviewLine]] = {}
        for line in lines:
            if line.year is not None:
                by_subject.setdefault(line.subject, []).append(line)
        for years in by_subject.values():
            self._add_years(years, lens, years_note)
        for line in plain:
            self._add_line(line, lens, dated)

    def _add_words(self, words: str) -> None:
        self._rows.addWidget(Rule())
        label = Label(self._looks, words, "table", "text2")
        label.setContentsMargins(16, 8, 16, 8)
        self._rows.addWidget(label)

    def _row(self, label: str, records: str, words: QWidget) -> None:
        self._rows.addWidget(Rule())
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(16)
        name = Label(self._looks, label, "key", wrap=True)
        name.setFixedWidth(_NAME_WIDTH)
        count = Label(self._looks, records, "table")
        count.setFixedWidth(_COUNT_WIDTH)
        count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(count, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        self._rows.addWidget(holder)

    def _add_line(self, line: PreviewLine, lens: Lens, dated: bool) -> None:
        told = line.why
        if line.rule:
            told = f"{line.rule}: {told}" if told else line.rule
        if dated and line.until is not None:
            until = self.tr("Until {date}.").format(date=day_in_words(line.until))
            told = f"{told} {until}".strip()
        if dated and line.until is None:
            words: QWidget = IconText(
                self._looks,
                "triangle-alert",
                told or self.tr("Kassapos has not given an end date."),
                "table",
                "warn",
                wrap=True,
            )
        else:
            words = Label(self._looks, told, "table", "text2", wrap=True)
            words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._row(lens.personal_text(line.label), lens.count(line.records), words)

    def _add_years(self, lines: list[PreviewLine], lens: Lens, note: tuple[str, str]) -> None:
        first = lines[0]
        known = first.subject in set(CategoryId)
        name = category_title(first.subject) if known else first.label
        rules = dict.fromkeys(
            rule for line in lines for rule in (line.rule or "").split("; ") if rule
        )
        told = f"{'; '.join(rules)}: {first.why}" if rules else first.why
        total = sum(line.records for line in lines)
        words = Label(self._looks, told, "table", "text2", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._row(name, lens.count(total), words)
        ordered = sorted(lines, key=lambda line: line.year or "")
        self._rows.addWidget(YearBoxes([self._year(line, lens) for line in ordered]))
        text, tone = note
        if text:
            icon = "triangle-alert" if tone == "warn" else "scale"
            holder = QWidget()
            row = QHBoxLayout(holder)
            row.setContentsMargins(16, 0, 16, 8)
            row.addWidget(IconText(self._looks, icon, text, "caption", tone, size=14, wrap=True))
            self._rows.addWidget(holder)

    def _year(self, line: PreviewLine, lens: Lens) -> QFrame:
        box = QFrame()
        box.setProperty("kind", "card_plain")
        rows = QVBoxLayout(box)
        rows.setContentsMargins(8, 4, 8, 4)
        rows.setSpacing(0)
        year = self.tr("FY {year}").format(year=line.year)
        count = lens.count(line.records)
        until = day_in_words(line.until) if line.until else self.tr("No date")
        rows.addWidget(Label(self._looks, year, "caption", "text2"))
        rows.addWidget(Label(self._looks, count, "key"))
        rows.addWidget(Label(self._looks, until, "caption", "text2"))
        box.setAccessibleName(f"{year}: {count}, {until}")
        return box
