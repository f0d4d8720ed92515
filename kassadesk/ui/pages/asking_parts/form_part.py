"""What the parts of the small forms share: labelled inputs bound to what is typed."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.correction_parts.part_head import PartHead
from kassadesk.ui.widgets.inputs import InputField, LineInput
from kassadesk.ui.widgets.text_area import TextArea
from kassadesk.viewmodels.asking import AskingViewModel

LONGEST_LINE = 200


class FormPart(QWidget):
    """One numbered part. Subclasses fill `inside`, say their words and draw what is typed."""

    def __init__(self, looks: Looks, view_model: AskingViewModel, number: int = 1) -> None:
        super().__init__()
        self._looks, self._view_model = looks, view_model
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 14, 20, 14)
        rows.setSpacing(10)
        self.head = PartHead(looks, number)
        rows.addWidget(self.head)
        self.inside = QVBoxLayout()
        self.inside.setContentsMargins(34, 0, 0, 0)
        self.inside.setSpacing(12)
        rows.addLayout(self.inside)
        self._fields: dict[str, InputField] = {}

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""

    def draw(self) -> None:
        """Show what is typed."""
        masked, typed = self._view_model.walkthrough.on, self._view_model.typed
        for name, field in self._fields.items():
            text, edit = getattr(typed, name), field.edit
            edit.setEnabled(not self._view_model.sending)
            if isinstance(edit, TextArea):
                edit.show_text(text, hidden=masked)
            elif isinstance(edit, LineInput):
                edit.set_hidden(masked)
                if edit.text() != text:
                    edit.setText(text)

    def first_input(self) -> QWidget:
        """Where the writing begins."""
        return next(iter(self._fields.values())).edit

    def add_line(self, name: str, longest: int = LONGEST_LINE) -> LineInput:
        """A line for the entry `name` of what is typed."""
        line = LineInput(self._looks, " ")
        line.setMaxLength(longest)
        line.textEdited.connect(lambda text: self._view_model.say(**{name: text}))
        self._add(name, line)
        return line

    def add_area(self, name: str, rows: int, longest: int) -> TextArea:
        """Several lines for the entry `name` of what is typed."""
        area = TextArea(self._looks, rows=rows, longest=longest)
        area.edited.connect(lambda text: self._view_model.say(**{name: text}))
        self._add(name, area)
        return area

    def say_field(self, name: str, label: str, hint: str = "") -> None:
        """Label and hint of an input, in the present language."""
        field = self._fields[name]
        field.label.setText(label)
        field.edit.setAccessibleName(label)
        field.show_hint(hint)

    def _add(self, name: str, edit: QWidget) -> None:
        self._fields[name] = InputField(self._looks, "", edit)
        self.inside.addWidget(self._fields[name])
