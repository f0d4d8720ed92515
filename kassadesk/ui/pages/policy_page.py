"""Policy: what is in force, what changes and when, who gets your data, until when books are kept."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.lens import time_in_words
from kassadesk.core.policy import PolicyVersion
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.card_page import CardPage
from kassadesk.ui.pages.first_drawing import FirstDrawing
from kassadesk.ui.pages.loaded_body import LoadedBody
from kassadesk.ui.pages.policy_parts.changes_card import ChangesPart
from kassadesk.ui.pages.policy_parts.company_dialog import CompaniesDialog
from kassadesk.ui.pages.policy_parts.compare_dialog import CompareDialog
from kassadesk.ui.pages.policy_parts.cookies_card import CookiesCard
from kassadesk.ui.pages.policy_parts.facts_card import FactsCard
from kassadesk.ui.pages.policy_parts.keep_card import KeepCard
from kassadesk.ui.pages.policy_parts.keep_dialog import KeepDialog
from kassadesk.ui.pages.policy_parts.policy_cards import (
    CompaniesCard,
    ContactCard,
    KeepingCard,
    NoticesCard,
)
from kassadesk.ui.pages.policy_parts.policy_dialogs import OlderVersionsDialog, PolicyTextDialog
from kassadesk.ui.pages.policy_parts.saving import save_calendar, save_policy
from kassadesk.ui.pages.policy_parts.versions_card import VersionsCard
from kassadesk.ui.pages.when_seen import when_seen
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.labels import Label, Rule
from kassadesk.viewmodels.keep_calendar import KeepCalendarViewModel
from kassadesk.viewmodels.policy import PolicyViewModel

_ROW_WIDTH = 900
"""Below this width the cards of a row stand under each other."""


class PolicyPage(CardPage):
    """Picture 12.

    Signals:
        go (str, object): another page is wanted, by its key and argument.
        ask_wanted (str, str): a complaint of this category with this text is to be prepared.
    """

    go = Signal(str, object)
    ask_wanted = Signal(str, str)

    def __init__(
        self, view_model: PolicyViewModel, calendar: KeepCalendarViewModel, looks: Looks
    ) -> None:
        super().__init__(looks, scrolls=True)
        self._view_model, self._calendar = view_model, calendar
        self._make_head()
        content = QWidget()
        self._make_rows(content)
        self._wanted = ""
        self._look_soon = QTimer(self, singleShot=True, interval=0)
        self._look_soon.timeout.connect(self._look)
        if self.area is not None:
            self.area.verticalScrollBar().valueChanged.connect(lambda _: self._look_soon.start())
        self._loaded = LoadedBody(looks, content)
        self._loaded.again.connect(self.reload)
        self.body.addWidget(self._loaded)
        self._drawing = FirstDrawing(
            self,
            self._draw_versions,
            self._draw_companies,
            self._draw_calendar,
            self._draw_facts,
            self._draw_keeping,
            self._draw_told,
            self._show_state,
        )
        self._connect()
        self.retranslate()

    def on_shown(self) -> None:
        """Read the policy again."""
        self.reload()

    def show_part(self, part: str) -> None:
        """Go to "next" (what changes), "calendar", "contact", or the notice with this id, once read."""
        self._wanted = part
        self._look_soon.start()

    def reload(self) -> None:
        """Read again (F5)."""
        self._view_model.load()
        self._calendar.load()

    def retranslate(self) -> None:
        """Say everything in the present language."""
        self.title.setText(self.tr("Policy"))
        self.save.set_text(self.tr("Save as PDF"))
        self.changes.retranslate()
        self.versions.retranslate()
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: cards beside or under each other."""
        super().resizeEvent(event)
        wide = self.width() >= _ROW_WIDTH
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        for pair in (*self._pairs, self._first_row):
            pair.setDirection(way)

    # --- making --------------------------------------------------------------------------------------

    def _make_head(self) -> None:
        self.head.addStretch(1)
        self._checked = Label(self.looks, "", "table", "text2")
        self.save = Button(self.looks, "", "secondary", "file-down")
        self.save.clicked.connect(lambda: save_policy(self._view_model, self))
        self.head.addWidget(self._checked)
        self.head.addWidget(self.save)

    def _make_rows(self, content: QWidget) -> None:
        looks = self.looks
        rows = QVBoxLayout(content)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        self._first_card = self._make_first_card()
        rows.addWidget(self._first_card)
        self.companies, self.keep = CompaniesCard(looks), KeepCard(looks)
        self.facts, self._keeping = FactsCard(looks), KeepingCard(looks)
        self._cookies, self._told = CookiesCard(looks), NoticesCard(looks)
        self._contact = ContactCard(looks)
        self._pairs: list[QBoxLayout] = []
        self._add_pair(rows, self.companies, self.keep)
        rows.addWidget(self.facts)
        self._add_pair(rows, self._keeping, self._cookies)
        self._add_pair(rows, self._told, self._contact)
        self._live = (self.facts, self.companies, self._keeping, self._told, self._contact)
        rows.addStretch(1)

    def _add_pair(self, rows: QVBoxLayout, left: QWidget, right: QWidget) -> None:
        pair = QHBoxLayout()
        pair.setSpacing(16)
        pair.addWidget(left, 1)
        pair.addWidget(right, 1)
        self._pairs.append(pair)
        rows.addLayout(pair)

    def _make_first_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        self._first_row = QHBoxLayout(card)
        self._first_row.setContentsMargins(0, 0, 0, 0)
        self._first_row.setSpacing(0)
        self.versions = VersionsCard(self.looks)
        self.versions.setMinimumWidth(264)
        self.changes = ChangesPart(self.looks)
        self._first_row.addWidget(self.versions)
        self._first_row.addWidget(Rule(vertical=True))
        self._first_row.addWidget(self.changes, 1)
        return card

    def _connect(self) -> None:
        view_model, calendar = self._view_model, self._calendar
        self.versions.read_wanted.connect(view_model.read)
        self.versions.older_wanted.connect(self._show_older)
        self.changes.compare_wanted.connect(self._compare)
        self.changes.choices_wanted.connect(lambda: self.go.emit("opt_ins", None))
        self.companies.fields_wanted.connect(self._show_companies)
        self.facts.ask_wanted.connect(self.ask_wanted)
        self.keep.table_wanted.connect(self._show_laws)
        self.keep.save_wanted.connect(lambda what: save_calendar(what, calendar, view_model, self))
        self._drawing.finished.connect(self._look_soon.start)
        draw = when_seen(self, self._draw)
        view_model.changed.connect(draw)
        view_model.text_ready.connect(self._show_text)
        view_model.walkthrough.changed.connect(draw)
        calendar.changed.connect(when_seen(self, self._draw_calendar))

    # --- drawing -------------------------------------------------------------------------------------

    def _look(self) -> None:
        """When all is laid out: go where a link led, and see whether the notices are in sight."""
        picture = self._view_model.picture
        drawn = self._drawing.over and not self._drawing.busy
        if picture is None or not drawn or not self.isVisible():
            return
        if self._wanted:
            parts: dict[str, QWidget] = {
                "next": self._first_card,
                "calendar": self.keep,
                "contact": self._contact,
            }
            self.scroll_to(parts.get(self._wanted, self._told))
            self._wanted = ""
        if not self._told.visibleRegion().isEmpty():
            self._view_model.mark_seen()

    def _draw(self) -> None:
        if self._view_model.picture is not None:
            self._drawing.draw()
            return
        self._drawing.stop()
        self._show_state()

    def _show_state(self) -> None:
        view_model, picture = self._view_model, self._view_model.picture
        self.save.setEnabled(picture is not None and not view_model.saving)
        at = view_model.checked_at
        self._checked.setText(self.tr("Checked {0}").format(time_in_words(at)) if at else "")
        for card in self._live:
            card.setVisible(picture is not None and not picture.from_this_pc)
        self._loaded.show_state(ready=picture is not None, error=view_model.error)
        self._look_soon.start()

    def _draw_versions(self) -> None:
        view_model, picture = self._view_model, self._view_model.picture
        if picture is None:
            return
        self.versions.show_versions(
            picture.in_force,
            picture.next,
            view_model.days_to_next,
            len(picture.past) + bool(picture.next),
            view_model.promised_days,
        )
        self.changes.show_picture(picture)

    def _draw_companies(self) -> None:
        if (picture := self._view_model.picture) is not None:
            self.companies.show_companies(picture.processors)

    def _draw_calendar(self) -> None:
        self.keep.show_calendar(self._calendar.calendar, saving=self._calendar.saving)

    def _draw_facts(self) -> None:
        if (picture := self._view_model.picture) is not None:
            version = picture.in_force.version if picture.in_force else ""
            self.facts.show_facts(picture.facts, version)

    def _draw_keeping(self) -> None:
        if (picture := self._view_model.picture) is not None:
            self._keeping.show_rules(picture.retention_rules)
            self._cookies.show_clause(picture.cookies)

    def _draw_told(self) -> None:
        if (picture := self._view_model.picture) is not None:
            self._told.show_notices(picture.notices)
            self._contact.show_contact(picture.contact)

    # --- dialogs -------------------------------------------------------------------------------------

    def _show_older(self) -> None:
        if self._view_model.picture is None:
            return
        picture = self._view_model.picture
        shown = (picture.in_force,) if picture.in_force and picture.next else ()
        dialog = OlderVersionsDialog(self.looks, (*shown, *picture.past), self)
        dialog.read_wanted.connect(self._view_model.read)
        dialog.open()

    def _show_text(self, version: PolicyVersion) -> None:
        PolicyTextDialog(self.looks, version, self).open()

    def _compare(self) -> None:
        picture = self._view_model.picture
        if picture is not None and picture.in_force is not None and picture.next is not None:
            CompareDialog(self.looks, picture.in_force, picture.next, picture.found, self).open()

    def _show_companies(self) -> None:
        if (picture := self._view_model.picture) is not None:
            CompaniesDialog(self.looks, picture.processors, picture.fields, self).open()

    def _show_laws(self) -> None:
        if self._calendar.calendar is not None:
            KeepDialog(self.looks, self._calendar.calendar, self).open()
