"""The details of one field: value, why, how long, with whom, what changed, and what can be asked."""

from __future__ import annotations

from PySide6.QtCore import Signal

from kassadesk.core.held import FieldChange, HeldField
from kassadesk.core.lens import Lens, time_in_words
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.my_data_parts import field_words
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.details_pane import DetailsPane
from kassadesk.ui.widgets.field_pair import FieldPairs
from kassadesk.ui.widgets.labels import IconText, Label
from kassadesk.ui.widgets.timeline import Timeline
from kassadesk.viewmodels.field_looks import FieldLook
from kassadesk.viewmodels.records import RecordsViewModel

PANE_PX = 312


class FieldPane(DetailsPane):
    """Draws the open field of a RecordsViewModel.

    Signals:
        correction_wanted (HeldField): ask to correct it.
        deletion_wanted (HeldField): ask to delete it.
    """

    correction_wanted = Signal(object)
    deletion_wanted = Signal(object)

    def __init__(self, model: RecordsViewModel, looks: Looks) -> None:
        super().__init__(looks, width=PANE_PX)
        self.foot.setContentsMargins(14, 12, 14, 14)  # both buttons need their whole words
        self._model = model
        self.correct: Button | None = None
        self.delete: Button | None = None

    def draw(self) -> None:
        """Show the open field as it is now."""
        look = self._model.open_field
        self.clear()
        self.correct = self.delete = None
        if look is None:
            return
        lens = self._model.walkthrough.lens
        self.set_title(look.field.label)
        self._value(look, lens)
        self._facts(look.field)
        self._history(look.field, lens)
        self._foot(look.field)

    def _value(self, look: FieldLook, lens: Lens) -> None:
        field = look.field
        text = lens.value(field.kind, field.value, personal=field.personal)
        value = Label(self._looks, text, "body", wrap=True)
        if lens.masked and field.personal:
            value.setAccessibleName(self.tr("hidden"))
        self.head_body.addWidget(value)
        if look.mistyped:
            words = self.tr("Looks mistyped: its check digits do not fit. Checked on this PC only.")
            warning = IconText(self._looks, "triangle-alert", words, "caption", "warn", wrap=True)
            self.head_body.addWidget(warning)

    def _facts(self, field: HeldField) -> None:
        section = self.add_section()
        pairs = FieldPairs(self._looks)
        pairs.add(self.tr("Came from"), field_words.came_from(field.source))
        why_tone = "warn" if field.unexplained else "text"
        pairs.add(self.tr("Why held"), field_words.why_held_in_full(field), why_tone)
        kept_tone = "text" if field_words.stated(field.retention) else "warn"
        pairs.add(self.tr("Kassapos keeps"), field_words.kept_in_full(field.retention), kept_tone)
        pairs.add(self.tr("Shared with"), field_words.shared_with(field, places=True))
        section.addWidget(pairs)

    def _history(self, field: HeldField, lens: Lens) -> None:
        section = self.add_section(self.tr("History"))
        history = self._model.history
        if history is not None:
            timeline = Timeline(self._looks)
            for number, change in enumerate(history):
                self._entry(timeline, field, change, lens, number, len(history))
            section.addWidget(timeline)
        elif self._model.history_error is not None:
            words = self.tr("The history could not be read.")
            section.addWidget(
                IconText(self._looks, "triangle-alert", words, tone="warn", wrap=True)
            )
            again = Button(self._looks, self.tr("Try again"), icon="refresh-cw")
            again.clicked.connect(self._model.read_history_again)
            section.addWidget(again)
        else:
            words = self.tr("Reading the history…")
            section.addWidget(Label(self._looks, words, "table", "text3"))

    def _entry(
        self,
        timeline: Timeline,
        field: HeldField,
        change: FieldChange,
        lens: Lens,
        number: int,
        count: int,
    ) -> None:
        person = lens.personal_text(change.by_name) if change.by_name else ""
        lines = [field_words.changed_how(change, person)]
        if change.before is not None:
            before = lens.value(field.kind, change.before, personal=field.personal)
            lines.append(self.tr("Was {0}").format(before))
        if change.after is not None and change.kind != "created":
            after = lens.value(field.kind, change.after, personal=field.personal)
            lines.append(self.tr("Now {0}").format(after))
        if change.reason:
            lines.append(lens.personal_text(change.reason))
        timeline.add(
            time_in_words(change.changed_at),
            tuple(lines),
            state="past" if number else "now",
            last=number == count - 1,
        )

    def _foot(self, field: HeldField) -> None:
        self.correct = Button(self._looks, self.tr("Ask to correct"), "primary", "pencil")
        self.delete = Button(self._looks, self.tr("Ask to delete"), icon="trash-2")
        self.correct.setEnabled(field.correctable)
        self.delete.setEnabled(field.deletable.allowed)
        self.correct.clicked.connect(lambda: self.correction_wanted.emit(field))
        self.delete.clicked.connect(lambda: self.deletion_wanted.emit(field))
        self.add_to_foot(self.correct, self.delete)
        if not field.correctable:
            words = field_words.why_not_correctable()
            self.add_to_foot(IconText(self._looks, "lock", words, "caption", wrap=True))
        if not field.deletable.allowed:
            self.delete.set_icon("lock")
            words = field_words.why_not_deletable(field.deletable)
            self.add_to_foot(IconText(self._looks, "scale", words, "caption", wrap=True))
