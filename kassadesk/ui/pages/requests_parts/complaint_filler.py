"""The pane of one complaint: its words, clocks, story, the question that waits, the ladder."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kassadesk.core.grievances import Grievance, GrievanceEvent
from kassadesk.core.lens import Lens, day_in_words, time_in_words
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.error_line import ErrorLine
from kassadesk.ui.pages.requests_parts.ladder_part import LadderPart
from kassadesk.ui.pages.requests_parts.three_clocks import ComplaintClocks
from kassadesk.ui.texts import (
    complaint_event_icon,
    complaint_event_title,
    complaint_next_words,
    complaint_state,
    complaint_state_words,
    complaint_title,
    right_words,
)
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.details_pane import DetailsPane
from kassadesk.ui.widgets.field_pair import FieldPairs
from kassadesk.ui.widgets.labels import IconText, Label
from kassadesk.ui.widgets.pill import Pill
from kassadesk.ui.widgets.timeline import Timeline
from kassadesk.viewmodels.following import FollowingViewModel


class ComplaintFiller(QObject):
    """Fills a DetailsPane with a complaint.

    Signals:
        answer_wanted (), reopen_wanted (), not_settled_wanted (): about the open complaint.
        board_wanted (str): note that this complaint was brought before the Board.
        request_opened (str): look at the request it is about.
        calendar_wanted (str): put the law's day of this complaint into the calendar.
    """

    answer_wanted = Signal()
    reopen_wanted = Signal()
    not_settled_wanted = Signal()
    board_wanted = Signal(str)
    request_opened = Signal(str)
    calendar_wanted = Signal(str)

    def __init__(self, looks: Looks, pane: DetailsPane, following: FollowingViewModel) -> None:
        super().__init__(pane)
        self._looks, self._pane, self._following = looks, pane, following
        self.answer_button: Button | None = None
        self.reopen_button: Button | None = None
        self.not_settled_button: Button | None = None
        self.calendar_button: Button | None = None
        self.ladder: LadderPart | None = None

    def told(self, grievance: Grievance) -> tuple[object, ...]:
        """What the drawing depends on."""
        following = self._following
        return (
            grievance,
            following.ground,
            following.events,
            following.events_loading,
            following.events_error,
            following.busy,
            following.act_error,
        )

    def fill(self, grievance: Grievance, lens: Lens, about: str) -> None:
        """Draw everything anew; `about`: the title of the request it is about, "" for none."""
        pane = self._pane
        pane.clear()
        self.answer_button = self.reopen_button = self.not_settled_button = None
        self.calendar_button = self.ladder = None
        pane.set_title(complaint_title(str(grievance.category)))
        self._add_head(grievance, about)
        clocks = pane.add_section(self.tr("Three clocks"))
        if self._following.ground is not None:
            clocks.addWidget(ComplaintClocks(self._looks, grievance, self._following.ground))
        self._add_story(grievance, lens)
        words = pane.add_section(self.tr("What you wrote"))
        text = lens.personal_text(grievance.text)
        words.addWidget(Label(self._looks, text, "table", "text", wrap=True))
        self._add_ladder(grievance, lens)
        self._add_receipt(grievance)
        self._add_foot(grievance, lens)

    # --- parts -----------------------------------------------------------------------------------

    def _add_head(self, grievance: Grievance, about: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Pill(self._looks, complaint_state(grievance)))
        row.addWidget(Label(self._looks, grievance.reference, "caption", "text2"), 1)
        head = self._pane.head_body
        head.addLayout(row)
        told = complaint_state_words(grievance)
        head.addWidget(Label(self._looks, told, "table", "text2", wrap=True))
        if grievance.about_request and about:
            button = Button(self._looks, self.tr("About: {0}").format(about), "text", "inbox")
            button.clicked.connect(lambda: self.request_opened.emit(grievance.about_request or ""))
            head.addWidget(button)

    def _add_story(self, grievance: Grievance, lens: Lens) -> None:
        following = self._following
        section = self._pane.add_section(self.tr("What happened"))
        if following.events_loading:
            section.addWidget(Label(self._looks, self.tr("Reading…"), "table", "text3"))
            return
        if following.events_error is not None:
            row = QHBoxLayout()
            words = self.tr("The story could not be read.")
            row.addWidget(IconText(self._looks, "triangle-alert", words, "table", "danger"), 1)
            again = Button(self._looks, self.tr("Try again"), "text")
            again.clicked.connect(following.read_events)
            row.addWidget(again)
            section.addLayout(row)
            return
        timeline = Timeline(self._looks)
        self._fill_timeline(timeline, grievance, lens)
        section.addWidget(timeline)

    def _fill_timeline(self, timeline: Timeline, grievance: Grievance, lens: Lens) -> None:
        events = self._following.events
        following = complaint_next_words(grievance)
        asked = [one.seq for one in events if one.kind == "question_asked"]
        for event in events:
            waits = grievance.your_turn and bool(asked) and event.seq == asked[-1]
            last = event is events[-1] and not following
            timeline.add(
                self.tr("Your turn: answer Kassapos")
                if waits
                else complaint_event_title(event.kind),
                self._lines(event, lens),
                state="your_turn" if waits else "past",
                icon=complaint_event_icon(event.kind),
                extra=self._turn_buttons(lens) if waits else (),
                last=last,
            )
        if following:
            timeline.add(following, state="next", last=True)

    def _lines(self, event: GrievanceEvent, lens: Lens) -> tuple[str, ...]:
        lines = [time_in_words(event.happened_at)]
        if event.text:
            lines.append(lens.personal_text(event.text))
        return tuple(lines)

    def _turn_buttons(self, lens: Lens) -> tuple[QWidget, ...]:
        self.answer_button = Button(self._looks, self.tr("Answer"), "turn", "message-square-text")
        self.answer_button.clicked.connect(self.answer_wanted)
        self.answer_button.setEnabled(not lens.masked)
        if self._following.busy == "answer":
            self.answer_button.set_busy(self.tr("Sending…"))
        return (self.answer_button,)

    def _add_ladder(self, grievance: Grievance, lens: Lens) -> None:
        ground, board = self._following.ground, self._following.board(grievance)
        if ground is None or board is None:
            return
        section = self._pane.add_section(self.tr("If it is not settled"))
        citation = ground.laws.board.origin.citation
        self.ladder = LadderPart(self._looks, citation, may_act=not lens.masked)
        self.ladder.fill((board,), self._following.notes(grievance.grievance_id))
        self.ladder.taken.connect(lambda _name, subject: self.board_wanted.emit(subject))
        section.addWidget(self.ladder)
        right = right_words(self._following.right("grievance"), lens)
        if right:
            section.addWidget(Label(self._looks, right, "caption", "text2", wrap=True))

    def _add_receipt(self, grievance: Grievance) -> None:
        section = self._pane.add_section(self.tr("Receipt"))
        pairs = FieldPairs(self._looks, name_width=84)
        receipt = grievance.receipt
        pairs.add(self.tr("Number"), receipt.receipt_number)
        pairs.add(self.tr("Received"), time_in_words(receipt.received_at))
        pairs.add(self.tr("Fingerprint"), receipt.request_digest[:16] + "…")
        if grievance.attachments:
            pairs.add(self.tr("Documents"), str(len(grievance.attachments)))
        section.addWidget(pairs)

    def _add_foot(self, grievance: Grievance, lens: Lens) -> None:
        following, pane = self._following, self._pane
        if following.act_error is not None:
            line = ErrorLine(self._looks)
            line.show_error(following.act_error)
            pane.add_to_foot(line)
        if lens.masked and (grievance.your_turn or grievance.final):
            words = self.tr("End the walkthrough to write to Kassapos.")
            pane.add_to_foot(Label(self._looks, words, "caption", "text2", wrap=True))
        buttons: list[QWidget] = []
        if grievance.final:
            buttons = self._after_the_answer(grievance, lens)
        elif following.clock_day(grievance) is not None:
            word = self.tr("Put into calendar")
            self.calendar_button = Button(self._looks, word, "secondary", "calendar-plus")
            self.calendar_button.clicked.connect(
                lambda: self.calendar_wanted.emit(grievance.grievance_id)
            )
            buttons.append(self.calendar_button)
        if buttons:
            pane.add_to_foot(*buttons)

    def _after_the_answer(self, grievance: Grievance, lens: Lens) -> list[QWidget]:
        following = self._following
        buttons: list[QWidget] = []
        if grievance.can_reopen:
            self.reopen_button = Button(self._looks, self.tr("Open again"), "secondary", "undo-2")
            self.reopen_button.clicked.connect(self.reopen_wanted)
            self.reopen_button.setEnabled(not lens.masked)
            if following.busy == "reopen":
                self.reopen_button.set_busy(self.tr("Sending…"))
            buttons.append(self.reopen_button)
        noted = following.notes(grievance.grievance_id).not_settled_on
        if noted is None:
            word = self.tr("It is not settled")
            self.not_settled_button = Button(self._looks, word, "secondary", "circle-x")
            self.not_settled_button.clicked.connect(self.not_settled_wanted)
            buttons.append(self.not_settled_button)
        else:
            words = self.tr("You noted on {0} that it is not settled.").format(day_in_words(noted))
            buttons.append(Label(self._looks, words, "caption", "text2", wrap=True))
        return buttons
