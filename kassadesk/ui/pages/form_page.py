"""What the forms that end in a request have in common: the way back, the draft, the card that sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.card_page import CardPage
from kassadesk.ui.pages.loaded_body import LoadedBody
from kassadesk.ui.pages.when_seen import when_seen
from kassadesk.ui.texts import right_words
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.dialog import Dialog, confirm
from kassadesk.ui.widgets.labels import IconLabel, Label
from kassadesk.ui.widgets.scroll_column import ScrollColumn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kassadesk.ui.pages.send_card import FormViewModel, SendCard

_NARROW = 1080


class FormPage(CardPage):
    """Parts of the form in one card, the card that sends beside it. The draft stays on this PC.

    A form makes its parts, gives them to `lay_out`, and says `leave_question` and `has_words`.

    Signals:
        left (): back to Requests; the draft is kept or was thrown away.
        sent (str): id of what Kassapos has now.
        waits (str): it is saved on this PC and waits under this reference.
    """

    left = Signal()
    sent = Signal(str)
    waits = Signal(str)

    send: SendCard

    def __init__(self, view_model: FormViewModel, looks: Looks) -> None:
        super().__init__(looks, scrolls=False)
        self._form = view_model
        self.question: Dialog | None = None
        self.back_button = Button(looks, "", "text")
        self.back_button.clicked.connect(self.leave)
        self.head.insertWidget(0, self.back_button)
        self.head.insertWidget(1, IconLabel(looks, "chevron-right", "text2", 16))
        self.head.addStretch(1)
        self._kept = Label(looks, "", "table", "text2")
        self.head.addWidget(self._kept)

    def lay_out(self, parts: Sequence[QWidget], send: SendCard) -> None:
        """Put the form together and listen to its view-model."""
        view_model = self._form
        self.send = send
        send.discard_wanted.connect(self.ask_to_discard)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(_card_of(parts), 1)
        row.addWidget(send)
        self.loaded = LoadedBody(self.looks, content)
        self.loaded.again.connect(view_model.load)
        self._right_line = Label(self.looks, "", "caption", "text2", wrap=True)
        below = QVBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.loaded, 1)
        below.addWidget(self._right_line)
        self.body.addLayout(below)
        draw = when_seen(self, self.draw)
        view_model.changed.connect(draw)
        view_model.waits.connect(self.waits)
        view_model.walkthrough.changed.connect(draw)

    def has_words(self) -> bool:
        """Whether something was typed that a draft keeps."""
        raise NotImplementedError

    def leave_question(self) -> str:
        """What is asked before the form is left."""
        raise NotImplementedError

    def draw(self) -> None:
        """Show what the view-model knows of draft and right; a form draws its parts as well."""
        kept = {
            "on_this_pc": self.tr("Draft saved on this PC"),
            "this_run": self.tr("Draft kept until you close KassaDesk"),
        }
        self._kept.setText(kept.get(self._form.kept, ""))
        words = right_words(self._form.right, self._form.walkthrough.lens)
        self._right_line.setText(words)
        self._right_line.setVisible(bool(words))

    def retranslate(self) -> None:
        """Say everything in the present language."""
        self.back_button.set_text(self.tr("Requests"), self.tr("Back to Requests"))
        self.draw()

    def leave(self) -> None:
        """Go back; with something typed, ask first and keep the draft."""
        if not self.has_words():
            self.left.emit()
            return
        self.question = confirm(
            self.looks,
            self.leave_question(),
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
        self.question.accepted.connect(self._form.discard)
        self.question.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the sending takes less room in a narrow window."""
        super().resizeEvent(event)
        self.send.setFixedWidth(344 if self.width() >= _NARROW else 288)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc asks and keeps the draft."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


def _card_of(parts: Sequence[QWidget]) -> QFrame:
    card = QFrame()
    card.setProperty("kind", "card")
    outer = QVBoxLayout(card)
    outer.setContentsMargins(1, 1, 1, 1)
    inner = QWidget()
    rows = QVBoxLayout(inner)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(0)
    for part in parts:
        rows.addWidget(part)
    rows.addStretch(1)
    outer.addWidget(ScrollColumn(inner))
    return card
