"""Part 2: what it should be, checked on this PC while it is typed, and why."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.correction_parts import check_words
from kassadesk.ui.pages.correction_parts.part_head import PartHead
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.inputs import InputField, LineInput
from kassadesk.ui.widgets.labels import IconText, Label
from kassadesk.viewmodels.correction import CorrectionViewModel

_MOST_STEPS = 6


class NewPart(QWidget):
    """The typed value with one line per rule, and the reason."""

    def __init__(self, looks: Looks, view_model: CorrectionViewModel) -> None:
        super().__init__()
        self._looks, self._view_model = looks, view_model
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 14, 20, 14)
        rows.setSpacing(8)
        self._head = PartHead(looks, 2)
        rows.addWidget(self._head)
        inside = QVBoxLayout()
        inside.setContentsMargins(34, 0, 0, 0)
        inside.setSpacing(8)
        inside.addLayout(self._make_value())
        inside.addLayout(self._make_steps())
        self._local = Label(looks, "", "caption", "text3", wrap=True)
        inside.addWidget(self._local)
        self.why = LineInput(looks, " ")
        self.why.setMaxLength(500)
        self.why.textEdited.connect(view_model.say_why)
        self._why_field = InputField(looks, "", self.why)
        inside.addWidget(self._why_field)
        self.another_button = Button(looks, "", "text", "plus")
        self.another_button.clicked.connect(view_model.add_another)
        another = QHBoxLayout()
        another.addWidget(self.another_button)
        another.addStretch(1)
        inside.addLayout(another)
        rows.addLayout(inside)

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""
        self._head.set_title(self.tr("What it should be"))
        self.value.setAccessibleName(self.tr("What it should be"))
        self._local.setText(
            self.tr("Checked on this PC only. It does not prove that a register lists it.")
        )
        self._why_field.label.setText(self.tr("Why is it wrong? (optional)"))
        self.why.setAccessibleName(self.tr("Why is it wrong? (optional)"))
        self.suggestion_button.set_text(self.tr("Use the right one"))
        self.another_button.set_text(self.tr("Correct another field too"))

    def draw(self) -> None:
        """Show what is typed and how the rules stand."""
        view_model = self._view_model
        held, check = view_model.field, view_model.check
        masked = view_model.walkthrough.on
        for line, text in ((self.value, view_model.typed.after), (self.why, view_model.typed.why)):
            line.set_hidden(masked)
            line.setEnabled(held is not None and not view_model.sending)
            if line.text() != text:
                line.setText(text)
        self.another_button.setVisible(view_model.may_add and not view_model.sending)
        self._verdict.setVisible(check is not None and held is not None)
        self.suggestion_button.setVisible(bool(check and check.suggestion))
        for line_label in self.steps:
            line_label.setVisible(False)
        if check is None or held is None:
            self.value.set_wrong(False)
            return
        words = check_words.verdict(held.kind, check)
        tone, icon = ("ok", "circle-check") if check.ok else ("warn", "triangle-alert")
        self._verdict.show_state(icon, words, tone)
        self._verdict.setVisible(bool(words))
        self.value.setAccessibleDescription(words)
        for step, line_label in zip(check.steps, self.steps, strict=False):
            text = check_words.step_words(held.kind, step, view_model.walkthrough.lens)
            line_label.show_state(
                "circle-check" if step.ok else "circle-x", text, "ok" if step.ok else "danger"
            )
            line_label.setVisible(True)

    def _make_value(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.value = LineInput(self._looks, " ", large=True)
        self.value.setMaxLength(500)
        self.value.setMinimumWidth(220)
        self.value.textEdited.connect(self._view_model.type)
        self._verdict = IconText(self._looks, "circle-check", "", "key", "ok")
        self._verdict.label.setWordWrap(True)
        self.suggestion_button = Button(self._looks, "", "text")
        self.suggestion_button.clicked.connect(self._view_model.take_suggestion)
        row.addWidget(self.value, 3)
        row.addWidget(self._verdict, 2)
        row.addWidget(self.suggestion_button)
        return row

    def _make_steps(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        self.steps: list[IconText] = []
        for place in range(_MOST_STEPS):
            line = IconText(self._looks, "circle-check", "", "table", "ok", wrap=True)
            grid.addWidget(line, place // 2, place % 2)
            self.steps.append(line)
        return grid
