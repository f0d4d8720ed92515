"""Home: what needs the owner, what Kassapos holds, and three facts worth a look, on one page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.held import CategoryId
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.home_parts.attention_card import AttentionCard
from kassadesk.ui.pages.home_parts.fact_card import FactCard
from kassadesk.ui.pages.home_parts.held_changes_dialog import HeldChangesDialog
from kassadesk.ui.pages.home_parts.home_facts import HomeFacts
from kassadesk.ui.pages.home_parts.kind_card import KindCard
from kassadesk.ui.pages.when_seen import when_seen
from kassadesk.ui.texts import long_day
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.card_row import CardRow
from kassadesk.ui.widgets.elided_label import ElidedLabel
from kassadesk.ui.widgets.labels import Label, repolish
from kassadesk.ui.widgets.read_states import ReadStates
from kassadesk.ui.widgets.scroll_column import ScrollColumn
from kassadesk.viewmodels.home import HomeViewModel

COMPACT_PX = 652
"""Pages lower than this (a window under 740) stand closer together (DESIGN 2)."""
MOST_WIDE_PX = 1400


class HomePage(QWidget):
    """Draws a HomeViewModel; every line leads to its page.

    Signals:
        go (str, object): another page is wanted, by its key and argument.
    """

    go = Signal(str, object)

    def __init__(self, model: HomeViewModel, looks: Looks) -> None:
        super().__init__()
        self._model, self._looks = model, looks
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.attention = AttentionCard(looks)
        self.kinds = {kind: KindCard(looks, kind) for kind in CategoryId}
        self.opt_ins = FactCard(looks, "bell-ring")
        self.books = FactCard(looks, "calendar-range")
        self.copy = FactCard(looks, "hard-drive", pill=True)
        content = self._make_content()
        self.states = ReadStates(looks, content, row_height=64)
        self._outer = QVBoxLayout(self)
        self._holder = self._make_frame()
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.addWidget(ScrollColumn(self._holder, edge=24))
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again in the language in force."""
        self.title.setText(self.tr("Home"))
        self.held_title.setText(self.tr("What Kassapos holds about you"))
        self.open_data.set_text(self.tr("Open My data"))
        self.changed_link.set_text(self.tr("What changed"))
        self._draw()

    def on_shown(self) -> None:
        """The page came to the front: read the overview."""
        self._model.load()

    def reload(self) -> None:
        """F5: read the overview again."""
        self._model.load()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: low windows stand closer together."""
        super().resizeEvent(event)
        compact = self.height() < COMPACT_PX
        top, bottom = (8, 12) if compact else (16, 24)
        self._column.setContentsMargins(24, top, 0, bottom)
        gap = 12 if compact else 16
        self._column.setSpacing(gap)
        self._content.setSpacing(gap)

    def _connect(self) -> None:
        model = self._model
        draw = when_seen(self, self._draw)
        model.changed.connect(draw)
        model.walkthrough.changed.connect(draw)
        self._looks.changed.connect(draw)
        self.states.again.connect(model.load)
        self.attention.acted.connect(self.go)
        self.attention.all_wanted.connect(model.show_all)
        self.open_data.clicked.connect(lambda: self.go.emit("my_data", None))
        for kind, card in self.kinds.items():
            card.clicked.connect(lambda kind=kind: self.go.emit("my_data", kind))
        self.opt_ins.wanted.connect(lambda: self.go.emit("opt_ins", None))
        self.books.wanted.connect(lambda: self.go.emit("policy", "calendar"))
        self.changed_link.clicked.connect(self._show_changes)
        self.copy.wanted.connect(lambda: self.go.emit("export", None))

    def _make_frame(self) -> QWidget:
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        head = QHBoxLayout()
        self.title = Label(self._looks, "", "page_title")
        self.day = Label(self._looks, "", "table", "text2")
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.day)
        self._column.addLayout(head)
        self._column.addWidget(self.states, 1)
        holder.setMaximumWidth(MOST_WIDE_PX + 24)
        return holder

    def _make_content(self) -> QWidget:
        content = QWidget()
        self._content = QVBoxLayout(content)
        self._content.setContentsMargins(0, 0, 0, 0)
        self._content.addWidget(self.attention)
        held = QVBoxLayout()
        held.setSpacing(4)
        head = QHBoxLayout()
        self.held_title = Label(self._looks, "", "card_title")
        self.open_data = Button(self._looks, "", "text", "arrow-right", icon_after=True)
        self.changed_line = ElidedLabel(self._looks, "", "table", "text2")
        self.changed_line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.changed_link = Button(self._looks, "", "text")
        head.setSpacing(16)
        head.addWidget(self.held_title)
        head.addWidget(self.changed_line, 1)
        head.addWidget(self.changed_link)
        head.addWidget(self.open_data)
        held.addLayout(head)
        held.addWidget(CardRow(tuple(self.kinds.values()), 196, (5, 3, 2, 1)))
        self._content.addLayout(held)
        facts = CardRow((self.opt_ins, self.books, self.copy), 300, (3, 2, 1), most=192)
        self._content.addWidget(facts, 1)
        self._content.addStretch(0)
        return content

    def _draw(self) -> None:
        model = self._model
        self.day.setText(long_day(model.today))
        overview = model.overview
        self.states.show_reading(
            there=overview is not None, loading=model.loading, error=model.error
        )
        if overview is None:
            return
        lens = model.walkthrough.lens
        facts = HomeFacts(overview, lens, model.today)
        self.attention.show_rows(model.attention, model.all_attention, lens, model.today)
        for category in overview.categories:
            self.kinds[category.category_id].say(*facts.kind(category))
        facts.say_opt_ins(self.opt_ins)
        facts.say_books(self.books, model.years, model.years_in_copy)
        facts.say_copy(self.copy, model.years)
        words, by_others = facts.say_changes()
        self.changed_line.setText(words)
        self.changed_line.setProperty("tone", "warn" if by_others else "text2")
        repolish(self.changed_line)
        self.changed_link.setVisible(bool(overview.changed and overview.changed.changes))

    def _show_changes(self) -> None:
        overview = self._model.overview
        if overview is not None and overview.changed is not None:
            lens = self._model.walkthrough.lens
            HeldChangesDialog(self._looks, overview.changed, lens, self).open()
