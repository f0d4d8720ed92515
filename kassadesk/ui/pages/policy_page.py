"""Policy: what is in force, what changes and when, who gets your data, how long it is kept."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.lens import day_in_words
from kassadesk.core.policy import PolicyVersion
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.card_page import CardPage
from kassadesk.ui.pages.first_drawing import FirstDrawing
from kassadesk.ui.pages.loaded_body import LoadedBody
from kassadesk.ui.pages.policy_parts.policy_cards import (
    ChangesTable,
    CompaniesCard,
    ContactCard,
    KeepingCard,
    NoticesCard,
)
from kassadesk.ui.pages.policy_parts.policy_dialogs import OlderVersionsDialog, PolicyTextDialog
from kassadesk.ui.pages.policy_parts.versions_card import VersionsCard
from kassadesk.ui.pages.when_seen import when_seen
from kassadesk.ui.widgets.labels import Label, Rule
from kassadesk.viewmodels.policy import PolicyViewModel

_ROW_WIDTH = 900
"""Below this width the cards of a row stand under each other."""


class PolicyPage(CardPage):
    """Picture 12, without the keep-until calendar."""

    def __init__(self, view_model: PolicyViewModel, looks: Looks) -> None:
        super().__init__(looks, scrolls=True)
        self._view_model = view_model
        self.head.addStretch(1)
        content = QWidget()
        rows = QVBoxLayout(content)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        self._first_card = self._make_first_card()
        rows.addWidget(self._first_card)
        self._companies, self._keeping = CompaniesCard(looks), KeepingCard(looks)
        self._told, self._contact = NoticesCard(looks), ContactCard(looks)
        self._pairs: list[QBoxLayout] = []
        for left, right in ((self._companies, self._keeping), (self._told, self._contact)):
            pair = QHBoxLayout()
            pair.setSpacing(16)
            pair.addWidget(left, 1)
            pair.addWidget(right, 1)
            self._pairs.append(pair)
            rows.addLayout(pair)
        rows.addStretch(1)
        self._wanted = ""
        self._look_soon = QTimer(self, singleShot=True, interval=0)
        self._look_soon.timeout.connect(self._look)
        if self.area is not None:
            self.area.verticalScrollBar().valueChanged.connect(lambda _: self._look_soon.start())
        self._loaded = LoadedBody(looks, content)
        self._loaded.again.connect(view_model.load)
        self.body.addWidget(self._loaded)
        self._drawing = FirstDrawing(
            self,
            self._draw_versions,
            self._draw_companies,
            self._draw_keeping,
            self._draw_told,
            self._show_state,
        )
        self._drawing.finished.connect(self._look_soon.start)
        draw = when_seen(self, self._draw)
        view_model.changed.connect(draw)
        view_model.text_ready.connect(self._show_text)
        view_model.walkthrough.changed.connect(draw)
        self.retranslate()

    def on_shown(self) -> None:
        """Read the policy again."""
        self._view_model.load()

    def show_part(self, part: str) -> None:
        """Go to "next" (what changes), "contact", or the notice with this id, once it is read."""
        self._wanted = part
        self._look_soon.start()

    def _look(self) -> None:
        """When all is laid out: go where a link led, and see whether the notices are in sight."""
        picture = self._view_model.picture
        drawn = self._drawing.over and not self._drawing.busy
        if picture is None or not drawn or not self.isVisible():
            return
        if self._wanted:
            parts: dict[str, QWidget] = {"next": self._first_card, "contact": self._contact}
            self.scroll_to(parts.get(self._wanted, self._told))
            self._wanted = ""
        if not self._told.visibleRegion().isEmpty():
            self._view_model.mark_seen()

    def reload(self) -> None:
        """Read again (F5)."""
        self._view_model.load()

    def retranslate(self) -> None:
        """Say everything in the present language."""
        self.title.setText(self.tr("Policy"))
        self._changes_title.setText(self.tr("What changes, in plain words"))
        self.versions.retranslate()
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: cards beside or under each other."""
        super().resizeEvent(event)
        wide = self.width() >= _ROW_WIDTH
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        for pair in (*self._pairs, self._first_row):
            pair.setDirection(way)

    def _make_first_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        self._first_row = QHBoxLayout(card)
        self._first_row.setContentsMargins(0, 0, 0, 0)
        self._first_row.setSpacing(0)
        self.versions = VersionsCard(self.looks)
        self.versions.setMinimumWidth(264)
        self.versions.read_wanted.connect(self._view_model.read)
        self.versions.older_wanted.connect(self._show_older)
        self._first_row.addWidget(self.versions)
        self._first_row.addWidget(Rule(vertical=True))
        right = QVBoxLayout()
        right.setSpacing(0)
        self._changes_title = Label(self.looks, "", "card_title")
        self._changes_title.setContentsMargins(16, 12, 16, 8)
        self._no_changes = Label(self.looks, "", "table", "text2", wrap=True)
        self._no_changes.setContentsMargins(16, 4, 16, 12)
        self._changes = ChangesTable(self.looks)
        right.addWidget(self._changes_title)
        right.addWidget(self._no_changes)
        right.addWidget(self._changes)
        right.addStretch(1)
        self._first_row.addLayout(right, 1)
        return card

    def _draw(self) -> None:
        if self._view_model.picture is not None:
            self._drawing.draw()
            return
        self._drawing.stop()
        self._show_state()

    def _show_state(self) -> None:
        view_model = self._view_model
        self._loaded.show_state(ready=view_model.picture is not None, error=view_model.error)
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
        )
        none = self.tr("Not stated")
        since = day_in_words(picture.in_force.effective_on) if picture.in_force else none
        start = day_in_words(picture.next.effective_on) if picture.next else none
        self._changes.setVisible(bool(view_model.changes))
        self._changes.show_changes(view_model.changes, since, start)
        self._no_changes.setVisible(not view_model.changes)
        self._no_changes.setText(
            self.tr("Kassapos did not say what changes.")
            if picture.next
            else self.tr("Nothing changes: no new version is announced.")
        )

    def _draw_companies(self) -> None:
        if (picture := self._view_model.picture) is not None:
            self._companies.show_companies(picture.processors)

    def _draw_keeping(self) -> None:
        if (picture := self._view_model.picture) is not None:
            self._keeping.show_rules(picture.retention_rules)

    def _draw_told(self) -> None:
        if (picture := self._view_model.picture) is not None:
            self._told.show_notices(picture.notices)
            self._contact.show_contact(picture.contact)

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
