"""What the complaint is about, in the person's words."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kassadesk.core.grievances import GrievanceCategory
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.asking_parts.form_part import FormPart
from kassadesk.ui.texts import complaint_about, request_title
from kassadesk.ui.widgets.inputs import Combo, InputField
from kassadesk.viewmodels.asking import AskingViewModel


class ComplaintPart(FormPart):
    """Subject, the request it is about, and the words."""

    def __init__(self, looks: Looks, view_model: AskingViewModel) -> None:
        super().__init__(looks, view_model)
        self.category = Combo(looks, " ")
        self.category.activated.connect(
            lambda _: view_model.say(category=str(self.category.currentData()))
        )
        self._category_field = InputField(looks, "", self.category)
        self.about = Combo(looks, " ")
        self.about.activated.connect(
            lambda _: view_model.say(about_request=str(self.about.currentData()))
        )
        self._about_field = InputField(looks, "", self.about)
        self.inside.addWidget(self._category_field)
        self.inside.addWidget(self._about_field)
        self.text = self.add_area("text", 5, 4000)

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""
        self.head.set_title(self.tr("What is wrong"))
        self._say(self._category_field, self.tr("What is it about?"))
        self._say(self._about_field, self.tr("About which request?"))
        self.say_field(
            "text",
            self.tr("In your words"),
            self.tr("What happened, when, and what Kassapos should do now."),
        )

    def draw(self) -> None:
        """Show what is chosen and typed."""
        super().draw()
        view_model = self._view_model
        choices: list[tuple[str, object]] = [(self.tr("Choose"), "")]
        choices += [(complaint_about(one), one.value) for one in GrievanceCategory]
        self.category.set_choices(choices, view_model.typed.category)
        lens = view_model.walkthrough.lens
        requests: list[tuple[str, object]] = [(self.tr("About no request"), "")]
        for one in view_model.requests:
            title = request_title(one.type, lens.personal_text(one.title_subject))
            requests.append((f"{one.reference} · {title}", one.request_id))
        self.about.set_choices(requests, view_model.typed.about_request)
        for combo in (self.category, self.about):
            combo.setEnabled(not view_model.sending)

    def first_input(self) -> QWidget:
        """Where the choosing begins; in an objection both are chosen already."""
        return self.text if self._view_model.typed.category else self.category

    @staticmethod
    def _say(field: InputField, label: str) -> None:
        field.label.setText(label)
        field.edit.setAccessibleName(label)
