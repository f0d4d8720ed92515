"""The small forms: ask for a copy, complain, name someone, report a child's data. One page each time."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kassadesk.core.intents import IntentKind
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.asking_parts.asking_send import AskingSend
from kassadesk.ui.pages.asking_parts.complaint_part import ComplaintPart
from kassadesk.ui.pages.asking_parts.copy_part import CopyPart
from kassadesk.ui.pages.asking_parts.form_part import FormPart
from kassadesk.ui.pages.asking_parts.minor_part import MinorPart
from kassadesk.ui.pages.asking_parts.nomination_part import NominationPart
from kassadesk.ui.pages.correction_parts.documents_part import DocumentsPart
from kassadesk.ui.pages.form_page import FormPage
from kassadesk.ui.texts import form_title
from kassadesk.ui.widgets.labels import Rule
from kassadesk.viewmodels.asking import AskingViewModel


class AskingPage(FormPage):
    """Shows the form of the view-model's kind."""

    def __init__(self, view_model: AskingViewModel, looks: Looks) -> None:
        super().__init__(view_model, looks)
        self._view_model = view_model
        self.parts: dict[IntentKind, FormPart] = {
            IntentKind.COPY: CopyPart(looks, view_model),
            IntentKind.GRIEVANCE: ComplaintPart(looks, view_model),
            IntentKind.NOMINATION: NominationPart(looks, view_model),
            IntentKind.MINOR_REPORT: MinorPart(looks, view_model),
        }
        self.documents = DocumentsPart(looks, view_model, number=2)
        self._asking_send = AskingSend(looks, view_model)
        self._rule = Rule()
        parts = (*self.parts.values(), self._rule, self.documents)
        self.lay_out(parts, self._asking_send)
        view_model.sent.connect(self.sent)
        self.retranslate()

    @property
    def part(self) -> FormPart:
        """The form that is open."""
        return self.parts[self._view_model.kind]

    def on_shown(self) -> None:
        """Read what a complaint can be about; writing begins at once."""
        self._view_model.load()
        self.part.first_input().setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say everything in the present language."""
        for part in self.parts.values():
            part.retranslate()
        self.documents.retranslate()
        self._asking_send.retranslate()
        super().retranslate()

    def regions(self) -> list[QWidget]:
        """Where F6 goes: the form, the sending."""
        return [self.part.first_input(), self.send.send_button]

    def has_words(self) -> bool:
        """Whether something was typed that a draft keeps."""
        return self._view_model.touched

    def leave_question(self) -> str:
        """What is asked before the form is left."""
        return self.tr("Leave this form?")

    def draw(self) -> None:
        """Show the form of the view-model's kind and what it knows."""
        super().draw()
        view_model = self._view_model
        self.loaded.show_state(ready=view_model.loaded, error=view_model.load_error)
        self.title.setText(form_title(view_model.kind))
        for kind, part in self.parts.items():
            part.setVisible(kind is view_model.kind)
        complains = view_model.kind is IntentKind.GRIEVANCE
        self._rule.setVisible(complains)
        self.documents.setVisible(complains)
        self.part.draw()
        self.documents.draw()
        self._asking_send.draw()
