"""A letter that went: how far it is, what is due, what came back, what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from kassadesk.core.lens import Lens, day_in_words, size_in_words, time_in_words
from kassadesk.core.letters import LetterState, Reply, TrackedLetter
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.correction_parts.document_drop import DocumentDrop
from kassadesk.ui.pages.error_line import ErrorLine
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.details_pane import DetailsPane
from kassadesk.ui.widgets.field_pair import FieldPairs
from kassadesk.ui.widgets.labels import IconText, Label
from kassadesk.ui.widgets.pill import Pill
from kassadesk.ui.words.letter_states import (
    due_words,
    letter_state_words,
    reply_words,
    step_icon,
    step_words,
)
from kassadesk.viewmodels.letters import LettersViewModel

WIDTH = 420


class FollowedPart(DetailsPane):
    """The pane at the right while a letter is looked at.

    Signals:
        sent_wanted (): ask on which day it went.
        reply_wanted (): choose a file that came back.
        reply_save_wanted (Reply): save a reply as a file.
        remind_wanted (): write a reminder.
        file_wanted (): file it with Kassapos after all.
        forget_wanted (): take it off this PC; the page asks first.
    """

    sent_wanted = Signal()
    reply_wanted = Signal()
    reply_save_wanted = Signal(object)
    remind_wanted = Signal()
    file_wanted = Signal()
    forget_wanted = Signal()

    def __init__(self, looks: Looks, view_model: LettersViewModel) -> None:
        super().__init__(looks, width=WIDTH)
        self.setProperty("kind", "card")
        self._view_model = view_model
        self.may_file = False
        """True while somebody is signed in, so that it can be filed after all."""
        self._told: tuple[object, ...] = ()
        self.drop: DocumentDrop | None = None
        self.sent_button: Button | None = None
        self.remind_button: Button | None = None
        self.file_button: Button | None = None
        self.settle_button: Button | None = None

    def show_letter(self, letter: TrackedLetter) -> None:
        """Draw everything anew for this letter and the present lens, if anything is new."""
        view_model, lens = self._view_model, self._view_model.walkthrough.lens
        told = (letter, lens, view_model.busy, view_model.error, view_model.today, self.may_file)
        if told == self._told:
            return
        self._told = told
        self.sent_button = self.remind_button = self.file_button = self.settle_button = None
        self.clear()
        self.set_title(lens.personal_text(letter.subject) or self.tr("Letter"))
        self.head_body.addWidget(Pill(self._looks, f"letter_{letter.state}"))
        words = letter_state_words(letter)
        self.head_body.addWidget(Label(self._looks, words, "table", "text2", wrap=True))
        self._add_dates(letter)
        self._add_replies(letter, lens)
        self._add_story(letter)
        self._add_filed(letter)
        forget = Button(self._looks, self.tr("Take off this PC"), "danger", "trash-2")
        forget.clicked.connect(self.forget_wanted)
        self.add_section().addWidget(forget, 0, Qt.AlignmentFlag.AlignLeft)
        self._add_foot(letter)

    def retell(self) -> None:
        """Forget what was drawn: the language is another."""
        self._told = ()

    def _add_dates(self, letter: TrackedLetter) -> None:
        section = self.add_section(self.tr("Dates"))
        if letter.sent_on is None:
            self.sent_button = Button(self._looks, self.tr("I have sent it"), "primary", "send")
            self.sent_button.clicked.connect(self.sent_wanted)
            self.sent_button.setEnabled(not self._view_model.busy)
            section.addWidget(self.sent_button)
            return
        pairs = FieldPairs(self._looks, name_width=124)
        pairs.add(self.tr("Sent"), day_in_words(letter.sent_on))
        for due in letter.dues:
            pairs.add(*due_words(due, self._view_model.today))
        section.addWidget(pairs)

    def _add_replies(self, letter: TrackedLetter, lens: Lens) -> None:
        section = self.add_section(self.tr("What came back"))
        for reply in letter.replies:
            section.addWidget(self._reply(reply, lens))
        self.drop = DocumentDrop(self._looks, "inbox")
        self.drop.say(
            self.tr("Drop the reply here or"),
            self.tr("choose from this PC"),
            self.tr("A mail (.eml), PDF, JPG or PNG. It is copied, encrypted, on this PC."),
        )
        self.drop.dropped.connect(self._view_model.add_replies)
        self.drop.choose_wanted.connect(self.reply_wanted)
        section.addWidget(self.drop)

    def _reply(self, reply: Reply, lens: Lens) -> Button:
        size = lens.size(reply.size_bytes) if lens.masked else size_in_words(reply.size_bytes)
        day = day_in_words(reply.received_at)
        words = f"{reply_words(reply.media_type)} · {day} · {size}"
        button = Button(
            self._looks, words, "text", "save", name=self.tr("Save the reply: {0}").format(words)
        )
        button.clicked.connect(lambda: self.reply_save_wanted.emit(reply))
        return button

    def _add_story(self, letter: TrackedLetter) -> None:
        section = self.add_section(self.tr("What happened"))
        for step in letter.steps:
            words = f"{time_in_words(step.at)} · {step_words(step)}"
            section.addWidget(
                IconText(self._looks, step_icon(step.kind), words, "table", "text2", wrap=True)
            )

    def _add_filed(self, letter: TrackedLetter) -> None:
        if letter.filed is None:
            return
        section = self.add_section(self.tr("Filed with Kassapos as well"))
        pairs = FieldPairs(self._looks, name_width=124)
        pairs.add(self.tr("Request"), letter.filed.reference)
        pairs.add(self.tr("Receipt"), letter.filed.receipt_number or self.tr("None"))
        section.addWidget(pairs)

    def _add_foot(self, letter: TrackedLetter) -> None:
        view_model = self._view_model
        if view_model.error is not None:
            line = ErrorLine(self._looks)
            line.show_error(view_model.error)
            self.add_to_foot(line)
        if not letter.lasting:
            words = self.tr("Kept until you close KassaDesk, no longer.")
            self.add_to_foot(
                IconText(self._looks, "triangle-alert", words, "caption", "warn", wrap=True)
            )
        if self.may_file and letter.may_file:
            self.file_button = Button(
                self._looks, self.tr("File it with Kassapos now"), "secondary", "send"
            )
            self.file_button.clicked.connect(self.file_wanted)
            self.add_to_foot(self.file_button)
        if letter.state is not LetterState.CLOSED:
            self.remind_button = Button(
                self._looks, self.tr("Write a reminder"), "secondary", "bell-ring"
            )
            self.remind_button.clicked.connect(self.remind_wanted)
            self.remind_button.setEnabled(letter.sent_on is not None)
            self.settle_button = Button(self._looks, self.tr("It is settled"), "secondary", "check")
            self.settle_button.clicked.connect(view_model.close)
            self.add_to_foot(self.remind_button, self.settle_button)
