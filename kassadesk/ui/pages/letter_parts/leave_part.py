"""The letter as it will go, and the three ways it can leave."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.error_line import ErrorLine
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.field_pair import FieldPairs
from kassadesk.ui.widgets.labels import IconText, Label, Rule
from kassadesk.ui.widgets.scroll_column import ScrollColumn
from kassadesk.ui.words.letter_states import letter_missing_words
from kassadesk.viewmodels.letters import LettersViewModel


class LeavePart(QFrame):
    """The card at the right while a letter is written.

    Signals:
        mail_wanted (): open it in the mail program.
        file_wanted (): save it as a mail file.
        paper_wanted (): save it as a PDF.
    """

    mail_wanted = Signal()
    file_wanted = Signal()
    paper_wanted = Signal()

    def __init__(self, looks: Looks, view_model: LettersViewModel) -> None:
        super().__init__()
        self._looks, self._view_model = looks, view_model
        self.setProperty("kind", "card")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(1, 1, 1, 1)
        rows.setSpacing(0)
        rows.addWidget(self._make_scroll(), 1)
        rows.addWidget(Rule())
        rows.addLayout(self._make_foot())

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""
        self._title.setText(self.tr("The letter"))
        self.mail_button.set_text(self.tr("Open in mail program"))
        self.file_button.set_text(self.tr("Save as .eml"))
        self.paper_button.set_text(self.tr("Save as PDF"))
        self._note.setText(
            self.tr("It goes from your own mail or by post. KassaDesk sends nothing by itself.")
        )

    def draw(self) -> None:
        """Show the letter as it stands now."""
        view_model = self._view_model
        lens, letter = view_model.walkthrough.lens, view_model.letter
        self._pairs.clear()
        self._pairs.add(self.tr("To"), letter.to.email)
        self._pairs.add(self.tr("Subject"), lens.personal_text(letter.subject))
        if letter.attachments:
            names = ", ".join(lens.personal_text(one.name) for one in letter.attachments)
            self._pairs.add(self.tr("With it"), names)
        self.text.setText(lens.personal_text(letter.text))
        code = view_model.missing
        self._why_not.setText(letter_missing_words(code))
        self._why_not.setVisible(bool(code))
        for button in (self.mail_button, self.file_button, self.paper_button):
            button.setEnabled(not code and not view_model.busy)
            button.setAccessibleDescription(self._why_not.text())
        self.error.show_error(view_model.error)

    def _make_scroll(self) -> ScrollColumn:
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(16, 14, 16, 12)
        rows.setSpacing(10)
        self._title = Label(self._looks, "", "card_title")
        self._pairs = FieldPairs(self._looks, name_width=64)
        self.text = Label(self._looks, "", "table", wrap=True)
        rows.addWidget(self._title)
        rows.addWidget(self._pairs)
        rows.addWidget(Rule())
        rows.addWidget(self.text)
        rows.addStretch(1)
        return ScrollColumn(inner)

    def _make_foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 12, 16, 16)
        foot.setSpacing(8)
        self.error = ErrorLine(self._looks)
        self._why_not = Label(self._looks, "", "caption", "text2", wrap=True)
        self.mail_button = Button(self._looks, "", "primary", "mail", large=True)
        self.file_button = Button(self._looks, "", "secondary", "save")
        self.paper_button = Button(self._looks, "", "secondary", "file-text")
        self.mail_button.clicked.connect(self.mail_wanted)
        self.file_button.clicked.connect(self.file_wanted)
        self.paper_button.clicked.connect(self.paper_wanted)
        self._note = IconText(self._looks, "info", "", "caption", "text3", size=14, wrap=True)
        pair = QHBoxLayout()
        pair.setSpacing(8)
        pair.addWidget(self.file_button, 1)
        pair.addWidget(self.paper_button, 1)
        foot.addWidget(self.error)
        foot.addWidget(self._why_not)
        foot.addWidget(self.mail_button)
        foot.addLayout(pair)
        foot.addWidget(self._note)
        return foot
