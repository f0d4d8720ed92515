"""The small forms: ask for a copy, complain, name someone, report a child's data. One page each time."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.intents import IntentKind
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.asking_parts.complaint_part import ComplaintPart
from kassadesk.ui.pages.asking_parts.copy_part import CopyPart
from kassadesk.ui.pages.asking_parts.form_part import FormPart
from kassadesk.ui.pages.asking_parts.minor_part import MinorPart
from kassadesk.ui.pages.asking_parts.nomination_part import NominationPart
from kassadesk.ui.pages.asking_parts.send_card import SendCard
from kassadesk.ui.pages.card_page import CardPage
from kassadesk.ui.pages.correction_parts.documents_part import DocumentsPart
from kassadesk.ui.pages.loaded_body import LoadedBody
from kassadesk.ui.pages.when_seen import when_seen
from kassadesk.ui.texts import form_title, right_words
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.dialog import Dialog, confirm
from kassadesk.ui.widgets.labels import IconLabel, Label, Rule
from kassadesk.ui.widgets.scroll_column import ScrollColumn
from kassadesk.viewmodels.asking import AskingViewModel


class AskingPage(CardPage):
    """Shows the form of the view-model's kind. The draft stays on this PC.

    Signals:
        left (): back to Requests; the draft is kept.
        sent (str): id of what Kassapos has now.
        waits (str): it is saved on this PC and waits under this reference.
    """

    left = Signal()
    sent = Signal(str)
    waits = Signal(str)

    def __init__(self, view_model: AskingViewModel, looks: Looks) -> None:
        super().__init__(looks, scrolls=False)
        self._view_model = view_model
        self.question: Dialog | None = None
        self.back_button = Button(looks, "", "text")
        self.back_button.clicked.connect(self.leave)
        self.head.insertWidget(0, self.back_button)
        self.head.insertWidget(1, IconLabel(looks, "chevron-right", "text2", 16))
        self.head.addStretch(1)
        self._kept = Label(looks, "", "table", "text2")
        self.head.addWidget(self._kept)
        self.parts: dict[IntentKind, FormPart] = {
            IntentKind.COPY: CopyPart(looks, view_model),
            IntentKind.GRIEVANCE: ComplaintPart(looks, view_model),
            IntentKind.NOMINATION: NominationPart(looks, view_model),
            IntentKind.MINOR_REPORT: MinorPart(looks, view_model),
        }
        self.documents = DocumentsPart(looks, view_model, number=2)
        self.send = SendCard(looks, view_model)
        self.send.discard_wanted.connect(self.ask_to_discard)
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
        self._shown_kind: IntentKind | None = None
        draw = when_seen(self, self._draw)
        view_model.changed.connect(draw)
        view_model.sent.connect(self.sent)
        view_model.waits.connect(self.waits)
        view_model.walkthrough.changed.connect(draw)
        self.retranslate()

    @property
    def part(self) -> FormPart:
        """The form that is open."""
        return self.parts[self._view_model.kind]

    # --- what the window calls ---------------------------------------------------------------

    def on_shown(self) -> None:
        """Read what a complaint can be about; writing begins at once."""
        self._view_model.load()
        self.part.first_input().setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say everything in the present language."""
        self.back_button.set_text(self.tr("Requests"), self.tr("Back to Requests"))
        for part in self.parts.values():
            part.retranslate()
        self.documents.retranslate()
        self.send.retranslate()
        self._draw()

    def regions(self) -> list[QWidget]:
        """Where F6 goes: the form, the sending."""
        return [self.part.first_input(), self.send.send_button]

    def leave(self) -> None:
        """Go back; with something typed, ask first and keep the draft."""
        if not self._view_model.touched:
            self.left.emit()
            return
        self.question = confirm(
            self.looks,
            self.tr("Leave this form?"),
            self.tr("Nothing is sent. What you typed stays under Requests as a draft."),
            self.tr("Leave"),
            self.tr("Go on writing"),
            parent=self,
        )
        self.question.accepted.connect(self.left)
        self.question.open()

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
        for part in self.parts.values():
            rows.addWidget(part)
        self._rule = Rule()
        rows.addWidget(self._rule)
        rows.addWidget(self.documents)
        rows.addStretch(1)
        outer.addWidget(ScrollColumn(inner))
        return card

    def _draw(self) -> None:
        view_model = self._view_model
        self._loaded.show_state(ready=view_model.loaded, error=view_model.load_error)
        self.title.setText(form_title(view_model.kind))
        kept = {
            "on_this_pc": self.tr("Draft saved on this PC"),
            "this_run": self.tr("Draft kept until you close KassaDesk"),
        }
        self._kept.setText(kept.get(view_model.kept, ""))
        for kind, part in self.parts.items():
            part.setVisible(kind is view_model.kind)
        complains = view_model.kind is IntentKind.GRIEVANCE
        self._rule.setVisible(complains)
        self.documents.setVisible(complains)
        words = right_words(view_model.right, view_model.walkthrough.lens)
        self._right_line.setText(words)
        self._right_line.setVisible(bool(words))
        self.part.draw()
        self.documents.draw()
        self.send.draw()
