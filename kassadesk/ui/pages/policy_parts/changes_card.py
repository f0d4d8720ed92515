"""What the next version changes, in plain words, and what it means for choices already given."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.lens import day_in_words
from kassadesk.core.policy_choices import TouchedChoices, switched_on
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.plural import counted
from kassadesk.ui.pages.policy_parts.policy_cards import ChangesTable
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.labels import IconText, Label
from kassadesk.viewmodels.policy_picture import PolicyPicture


class ChangesPart(QWidget):
    """The right part of the first card.

    Signals:
        compare_wanted (): both texts side by side are wanted.
        choices_wanted (): the opt-ins are wanted.
    """

    compare_wanted = Signal()
    choices_wanted = Signal()

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 4)
        self._title = Label(looks, "", "card_title")
        self.compare = Button(looks, "", "text")
        self.compare.clicked.connect(self.compare_wanted)
        head.addWidget(self._title, 1)
        head.addWidget(self.compare)
        rows.addLayout(head)
        self._none = Label(looks, "", "table", "text2", wrap=True)
        self._none.setContentsMargins(16, 4, 16, 12)
        self._table = ChangesTable(looks)
        rows.addWidget(self._none)
        rows.addWidget(self._table)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 6, 16, 8)
        foot.setSpacing(16)
        self._meaning = IconText(looks, "bell-ring", "", "table", "text2", wrap=True)
        self.choices = Button(looks, "", "text")
        self.choices.clicked.connect(self.choices_wanted)
        foot.addWidget(self._meaning, 1, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.choices)
        rows.addStretch(1)
        rows.addLayout(foot)

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""
        self._title.setText(self.tr("What changes, in plain words"))
        self.compare.set_text(self.tr("Compare the exact text"))
        self.choices.set_text(self.tr("Look at your choices"))

    def show_picture(self, picture: PolicyPicture) -> None:
        """Show what changes, in Kassapos' words, and what of it this PC finds in the texts."""
        following = picture.next
        changes = following.changes if following else ()
        none = self.tr("Not stated")
        since = day_in_words(picture.in_force.effective_on) if picture.in_force else none
        start = day_in_words(following.effective_on) if following else none
        self._table.setVisible(bool(changes))
        self._table.show_changes(changes, since, start)
        self._none.setVisible(not changes)
        self._none.setText(self._when_none(picture))
        self.compare.setVisible(following is not None and picture.in_force is not None)
        meaning = self._meaning_of(picture)
        self._meaning.setVisible(bool(meaning))
        self._meaning.setText(meaning)
        self.choices.setVisible(bool(meaning))

    def _when_none(self, picture: PolicyPicture) -> str:
        if picture.next is None:
            return self.tr("Nothing changes: no new version is announced.")
        one, many = self.tr("{n} change"), self.tr("{n} changes")
        found = counted(len(picture.found), one, many)
        if picture.from_this_pc:
            return self.tr("This PC finds {0} in the texts it keeps.").format(found)
        return self.tr("Kassapos did not say what changes. This PC finds {0} in the texts.").format(
            found
        )

    def _meaning_of(self, picture: PolicyPicture) -> str:
        on = switched_on(picture.choices)
        if picture.next is None or not on:
            return ""
        sentences = [
            counted(
                len(on),
                self.tr("You have {n} choice on; Kassapos has not said that it changes."),
                self.tr("You have {n} choices on; Kassapos has not said that any changes."),
            )
        ]
        sentences += [self._touched(one) for one in picture.touched]
        return " ".join(sentences)

    def _touched(self, touched: TouchedChoices) -> str:
        channel = {
            "sms": self.tr("SMS"),
            "whatsapp": self.tr("WhatsApp"),
            "email": self.tr("e-mail"),
            "analytics": self.tr("analytics"),
        }.get(touched.channel, touched.channel)
        words = counted(
            touched.on,
            self.tr("{n} is about {channel}, which section {sections} now says more of."),
            self.tr("{n} are about {channel}, which section {sections} now says more of."),
        )
        return words.format(channel=channel, sections=", ".join(touched.sections))
