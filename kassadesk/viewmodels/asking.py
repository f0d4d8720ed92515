"""The small forms: a copy, a complaint, a nominee, a report of a minor's data. One at a time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from kassadesk.core.clock import Clock, indian_day, utc_now
from kassadesk.core.data_requests import DataRequest, Evidence
from kassadesk.core.errors import KassaError
from kassadesk.core.grievances import Grievance, GrievanceDraft
from kassadesk.core.intents import IntentKind
from kassadesk.core.rights import RightBasis, right_basis
from kassadesk.core.rows import Kind
from kassadesk.viewmodels.chosen_documents import ChosenDocuments, RefusedDocument
from kassadesk.viewmodels.kept_draft import KeptDraft
from kassadesk.viewmodels.sent_requests import Delivery
from kassadesk.viewmodels.typed_asking import EMPTY, typed_of, wish_of

if TYPE_CHECKING:
    from kassadesk.core.intents import Intent, Wish
    from kassadesk.core.work import Work
    from kassadesk.services.data_requests import DataRequestsService
    from kassadesk.services.records import RecordsService
    from kassadesk.viewmodels.notices import Notices
    from kassadesk.viewmodels.outbox import OutboxViewModel
    from kassadesk.viewmodels.tasks import Tasks
    from kassadesk.viewmodels.walkthrough import Walkthrough

FORMS = (
    IntentKind.COPY,
    IntentKind.GRIEVANCE,
    IntentKind.NOMINATION,
    IntentKind.MINOR_REPORT,
)
"""The kinds of request this form is for."""
_RIGHTS = {
    IntentKind.COPY: "access",
    IntentKind.GRIEVANCE: "grievance",
    IntentKind.NOMINATION: "nomination",
    IntentKind.MINOR_REPORT: "minor-report",
}


class AskingViewModel(QObject):
    """The open form, what is typed in it, and the sending.

    Signals:
        changed (): form, typing, documents, error or sending state is new.
        sent (str): Kassapos has it under this id; the form is empty again.
        waits (str): it is saved and waits under this reference; the form is empty again.
    """

    changed = Signal()
    sent = Signal(str)
    waits = Signal(str)

    def __init__(
        self,
        tasks: Tasks,
        notices: Notices,
        walkthrough: Walkthrough,
        data_requests: DataRequestsService,
        records: RecordsService,
        outbox: OutboxViewModel,
        clock: Clock = utc_now,
    ) -> None:
        super().__init__()
        self._tasks = tasks
        self.walkthrough = walkthrough
        self._service = data_requests
        self._records = records
        self._outbox = outbox
        self._clock = clock
        self._gstin: str | None = None
        self._draft = KeptDraft(outbox)
        self._draft.wanted.connect(self._keep)
        self._draft.settled.connect(self._on_draft)
        self._delivery = Delivery(outbox, notices)
        self._delivery.saved.connect(self._on_saved)
        self._delivery.filed.connect(self._on_filed)
        self._delivery.waits.connect(self._on_waits)
        self._delivery.refused.connect(self._on_turned_down)
        self._delivery.failed.connect(self._on_send_failed)
        self.documents = ChosenDocuments(tasks)
        self.documents.changed.connect(self._edited)
        self.kind = IntentKind.COPY
        self.typed = EMPTY
        self.requests: tuple[DataRequest, ...] = ()
        """Of the shop, for "about which request"."""
        self.loading = False
        self.loaded = False
        self.load_error: KassaError | None = None
        self.sending = False
        self.saved = False
        """True from the moment it is safe on this PC until it is known what became of it."""
        self.error: KassaError | None = None

    # --- what is shown ---------------------------------------------------------------------------

    @property
    def touched(self) -> bool:
        """True when leaving would lose something."""
        return self.typed != EMPTY or bool(self.documents.evidence)

    @property
    def kept(self) -> str:
        """Where the draft is: "" not kept yet, "on_this_pc", "this_run"."""
        return self._draft.kept

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The documents taken along."""
        return self.documents.evidence

    @property
    def refused(self) -> tuple[RefusedDocument, ...]:
        """Chosen files that were not taken."""
        return self.documents.refused

    @property
    def reading(self) -> int:
        """How many documents are being read from disk now."""
        return self.documents.reading

    @property
    def right(self) -> RightBasis | None:
        """Whose right this is, told from the GSTIN; None before it is read."""
        if not self.loaded:
            return None
        from kassadesk.services.laws import legal_data

        today = indian_day(self._clock())
        return right_basis(_RIGHTS[self.kind], self._gstin, today, legal_data())

    @property
    def about(self) -> DataRequest | None:
        """The request a complaint is about."""
        wanted = self.typed.about_request
        return next((one for one in self.requests if one.request_id == wanted), None)

    @property
    def cannot_send(self) -> str:
        """Why it cannot be sent now (a code), "" when it can.

        Codes: sending, reading_documents, no_kind, no_category, no_text, no_name, no_relation, no_way,
        bad_phone, bad_email, no_about, no_notice.
        """
        if self.sending:
            return "sending"
        if self.documents.reading:
            return "reading_documents"
        return {
            IntentKind.COPY: self._copy_lacks,
            IntentKind.GRIEVANCE: self._complaint_lacks,
            IntentKind.NOMINATION: self._nomination_lacks,
            IntentKind.MINOR_REPORT: self._report_lacks,
        }[self.kind]()

    # --- commands --------------------------------------------------------------------------------

    def begin(self, kind: IntentKind, **typed: Any) -> None:
        """Open a form; what was typed in another one stays on this PC as a draft of its own."""
        if kind is not self.kind or typed:
            self._draft.forget()
            self._empty()
        self.kind = kind
        if typed:
            self.typed = replace(EMPTY, **typed)
        self.changed.emit()
        self.load()

    def load(self) -> None:
        """Read which requests a complaint can be about, and whose GSTIN it is."""
        if self.loading:
            return
        self.loading, self.load_error = True, None
        self._tasks.run(self._read, self._on_read, self._on_read_failed, owner=self)

    def say(self, **typed: Any) -> None:
        """What was typed or chosen, by the names of `Typed`."""
        new = replace(self.typed, **typed)
        if new != self.typed:
            self.typed = new
            self._edited()

    def add_documents(self, paths: list[Path]) -> None:
        """Take files along (complaints)."""
        self.documents.add(paths)

    def remove_document(self, place: int) -> None:
        """Take one out again."""
        self.documents.remove(place)

    def remove_photo_facts(self, place: int) -> None:
        """Take place, time and device out of one photo."""
        self.documents.remove_photo_facts(place)

    def send(self) -> None:
        """Save it and send it. A second call while it is on its way does nothing."""
        if self.cannot_send:
            return
        self.sending, self.saved, self.error = True, False, None
        self._draft.rest()
        self.changed.emit()
        if not self._draft.busy:
            self._save()

    def edit(self, intent: Intent) -> None:
        """Go on with a draft, or with what was not sent or was refused."""
        self.begin(intent.kind)
        self._outbox.take_back(intent.client_ref, self._open)

    def discard(self) -> None:
        """Throw the draft away."""
        self._draft.throw_away()
        self._empty()
        self.changed.emit()

    def rest(self) -> None:
        """The visit ends: keep nothing more."""
        self._draft.rest()

    # --- what is missing ---------------------------------------------------------------------------

    def _copy_lacks(self) -> str:
        some = self.typed.copy_of == "some"
        return "no_kind" if some and not self.typed.categories else ""

    def _complaint_lacks(self) -> str:
        if not self.typed.category:
            return "no_category"
        return "" if self.typed.text.strip() else "no_text"

    def _nomination_lacks(self) -> str:
        from kassadesk.services.field_checks import check

        typed = self.typed
        if not typed.name.strip():
            return "no_name"
        if not typed.relation.strip():
            return "no_relation"
        phone, email = typed.phone.strip(), typed.email.strip()
        if not phone and not email:
            return "no_way"
        if phone and not check(Kind.PHONE, phone).ok:
            return "bad_phone"
        return "bad_email" if email and not check(Kind.EMAIL, email).ok else ""

    def _report_lacks(self) -> str:
        if not self.typed.minor_about.strip():
            return "no_about"
        return "" if self.typed.how_noticed.strip() else "no_notice"

    # --- the wish ----------------------------------------------------------------------------------

    def _wish(self) -> Wish:
        return wish_of(self.kind, self._draft.ids, self.typed, self.documents.evidence)

    def _keep(self) -> None:
        if self.touched and not self.sending:
            self._draft.keep(self._wish())

    def _on_draft(self) -> None:
        self.changed.emit()
        if self.sending and not self.saved:  # "send" was pressed while it was being kept
            self._save()

    def _open(self, wish: Wish) -> None:
        self._draft.forget()
        self._empty()
        typed = typed_of(wish)
        if typed is None:
            return
        self._draft.take(wish.client_ref, wish.idempotency_key, self._outbox.lasting)
        self.typed = typed
        if isinstance(wish, GrievanceDraft):
            self.documents.empty(wish.evidence)
        self.changed.emit()

    # --- answers -----------------------------------------------------------------------------------

    def _edited(self) -> None:
        self.error = None
        self._draft.edited()
        self.changed.emit()

    def _empty(self) -> None:
        self._draft.forget()
        self.typed, self.error, self.saved = EMPTY, None, False
        self.documents.empty()

    def _read(self, _work: Work) -> tuple[tuple[DataRequest, ...], str | None]:
        from kassadesk.services.field_checks import check
        from kassadesk.services.laws import legal_data

        legal_data()
        for kind in (Kind.PHONE, Kind.EMAIL):
            check(kind, "a")  # the rules load here, not on the UI thread at the first key
        return self._service.all(), self._records.merchant().main_gstin

    def _on_read(self, read: tuple[tuple[DataRequest, ...], str | None]) -> None:
        self.loading, self.loaded = False, True
        self.requests, self._gstin = read
        self.changed.emit()

    def _on_read_failed(self, error: KassaError) -> None:
        self.loading, self.load_error = False, error
        self.changed.emit()

    def _save(self) -> None:
        self._delivery.start(self._wish())

    def _on_saved(self, intent: Intent) -> None:
        self._draft.take(intent.client_ref, intent.idempotency_key, intent.lasting)
        self.saved = True
        self.changed.emit()

    def _on_filed(self, filed: DataRequest | Grievance) -> None:
        self.sending = False
        self._empty()
        self.changed.emit()
        told = filed.request_id if isinstance(filed, DataRequest) else filed.grievance_id
        self.sent.emit(told)

    def _on_waits(self, intent: Intent) -> None:
        self.sending = False
        self._empty()
        self.changed.emit()
        self.waits.emit(intent.client_ref)

    def _on_turned_down(self, error: KassaError) -> None:
        self.saved = False
        self._on_send_failed(error)

    def _on_send_failed(self, error: KassaError) -> None:
        self.sending, self.error = False, error
        self.changed.emit()
