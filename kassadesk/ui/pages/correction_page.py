"""Ask for a correction: one page, four numbered parts, one thing sent."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.card_page import CardPage
from kassadesk.ui.pages.correction_parts.documents_part import DocumentsPart
from kassadesk.ui.pages.correction_parts.new_part import NewPart
from kassadesk.ui.pages.correction_parts.now_part import NowPart
from kassadesk.ui.pages.correction_parts.send_part import SendPart
from kassadesk.ui.pages.loaded_body import LoadedBody
from kassadesk.ui.pages.when_seen import when_seen
from kassadesk.ui.texts import right_words
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.dialog import Dialog, confirm
from kassadesk.ui.widgets.labels import IconLabel, Label, Rule
from kassadesk.ui.widgets.scroll_column import ScrollColumn
from kassadesk.viewmodels.correction import CorrectionViewModel


class CorrectionPage(CardPage):
    """Picture 11. The draft stays on this PC.

    Signals:
        left (): back to Requests; the draft is kept or was thrown away.
        sent (str): id of the request Kassapos has now.
        letter_wanted (CorrectionDraft): write it as an e-mail instead.
        waits (str): it is saved on this PC and waits under this reference.
    """

    left = Signal()
    sent = Signal(str)
    letter_wanted = Signal(object)
    waits = Signal(str)

    def __init__(self, view_model: CorrectionViewModel, looks: Looks) -> None:
        super().__init__(looks, scrolls=False)
        self._view_model = view_model
        self.question: Dialog | None = None
        self.back_button = Button(looks, "", "text")
        self.back_button.clicked.connect(self.leave)
        self._between = IconLabel(looks, "chevron-right", "text2", 16)
        self.head.insertWidget(0, self.back_button)
        self.head.insertWidget(1, self._between)
        self.head.addStretch(1)
        self._kept = Label(looks, "", "table", "text2")
        self.head.addWidget(self._kept)
        self.now, self.new = NowPart(looks, view_model), NewPart(looks, view_model)
        self.documents, self.send = DocumentsPart(looks, view_model), SendPart(looks, view_model)
        self.send.discard_wanted.connect(self.ask_to_discard)
        self.send.letter_wanted.connect(self._write_letter)
        self.new.another_button.clicked.connect(
            lambda: self.now.combo.setFocus(Qt.FocusReason.TabFocusReason)
        )
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._make_left(), 1)
        row.addWidget(self.send)
        self._loaded = LoadedBody(looks, content)
        self._loaded.again.connect(view_model.load)
        self._right_line = Label(looks, "", "caption", "text2", wrap=True)
        below = QVBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._loaded, 1)
        below.addWidget(self._right_line)
        self.body.addLayout(below)
        draw = when_seen(self, self._draw)
        view_model.changed.connect(draw)
        view_model.sent.connect(lambda request: self.sent.emit(request.request_id))
        view_model.waits.connect(self.waits)
        view_model.walkthrough.changed.connect(draw)
        self.retranslate()

    # --- what the window calls ---------------------------------------------------------------

    def on_shown(self) -> None:
        """Read which fields can be corrected; the keyboard is where the writing begins."""
        self._view_model.load()
        chosen = bool(self._view_model.typed.field_id)
        first = self.new.value if chosen and self.new.value.isEnabled() else self.now.combo
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say everything in the present language."""
        self.title.setText(self.tr("Ask for a correction"))
        self.back_button.set_text(self.tr("Requests"), self.tr("Back to Requests"))
        for part in (self.now, self.new, self.documents, self.send):
            part.retranslate()
        self._draw()

    def regions(self) -> list[QWidget]:
        """Where F6 goes: the form, the sending."""
        return [self.now.combo, self.send.send_button]

    def leave(self) -> None:
        """Go back; with something typed, ask first and keep the draft."""
        if not self._view_model.typed.touched:
            self.left.emit()
            return
        self.question = confirm(
            self.looks,
            self.tr("Leave the correction?"),
            self.tr("Nothing is sent. What you typed stays under Requests as a draft."),
            self.tr("Leave"),
            self.tr("Go on writing"),
            parent=self,
        )
        self.question.accepted.connect(self.left)
        self.question.open()

    def _write_letter(self) -> None:
        if not self._view_model.cannot_send:
            self.letter_wanted.emit(self._view_model.as_letter())

    def ask_to_discard(self) -> None:
        """Ask whether what was typed shall be thrown away."""
        self.question = confirm(
            self.looks,
            self.tr("Discard the draft?"),
            self.tr("What you typed and the documents you added here are taken out."),
            self.tr("Discard draft"),
            self.tr("Keep draft"),
            danger=True,
            parent=self,
        )
        self.question.accepted.connect(self._view_model.discard)
        self.question.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the sending takes less room in a narrow window."""
        super().resizeEvent(event)
        self.send.setFixedWidth(344 if self.width() >= 1080 else 288)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc asks and keeps the draft."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    # --- drawing -------------------------------------------------------------------------------

    def _make_left(self) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        outer = QVBoxLayout(card)
        outer.setContentsMargins(1, 1, 1, 1)
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for number, part in enumerate((self.now, self.new, self.documents)):
            if number:
                rows.addWidget(Rule())
            rows.addWidget(part)
        rows.addStretch(1)
        area = ScrollColumn(inner)
        outer.addWidget(area)
        return card

    def _draw(self) -> None:
        view_model = self._view_model
        self._loaded.show_state(ready=bool(view_model.fields), error=view_model.load_error)
        self._right_line.setText(right_words(view_model.right, view_model.walkthrough.lens))
        kept = {
            "on_this_pc": self.tr("Draft saved on this PC"),
            "this_run": self.tr("Draft kept until you close KassaDesk"),
        }
        self._kept.setText(kept.get(view_model.kept, ""))
        for part in (self.now, self.new, self.documents, self.send):
            part.draw()
