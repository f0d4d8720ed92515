"""Part 4: exactly what is sent, what happens next, and the button."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.lens import Lens
from kassadesk.core.rows import Kind
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.correction_parts import check_words
from kassadesk.ui.pages.correction_parts.part_head import PartHead
from kassadesk.ui.pages.error_line import ErrorLine
from kassadesk.ui.pages.plural import counted
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.details_pane import clear_layout
from kassadesk.ui.widgets.field_pair import FieldPairs
from kassadesk.ui.widgets.labels import IconText, Label, Rule
from kassadesk.ui.widgets.scroll_column import ScrollColumn
from kassadesk.viewmodels.correction import CorrectionViewModel


class SendPart(QFrame):
    """The card at the right.

    Signals:
        discard_wanted (): throw the draft away; the page asks first.
        letter_wanted (): write it as an e-mail instead.
    """

    discard_wanted = Signal()
    letter_wanted = Signal()

    def __init__(self, looks: Looks, view_model: CorrectionViewModel) -> None:
        super().__init__()
        self._looks, self._view_model = looks, view_model
        self._finished_told: tuple[object, ...] = ()
        self.setProperty("kind", "card")
        self.setFixedWidth(344)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(1, 1, 1, 1)
        rows.setSpacing(0)
        rows.addWidget(self._make_scroll(), 1)
        rows.addWidget(Rule())
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 12, 16, 16)
        foot.setSpacing(8)
        self.error = ErrorLine(looks)
        self._why_not = Label(looks, "", "caption", "text2", wrap=True)
        self.send_button = Button(looks, "", "primary", "send", large=True)
        self.send_button.clicked.connect(view_model.send)
        self.discard_button = Button(looks)
        self.discard_button.clicked.connect(self.discard_wanted)
        self.letter_button = Button(looks, "", "text", "mail")
        self.letter_button.clicked.connect(self.letter_wanted)
        for widget in (
            self.error,
            self._why_not,
            self.send_button,
            self.letter_button,
            self.discard_button,
        ):
            foot.addWidget(widget)
        rows.addLayout(foot)

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""
        self._head.set_title(self.tr("Check and send"))
        self._next.setText(self.tr("What happens next"))
        words = (
            self.tr("It goes to Kassapos only. They tell the companies that hold it."),
            self.tr("They confirm it and give a date; you see both under Requests."),
            self.tr("Bills already printed keep the old value."),
            self.tr("You can withdraw it until they decide."),
        )
        for line, text in zip(self._next_lines, words, strict=True):
            line.setText(text)
        self.send_button.set_text(self.tr("Send correction"))
        self.discard_button.set_text(self.tr("Discard draft"))
        self.letter_button.set_text(self.tr("Write it as an e-mail instead"))

    def draw(self) -> None:
        """Repeat exactly what would be sent."""
        view_model = self._view_model
        held, lens, typed = view_model.field, view_model.walkthrough.lens, view_model.typed
        missing = self.tr("Not chosen yet")
        self._draw_finished(lens)
        self._pairs.clear()
        self._pairs.add(self.tr("Field"), held.label if held else missing)
        if held is not None:
            now = lens.value(held.kind, held.value, personal=held.personal)
            label = self._pairs.add(self.tr("Now"), now, "text2")
            font = label.font()
            font.setStrikeOut(bool(held.value))
            label.setFont(font)
            after = view_model.check.normal if view_model.check else ""
            shown = lens.value(held.kind, after, personal=held.personal) if after else ""
            self._pairs.add(self.tr("Correct"), shown or self.tr("Nothing typed yet"))
        count = len(typed.evidence)
        proof = counted(count, self.tr("{n} document"), self.tr("{n} documents"))
        self._pairs.add(self.tr("Proof"), proof if count else self.tr("None"))
        why = lens.personal_text(typed.why.strip(), Kind.TEXT)
        self._pairs.add(self.tr("Reason"), why if typed.why.strip() else self.tr("None given"))
        self._draw_foot()

    def _draw_finished(self, lens: Lens) -> None:
        """The fields that are finished, each with a button that takes it out again."""
        view_model = self._view_model
        told = (tuple(view_model.typed.also), lens, view_model.sending)
        if told == self._finished_told:
            return
        self._finished_told = told
        clear_layout(self._finished)
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
            self._finished.addLayout(row)
        if view_model.typed.also:
            self._finished.addWidget(Rule())

    def _draw_foot(self) -> None:
        view_model = self._view_model
        why_not = view_model.cannot_send
        if view_model.sending:
            self.send_button.set_busy(self.tr("Sending…"))
        else:
            self.send_button.set_rest(enabled=not why_not)
        words = self.tr("Saved on this PC.") if view_model.saved else check_words.why_not(why_not)
        self._why_not.setText(words)
        self._why_not.setVisible(bool(self._why_not.text()))
        self.send_button.setAccessibleDescription(self._why_not.text())
        self.letter_button.setEnabled(not why_not)
        self.discard_button.setVisible(view_model.typed.touched)
        self.discard_button.setEnabled(not view_model.sending)
        error = view_model.error
        if error is None:
            self.error.show_error(None)
        elif self.error.shown is not error:
            again = Button(self._looks, self.tr("Try again"), "text", "refresh-cw")
            again.clicked.connect(view_model.send)
            self.error.show_error(error, again)

    def _make_scroll(self) -> ScrollColumn:
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(16, 14, 16, 12)
        rows.setSpacing(10)
        self._head = PartHead(self._looks, 4)
        self._pairs = FieldPairs(self._looks, name_width=76)
        self._next = Label(self._looks, "", "card_title")
        rows.addWidget(self._head)
        self._finished = QVBoxLayout()
        self._finished.setSpacing(8)
        rows.addLayout(self._finished)
        rows.addWidget(self._pairs)
        rows.addWidget(Rule())
        rows.addWidget(self._next)
        self._next_lines = [
            IconText(self._looks, icon, "", "table", "text2", wrap=True)
            for icon in ("send", "calendar-check", "receipt-text", "undo-2")
        ]
        for line in self._next_lines:
            rows.addWidget(line)
        rows.addStretch(1)
        return ScrollColumn(inner)
