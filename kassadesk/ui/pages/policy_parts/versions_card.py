"""Which policy is in force, which comes next and when, and the way to read them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from kassadesk.core.lens import day_in_words
from kassadesk.core.policy import PolicyVersion
from kassadesk.core.policy_facts import notice_days
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.plural import counted
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.labels import IconLabel, Label


class VersionsCard(QFrame):
    """The left part of the first card.

    Signals:
        read_wanted (str): the whole text of this version is wanted.
        older_wanted (): the list of older versions is wanted.
    """

    read_wanted = Signal(str)
    older_wanted = Signal()

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self._looks = looks
        self._shown = ""
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 14, 16, 16)
        rows.setSpacing(2)
        self._now_head = Label(looks, "", "caption", "text2")
        self._now = Label(looks, "", "row_title")
        self._next_head = Label(looks, "", "caption", "text2")
        self._next = Label(looks, "", "row_title", wrap=True)
        for label in (self._now_head, self._now):
            rows.addWidget(label)
        rows.addSpacing(10)
        for label in (self._next_head, self._next):
            rows.addWidget(label)
        rows.addSpacing(8)
        rows.addWidget(self._make_countdown())
        rows.addStretch(1)
        rows.addSpacing(10)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.read_button = Button(looks)
        self.older_button = Button(looks)
        self.read_button.clicked.connect(lambda: self.read_wanted.emit(self._shown))
        self.older_button.clicked.connect(self.older_wanted)
        buttons.addWidget(self.read_button)
        buttons.addWidget(self.older_button)
        buttons.addStretch(1)
        rows.addLayout(buttons)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""
        self._now_head.setText(self.tr("In force"))
        self._next_head.setText(self.tr("Next"))
        self.read_button.set_text(self.tr("Read in full"))
        self.older_button.set_text(self.tr("Older versions"))

    def show_versions(
        self,
        in_force: PolicyVersion | None,
        following: PolicyVersion | None,
        days: int | None,
        older: int,
        promised: int = 0,
    ) -> None:
        """Show these; `days` until the next one, `older` is how many older ones there are,
        `promised` how many days ahead Kassapos says it tells."""
        none = self.tr("Not stated")
        self._now.setText(self._name(in_force) if in_force else none)
        self._next.setText(
            self._name(following) if following else self.tr("No new version announced")
        )
        self._shown = following.version if following else in_force.version if in_force else ""
        self.read_button.setEnabled(bool(self._shown))
        self.older_button.setVisible(bool(older))
        self._countdown.setVisible(following is not None)
        if following is not None and days is not None:
            self._show_countdown(following, days, promised)

    def _name(self, version: PolicyVersion) -> str:
        return self.tr("Policy of {date}").format(date=day_in_words(version.effective_on))

    def _show_countdown(self, following: PolicyVersion, days: int, promised: int) -> None:
        when = (
            self.tr("Takes effect today")
            if days <= 0
            else counted(
                days, self.tr("Takes effect in {n} day"), self.tr("Takes effect in {n} days")
            )
        )
        self._countdown_head.setText(when)
        if following.told_at is None:
            text = self.tr("Kassapos did not say when it told you.")
        else:
            before = notice_days(following) or 0
            text = counted(
                before,
                self.tr("Told to you on {date}, {n} day before"),
                self.tr("Told to you on {date}, {n} days before"),
            ).format(date=day_in_words(following.told_at))
            if before < promised:
                promise = self.tr("Kassapos promises {n} days.").replace("{n}", str(promised))
                text = f"{text}. {promise}"
        self._countdown_text.setText(text)

    def _make_countdown(self) -> QFrame:
        self._countdown = QFrame()
        self._countdown.setProperty("kind", "tint_warn")
        row = QHBoxLayout(self._countdown)
        row.setContentsMargins(12, 8, 12, 10)
        row.setSpacing(8)
        row.addWidget(IconLabel(self._looks, "calendar-clock", "warn", 20))
        words = QVBoxLayout()
        words.setSpacing(0)
        self._countdown_head = Label(self._looks, "", "key", wrap=True)
        self._countdown_text = Label(self._looks, "", "table", "text2", wrap=True)
        words.addWidget(self._countdown_head)
        words.addWidget(self._countdown_text)
        row.addLayout(words, 1)
        return self._countdown
