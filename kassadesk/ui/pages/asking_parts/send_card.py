"""The card at the right of a small form: what is sent, what happens next, and the button."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from kassadesk.core.intents import IntentKind
from kassadesk.core.lens import Lens
from kassadesk.core.rows import Kind
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.correction_parts.part_head import PartHead
from kassadesk.ui.pages.error_line import ErrorLine
from kassadesk.ui.pages.plural import counted
from kassadesk.ui.texts import (
    category_title,
    complaint_about,
    lacking_words,
    next_lines,
    send_word,
)
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.details_pane import clear_layout
from kassadesk.ui.widgets.field_pair import FieldPairs
from kassadesk.ui.widgets.labels import IconText, Label, Rule
from kassadesk.ui.widgets.scroll_column import ScrollColumn
from kassadesk.viewmodels.asking import AskingViewModel


class SendCard(QFrame):
    """Repeats exactly what is sent.

    Signals:
        discard_wanted (): throw the draft away; the page asks first.
    """

    discard_wanted = Signal()

    def __init__(self, looks: Looks, view_model: AskingViewModel) -> None:
        super().__init__()
        self._looks, self._view_model = looks, view_model
        self._told: tuple[object, ...] = ()
        self.setProperty("kind", "card")
        self.setFixedWidth(344)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(1, 1, 1, 1)
        rows.setSpacing(0)
        rows.addWidget(self._make_scroll(), 1)
        rows.addWidget(Rule())
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 12, 16, 16)
        foot.setSpacing(8)
        self.error = ErrorLine(looks)
        self._why_not = Label(looks, "", "caption", "text2", wrap=True)
        self.send_button = Button(looks, "", "primary", "send", large=True)
        self.send_button.clicked.connect(view_model.send)
        self.discard_button = Button(looks)
        self.discard_button.clicked.connect(self.discard_wanted)
        for widget in (self.error, self._why_not, self.send_button, self.discard_button):
            foot.addWidget(widget)
        rows.addLayout(foot)

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""
        self._told = ()
        self._head.set_title(self.tr("Check and send"))
        self._next.setText(self.tr("What happens next"))
        self.discard_button.set_text(self.tr("Discard draft"))

    def draw(self) -> None:
        """What would be sent now, and whether it can."""
        view_model = self._view_model
        self._head.set_number(3 if view_model.kind is IntentKind.GRIEVANCE else 2)
        self._draw_next()
        self._pairs.clear()
        for name, value in self._facts(view_model.walkthrough.lens):
            self._pairs.add(name, value)
        why_not = view_model.cannot_send
        self.send_button.set_text(send_word(view_model.kind))
        if view_model.sending:
            self.send_button.set_busy(self.tr("Sending…"))
        else:
            self.send_button.set_rest(enabled=not why_not)
        words = self.tr("Saved on this PC.") if view_model.saved else lacking_words(why_not)
        self._why_not.setText(words)
        self._why_not.setVisible(bool(words))
        self.send_button.setAccessibleDescription(words)
        self.discard_button.setVisible(view_model.touched)
        self.discard_button.setEnabled(not view_model.sending)
        self._draw_error()

    def _draw_error(self) -> None:
        error = self._view_model.error
        if error is None:
            self.error.show_error(None)
        elif self.error.shown is not error:
            again = Button(self._looks, self.tr("Try again"), "text", "refresh-cw")
            again.clicked.connect(self._view_model.send)
            self.error.show_error(error, again)

    def _draw_next(self) -> None:
        told = next_lines(self._view_model.kind)
        if told == self._told:
            return
        self._told = told
        clear_layout(self._next_rows)
        for icon, words in told:
            self._next_rows.addWidget(
                IconText(self._looks, icon, words, "table", "text2", wrap=True)
            )

    def _facts(self, lens: Lens) -> list[tuple[str, str]]:
        return {
            IntentKind.COPY: self._copy_facts,
            IntentKind.GRIEVANCE: self._complaint_facts,
            IntentKind.NOMINATION: self._nomination_facts,
            IntentKind.MINOR_REPORT: self._report_facts,
        }[self._view_model.kind](lens)

    def _copy_facts(self, lens: Lens) -> list[tuple[str, str]]:
        typed = self._view_model.typed
        kinds = ", ".join(category_title(one) for one in typed.categories)
        what = {
            "all": self.tr("Everything"),
            "some": kinds or self.tr("Nothing chosen yet"),
            "portable": self.tr("Everything, for another service"),
        }[typed.copy_of]
        return [(self.tr("Copy of"), what), (self.tr("Note"), self._typed(typed.why, lens))]

    def _complaint_facts(self, lens: Lens) -> list[tuple[str, str]]:
        view_model = self._view_model
        typed, about = view_model.typed, view_model.about
        category = complaint_about(typed.category) if typed.category else self.tr("Not chosen yet")
        count = len(view_model.evidence)
        proof = counted(count, self.tr("{n} document"), self.tr("{n} documents"))
        return [
            (self.tr("About"), category),
            (self.tr("Request"), about.reference if about else self.tr("None")),
            (self.tr("Words"), self._typed(typed.text, lens)),
            (self.tr("Proof"), proof if count else self.tr("None")),
        ]

    def _nomination_facts(self, lens: Lens) -> list[tuple[str, str]]:
        typed = self._view_model.typed
        return [
            (self.tr("Name"), self._typed(typed.name, lens, Kind.NAME)),
            (self.tr("Who"), self._typed(typed.relation, lens)),
            (self.tr("Mobile"), self._typed(typed.phone, lens, Kind.PHONE)),
            (self.tr("E-mail"), self._typed(typed.email, lens, Kind.EMAIL)),
        ]

    def _report_facts(self, lens: Lens) -> list[tuple[str, str]]:
        typed = self._view_model.typed
        return [
            (self.tr("Where"), self._typed(typed.minor_about, lens)),
            (self.tr("Noticed"), self._typed(typed.how_noticed, lens)),
        ]

    def _typed(self, text: str, lens: Lens, kind: Kind = Kind.TEXT) -> str:
        return lens.personal_text(text.strip(), kind) if text.strip() else self.tr("Nothing yet")

    def _make_scroll(self) -> ScrollColumn:
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(16, 14, 16, 12)
        rows.setSpacing(10)
        self._head = PartHead(self._looks, 2)
        self._pairs = FieldPairs(self._looks, name_width=76)
        self._next = Label(self._looks, "", "card_title")
        self._next_rows = QVBoxLayout()
        self._next_rows.setSpacing(10)
        for widget in (self._head, self._pairs, Rule(), self._next):
            rows.addWidget(widget)
        rows.addLayout(self._next_rows)
        rows.addStretch(1)
        return ScrollColumn(inner)
