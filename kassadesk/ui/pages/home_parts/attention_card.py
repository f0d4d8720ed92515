"""The card of what needs the owner: few rows, or one calm row when there is nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kassadesk.core.lens import Lens
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.home_parts.attention_row import AttentionRow
from kassadesk.ui.pages.home_parts.attention_words import AttentionWords, attention_words
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.card import Card
from kassadesk.ui.widgets.details_pane import clear_layout
from kassadesk.ui.widgets.labels import IconTile, Label, Rule

if TYPE_CHECKING:
    from kassadesk.viewmodels.home import Attention


class AttentionCard(Card):
    """Draws rows of attention.

    Signals:
        acted (str, object): a row's button was pressed; page key and argument.
        all_wanted (): "Show all" was pressed.
    """

    acted = Signal(str, object)
    all_wanted = Signal()

    def __init__(self, looks: Looks) -> None:
        super().__init__(looks, " ", ruled=True)
        self._looks = looks
        self._count = Label(looks, "", "table", "text2")
        self.show_all = Button(looks, "", "text")
        self.show_all.clicked.connect(self.all_wanted)
        self.add_to_head(self._count)
        self.add_to_head(self.show_all)
        self.rows: list[AttentionRow] = []
        self._drawn: tuple[AttentionWords, ...] | None = None

    def show_rows(
        self, shown: Sequence[Attention], everything: Sequence[Attention], lens: Lens, today: date
    ) -> None:
        """Draw these rows of all there are; nothing is rebuilt when the words are the same."""
        count = len(everything)
        self.set_title(self.tr("Needs your attention"))
        things = self.tr("1 thing") if count == 1 else self.tr("{0} things").format(count)
        self._count.setText(things if count else "")
        self.show_all.set_text(self.tr("Show all"))
        self.show_all.setVisible(len(shown) < count)
        words = tuple(attention_words(one, lens, today) for one in shown)
        if words != self._drawn:
            self._drawn = words
            self._rebuild(words)

    def forget(self) -> None:
        """Build anew next time: the theme is another one."""
        self._drawn = None

    def _rebuild(self, all_words: tuple[AttentionWords, ...]) -> None:
        clear_layout(self.body)
        self.rows = []
        for number, words in enumerate(all_words):
            if number:
                self.body.addWidget(Rule())
            row = AttentionRow(self._looks, words)
            page, argument = words.page, words.argument
            row.acted.connect(lambda page=page, about=argument: self.acted.emit(page, about))
            self.body.addWidget(row)
            # Rows come later than what stands below them; Tab goes as the eye does.
            QWidget.setTabOrder(self.rows[-1].button if self.rows else self.show_all, row.button)
            self.rows.append(row)
        if not all_words:
            self.body.addWidget(self._calm())

    def _calm(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addWidget(IconTile(self._looks, "circle-check", "ok"))
        row.addWidget(Label(self._looks, self.tr("Nothing needs you"), "row_title"), 1)
        return holder
