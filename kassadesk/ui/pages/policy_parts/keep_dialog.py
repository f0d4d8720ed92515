"""The keep-until calendar as a table to read, with the law behind each date and where it was read."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from kassadesk.core.keep_calendar import KeepCalendar
from kassadesk.core.laws import Rule
from kassadesk.core.lens import day_in_words
from kassadesk.core.plain_table import PlainCell
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.policy_parts.word_table import Word, WordTable
from kassadesk.ui.texts import origin_words, rule_words
from kassadesk.ui.widgets.dialog import Dialog
from kassadesk.ui.widgets.labels import Label
from kassadesk.ui.widgets.scroll_column import ScrollColumn
from kassadesk.ui.words.keep_until import keep_table


class KeepDialog(Dialog):
    """The table, then each rule with its source."""

    def __init__(self, looks: Looks, calendar: KeepCalendar, parent: QWidget | None = None) -> None:
        super().__init__(looks, "", parent=parent, width=960)
        self.title.setText(self.tr("Until when your books are kept, and which law says so"))
        self.setAccessibleName(self.title.text())
        inner = QFrame()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 12, 0)
        rows.setSpacing(4)
        told = keep_table(calendar)
        shares = (4, *(5 for _ in told.heads[1:-1]), 6)
        table = WordTable(looks, shares, long_heads=True)
        table.show_rows(
            told.heads,
            [
                (Word(_shown(row[0]), "key"), *(Word(_shown(cell)) for cell in row[1:]))
                for row in told.rows
            ],
        )
        rows.addWidget(table)
        for note in told.notes:
            rows.addWidget(Label(looks, note, "table", "text2", wrap=True))
        rows.addSpacing(8)
        for rule in _rules(calendar):
            rows.addWidget(Label(looks, rule.origin.citation, "key", wrap=True))
            rows.addWidget(Label(looks, rule_words(rule), "table", wrap=True))
            rows.addWidget(Label(looks, origin_words(rule), "table", "text2", wrap=True))
            sources = self.tr("Read at: {0}").format("\n".join(rule.origin.sources))
            rows.addWidget(Label(looks, sources, "caption", "text3", wrap=True))
            rows.addSpacing(6)
        rows.addStretch(1)
        scroll = ScrollColumn(inner)
        scroll.setMinimumHeight(420)
        scroll.setAccessibleName(self.title.text())
        self.body.addWidget(scroll, 1)
        self.add_button(self.tr("Close"), safe=True)


def _rules(calendar: KeepCalendar) -> tuple[Rule, ...]:
    found: dict[str, Rule] = {}
    for year in calendar.years:
        theirs = (year.keeping.kassapos,) if year.keeping.kassapos else ()
        for keeping in (*year.keeping.yours, *theirs):
            found[keeping.rule.rule_id] = keeping.rule
    return tuple(found.values())


def _shown(cell: PlainCell) -> str:
    return day_in_words(cell) if isinstance(cell, date) else "" if cell is None else str(cell)
