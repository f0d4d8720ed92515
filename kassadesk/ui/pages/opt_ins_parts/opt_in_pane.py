"""The details of one choice: the switch, what waits, messages after the stop, effect, history."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from kassadesk.core.lens import time_in_words
from kassadesk.core.opt_ins import OptIn
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.opt_ins_parts import opt_in_words
from kassadesk.ui.pages.opt_ins_parts.choice_history import ChoiceHistory
from kassadesk.ui.pages.opt_ins_parts.message_box import MessageBox
from kassadesk.ui.texts import lock_words
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.details_pane import DetailsPane
from kassadesk.ui.widgets.field_pair import FieldPairs
from kassadesk.ui.widgets.labels import IconText, Label
from kassadesk.ui.widgets.switch import Switch
from kassadesk.viewmodels.opt_in_details import ChoiceStory
from kassadesk.viewmodels.opt_ins import OptInsViewModel

PANE_PX = 328


class OptInPane(DetailsPane):
    """Draws the open choice of an OptInsViewModel.

    Signals:
        complaint_wanted (tuple of AfterStop): complain about these messages.
        receipt_wanted (str): save the consent receipt of the choice as a file with this ending.
    """

    complaint_wanted = Signal(object)
    receipt_wanted = Signal(str)

    def __init__(self, model: OptInsViewModel, looks: Looks) -> None:
        super().__init__(looks, width=PANE_PX)
        self._model = model
        self.switch: Switch | None = None
        self.check_button: Button | None = None
        self.complain: Button | None = None
        self.take_back: Button | None = None
        self.receipt_buttons: dict[str, Button] = {}
        self._drawn: tuple[object, ...] = ()

    def draw(self) -> None:
        """Show the open choice as it is now. Nothing is rebuilt when nothing changed."""
        opt_in = self._model.details.opt_in
        if opt_in is None:
            return
        details = self._model.details
        waiting = self._model.waiting(opt_in.opt_in_id)
        now = (opt_in, details.story, details.error, waiting, self.locale().name())
        if now != self._drawn:
            self._drawn = now
            self._build(opt_in)
        if self.switch is not None:
            name = opt_in.opt_in_id
            saving = self._model.saving(name)
            word = self.tr("Waits to be sent") if waiting is not None and not saving else ""
            on = self._model.shown(name)
            self.switch.show_state(on, saving=saving or bool(word), word=word)
        if self.check_button is not None:
            self.check_button.setEnabled(not details.checking)

    def forget(self) -> None:
        """Build anew at the next `draw`: the language or the lens is another one."""
        self._drawn = ()

    def _build(self, opt_in: OptIn) -> None:
        self.clear()
        self.switch = self.check_button = self.complain = self.take_back = None
        self.receipt_buttons = {}
        self.set_title(opt_in_words.choice_name(opt_in))
        if opt_in.lock is not None:
            self._lock(opt_in)
        else:
            self._switch(opt_in)
            self._waiting(opt_in)
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

    def _waiting(self, opt_in: OptIn) -> None:
        """The two truths of a choice that waits, apart: Kassapos' word and the person's wish."""
        waiting = self._model.waiting(opt_in.opt_in_id)
        if waiting is None:
            return
        section = self.add_section(self.tr("Waits to be sent"))
        pairs = FieldPairs(self._looks, name_width=112)
        pairs.add(self.tr("Kassapos holds"), opt_in_words.since(opt_in))
        wish = opt_in_words.on_or_off(self._model.shown(opt_in.opt_in_id))
        chosen = self.tr("{0}, {1}").format(wish, time_in_words(waiting.created_at))
        pairs.add(self.tr("You chose"), chosen)
        section.addWidget(pairs)
        words = opt_in_words.waiting_words(waiting)
        section.addWidget(Label(self._looks, words, "caption", "text2", wrap=True))
        if waiting.may_change:
            self.take_back = Button(self._looks, self.tr("Take back"), icon="undo-2")
            name = opt_in.opt_in_id
            self.take_back.clicked.connect(lambda: self._model.flip(name))
            section.addWidget(self.take_back)

    def _story(self, opt_in: OptIn, story: ChoiceStory) -> None:
        if opt_in.lock is None and opt_in.channel != "none":
            self._messages(opt_in, story)
        if opt_in.lock is None:
            self._effect(opt_in, story)
        section = self.add_section(self.tr("History of this choice"))
        if not story.history:
            section.addWidget(
                Label(self._looks, self.tr("Kassapos has no entry."), "table", "text2", wrap=True)
            )
            return
        if opt_in.record_id is not None:
            section.addLayout(self._receipts())
        section.addWidget(ChoiceHistory(self._looks, story, self._model.details.person))

    def _effect(self, opt_in: OptIn, story: ChoiceStory) -> None:
        """When it takes effect, and which companies know of it."""
        section = self.add_section(self.tr("Who knows of it"))
        pairs = FieldPairs(self._looks, name_width=64)
        pairs.add(self.tr("In effect"), opt_in_words.in_effect(opt_in))
        section.addWidget(pairs)
        for one in opt_in.propagation:
            name = story.companies.get(one.processor_id, one.processor_id)
            icon, tone = opt_in_words.propagation_look(one)
            words = opt_in_words.propagation_words(one, name)
            section.addWidget(IconText(self._looks, icon, words, tone=tone, wrap=True))
        if not opt_in.propagation:
            words = self.tr("Kassapos names no other company that has to know.")
            section.addWidget(Label(self._looks, words, "caption", "text2", wrap=True))

    def _receipts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for ending, word in (
            ("pdf", self.tr("Receipt as PDF")),
            ("jsonld", self.tr("Receipt as JSON-LD")),
        ):
            button = Button(self._looks, word, "text", "save")
            button.clicked.connect(lambda _=False, ending=ending: self.receipt_wanted.emit(ending))
            self.receipt_buttons[ending] = button
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _messages(self, opt_in: OptIn, story: ChoiceStory) -> None:
        count = len(story.after_stop)
        if opt_in.granted and not count:
            return
        section = self.add_section(self.tr("Messages since you stopped"))
        if count:
            section.addWidget(MessageBox(self._looks, story.after_stop))
        else:
            words = self.tr("None came since then, as far as Kassapos' message log shows.")
            section.addWidget(IconText(self._looks, "circle-check", words, tone="ok", wrap=True))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        if count:
            self.complain = Button(self._looks, self.tr("Make a complaint"), "primary")
            self.complain.clicked.connect(lambda: self.complaint_wanted.emit(story.after_stop))
            buttons.addWidget(self.complain, 1)
        self.check_button = Button(self._looks, self.tr("Check again"), icon="refresh-cw")
        self.check_button.clicked.connect(self._model.details.load)
        buttons.addWidget(self.check_button, 0 if count else 1)
        section.addLayout(buttons)
        words = self.tr("Checked {0}, against the message log Kassapos shares.")
        checked = words.format(time_in_words(story.checked_at))
        section.addWidget(Label(self._looks, checked, "caption", "text3", wrap=True))

    def _failed(self) -> None:
        section = self.add_section(self.tr("History of this choice"))
        words = self.tr("It could not be read. The switch above still shows what Kassapos holds.")
        section.addWidget(IconText(self._looks, "triangle-alert", words, tone="warn", wrap=True))
        again = Button(self._looks, self.tr("Try again"), icon="refresh-cw")
        again.clicked.connect(self._model.details.load)
        section.addWidget(again)
