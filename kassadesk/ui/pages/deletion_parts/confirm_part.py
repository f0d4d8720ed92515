"""The card at the right: what it means, the own copy, the typed check, the buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.errors import Conflict
from kassadesk.core.rows import Kind
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.deletion_parts.deletion_words import copy_words, meaning_lines, why_not
from kassadesk.ui.pages.error_line import ErrorLine
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.details_pane import clear_layout
from kassadesk.ui.widgets.inputs import LineInput
from kassadesk.ui.widgets.labels import IconText, Label, Rule
from kassadesk.ui.widgets.pill import Pill
from kassadesk.ui.widgets.scroll_column import ScrollColumn
from kassadesk.viewmodels.deletion import CHOOSE, SEE, DeletionViewModel


class ConfirmPart(QFrame):
    """Foot buttons never scroll away.

    Signals:
        back_wanted (): one step back, or away from the page.
        export_wanted (): make a copy first; the choice is kept.
        letter_wanted (): write it as an e-mail instead.
    """

    back_wanted = Signal()
    export_wanted = Signal()
    letter_wanted = Signal()

    def __init__(self, looks: Looks, view_model: DeletionViewModel) -> None:
        super().__init__()
        self._looks, self._view_model = looks, view_model
        self.setProperty("kind", "card")
        self.setFixedWidth(336)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(1, 1, 1, 1)
        rows.setSpacing(0)
        rows.addWidget(self._make_scroll(), 1)
        rows.addWidget(Rule())
        rows.addLayout(self._make_foot())

    # --- drawing -------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""
        self._meaning_title.setText(self.tr("What this means for you"))
        self._copy_title.setText(self.tr("Your own copy"))
        self.send_button.set_text(self.tr("Send deletion request"))
        self.next_button.set_text(self.tr("Next"))
        self.back_button.set_text(self.tr("Back"))
        self.copy_button.set_text(self.tr("Make a copy first"))
        self.letter_button.set_text(
            self.tr("E-mail instead"), self.tr("Write it as an e-mail instead")
        )

    def draw(self) -> None:
        """Show the state of the view-model."""
        view_model = self._view_model
        self._draw_meaning()
        copy = view_model.copy
        self._copy_box.setVisible(view_model.step == SEE)
        self._copy_pill.setVisible(copy is not None)
        words = copy_words(copy, view_model.walkthrough.lens, view_model.bills_held)
        if copy is None and view_model.copy_declined:
            words = self.tr("You want none.")
        self._copy_words.setText(words)
        self.copy_button.setVisible(copy is None)
        self._draw_typed()
        self._draw_foot()

    def _draw_meaning(self) -> None:
        view_model = self._view_model
        clear_layout(self._meaning)
        lens, preview = view_model.walkthrough.lens, view_model.preview
        if view_model.step == SEE and preview is not None:
            lines = meaning_lines(preview, view_model.meaning, lens)
        else:
            lines = [
                (
                    "eye",
                    self.tr("Before anything is sent you see exactly what goes and what stays."),
                ),
                ("scale", self.tr("What a law keeps cannot go yet; you see the law and the date.")),
            ]
        for icon, text in lines:
            self._meaning.addWidget(IconText(self._looks, icon, text, "table", "text2", wrap=True))

    def _draw_typed(self) -> None:
        view_model = self._view_model
        basis, lens = view_model.basis, view_model.walkthrough.lens
        shown = view_model.step == SEE and view_model.preview is not None
        self._typed_box.setVisible(shown)
        if not shown or basis is None:
            return
        gstin = basis.merchant.main_gstin
        if gstin:
            title = self.tr("To confirm, type the last 4 characters of your GSTIN")
            said = lens.value(Kind.GSTIN, gstin)
            self._before.setText(said[:-4])
            self._last.setText(said[-4:])
        else:
            title = self.tr("To confirm, type this word")
            self._before.setText("")
            self._last.setText(view_model.confirmation)
        self._typed_title.setText(title)
        self.typed.setAccessibleName(title)
        self.typed.setMaxLength(len(view_model.confirmation))
        self.typed.setEnabled(not view_model.sending)
        self.typed.set_hidden(view_model.walkthrough.on)
        if self.typed.text() != view_model.typed:
            self.typed.setText(view_model.typed)

    def _draw_foot(self) -> None:
        view_model = self._view_model
        at_end = view_model.step == SEE
        self.send_button.setVisible(at_end)
        self.next_button.setVisible(not at_end)
        self.next_button.setEnabled(view_model.anything)
        self.letter_button.setEnabled(view_model.anything and not view_model.sending)
        code = view_model.cannot_send
        if view_model.sending:
            self.send_button.set_busy(self.tr("Sending…"))
        else:
            self.send_button.set_rest(enabled=not code)
        gstin = bool(view_model.basis and view_model.basis.merchant.main_gstin)
        needed = code if at_end or code == "nothing_chosen" else ""
        saved = self.tr("Saved on this PC.") if view_model.saved else ""
        self._why_not.setText(saved or why_not(needed, has_gstin=gstin))
        self._why_not.setVisible(bool(self._why_not.text()))
        self.back_button.setEnabled(not view_model.sending)
        to_requests = view_model.step == CHOOSE
        self.back_button.set_text(
            self.tr("Back"), self.tr("Back to Requests") if to_requests else self.tr("Back")
        )
        self._draw_error()

    def _draw_error(self) -> None:
        error = self._view_model.error
        if error is None:
            self.error.show_error(None)
        elif self.error.shown is not error:
            again = Button(self._looks, self.tr("Try again"), "text", "refresh-cw")
            again.clicked.connect(self._view_model.send)
            if isinstance(error, Conflict):
                self.error.show_error(
                    error,
                    title=self.tr("What would happen has changed"),
                    text=self.tr("Nothing was sent. Look at the new list and confirm again."),
                )
            else:
                self.error.show_error(error, again)

    # --- parts ---------------------------------------------------------------------------------

    def _make_scroll(self) -> ScrollColumn:
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(16, 14, 16, 12)
        rows.setSpacing(8)
        self._meaning_title = Label(self._looks, "", "card_title")
        rows.addWidget(self._meaning_title)
        self._meaning = QVBoxLayout()
        self._meaning.setSpacing(8)
        rows.addLayout(self._meaning)
        rows.addWidget(self._make_copy())
        rows.addStretch(1)
        return ScrollColumn(inner)

    def _make_copy(self) -> QWidget:
        self._copy_box = QWidget()
        rows = QVBoxLayout(self._copy_box)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(Rule())
        head = QHBoxLayout()
        self._copy_title = Label(self._looks, "", "card_title")
        self._copy_pill = Pill(self._looks, "verified")
        head.addWidget(self._copy_title, 1)
        head.addWidget(self._copy_pill)
        rows.addLayout(head)
        self._copy_words = Label(self._looks, "", "table", "text2", wrap=True)
        rows.addWidget(self._copy_words)
        self.copy_button = Button(self._looks, "", "secondary", "download")
        self.copy_button.clicked.connect(self.export_wanted)
        rows.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignLeft)
        return self._copy_box

    def _make_typed(self) -> QWidget:
        self._typed_box = QWidget()
        rows = QVBoxLayout(self._typed_box)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        self._typed_title = Label(self._looks, "", "key", wrap=True)
        rows.addWidget(self._typed_title)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.typed = LineInput(self._looks, " ", large=True)
        self.typed.setFixedWidth(96)
        self.typed.textEdited.connect(self._view_model.type)
        row.addWidget(self.typed)
        pair = QHBoxLayout()
        pair.setSpacing(0)
        self._before = Label(self._looks, "", "table", "text2")
        self._last = Label(self._looks, "", "key")
        pair.addWidget(self._before)
        pair.addWidget(self._last)
        pair.addStretch(1)
        row.addLayout(pair, 1)
        rows.addLayout(row)
        return self._typed_box

    def _make_foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 12, 16, 16)
        foot.setSpacing(8)
        self.error = ErrorLine(self._looks)
        self._why_not = Label(self._looks, "", "caption", "text2", wrap=True)
        self.next_button = Button(self._looks, "", "primary", "arrow-right", large=True)
        self.next_button.clicked.connect(lambda: self._view_model.go(self._view_model.step + 1))
        self.send_button = Button(self._looks, "", "danger", "trash-2", large=True)
        self.send_button.clicked.connect(self._view_model.send)
        self.back_button = Button(self._looks)
        self.back_button.clicked.connect(self.back_wanted)
        self.letter_button = Button(self._looks, "", "text", "mail")
        self.letter_button.clicked.connect(self.letter_wanted)
        # The check stands beside the button it unlocks, and never scrolls away.
        buttons = (self.next_button, self.send_button)
        for widget in (self._make_typed(), self.error, self._why_not, *buttons):
            foot.addWidget(widget)
        other_ways = QHBoxLayout()
        other_ways.setSpacing(8)
        other_ways.addWidget(self.back_button, 1)
        other_ways.addWidget(self.letter_button)
        foot.addLayout(other_ways)
        return foot
