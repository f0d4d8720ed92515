"""Ask for a correction: one page, four numbered parts, one thing sent."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.correction_parts.documents_part import DocumentsPart
from kassadesk.ui.pages.correction_parts.new_part import NewPart
from kassadesk.ui.pages.correction_parts.now_part import NowPart
from kassadesk.ui.pages.correction_parts.send_part import SendPart
from kassadesk.ui.pages.form_page import FormPage
from kassadesk.ui.widgets.labels import Rule
from kassadesk.viewmodels.correction import CorrectionViewModel


class CorrectionPage(FormPage):
    """Picture 11.

    Signals:
        letter_wanted (CorrectionDraft): write it as an e-mail instead.
    """

    letter_wanted = Signal(object)

    def __init__(self, view_model: CorrectionViewModel, looks: Looks) -> None:
        super().__init__(view_model, looks)
        self._view_model = view_model
        self.now, self.new = NowPart(looks, view_model), NewPart(looks, view_model)
        self.documents, send = DocumentsPart(looks, view_model), SendPart(looks, view_model)
        send.letter_wanted.connect(self._write_letter)
        self.new.another_button.clicked.connect(
            lambda: self.now.combo.setFocus(Qt.FocusReason.TabFocusReason)
        )
        self._parts = (self.now, self.new, self.documents, send)
        self.lay_out((self.now, Rule(), self.new, Rule(), self.documents), send)
        view_model.sent.connect(lambda request: self.sent.emit(request.request_id))
        self.retranslate()

    def on_shown(self) -> None:
        """Read which fields can be corrected; the keyboard is where the writing begins."""
        self._view_model.load()
        chosen = bool(self._view_model.typed.field_id)
        first = self.new.value if chosen and self.new.value.isEnabled() else self.now.combo
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say everything in the present language."""
        self.title.setText(self.tr("Ask for a correction"))
        for part in self._parts:
            part.retranslate()
        super().retranslate()

    def regions(self) -> list[QWidget]:
        """Where F6 goes: the form, the sending."""
        return [self.now.combo, self.send.send_button]

    def has_words(self) -> bool:
        """Whether something was typed that a draft keeps."""
        return self._view_model.typed.touched

    def leave_question(self) -> str:
        """What is asked before the form is left."""
        return self.tr("Leave the correction?")

    def draw(self) -> None:
        """Show what the view-model knows."""
        super().draw()
        view_model = self._view_model
        self.loaded.show_state(ready=bool(view_model.fields), error=view_model.load_error)
        for part in self._parts:
            part.draw()

    def _write_letter(self) -> None:
        if not self._view_model.cannot_send:
            self.letter_wanted.emit(self._view_model.as_letter())
