"""What the copy shall hold."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from kassadesk.core.held import CategoryId
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.asking_parts.form_part import FormPart
from kassadesk.ui.texts import category_title
from kassadesk.ui.widgets.check_box import CheckBox
from kassadesk.ui.widgets.radio_card import RadioCard
from kassadesk.viewmodels.asking import AskingViewModel


class CopyPart(FormPart):
    """Everything, some kinds, or in a form another service can read."""

    def __init__(self, looks: Looks, view_model: AskingViewModel) -> None:
        super().__init__(looks, view_model)
        self._group = QButtonGroup(self)
        self.cards: dict[str, RadioCard] = {}
        for which in ("all", "some", "portable"):
            card = RadioCard(looks, " ", group=self._group)
            card.chosen.connect(lambda which=which: view_model.say(copy_of=which))
            self.cards[which] = card
            self.inside.addWidget(card)
            if which == "some":
                self.inside.addWidget(self._make_kinds())
        self.why = self.add_line("why", 500)

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""
        self.head.set_title(self.tr("What shall be in it"))
        self.cards["all"].set_words(
            self.tr("Everything Kassapos holds"),
            self.tr("With where it came from, what it is for and who got it."),
        )
        self.cards["some"].set_words(self.tr("Only some kinds of data"))
        self.cards["portable"].set_words(
            self.tr("In a form another service can read"), self.tr("Always of everything.")
        )
        for category, box in self.boxes.items():
            box.set_words(category_title(category))
        self.say_field("why", self.tr("Anything to add? (optional)"))

    def draw(self) -> None:
        """Show what is chosen."""
        super().draw()
        typed = self._view_model.typed
        if not self.cards[typed.copy_of].is_chosen():
            self.cards[typed.copy_of].choose()
        self._kinds.setVisible(typed.copy_of == "some")
        for category, box in self.boxes.items():
            box.set_checked(category in typed.categories)
        for widget in (*self.cards.values(), *self.boxes.values()):
            widget.setEnabled(not self._view_model.sending)

    def first_input(self) -> QWidget:
        """Where the choosing begins."""
        return self.cards[self._view_model.typed.copy_of].radio

    def _make_kinds(self) -> QWidget:
        self._kinds = QWidget()
        rows = QVBoxLayout(self._kinds)
        rows.setContentsMargins(44, 0, 0, 0)
        rows.setSpacing(0)
        self.boxes: dict[str, CheckBox] = {}
        for category in CategoryId:
            box = CheckBox(self._looks, " ")
            box.toggled.connect(lambda on, name=category.value: self._take(name, on))
            self.boxes[category.value] = box
            rows.addWidget(box)
        return self._kinds

    def _take(self, category: str, on: bool) -> None:
        others = {one for one in self._view_model.typed.categories if one != category}
        wanted = others | ({category} if on else set())
        self._view_model.say(categories=tuple(c.value for c in CategoryId if c.value in wanted))
