"""Write to Kassapos by e-mail or on paper, and follow what went: works without any answer of theirs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from kassadesk.core.letters import LetterWay, Reply, TrackedLetter
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.card_page import CardPage
from kassadesk.ui.pages.letter_parts.followed_part import FollowedPart
from kassadesk.ui.pages.letter_parts.leave_part import LeavePart
from kassadesk.ui.pages.letter_parts.letters_list import LettersList
from kassadesk.ui.pages.letter_parts.sent_dialog import SentDialog
from kassadesk.ui.pages.letter_parts.what_part import WhatPart
from kassadesk.ui.pages.letter_parts.who_part import WhoPart
from kassadesk.ui.pages.when_seen import when_seen
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.dialog import Dialog, confirm
from kassadesk.ui.widgets.scroll_column import ScrollColumn
from kassadesk.viewmodels.letters import LettersViewModel

_ENDINGS = {"message/rfc822": "eml", "application/pdf": "pdf", "image/png": "png"}


class LetterPage(CardPage):
    """`open_address` opens a mail program; the system's own unless a test says otherwise.

    Signals:
        left (): back to Requests, or to the sign-in page.
        file_wanted (TrackedLetter): the chosen letter's wish is to be filed with Kassapos after all.
    """

    left = Signal()
    file_wanted = Signal(object)

    def __init__(
        self,
        view_model: LettersViewModel,
        looks: Looks,
        signed_in: Callable[[], bool],
        open_address: Callable[[QUrl], bool] = QDesktopServices.openUrl,
    ) -> None:
        super().__init__(looks, scrolls=False)
        self._view_model = view_model
        self._signed_in = signed_in
        self._open_address = open_address
        self.question: Dialog | None = None
        self.new_button = Button(looks, "", "secondary", "plus")
        self.new_button.clicked.connect(view_model.begin)
        self.back_button = Button(looks, "", "text")
        self.back_button.clicked.connect(self.left)
        self.head.addStretch(1)
        self.head.addWidget(self.back_button)
        self.head.addWidget(self.new_button)
        self.who, self.what = WhoPart(looks, view_model), WhatPart(looks, view_model)
        self.list = LettersList(looks, view_model)
        self.leave, self.followed = LeavePart(looks, view_model), FollowedPart(looks, view_model)
        self._beside = QStackedWidget()
        self._beside.addWidget(self.leave)
        self._beside.addWidget(self.followed)
        self._beside.setFixedWidth(420)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._make_left(), 1)
        row.addWidget(self._beside)
        self.body.addLayout(row)
        self._reminders = QMenu(self)
        self._connect()
        self.retranslate()

    # --- what the window calls ---------------------------------------------------------------

    def on_shown(self) -> None:
        """Read the letters on this PC."""
        self._view_model.load()

    def reload(self) -> None:
        """Read again (F5)."""
        self._view_model.load()

    def regions(self) -> list[QWidget]:
        """Where F6 goes: the form, the letter."""
        return [self.who, self._beside]

    def retranslate(self) -> None:
        """Say everything in the present language."""
        self.title.setText(self.tr("Write to Kassapos"))
        self.new_button.set_text(self.tr("New letter"))
        self.back_button.set_text(self.tr("Back"))
        for part in (self.who, self.what, self.list, self.leave):
            part.retranslate()
        self.followed.retell()
        self._reminders.clear()
        for word, way in (
            (self.tr("Open in mail program"), LetterWay.MAIL_PROGRAM),
            (self.tr("Save as .eml"), LetterWay.FILE),
            (self.tr("Save as PDF"), LetterWay.PAPER),
        ):
            self._reminders.addAction(word).triggered.connect(
                lambda _=False, way=way: self.remind(way)
            )
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the letter takes less room in a narrow window."""
        super().resizeEvent(event)
        self._beside.setFixedWidth(420 if self.width() >= 1080 else 336)
        self.followed.setFixedWidth(self._beside.width())

    # --- acts ----------------------------------------------------------------------------------

    def open_in_mail(self) -> None:
        """Open the mail program; what no address can carry is saved first."""
        if self._view_model.mailto:
            self._view_model.open_in_mail()
        elif path := self._where(self.tr("Save the letter"), "letter-to-kassapos.eml", "eml"):
            self._view_model.open_in_mail(path)

    def save_mail(self) -> None:
        """Save the letter as a mail file."""
        if path := self._where(self.tr("Save the letter"), "letter-to-kassapos.eml", "eml"):
            self._view_model.save_mail(path)

    def save_paper(self) -> None:
        """Save the letter as a PDF."""
        if path := self._where(self.tr("Save the letter"), "letter-to-kassapos.pdf", "pdf"):
            self._view_model.save_paper(path)

    def remind(self, way: LetterWay) -> None:
        """Write a reminder of the chosen letter."""
        if way is LetterWay.MAIL_PROGRAM and self._view_model.reminder_mailto:
            self._view_model.remind(way)
            return
        ending = "pdf" if way is LetterWay.PAPER else "eml"
        name = f"reminder-to-kassapos.{ending}"
        path = self._where(self.tr("Save the reminder"), name, ending)
        if path is not None:
            self._view_model.remind(way, path)

    def ask_when_sent(self) -> None:
        """Ask on which day the chosen letter went."""
        asked = SentDialog(self.looks, self._view_model.today, self)
        asked.accepted.connect(lambda: self._view_model.mark_sent(asked.day))
        self.question = asked
        asked.open()

    def ask_to_forget(self) -> None:
        """Ask whether the chosen letter shall go from this PC."""
        self.question = confirm(
            self.looks,
            self.tr("Take the letter off this PC?"),
            self.tr(
                "The letter, its dates and its replies go from here. What you sent stays sent."
            ),
            self.tr("Take off this PC"),
            self.tr("Keep it"),
            danger=True,
            parent=self,
        )
        self.question.accepted.connect(self._view_model.forget_chosen)
        self.question.open()

    def choose_reply(self) -> None:
        """Choose files that came back."""
        kinds = self.tr("Mail, PDF or picture") + " (*.eml *.pdf *.jpg *.jpeg *.png)"
        names, _kind = QFileDialog.getOpenFileNames(self, self.tr("Add the reply"), "", kinds)
        if names:
            self._view_model.add_replies([Path(name) for name in names])

    # --- inside --------------------------------------------------------------------------------

    def _make_left(self) -> ScrollColumn:
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 4, 0)
        rows.setSpacing(16)
        for part in (self.what, self.who, self.list):
            rows.addWidget(part)
        rows.addStretch(1)
        return ScrollColumn(inner)

    def _connect(self) -> None:
        view_model = self._view_model
        draw = when_seen(self, self._draw)
        view_model.changed.connect(draw)
        view_model.walkthrough.changed.connect(draw)
        view_model.open_wanted.connect(self._open)
        self.leave.mail_wanted.connect(self.open_in_mail)
        self.leave.file_wanted.connect(self.save_mail)
        self.leave.paper_wanted.connect(self.save_paper)
        followed = self.followed
        followed.closed.connect(view_model.begin)
        followed.sent_wanted.connect(self.ask_when_sent)
        followed.reply_wanted.connect(self.choose_reply)
        followed.reply_save_wanted.connect(self._save_reply)
        followed.remind_wanted.connect(self._show_reminders)
        followed.file_wanted.connect(self._file)
        followed.forget_wanted.connect(self.ask_to_forget)

    def _draw(self) -> None:
        chosen: TrackedLetter | None = self._view_model.chosen
        self.list.draw()
        self.who.setVisible(chosen is None)
        self.what.setVisible(chosen is None)
        self.who.draw()
        self.what.draw()
        if chosen is None:
            self.leave.draw()
            self._beside.setCurrentWidget(self.leave)
        else:
            self.followed.may_file = self._signed_in()
            self.followed.show_letter(chosen)
            self._beside.setCurrentWidget(self.followed)
        self.new_button.setVisible(chosen is not None)

    def _show_reminders(self) -> None:
        button = self.followed.remind_button
        if button is not None:
            self._reminders.popup(button.mapToGlobal(button.rect().topLeft()))

    def _file(self) -> None:
        chosen = self._view_model.chosen
        if chosen is not None:
            self._view_model.wish_of_chosen(self.file_wanted.emit)

    def _save_reply(self, reply: Reply) -> None:
        ending = _ENDINGS.get(reply.media_type, "jpg")
        path = self._where(self.tr("Save the reply"), f"reply-of-kassapos.{ending}", ending)
        if path is not None:
            self._view_model.save_reply(reply.sha256, path)

    def _where(self, title: str, name: str, ending: str) -> Path | None:
        """Where to save; the suggested name tells of nobody."""
        chosen, _kind = QFileDialog.getSaveFileName(self, title, name, f"(*.{ending})")
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix else path.with_suffix(f".{ending}")

    def _open(self, where: str) -> None:
        is_address = where.startswith("mailto:")
        self._open_address(QUrl(where) if is_address else QUrl.fromLocalFile(where))
