"""The card at the right of a form: exactly what is sent, what happens next, and the button."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.correction_parts.part_head import PartHead
from kassadesk.ui.pages.error_line import ErrorLine
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.field_pair import FieldPairs
from kassadesk.ui.widgets.labels import Label, Rule
from kassadesk.ui.widgets.scroll_column import ScrollColumn

if TYPE_CHECKING:
    from kassadesk.viewmodels.asking import AskingViewModel
    from kassadesk.viewmodels.correction import CorrectionViewModel

    FormViewModel: TypeAlias = AskingViewModel | CorrectionViewModel


class SendCard(QFrame):
    """`number` is that of its head; what a form adds goes into `before`, `pairs` and `after`.

    Signals:
        discard_wanted (): throw the draft away; the page asks first.
    """

    discard_wanted = Signal()

    def __init__(self, looks: Looks, view_model: FormViewModel, number: int) -> None:
        super().__init__()
        self._looks, self._form = looks, view_model
        self.setProperty("kind", "card")
        self.setFixedWidth(344)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(1, 1, 1, 1)
        rows.setSpacing(0)
        rows.addWidget(self._make_scroll(number), 1)
        rows.addWidget(Rule())
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(16, 12, 16, 16)
        self.foot.setSpacing(8)
        self.error = ErrorLine(looks)
        self._why_not = Label(looks, "", "caption", "text2", wrap=True)
        self.send_button = Button(looks, "", "primary", "send", large=True)
        self.send_button.clicked.connect(view_model.send)
        self.discard_button = Button(looks)
        self.discard_button.clicked.connect(self.discard_wanted)
        for widget in (self.error, self._why_not, self.send_button, self.discard_button):
            self.foot.addWidget(widget)
        rows.addLayout(self.foot)

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""
        self.part_head.set_title(self.tr("Check and send"))
        self._next.setText(self.tr("What happens next"))
        self.discard_button.set_text(self.tr("Discard draft"))

    def draw_foot(self, why_not: str, *, has_words: bool) -> None:
        """Whether it can be sent (`why_not` says why it cannot), is being sent, or failed."""
        form = self._form
        if form.sending:
            self.send_button.set_busy(self.tr("Sending…"))
        else:
            self.send_button.set_rest(enabled=not form.cannot_send)
        words = self.tr("Saved on this PC.") if form.saved else why_not
        self._why_not.setText(words)
        self._why_not.setVisible(bool(words))
        self.send_button.setAccessibleDescription(words)
        self.discard_button.setVisible(has_words)
        self.discard_button.setEnabled(not form.sending)
        if form.error is None:
            self.error.show_error(None)
        elif self.error.shown is not form.error:
            again = Button(self._looks, self.tr("Try again"), "text", "refresh-cw")
            again.clicked.connect(form.send)
            self.error.show_error(form.error, again)

    def _make_scroll(self, number: int) -> ScrollColumn:
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(16, 14, 16, 12)
        rows.setSpacing(10)
        self.part_head = PartHead(self._looks, number)
        self.before = QVBoxLayout()
        self.before.setSpacing(8)
        self.pairs = FieldPairs(self._looks, name_width=76)
        self._next = Label(self._looks, "", "card_title")
        self.after = QVBoxLayout()
        self.after.setSpacing(10)
        rows.addWidget(self.part_head)
        rows.addLayout(self.before)
        for widget in (self.pairs, Rule(), self._next):
            rows.addWidget(widget)
        rows.addLayout(self.after)
        rows.addStretch(1)
        return ScrollColumn(inner)
