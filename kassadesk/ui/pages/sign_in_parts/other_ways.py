"""What one can do without signing in: a made-up shop, reading an export, writing a letter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.card import Card
from kassadesk.ui.widgets.labels import IconText, IconTile, Label
from kassadesk.viewmodels.session import SessionViewModel


class OtherWays(QWidget):
    """Three cards at the right of the sign-in page."""

    def __init__(self, session: SessionViewModel, looks: Looks) -> None:
        super().__init__()
        self._session, self._looks = session, looks
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = Label(looks, "", "pane_title", wrap=True)
        self.sample_title, self.sample_text = self._words()
        self.try_sample = Button(looks, "", "secondary")
        self.try_sample.clicked.connect(lambda: session.try_sample())
        self.trouble = IconText(
            looks, "triangle-alert", "", "caption", "danger", size=14, wrap=True
        )
        self.trouble.hide()
        self.file_title, self.file_text = self._words()
        self.open_file = Button(looks, "", "text", "arrow-right", icon_after=True)
        self.write_title, self.write_text = self._words()
        self.write = Button(looks, "", "text", "arrow-right", icon_after=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(56, 24, 56, 24)
        column.setSpacing(16)
        column.addStretch(10)
        column.addWidget(self.title)
        column.addWidget(
            self._card("store", self.sample_title, self.sample_text, self.try_sample, self.trouble)
        )
        column.addWidget(self._card("file-search", self.file_title, self.file_text, self.open_file))
        column.addWidget(self._card("mail", self.write_title, self.write_text, self.write))
        column.addStretch(11)
        self.retranslate()

    def show_state(self) -> None:
        """Draw whether the sample shop is starting, and why it did not."""
        session = self._session
        if session.state == "starting_sample":
            self.try_sample.set_busy(self.tr("Starting…"))
        else:
            self.try_sample.set_rest(enabled=not session.busy)
        from_sample = session.error is not None and session.error.code.startswith("SBX")
        if from_sample and session.error is not None:
            from kassadesk.ui.texts import error_words

            words = error_words(session.error)
            self.trouble.setText(f"{words.title}. {words.advice}")
        self.trouble.setVisible(from_sample)

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self.title.setText(self.tr("Not signing in now?"))
        self.sample_title.setText(self.tr("Look around first"))
        self.sample_text.setText(
            self.tr("A made-up shop to try everything. Nothing leaves this PC.")
        )
        self.try_sample.set_text(self.tr("Try with sample shop"))
        self.file_title.setText(self.tr("You already have an export"))
        self.file_text.setText(self.tr("Reading a file needs no internet and no account."))
        self.open_file.set_text(self.tr("Open an export file"))
        self.write_title.setText(self.tr("Kassapos does not answer"))
        self.write_text.setText(
            self.tr("Ask by e-mail or on paper, as the policy says. Followed on this PC.")
        )
        self.write.set_text(self.tr("Write to Kassapos"))

    def _words(self) -> tuple[Label, Label]:
        return (
            Label(self._looks, "", "row_title", wrap=True),
            Label(self._looks, "", "table", "text2", wrap=True),
        )

    def _card(self, icon: str, title: Label, text: Label, *more: QWidget) -> Card:
        card = Card(self._looks)
        card.body.setContentsMargins(20, 20, 20, 20)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconTile(self._looks, icon, "brand"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(text)
        words.addSpacing(8)
        for widget in more:
            side = Qt.AlignmentFlag.AlignLeft if isinstance(widget, Button) else Qt.AlignmentFlag(0)
            words.addWidget(widget, 0, side)
        row.addLayout(words, 1)
        card.body.addLayout(row)
        return card
