"""Part 4: exactly what is sent, what happens next, and the button."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from kassadesk.core.lens import Lens
from kassadesk.core.rows import Kind
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.correction_parts import check_words
from kassadesk.ui.pages.plural import counted
from kassadesk.ui.pages.send_card import SendCard
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.details_pane import clear_layout
from kassadesk.ui.widgets.labels import IconText, Label, Rule
from kassadesk.viewmodels.correction import CorrectionViewModel


class SendPart(SendCard):
    """Part 4 of the correction.

    Signals:
        letter_wanted (): write it as an e-mail instead.
    """

    letter_wanted = Signal()

    def __init__(self, looks: Looks, view_model: CorrectionViewModel) -> None:
        super().__init__(looks, view_model, number=4)
        self._view_model = view_model
        self._finished_told: tuple[object, ...] = ()
        self.letter_button = Button(looks, "", "text", "mail")
        self.letter_button.clicked.connect(self.letter_wanted)
        self.foot.insertWidget(self.foot.indexOf(self.discard_button), self.letter_button)
        self._next_lines = [
            IconText(looks, icon, "", "table", "text2", wrap=True)
            for icon in ("send", "calendar-check", "receipt-text", "undo-2")
        ]
        for line in self._next_lines:
            self.after.addWidget(line)

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""
        super().retranslate()
        words = (
            self.tr("It goes to Kassapos only. They tell the companies that hold it."),
            self.tr("They confirm it and give a date; you see both under Requests."),
            self.tr("Bills already printed keep the old value."),
            self.tr("You can withdraw it until they decide."),
        )
        for line, text in zip(self._next_lines, words, strict=True):
            line.setText(text)
        self.send_button.set_text(self.tr("Send correction"))
        self.letter_button.set_text(self.tr("Write it as an e-mail instead"))

    def draw(self) -> None:
        """Repeat exactly what would be sent."""
        view_model = self._view_model
        held, lens, typed = view_model.field, view_model.walkthrough.lens, view_model.typed
        missing = self.tr("Not chosen yet")
        self._draw_finished(lens)
        self.pairs.clear()
        self.pairs.add(self.tr("Field"), held.label if held else missing)
        if held is not None:
            now = lens.value(held.kind, held.value, personal=held.personal)
            label = self.pairs.add(self.tr("Now"), now, "text2")
            font = label.font()
            font.setStrikeOut(bool(held.value))
            label.setFont(font)
            after = view_model.check.normal if view_model.check else ""
            shown = lens.value(held.kind, after, personal=held.personal) if after else ""
            self.pairs.add(self.tr("Correct"), shown or self.tr("Nothing typed yet"))
        count = len(typed.evidence)
        proof = counted(count, self.tr("{n} document"), self.tr("{n} documents"))
        self.pairs.add(self.tr("Proof"), proof if count else self.tr("None"))
        why = lens.personal_text(typed.why.strip(), Kind.TEXT)
        self.pairs.add(self.tr("Reason"), why if typed.why.strip() else self.tr("None given"))
        why_not = view_model.cannot_send
        self.letter_button.setEnabled(not why_not)
        self.draw_foot(check_words.why_not(why_not), has_words=typed.touched)

    def _draw_finished(self, lens: Lens) -> None:
        """The fields that are finished, each with a button that takes it out again."""
        view_model = self._view_model
        told = (tuple(view_model.typed.also), lens, view_model.sending)
        if told == self._finished_told:
            return
        self._finished_told = told
        clear_layout(self.before)
        kinds = {one.field_id: one for one in view_model.fields}
        for place, one in enumerate(view_model.typed.also):
            held = kinds.get(one.field_id)
            kind, personal = (held.kind, held.personal) if held else (Kind.TEXT, True)
            row = QHBoxLayout()
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(Label(self._looks, one.label, "key", wrap=True))
            after = lens.value(kind, one.after, personal=personal)
            words.addWidget(Label(self._looks, after, "table", "text2", wrap=True))
            row.addLayout(words, 1)
            name = self.tr("Take {field} out").format(field=one.label)
            out = Button(self._looks, "", "icon", "x", name=name)
            out.setEnabled(not view_model.sending)
            out.clicked.connect(lambda _checked, place=place: view_model.take_out(place))
            row.addWidget(out)
            self.before.addLayout(row)
        if view_model.typed.also:
            self.before.addWidget(Rule())
