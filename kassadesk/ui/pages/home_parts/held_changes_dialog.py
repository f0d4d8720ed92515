"""What changed in the held fields since the last visit, one by one, as the histories tell it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from kassadesk.core.held_changes import ChangesSince, HeldChange
from kassadesk.core.lens import Lens, day_in_words, time_in_words
from kassadesk.ui.looks import Looks
from kassadesk.ui.texts import who_word
from kassadesk.ui.widgets.dialog import Dialog
from kassadesk.ui.widgets.labels import IconText, Label, Rule
from kassadesk.ui.widgets.scroll_column import ScrollColumn


class HeldChangesDialog(Dialog):
    """Newest first; values through the lens, so that a walkthrough hides them."""

    def __init__(
        self, looks: Looks, found: ChangesSince, lens: Lens, parent: QWidget | None = None
    ) -> None:
        super().__init__(looks, "", parent=parent, width=560)
        self._lens = lens
        self.title.setText(self.tr("Changed since {0}").format(day_in_words(found.since)))
        self.setAccessibleName(self.title.text())
        inner = QFrame()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 12, 0)
        rows.setSpacing(4)
        for number, one in enumerate(found.changes):
            if number:
                rows.addWidget(Rule())
            rows.addWidget(Label(looks, one.label, "row_title", wrap=True))
            rows.addWidget(Label(looks, self._deed(one), "table", wrap=True))
            icon, tone = ("triangle-alert", "warn") if one.by_others else ("clock", "text2")
            rows.addWidget(IconText(looks, icon, self._who(one), "table", tone, size=14, wrap=True))
        rows.addStretch(1)
        scroll = ScrollColumn(inner)
        scroll.setMinimumHeight(220)
        scroll.setAccessibleName(self.title.text())
        self.body.addWidget(scroll, 1)
        self.add_button(self.tr("Close"), safe=True)

    def _deed(self, one: HeldChange) -> str:
        none = self.tr("nothing")
        before, after = (
            self._lens.value(one.kind, value, personal=one.personal) if value else none
            for value in (one.change.before, one.change.after)
        )
        if one.change.kind == "created":
            return self.tr("New: {0}").format(after)
        return self.tr("From {0} to {1}").format(before, after)

    def _who(self, one: HeldChange) -> str:
        change = one.change
        who = who_word(change.changed_by)
        if change.by_name:
            who = f"{who} ({self._lens.personal_text(change.by_name)})"
        words = self.tr("By {0}, {1}").format(who, time_in_words(change.changed_at))
        reason = self._lens.personal_text(change.reason) if change.reason else ""
        return f"{words} · {reason}" if reason else words
