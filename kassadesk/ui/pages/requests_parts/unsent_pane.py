"""The pane of one request that is not at Kassapos yet: what is asked, how far it is, what can be done."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout

from kassadesk.core.data_requests import CorrectionDraft, DeletionDraft
from kassadesk.core.filings import CopyDraft, MinorReportDraft, NominationDraft
from kassadesk.core.grievances import GrievanceDraft
from kassadesk.core.intents import (
    EvidenceDraft,
    Intent,
    IntentKind,
    IntentState,
    Trouble,
    as_error,
)
from kassadesk.core.lens import Lens, time_in_words
from kassadesk.core.rows import Kind
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.error_line import ErrorLine
from kassadesk.ui.texts import (
    complaint_about,
    error_words,
    unsent_kept_words,
    unsent_sealed_words,
    unsent_state_words,
    unsent_title,
)
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.details_pane import DetailsPane
from kassadesk.ui.widgets.field_pair import FieldPairs
from kassadesk.ui.widgets.labels import IconText, Label
from kassadesk.ui.widgets.pill import Pill

FAR_AFTER = 8
"""Tries after which the pauses are long enough to tell when the next one is."""
_EDITABLE = tuple(
    kind for kind in IntentKind if kind not in (IntentKind.WITHDRAWAL, IntentKind.EVIDENCE)
)


class UnsentFiller(QObject):
    """Fills a DetailsPane with an intent.

    Signals:
        edit_wanted (Intent): put it back into its form.
        discard_wanted (Intent): throw it away; the page asks first.
        send_wanted (): try to send now.
        letter_wanted (Intent): write it as a letter, or show the letter that it is.
    """

    edit_wanted = Signal(object)
    discard_wanted = Signal(object)
    send_wanted = Signal()
    letter_wanted = Signal(object)

    def __init__(self, looks: Looks, pane: DetailsPane) -> None:
        super().__init__(pane)
        self._looks, self._pane = looks, pane
        self.edit_button: Button | None = None
        self.discard_button: Button | None = None
        self.send_button: Button | None = None
        self.letter_button: Button | None = None

    def fill(self, intent: Intent, sending: bool, lens: Lens) -> None:
        """Draw everything anew."""
        pane = self._pane
        pane.clear()
        self.edit_button = self.discard_button = self.send_button = self.letter_button = None
        pane.set_title(lens.personal_text(unsent_title(intent)))
        row = QHBoxLayout()
        row.setSpacing(8)
        state = "sending" if sending and intent.waits else str(intent.state)
        row.addWidget(Pill(self._looks, state))
        row.addStretch(1)
        pane.head_body.addLayout(row)
        words = unsent_state_words(intent, sending)
        pane.head_body.addWidget(Label(self._looks, words, "table", "text2", wrap=True))
        if intent.trouble is not None:
            self._add_trouble(intent, intent.trouble)
        self._add_wish(intent, lens)
        self._add_times(intent)
        self._add_foot(intent, sending)

    def _add_trouble(self, intent: Intent, trouble: Trouble) -> None:
        """A refusal asks for an act; what is tried again by itself only for a look."""
        error = as_error(trouble)
        section = self._pane.add_section(self.tr("What came back"))
        if intent.state is IntentState.REFUSED:
            line = ErrorLine(self._looks)
            section.addWidget(line)
            line.show_error(error)
            return
        words = error_words(error)
        told = self.tr("{what} (code {code})").format(what=words.title, code=words.code)
        section.addWidget(IconText(self._looks, words.icon, told, "table", "text2", wrap=True))

    def _add_wish(self, intent: Intent, lens: Lens) -> None:
        section = self._pane.add_section(self.tr("What you ask"))
        wish = intent.wish
        if wish is None:
            words = unsent_sealed_words()
            section.addWidget(IconText(self._looks, "lock", words, "table", "warn", wrap=True))
            return
        pairs = FieldPairs(self._looks, name_width=84)
        if isinstance(wish, CorrectionDraft):
            nothing = self.tr("Nothing typed yet")
            for one in wish.changes:
                pairs.add(self.tr("Field"), one.label)
                pairs.add(self.tr("Now"), lens.value(Kind.TEXT, one.before))
                typed = one.after or lens.masked  # a mask tells not even that nothing is there
                after = lens.value(Kind.TEXT, one.after) if typed else nothing
                pairs.add(self.tr("Correct"), after)
        elif isinstance(wish, GrievanceDraft):
            pairs.add(self.tr("About"), complaint_about(str(wish.category)))
            pairs.add(self.tr("Words"), lens.personal_text(wish.text))
        elif isinstance(wish, NominationDraft):
            pairs.add(self.tr("Name"), lens.value(Kind.NAME, wish.nominee.name))
            pairs.add(self.tr("Who"), lens.personal_text(wish.nominee.relation))
        elif isinstance(wish, MinorReportDraft):
            pairs.add(self.tr("Where"), lens.personal_text(wish.about))
            pairs.add(self.tr("Noticed"), lens.personal_text(wish.how_noticed))
        if isinstance(wish, CorrectionDraft | DeletionDraft | CopyDraft) and wish.why:
            pairs.add(self.tr("Reason"), lens.personal_text(wish.why))
        if isinstance(wish, CorrectionDraft | EvidenceDraft | GrievanceDraft):
            pairs.add(self.tr("Documents"), lens.count(intent.documents))
        section.addWidget(pairs)

    def _add_times(self, intent: Intent) -> None:
        section = self._pane.add_section(self.tr("On this PC"))
        pairs = FieldPairs(self._looks, name_width=84)
        pairs.add(self.tr("Written"), time_in_words(intent.created_at))
        if intent.posted_at is not None:
            pairs.add(self.tr("First sent"), time_in_words(intent.posted_at))
        next_try = far_try(intent)
        if next_try is not None:
            pairs.add(self.tr("Next try"), time_in_words(next_try))
        section.addWidget(pairs)
        kept = unsent_kept_words(intent.lasting)
        icon = "lock" if intent.lasting else "triangle-alert"
        tone = "text2" if intent.lasting else "warn"
        section.addWidget(IconText(self._looks, icon, kept, "caption", tone, wrap=True))

    def _add_foot(self, intent: Intent, sending: bool) -> None:
        if intent.waits:
            self.send_button = Button(self._looks, self.tr("Try now"), "secondary", "refresh-cw")
            self.send_button.clicked.connect(self.send_wanted)
            if sending:
                self.send_button.set_busy(self.tr("Sending…"))
            self._pane.add_to_foot(self.send_button)
        by_letter = intent.state is IntentState.BY_LETTER
        if by_letter or (intent.may_change and intent.wish is not None):
            word = (
                self.tr("Open the letter")
                if by_letter
                else self.tr("Write it as an e-mail instead")
            )
            self.letter_button = Button(self._looks, word, "secondary", "mail")
            self.letter_button.clicked.connect(lambda: self.letter_wanted.emit(intent))
            self._pane.add_to_foot(self.letter_button)
        if by_letter:
            return
        if not intent.may_change:
            words = self.tr("It can be changed or thrown away once Kassapos has answered.")
            self._pane.add_to_foot(Label(self._looks, words, "caption", "text2", wrap=True))
            return
        self.discard_button = Button(self._looks, self.tr("Throw away"), "danger", "trash-2")
        self.discard_button.clicked.connect(lambda: self.discard_wanted.emit(intent))
        if intent.kind in _EDITABLE and intent.wish is not None:
            draft = intent.state is IntentState.DRAFT
            word = self.tr("Go on writing") if draft else self.tr("Edit")
            self.edit_button = Button(self._looks, word, "secondary", "pencil")
            self.edit_button.clicked.connect(lambda: self.edit_wanted.emit(intent))
            self._pane.add_to_foot(self.edit_button, self.discard_button)
        else:
            self._pane.add_to_foot(self.discard_button)


def far_try(intent: Intent) -> datetime | None:
    """When it is tried next, to the minute; None when that is so soon that nobody need be told."""
    told = intent.next_try_at
    if not intent.waits or told is None or intent.attempts < FAR_AFTER:
        return None
    return told.replace(second=0, microsecond=0)
