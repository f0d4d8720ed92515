"""Both texts side by side: what this PC finds changed, and every clause word for word."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from kassadesk.core.lens import day_in_words
from kassadesk.core.policy import Clause, PolicyVersion
from kassadesk.core.policy_diff import ClauseChange, pairs_of
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.plural import counted
from kassadesk.ui.widgets.dialog import Dialog
from kassadesk.ui.widgets.labels import IconText, Label, Rule
from kassadesk.ui.widgets.scroll_column import ScrollColumn
from kassadesk.ui.words.policy_changes import change_deed, change_icon, change_place


class CompareDialog(Dialog):
    """The version in force at the left, the next one at the right."""

    def __init__(
        self,
        looks: Looks,
        before: PolicyVersion,
        after: PolicyVersion,
        found: tuple[ClauseChange, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(looks, "", parent=parent, width=920)
        title = self.tr("The exact text: {0} and {1}")
        days = (day_in_words(before.effective_on), day_in_words(after.effective_on))
        self.title.setText(title.format(*days))
        self.setAccessibleName(self.title.text())
        inner = QFrame()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 12, 0)
        rows.setSpacing(4)
        self._add_changes(rows, found)
        rows.addSpacing(8)
        rows.addWidget(Rule())
        rows.addLayout(self._both_texts(before, after, days))
        rows.addStretch(1)
        scroll = ScrollColumn(inner)
        scroll.setMinimumHeight(420)
        scroll.setAccessibleName(self.title.text())
        self.body.addWidget(scroll, 1)
        self.add_button(self.tr("Close"), safe=True)

    def _add_changes(self, rows: QVBoxLayout, found: tuple[ClauseChange, ...]) -> None:
        one, many = self.tr("{n} change found on this PC"), self.tr("{n} changes found on this PC")
        head = counted(len(found), one, many) if found else self.tr("No word differs")
        rows.addWidget(Label(self.looks, head, "key"))
        for change in found:
            words = f"{change_place(change)}: {change_deed(change)}"
            icon = change_icon(change)
            tone = "warn" if icon else "text2"
            shown = IconText(
                self.looks, icon or "git-compare", words, "table", tone, size=14, wrap=True
            )
            rows.addWidget(shown)

    def _both_texts(
        self, before: PolicyVersion, after: PolicyVersion, days: tuple[str, str]
    ) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        heads = (self.tr("Now, since {0}").format(days[0]), self.tr("From {0}").format(days[1]))
        for column, head in enumerate(heads):
            grid.addWidget(Label(self.looks, head, "caption_strong", "text2"), 0, column)
        for line, (left, right) in enumerate(pairs_of(before.clauses, after.clauses), start=1):
            same = [one.text for one in left] == [one.text for one in right]
            for column, clauses in enumerate((left, right)):
                grid.addWidget(self._cell(clauses, same), line, column, Qt.AlignmentFlag.AlignTop)
        return grid

    def _cell(self, clauses: tuple[Clause, ...], same: bool) -> QWidget:
        holder = QWidget()
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 4, 0, 8)
        rows.setSpacing(2)
        for clause in clauses:
            head = f"{clause.number}  {clause.title}"
            rows.addWidget(Label(self.looks, head, "key", "text3" if same else "text", wrap=True))
            tone = "text3" if same else "text"
            text = Label(self.looks, clause.text, "table", tone, wrap=True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            rows.addWidget(text)
        if not clauses:
            rows.addWidget(Label(self.looks, self.tr("Not in this text"), "table", "text3"))
        return holder
