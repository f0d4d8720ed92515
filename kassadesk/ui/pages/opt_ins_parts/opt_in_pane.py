"""The details of one choice: the switch, messages after the stop, history with receipts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.lens import time_in_words
from kassadesk.core.opt_ins import OptIn
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.opt_ins_parts import opt_in_words
from kassadesk.ui.texts import lock_words
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.details_pane import DetailsPane
from kassadesk.ui.widgets.labels import IconText, Label
from kassadesk.ui.widgets.switch import Switch
from kassadesk.ui.widgets.timeline import Timeline
from kassadesk.viewmodels.opt_in_details import ChoiceStory
from kassadesk.viewmodels.opt_ins import OptInsViewModel

PANE_PX = 328
FEW = 5
"""Messages listed in the box; the rest are counted."""


class OptInPane(DetailsPane):
    """Draws the open choice of an OptInsViewModel.

    Signals:
        complaint_wanted (str): where to complain about messages of this choice.
    """

    complaint_wanted = Signal(str)

    def __init__(self, model: OptInsViewModel, looks: Looks) -> None:
        super().__init__(looks, width=PANE_PX)
        self._model = model
        self.switch: Switch | None = None
        self.check_button: Button | None = None
        self._drawn: tuple[object, ...] = ()

    def draw(self) -> None:
        """Show the open choice as it is now. Nothing is rebuilt when nothing changed."""
        opt_in = self._model.details.opt_in
        if opt_in is None:
            return
        details = self._model.details
        now = (opt_in, details.story, details.error, self.locale().name())
        if now != self._drawn:
            self._drawn = now
            self._build(opt_in)
        if self.switch is not None:
            name = opt_in.opt_in_id
            self.switch.show_state(self._model.shown(name), saving=self._model.saving(name))
        if self.check_button is not None:
            self.check_button.setEnabled(not details.checking)

    def forget(self) -> None:
        """Build anew at the next `draw`: the language or the lens is another one."""
        self._drawn = ()

    def _build(self, opt_in: OptIn) -> None:
        self.clear()
        self.switch = self.check_button = None
        self.set_title(opt_in_words.choice_name(opt_in))
        if opt_in.lock is not None:
            self._lock(opt_in)
        else:
            self._switch(opt_in)
        story = self._model.details.story
        if story is not None:
            self._story(opt_in, story)
        elif self._model.details.error is not None:
            self._failed()
        else:
            section = self.add_section()
            section.addWidget(Label(self._looks, self.tr("Reading the history…"), "table", "text3"))

    def _switch(self, opt_in: OptIn) -> None:
        words = opt_in_words.since(opt_in)
        self.switch = Switch(
            self._looks, opt_in_words.choice_name(opt_in), on_word=words, off_word=words
        )
        name = opt_in.opt_in_id
        self.switch.clicked.connect(lambda: self._model.flip(name))
        self.head_body.addWidget(self.switch)

    def _lock(self, opt_in: OptIn) -> None:
        assert opt_in.lock is not None
        icon = "globe" if opt_in.lock.reason == "browser" else "lock"
        words = lock_words(opt_in.lock.reason)
        self.head_body.addWidget(IconText(self._looks, icon, words, wrap=True))
        section = self.add_section(self.tr("Why you cannot switch this here"))
        reason = opt_in_words.lock_reason(opt_in.lock)
        section.addWidget(Label(self._looks, reason, "table", "text2", wrap=True))

    def _story(self, opt_in: OptIn, story: ChoiceStory) -> None:
        if opt_in.lock is None and opt_in.channel != "none" and not opt_in.granted:
            self._messages(opt_in, story)
        section = self.add_section(self.tr("History of this choice"))
        if not story.history:
            section.addWidget(
                Label(self._looks, self.tr("Kassapos has no entry."), "table", "text2", wrap=True)
            )
            return
        timeline = Timeline(self._looks)
        for number, event in enumerate(story.history):
            lines = [
                f"{time_in_words(event.happened_at)} · "
                f"{opt_in_words.actor_name(event, self._model.details.person(event))}",
                opt_in_words.method_name(event),
            ]
            extra: tuple[QWidget, ...] = ()
            if event.receipt_number:
                words = self.tr("Receipt {0}").format(event.receipt_number)
                extra = (IconText(self._looks, "receipt-text", words, "key", "text2", size=14),)
            last = number == len(story.history) - 1
            state = "past" if number else "now"
            timeline.add(
                opt_in_words.event_name(event), tuple(lines), state=state, extra=extra, last=last
            )
        section.addWidget(timeline)

    def _messages(self, opt_in: OptIn, story: ChoiceStory) -> None:
        section = self.add_section(self.tr("Messages since you stopped"))
        count = len(story.after_stop)
        if count:
            section.addWidget(self._message_box(story))
        else:
            words = self.tr("None came since then, as far as Kassapos' message log shows.")
            section.addWidget(IconText(self._looks, "circle-check", words, tone="ok", wrap=True))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        if count:
            complain = Button(self._looks, self.tr("How to complain"), "primary")
            complain.clicked.connect(lambda: self.complaint_wanted.emit(opt_in.opt_in_id))
            buttons.addWidget(complain, 1)
        self.check_button = Button(self._looks, self.tr("Check again"), icon="refresh-cw")
        self.check_button.clicked.connect(self._model.details.load)
        buttons.addWidget(self.check_button, 0 if count else 1)
        section.addLayout(buttons)
        words = self.tr("Checked {0}, against the message log Kassapos shares.")
        checked = words.format(time_in_words(story.checked_at))
        section.addWidget(Label(self._looks, checked, "caption", "text3", wrap=True))

    def _message_box(self, story: ChoiceStory) -> QFrame:
        box = QFrame()
        box.setProperty("kind", "tint_warn")
        rows = QVBoxLayout(box)
        rows.setContentsMargins(12, 8, 12, 8)
        rows.setSpacing(6)
        count = len(story.after_stop)
        head = self.tr("{0} came after you stopped").format(count)
        rows.addWidget(IconText(self._looks, "triangle-alert", head, "key", "warn"))
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setSpacing(6)
        for row, message in enumerate(story.after_stop[:FEW]):
            subject = Label(self._looks, message.subject, "table", wrap=True)
            subject.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label(self._looks, time_in_words(message.sent_at), "table"), row, 0)
            grid.addWidget(subject, row, 1)
        rows.addLayout(grid)
        if count > FEW:
            more = self.tr("and {0} more").format(count - FEW)
            rows.addWidget(Label(self._looks, more, "caption", "text2"))
        return box

    def _failed(self) -> None:
        section = self.add_section(self.tr("History of this choice"))
        words = self.tr("It could not be read. The switch above still shows what Kassapos holds.")
        section.addWidget(IconText(self._looks, "triangle-alert", words, tone="warn", wrap=True))
        again = Button(self._looks, self.tr("Try again"), icon="refresh-cw")
        again.clicked.connect(self._model.details.load)
        section.addWidget(again)
