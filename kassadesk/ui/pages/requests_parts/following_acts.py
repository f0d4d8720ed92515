"""What the person does from the pane while following: remind, object, answer, reopen, note, calendar."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from kassadesk.core.clock import indian_day
from kassadesk.core.data_requests import DataRequest
from kassadesk.core.due_days import DueDay, due_uid
from kassadesk.core.grievances import GrievanceState
from kassadesk.core.lens import day_in_words
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.requests_parts.request_pane import RequestPane
from kassadesk.ui.pages.requests_parts.writing_dialogs import (
    BoardDialog,
    ReminderDialog,
    WritingDialog,
)
from kassadesk.ui.widgets.dialog import Dialog, confirm
from kassadesk.viewmodels.requests import RequestsViewModel

MAILBOX = "info@kassapos.in"
"""The one address the policy names (section 10)."""


class FollowingActs(QObject):
    """Listens to the pane, asks in dialogs, and lets the view-models act.

    Signals:
        objection_wanted (DataRequest): a complaint about this request is to be written.
    """

    objection_wanted = Signal(object)

    def __init__(
        self, page: QWidget, looks: Looks, view_model: RequestsViewModel, pane: RequestPane
    ) -> None:
        super().__init__(page)
        self._page, self._looks = page, looks
        self._view_model, self._following = view_model, view_model.following
        self.dialog: Dialog | None = None
        pane.object_wanted.connect(self._object)
        pane.rung_taken.connect(self._take_rung)
        pane.calendar_wanted.connect(self._promised_into_calendar)
        complaint = pane.complaint
        complaint.answer_wanted.connect(self.answer)
        complaint.reopen_wanted.connect(self.reopen)
        complaint.not_settled_wanted.connect(self.not_settled)
        complaint.board_wanted.connect(self.note_board)
        complaint.calendar_wanted.connect(self._law_into_calendar)
        self._following.calendar_saved.connect(self._open_calendar)

    # --- the ladder ------------------------------------------------------------------------------

    def _take_rung(self, name: str, subject: str) -> None:
        if name == "reminder":
            self.remind()
        elif name == "complaint":
            self._object()
        else:
            self.note_board(subject)

    def _object(self) -> None:
        request = self._view_model.chosen
        if request is not None:
            self.objection_wanted.emit(request)

    def remind(self) -> None:
        """An e-mail of the person's own, and the note that it was sent."""
        request = self._view_model.chosen
        if request is None:
            return
        dialog = ReminderDialog(self._looks, request.reference, parent=self._page)
        dialog.mail_button.clicked.connect(
            lambda: QDesktopServices.openUrl(self._reminder(request))
        )
        dialog.accepted.connect(lambda: self._following.note_reminded(request.request_id))
        self._show(dialog)

    def note_board(self, grievance_id: str) -> None:
        """The day and number of the Board."""
        dialog = BoardDialog(self._looks, indian_day(self._view_model.now), parent=self._page)
        dialog.accepted.connect(
            lambda: self._following.note_board(grievance_id, dialog.day, dialog.number)
        )
        self._show(dialog)

    def _reminder(self, request: DataRequest) -> QUrl:
        """A short e-mail: the reference says which request it is, so nothing personal is in it."""
        promised = day_in_words(request.promised_by) if request.promised_by else ""
        subject = self.tr("Reminder: request {0}").format(request.reference)
        body = self.tr(
            "My request {reference} of {filed} was promised for {promised}. I have no answer yet."
            " Please tell me by when you will answer, and why it is late."
        ).format(
            reference=request.reference, filed=day_in_words(request.filed_at), promised=promised
        )
        return QUrl(f"mailto:{MAILBOX}?subject={quote(subject)}&body={quote(body)}")

    # --- complaints --------------------------------------------------------------------------------

    def answer(self) -> None:
        """Answer Kassapos' question, with what shows it."""
        dialog = WritingDialog(
            self._looks,
            self.tr("Answer Kassapos"),
            self._question(),
            self.tr("Your answer"),
            self.tr("Send answer"),
            documents=True,
            longest=4000,
            parent=self._page,
        )
        dialog.accepted.connect(lambda: self._following.answer(dialog.words, dialog.paths))
        self._show(dialog)

    def reopen(self) -> None:
        """Open the complaint again, with the reason."""
        dialog = WritingDialog(
            self._looks,
            self.tr("Open the complaint again"),
            self.tr("Kassapos reads why it is not settled and looks into it again."),
            self.tr("Why is it not settled?"),
            self.tr("Open again"),
            parent=self._page,
        )
        dialog.accepted.connect(lambda: self._following.reopen(dialog.words))
        self._show(dialog)

    def not_settled(self) -> None:
        """Note here that the answer does not settle it, which uses the complaint up."""
        complaint = self._view_model.chosen_complaint
        if complaint is None:
            return
        more = self.tr("You may also open it again first.") if complaint.can_reopen else ""
        dialog = confirm(
            self._looks,
            self.tr("Does Kassapos' answer not settle it?"),
            self.tr("It is noted on this PC only. The way to the Board opens then.") + " " + more,
            self.tr("It is not settled"),
            self.tr("Not now"),
            parent=self._page,
        )
        dialog.accepted.connect(lambda: self._following.note_not_settled(complaint.grievance_id))
        self._show(dialog)

    def _question(self) -> str:
        asked = [one for one in self._following.events if one.kind == "question_asked"]
        waits = asked and asked[-1].state is GrievanceState.WAITING_ON_CLIENT
        return asked[-1].text or "" if waits else ""

    # --- calendar ------------------------------------------------------------------------------------

    def _promised_into_calendar(self, request_id: str) -> None:
        request = self._view_model.request(request_id)
        if request is None or request.promised_by is None:
            return
        title = self.tr("Kassapos: answer due, {0}").format(request.reference)
        note = self.tr("Promised by Kassapos. KassaDesk tells under Requests what you can do then.")
        due = DueDay(due_uid(request_id, "promised"), indian_day(request.promised_by), title, note)
        self._following.save_due_day(due, f"KassaDesk {request.reference}.ics")

    def _law_into_calendar(self, grievance_id: str) -> None:
        complaint = self._following.find(grievance_id)
        day = self._following.clock_day(complaint) if complaint else None
        if complaint is None or day is None:
            return
        title = self.tr("Kassapos: last day for complaint {0}").format(complaint.reference)
        note = self.tr("By law. After it you can go to the Data Protection Board.")
        due = DueDay(due_uid(grievance_id, "law"), day, title, note)
        self._following.save_due_day(due, f"KassaDesk {complaint.reference}.ics")

    def _open_calendar(self, path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _show(self, dialog: Dialog) -> None:
        self.dialog = dialog
        dialog.open()
