"""Delivery: from a finished form to what became of it, and the good news in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kassadesk.core.data_requests import DataRequest
from kassadesk.core.errors import KassaError
from kassadesk.core.grievances import Grievance
from kassadesk.core.intents import Arrived, Drained, Intent, Wish, as_error
from kassadesk.viewmodels.notices import Notices

if TYPE_CHECKING:
    from kassadesk.viewmodels.outbox import OutboxViewModel


class Delivery(QObject):
    """Follows one saved wish at a time through the outbox.

    It tells by signals, not by callbacks: callbacks would tie it and its owner into a circle, which
    Python may take apart on a worker thread, where a QObject must not end.

    Signals:
        saved (Intent): it is safe in the outbox; nothing was sent before.
        filed (DataRequest or Grievance): Kassapos has it; told to the person as good news.
        waits (Intent): the round of sending ended and it waits on; told to the person.
        refused (KassaError): Kassapos said no for good.
        failed (KassaError): it could not even be saved, and is not sent.
    """

    saved = Signal(object)
    filed = Signal(object)
    waits = Signal(object)
    refused = Signal(object)
    failed = Signal(object)

    def __init__(
        self, outbox: OutboxViewModel, notices: Notices, told_as: str = "request_sent"
    ) -> None:
        super().__init__()
        self._outbox = outbox
        self._notices = notices
        self._told_as = told_as
        self._ref = ""
        outbox.filed.connect(self._on_filed)
        outbox.refused.connect(self._on_refused)
        outbox.drained.connect(self._on_drained)

    def start(self, wish: Wish) -> None:
        """Save it; then it is sent."""
        self._outbox.save(wish, self._on_saved, self.failed.emit)

    def follow(self, client_ref: str) -> None:
        """Follow one that waits already, and send it now."""
        self._ref = client_ref
        self._outbox.send(hurry=True)

    def _on_saved(self, intent: Intent) -> None:
        self._ref = intent.client_ref
        self.saved.emit(intent)

    def _on_filed(self, arrived: Arrived) -> None:
        answer = arrived.answer
        mine = arrived.intent.client_ref == self._ref
        if not mine or not isinstance(answer, DataRequest | Grievance):
            return
        self._ref = ""
        filed = arrived.intent.filed
        receipt = (filed.receipt_number if filed else "") or None
        told_as = "complaint_sent" if isinstance(answer, Grievance) else self._told_as
        self._notices.good(told_as, reference=answer.reference, receipt=receipt)
        self.filed.emit(answer)

    def _on_refused(self, intent: Intent) -> None:
        if intent.client_ref == self._ref:
            self._ref = ""
            self.refused.emit(as_error(intent.trouble) if intent.trouble else KassaError())

    def _on_drained(self, drained: Drained) -> None:
        intent = self._outbox.find(self._ref) if self._ref else None
        if intent is None or not intent.waits or drained.busy:
            return
        self._ref = ""
        self._notices.good("request_saved" if intent.lasting else "request_saved_for_this_run")
        self.waits.emit(intent)
