"""The pane of one request: what was asked, three clocks, the story, items, receipt, withdraw."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from kassadesk.core.clock import indian_day
from kassadesk.core.data_requests import DataRequest, RequestStatus
from kassadesk.core.grievances import Grievance
from kassadesk.core.intents import Intent
from kassadesk.core.lens import Lens, time_in_words
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.error_line import ErrorLine
from kassadesk.ui.pages.requests_parts import request_words
from kassadesk.ui.pages.requests_parts.complaint_filler import ComplaintFiller
from kassadesk.ui.pages.requests_parts.ladder_part import LadderPart
from kassadesk.ui.pages.requests_parts.request_changes import fill_changes
from kassadesk.ui.pages.requests_parts.request_items import (
    as_they_ended,
    fill_items,
    summary_words,
)
from kassadesk.ui.pages.requests_parts.request_story import fill_story
from kassadesk.ui.pages.requests_parts.request_words import countdown_words
from kassadesk.ui.pages.requests_parts.three_clocks import ThreeClocks
from kassadesk.ui.pages.requests_parts.unsent_pane import UnsentFiller, far_try
from kassadesk.ui.texts import (
    reason_words,
    request_state,
    right_words,
    waiting_act_words,
)
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.details_pane import DetailsPane
from kassadesk.ui.widgets.field_pair import FieldPairs
from kassadesk.ui.widgets.labels import IconText, Label
from kassadesk.ui.widgets.pill import Pill
from kassadesk.ui.widgets.timeline import Timeline
from kassadesk.viewmodels.requests import RequestsViewModel

WIDTH = 440
_SHORT = 24
"""Signs of a value that fits beside another one without a share of its own."""


class RequestPane(DetailsPane):
    """Everything about the chosen request.

    Signals:
        document_wanted (): the person wants to add a document.
        withdraw_wanted (): the person wants to withdraw; the page asks first.
        receipt_wanted (str): save the receipt as a file with this ending.
        object_wanted (): the person does not agree with how it ended.
        rung_taken (str, str): a rung of the ladder, and the complaint it is about or "".
        opened (str): look at this request or complaint.
        calendar_wanted (str): put the promised day of this request into the calendar.
    """

    document_wanted = Signal()
    withdraw_wanted = Signal()
    receipt_wanted = Signal(str)
    object_wanted = Signal()
    rung_taken = Signal(str, str)
    opened = Signal(str)
    calendar_wanted = Signal(str)

    def __init__(self, looks: Looks, view_model: RequestsViewModel) -> None:
        super().__init__(looks, width=WIDTH)
        self._view_model = view_model
        self._told: tuple[object, ...] = ()
        self.document_button: Button | None = None
        self.withdraw_button: Button | None = None
        self.receipt_buttons: dict[str, Button] = {}
        self.object_button: Button | None = None
        self.calendar_button: Button | None = None
        self.ladder: LadderPart | None = None
        self.unsent = UnsentFiller(looks, self)
        self.complaint = ComplaintFiller(looks, self, view_model.following)
        self.complaint.request_opened.connect(self.opened)

    def show_unsent(self, intent: Intent) -> None:
        """Draw a request that is not at Kassapos yet, if anything of it is new."""
        sending, lens = self._view_model.outbox.sending, self._view_model.walkthrough.lens
        # tries that come by themselves every other second must not rebuild what is being pressed
        told = (replace(intent, attempts=0, next_try_at=far_try(intent)), sending, lens)
        if told == self._told:
            return
        self._told = told
        had_focus = self._has_focus()
        self._forget_buttons()
        self.unsent.fill(intent, sending, lens)
        if had_focus:
            self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_complaint(self, complaint: Grievance) -> None:
        """Draw a complaint, if anything of it is new."""
        lens, asked = (
            self._view_model.walkthrough.lens,
            self._view_model.request(complaint.about_request),
        )
        told = (lens, asked, *self.complaint.told(complaint))
        if told == self._told:
            return
        self._told = told
        had_focus = self._has_focus()
        self._forget_buttons()
        self.complaint.fill(complaint, lens, request_words.title(asked, lens) if asked else "")
        if had_focus:
            self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_request(self, request: DataRequest) -> None:
        """Draw everything again for this request and the present lens, if anything is new."""
        view_model, lens = self._view_model, self._view_model.walkthrough.lens
        following = view_model.following
        told = (
            request,
            lens,
            view_model.events,
            view_model.events_loading,
            view_model.events_error,
            view_model.busy,
            view_model.act_error,
            view_model.waiting_act(request),
            indian_day(view_model.now),
            *following.told_of(request),
        )
        if told == self._told:
            return
        self._told = told
        had_focus = self._has_focus()
        self.clear()
        self._forget_buttons()
        self.set_title(request_words.title(request, lens))
        self._add_head(request, lens)
        self.add_section(self.tr("Three clocks")).addWidget(
            ThreeClocks(self._looks, request, self._view_model.now)
        )
        if request.status is RequestStatus.DENIED:
            self._add_refusal(request, lens)
        kept_first = request.final and any(item.hold is not None for item in request.items)
        if kept_first:  # what stays until when is what the person comes back for
            self._add_items(request, lens)
        self._add_story(request, lens)
        self._add_ladder(request, lens)
        if request.items and not kept_first:
            self._add_items(request, lens)
        self._add_right(request, lens)
        if request.receipt is not None:
            self._add_receipt(request)
        self._add_foot(request)
        if had_focus:  # what had the focus is gone; stay in the pane
            (self.withdraw_button or self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def first_button(self) -> Button | None:
        """Where F6 leads in the pane of a request or complaint; None where there is no button."""
        complaint = self.complaint
        own = self.withdraw_button or self.object_button or self.calendar_button
        return own or complaint.answer_button or complaint.reopen_button

    def retell(self) -> None:
        """Forget what was drawn: the language is another."""
        self._told = ()

    def _forget_buttons(self) -> None:
        self.document_button = self.withdraw_button = self.object_button = None
        self.calendar_button, self.ladder = None, None

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _add_head(self, request: DataRequest, lens: Lens) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Pill(self._looks, request_state(request)))
        named = request.reference
        right = self._view_model.following.right_of(request)
        if right is not None and right.now is not None and not lens.masked:
            named = f"{named} · {right.now.origin.citation}"
        row.addWidget(Label(self._looks, named, "caption", "text2", wrap=True), 1)
        self.head_body.addLayout(row)
        words = reason_words(request.reason)
        if words or (request.details and not request.your_turn):
            told = words or lens.personal_text(request.details or "")
            self.head_body.addWidget(Label(self._looks, told, "table", "text2", wrap=True))
        if request.reason == "cooling_off" and request.effective_at and not request.final:
            words = countdown_words(request.effective_at, self._view_model.now)
            self.head_body.addWidget(
                IconText(self._looks, "hourglass", words, "key", "warn", wrap=True)
            )
        if request.basis and request.status is not RequestStatus.DENIED:
            self.head_body.addWidget(
                Label(self._looks, request.basis, "caption", "text2", wrap=True)
            )
        fill_changes(self.head_body, self._looks, request, lens, self._view_model.following)

    def _add_refusal(self, request: DataRequest, lens: Lens) -> None:
        section = self.add_section(self.tr("Why it was refused"))
        pairs = FieldPairs(self._looks, name_width=84)
        none = self.tr("Not stated")
        reason = reason_words(request.reason) or reason_words("other" if request.reason else None)
        pairs.add(self.tr("Reason"), reason or none)
        if request.details:
            pairs.add(self.tr("In their words"), lens.personal_text(request.details))
        pairs.add(self.tr("Based on"), request.basis or none)
        pairs.add(self.tr("Next step"), request.next_step or none)
        section.addWidget(pairs)

    def _add_story(self, request: DataRequest, lens: Lens) -> None:
        view_model = self._view_model
        section = self.add_section(self.tr("What happened"))
        if view_model.events_loading:
            section.addWidget(Label(self._looks, self.tr("Reading…"), "table", "text3"))
        elif view_model.events_error is not None:
            row = QHBoxLayout()
            words = self.tr("The story could not be read.")
            row.addWidget(IconText(self._looks, "triangle-alert", words, "table", "danger"), 1)
            again = Button(self._looks, self.tr("Try again"), "text")
            again.clicked.connect(view_model.read_events)
            row.addWidget(again)
            section.addLayout(row)
        else:
            timeline = Timeline(self._looks)
            fill_story(timeline, request, view_model.events, lens, self._turn_buttons)
            section.addWidget(timeline)

    def _turn_buttons(self) -> tuple[QWidget, ...]:
        self.document_button = Button(self._looks, self.tr("Add document"), "turn", "paperclip")
        self.document_button.clicked.connect(self.document_wanted)
        if self._view_model.busy == "add_evidence":
            self.document_button.set_busy(self.tr("Sending…"))
        return (self.document_button,)

    def _add_items(self, request: DataRequest, lens: Lens) -> None:
        section = self.add_section(self.tr("What it covers"))
        if len(request.items) > 1:
            words = summary_words(as_they_ended(request), lens)
            section.addWidget(Label(self._looks, words, "table", "text2", wrap=True))
        items = as_they_ended(request)
        fill_items(section, self._looks, items, lens, kept_first=request.final)

    def _add_receipt(self, request: DataRequest) -> None:
        receipt = request.receipt
        if receipt is None:
            return
        section = self.add_section(self.tr("Receipt"))
        pairs = FieldPairs(self._looks, name_width=84)
        pairs.add(self.tr("Number"), receipt.receipt_number)
        pairs.add(self.tr("Received"), time_in_words(receipt.received_at))
        pairs.add(self.tr("Fingerprint"), receipt.request_digest[:16] + "…")
        if request.evidence_count:
            pairs.add(self.tr("Documents"), str(request.evidence_count))
        section.addWidget(pairs)
        row = QHBoxLayout()
        row.setSpacing(8)
        for ending, word in (("pdf", self.tr("Save as PDF")), ("json", self.tr("Save as .json"))):
            save = Button(
                self._looks, word, "text", "save", name=self.tr("Receipt: {0}").format(word)
            )
            save.clicked.connect(lambda _=False, ending=ending: self.receipt_wanted.emit(ending))
            self.receipt_buttons[ending] = save
            row.addWidget(save)
        row.addStretch(1)
        section.addLayout(row)

    def _add_foot(self, request: DataRequest) -> None:
        error, waiting = self._view_model.act_error, self._view_model.waiting_act(request)
        if waiting is not None:
            words = waiting_act_words(waiting)
            self.add_to_foot(IconText(self._looks, "send", words, "table", "text2", wrap=True))
        if error is not None:
            line = ErrorLine(self._looks)
            line.show_error(error)
            self.add_to_foot(line)
        if not request.can_withdraw and not request.final:
            words = self.tr("It is too far to be withdrawn.")
            self.add_to_foot(Label(self._looks, words, "caption", "text2", wrap=True))
        buttons = self._foot_buttons(request)
        if buttons:
            self.add_to_foot(*(buttons if len(buttons) > 1 else [QWidget(), *buttons]))

    def _foot_buttons(self, request: DataRequest) -> list[QWidget]:
        buttons: list[QWidget] = []
        if request.promised_by is not None and not request.final:
            word = self.tr("Put into calendar")
            self.calendar_button = Button(self._looks, word, "secondary", "calendar-plus")
            self.calendar_button.clicked.connect(
                lambda: self.calendar_wanted.emit(request.request_id)
            )
            buttons.append(self.calendar_button)
        if request.can_withdraw:
            self.withdraw_button = Button(self._looks, self.tr("Withdraw"), "danger", "undo-2")
            self.withdraw_button.clicked.connect(self.withdraw_wanted)
            if self._view_model.busy == "withdraw":
                self.withdraw_button.set_busy(self.tr("Withdrawing…"))
            buttons.append(self.withdraw_button)
        if self._view_model.following.may_object(request):
            word = self.tr("I do not agree")
            self.object_button = Button(self._looks, word, "secondary", "megaphone")
            self.object_button.clicked.connect(self.object_wanted)
            buttons.append(self.object_button)
        return buttons

    def _add_right(self, request: DataRequest, lens: Lens) -> None:
        right = right_words(self._view_model.following.right_of(request), lens)
        if right:
            section = self.add_section(self.tr("Whose right it is"))
            section.addWidget(Label(self._looks, right, "caption", "text2", wrap=True))

    def _add_ladder(self, request: DataRequest, lens: Lens) -> None:
        following = self._view_model.following
        rungs, ground = following.ladder(request), following.ground
        if not rungs or ground is None:
            return
        late = self.tr("If Kassapos is late")
        section = self.add_section(self.tr("If you do not agree") if request.final else late)
        citation = ground.laws.board.origin.citation
        self.ladder = LadderPart(self._looks, citation, may_act=not lens.masked)
        self.ladder.fill(rungs, following.notes(rungs[-1].subject))
        self.ladder.taken.connect(self.rung_taken)
        self.ladder.complaint_opened.connect(self.opened)
        section.addWidget(self.ladder)
