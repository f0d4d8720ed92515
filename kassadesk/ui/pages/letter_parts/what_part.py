"""What the letter asks: typed here, or handed over by a form and only told again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from kassadesk.core.held import CategoryId
from kassadesk.core.intents import IntentKind
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.correction_parts.document_drop import DocumentDrop
from kassadesk.ui.texts import category_title, error_words
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.card import Card
from kassadesk.ui.widgets.check_box import CheckBox
from kassadesk.ui.widgets.details_pane import clear_layout
from kassadesk.ui.widgets.inputs import Combo, InputField, LineInput
from kassadesk.ui.widgets.labels import IconText, Label
from kassadesk.ui.words.letters import letter_title
from kassadesk.viewmodels.letter_draft import KINDS
from kassadesk.viewmodels.letters import LettersViewModel

_LINES = ("label", "before", "after", "text", "why")
_SHOWN = {
    IntentKind.CORRECTION: ("label", "before", "after", "why"),
    IntentKind.DELETION: ("why",),
    IntentKind.COPY: ("why",),
    IntentKind.GRIEVANCE: ("text",),
}


class WhatPart(Card):
    """The kind, then the lines this kind needs."""

    def __init__(self, looks: Looks, view_model: LettersViewModel) -> None:
        super().__init__(looks, " ", "file-pen")
        self._view_model = view_model
        self.kind = Combo(looks, " ")
        self.kind.activated.connect(
            lambda _place: view_model.choose_kind(IntentKind(self.kind.currentData()))
        )
        self._kind_field = InputField(looks, " ", self.kind)
        self.body.addWidget(self._kind_field)
        self._given = Label(looks, "", "table", "text2", wrap=True)
        self.body.addWidget(self._given)
        self.boxes: dict[str, CheckBox] = {}
        self._make_boxes()
        self.lines: dict[str, LineInput] = {}
        self._fields: dict[str, InputField] = {}
        for name in _LINES:
            line = LineInput(looks, " ")
            line.textEdited.connect(lambda text, name=name: view_model.type(**{name: text}))
            self.lines[name], self._fields[name] = line, InputField(looks, " ", line)
            self.body.addWidget(self._fields[name])
        self.drop = DocumentDrop(looks, "paperclip")
        self.drop.dropped.connect(view_model.add_documents)
        self.drop.choose_wanted.connect(self.choose_files)
        self.body.addWidget(self.drop)
        self._list = QVBoxLayout()
        self.body.addLayout(self._list)
        self._told: tuple[object, ...] = ()

    def retranslate(self) -> None:
        """Say everything in the present language."""
        self.set_title(self.tr("What you ask"))
        self._kind_field.label.setText(self.tr("Kind of letter"))
        self.kind.setAccessibleName(self.tr("Kind of letter"))
        self.kind.set_choices(
            [(letter_title(kind), str(kind)) for kind in KINDS], str(self._view_model.typed.kind)
        )
        words = {
            "label": self.tr("What is wrong"),
            "before": self.tr("What it says now, if you know"),
            "after": self.tr("What is right"),
            "text": self.tr("What you complain about"),
            "why": self.tr("Reason, if you like"),
        }
        for name, word in words.items():
            self._fields[name].label.setText(word)
            self.lines[name].setAccessibleName(word)
        self.drop.say(
            self.tr("Drop files here or"),
            self.tr("choose from this PC"),
            self.tr("PDF, JPG or PNG · up to 5 files · 10 MB each"),
        )
        for category in CategoryId:
            self.boxes[category].set_words(category_title(category))
        self.boxes["account"].set_words(
            self.tr("Everything, and close the account"),
            self.tr("What a law makes Kassapos keep is named in the answer."),
        )
        self._told = ()

    def draw(self) -> None:
        """Show the lines of the kind, or what was handed over."""
        view_model = self._view_model
        given, typed = view_model.given, view_model.typed
        self._kind_field.setVisible(given is None)
        self.kind.setCurrentIndex(self.kind.findData(str(typed.kind)))
        self._given.setVisible(given is not None)
        if given is not None:
            title = view_model.walkthrough.lens.personal_text(letter_title(typed.kind, given))
            told = self.tr("{0}. It comes from the form as you filled it.").format(title)
            self._given.setText(told)
        shown = _SHOWN[typed.kind] if given is None else ()
        for name, line in self.lines.items():
            self._fields[name].setVisible(name in shown)
            line.set_hidden(view_model.walkthrough.on)
            if line.text() != getattr(typed, name):
                line.setText(getattr(typed, name))
        deletes = given is None and typed.kind is IntentKind.DELETION
        self._boxes_holder.setVisible(deletes)
        for name, box in self.boxes.items():
            box.set_checked(typed.close_account or name in typed.categories)
            box.setEnabled(name == "account" or not typed.close_account)
        takes = given is None and typed.kind is IntentKind.CORRECTION
        self.drop.setVisible(takes)
        self._draw_documents(takes)

    def choose_files(self) -> None:
        """Ask for files on this PC."""
        names, _kind = QFileDialog.getOpenFileNames(
            self,
            self.tr("Add documents"),
            "",
            self.tr("PDF, JPG or PNG") + " (*.pdf *.jpg *.jpeg *.png)",
        )
        if names:
            self._view_model.add_documents([Path(name) for name in names])

    def _make_boxes(self) -> None:
        self._boxes_holder = QWidget()
        rows = QVBoxLayout(self._boxes_holder)
        rows.setContentsMargins(0, 4, 0, 4)
        rows.setSpacing(0)
        for name in (*CategoryId, "account"):
            box = CheckBox(self._looks, " ")
            box.toggled.connect(lambda on, name=str(name): self._view_model.take(name, on))
            self.boxes[str(name)] = box
            rows.addWidget(box)
        self.body.addWidget(self._boxes_holder)

    def _draw_documents(self, shown: bool) -> None:
        view_model = self._view_model
        evidence = tuple(view_model.typed.evidence) if shown else ()
        told = (evidence, view_model.refused, view_model.reading, view_model.walkthrough.on)
        if told == self._told:
            return
        self._told = told
        clear_layout(self._list)
        lens = view_model.walkthrough.lens
        for place, one in enumerate(evidence):
            name = lens.personal_text(one.name)
            row = Button(
                self._looks, name, "text", "x", name=self.tr("Remove {name}").format(name=name)
            )
            row.clicked.connect(lambda _=False, place=place: view_model.remove_document(place))
            self._list.addWidget(row)
        for name, error in view_model.refused if shown else ():
            words = f"{lens.personal_text(name)}: {error_words(error).advice}"
            self._list.addWidget(
                IconText(self._looks, "triangle-alert", words, "table", "danger", wrap=True)
            )
