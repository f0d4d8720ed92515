"""Ask for a correction: a draft that is kept while it is typed, saved, and sent once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kassadesk.core.clock import Clock, indian_day, utc_now
from kassadesk.core.data_requests import Correction, CorrectionDraft, DataRequest, Evidence
from kassadesk.core.errors import AttachmentRefused, KassaError
from kassadesk.core.held import HeldField
from kassadesk.core.intents import IntentKind
from kassadesk.core.rights import RightBasis
from kassadesk.viewmodels.chosen_documents import MAX_DOCUMENTS, RefusedDocument
from kassadesk.viewmodels.correctable_fields import read_correctable
from kassadesk.viewmodels.kept_draft import KeptDraft, newest_draft
from kassadesk.viewmodels.sent_requests import Delivery
from kassadesk.viewmodels.typed_correction import TypedCorrection, correction_of, other_pan

if TYPE_CHECKING:
    from kassadesk.core.intents import Intent, Wish
    from kassadesk.core.work import Work
    from kassadesk.services.field_checks import CheckStep as CheckStep
    from kassadesk.services.field_checks import FieldCheck as FieldCheck
    from kassadesk.services.records import RecordsService
    from kassadesk.viewmodels.notices import Notices
    from kassadesk.viewmodels.outbox import OutboxViewModel
    from kassadesk.viewmodels.tasks import Tasks
    from kassadesk.viewmodels.walkthrough import Walkthrough


class CorrectionViewModel(QObject):
    """The draft, the check of the new value on this PC, and the sending.

    Signals:
        changed (): fields, choice, check, documents, error or sending state is new.
        sent (DataRequest): Kassapos has it and gave a receipt; the form is empty again.
        waits (str): it is saved and waits under this reference; the form is empty again.
    """

    changed = Signal()
    sent = Signal(object)
    waits = Signal(str)

    def __init__(
        self,
        tasks: Tasks,
        notices: Notices,
        walkthrough: Walkthrough,
        outbox: OutboxViewModel,
        records: RecordsService,
        clock: Clock = utc_now,
    ) -> None:
        super().__init__()
        self._tasks = tasks
        self._notices = notices
        self.walkthrough = walkthrough
        self._outbox = outbox
        self._records = records
        self._clock = clock
        self._draft = KeptDraft(outbox)
        self._draft.wanted.connect(self._keep)
        self._draft.settled.connect(self._on_draft)
        self._delivery = Delivery(outbox, notices)
        self._delivery.saved.connect(self._on_saved)
        self._delivery.filed.connect(self._on_filed)
        self._delivery.waits.connect(self._on_waits)
        self._delivery.refused.connect(self._on_send_failed)
        self._delivery.failed.connect(self._on_send_failed)
        self.saved = False
        """True from the moment it is safe on this PC until it is known what became of it."""
        self.fields: tuple[HeldField, ...] = ()
        self.loading = False
        self.load_error: KassaError | None = None
        self.right: RightBasis | None = None
        """Whose right a correction is, told from the shop's GSTIN; None before the fields are read."""
        self.typed = TypedCorrection()
        self.check: FieldCheck | None = None
        """Of the new value; None while nothing is typed."""
        self.current_check: FieldCheck | None = None
        """Of the value Kassapos holds now; None when it holds none."""
        self.reading = 0
        """Documents being read from disk now."""
        self.refused: tuple[RefusedDocument, ...] = ()
        self.sending = False
        self.error: KassaError | None = None

    # --- what is shown ---------------------------------------------------------------------------

    @property
    def kept(self) -> str:
        """Where the draft is: "" not kept yet, "on_this_pc", "this_run"."""
        return self._draft.kept

    @property
    def evidence(self) -> list[Evidence]:
        """The documents taken."""
        return self.typed.evidence

    @property
    def choices(self) -> tuple[HeldField, ...]:
        """The fields that may be chosen: not those that are in the request already."""
        taken = {one.field_id for one in self.typed.also}
        return tuple(f for f in self.fields if f.field_id not in taken)

    @property
    def may_add(self) -> bool:
        """True when the open field is right and another one may be corrected too."""
        return not self._lacks and len(self.choices) > 1

    @property
    def field(self) -> HeldField | None:
        """The chosen field."""
        return next((f for f in self.fields if f.field_id == self.typed.field_id), None)

    @property
    def cannot_send(self) -> str:
        """Why it cannot be sent now (a code), "" when it can.

        Codes: sending, reading_documents, no_field, nothing_typed, not_well_formed, same_value.
        """
        if self.sending:
            return "sending"
        if self.reading:
            return "reading_documents"
        untouched = not self.typed.field_id and not self.typed.after
        return "" if self.typed.also and untouched else self._lacks

    @property
    def _lacks(self) -> str:
        """What the open field lacks."""
        held = self.field
        if held is None:
            return "no_field"
        if self.check is None:
            return "nothing_typed"
        if not self.check.ok:
            return "not_well_formed"
        return "same_value" if self.check.normal == (held.value or "") else ""

    # --- commands --------------------------------------------------------------------------------

    def load(self, field_id: str = "") -> None:
        """Read which fields can be corrected; `field_id` chooses one of them.

        Without one, and with nothing typed, a draft of an earlier run comes back.
        """
        if field_id:
            self._choose(field_id)
        elif not self.typed.touched:
            self._bring_back()
        if self.loading:
            return
        self.loading, self.load_error = True, None
        self.changed.emit()
        today = indian_day(self._clock())
        self._tasks.run(
            lambda _: read_correctable(self._records, today),
            self._on_fields,
            self._on_fields_failed,
        )

    def take_over(self, before: CorrectionViewModel) -> None:
        """Go on with the draft of an earlier visit; if it was sent already, it is not sent twice."""
        self.typed = before.typed
        self._draft.take_over(before._draft)
        self._check()
        self.changed.emit()

    def choose(self, field_id: str) -> None:
        """Correct this field; what was typed for another field goes."""
        self._choose(field_id)
        self.changed.emit()

    def type(self, text: str) -> None:
        """The new value, as typed."""
        if text != self.typed.after:
            self.typed.after = text
            self._edited()

    def add_another(self) -> None:
        """Put the open field into the request and begin another one."""
        held, check = self.field, self.check
        if not self.may_add or held is None or check is None:
            return
        self.typed.also.append(Correction(held.field_id, held.label, held.value, check.normal))
        self.typed.field_id, self.typed.after = "", ""
        self._edited()

    def take_out(self, place: int) -> None:
        """Take a finished field out of the request."""
        del self.typed.also[place]
        self._edited()

    def say_why(self, text: str) -> None:
        """Why it is wrong, in the person's words."""
        if text != self.typed.why:
            self.typed.why = text
            self._edited()

    def take_suggestion(self) -> None:
        """Use the value the check suggests."""
        if self.check is not None and self.check.suggestion:
            self.type(self.check.suggestion)

    def add_documents(self, paths: list[Path]) -> None:
        """Read files and keep their content with the draft; refused ones are told in place."""
        self.refused = ()
        room = MAX_DOCUMENTS - len(self.typed.evidence) - self.reading
        for path in paths[:room]:
            self._read_document(path)
        if paths[room:]:
            too_many = AttachmentRefused(reason="too_many")
            self.refused = tuple(RefusedDocument(path.name, too_many) for path in paths[room:])
        self.changed.emit()

    def remove_document(self, place: int) -> None:
        """Take one document out of the draft."""
        del self.typed.evidence[place]
        self._edited()

    def remove_photo_facts(self, place: int) -> None:
        """Take place, time and device out of one photo; the picture stays as it is."""
        chosen = self.typed.evidence[place]

        def clean(_work: Work) -> Evidence:
            from kassadesk.services.evidence import without_photo_facts

            return without_photo_facts(chosen)

        def put(cleaned: Evidence) -> None:
            self.typed.evidence = [cleaned if one is chosen else one for one in self.typed.evidence]
            self._edited()

        self._tasks.run(clean, put)

    def send(self) -> None:
        """Save the correction and send it. A second call while it is on its way does nothing."""
        if self.cannot_send:
            return
        self.sending, self.saved, self.error = True, False, None
        self._draft.rest()
        self.changed.emit()
        if not self._draft.busy:
            self._save()

    def as_letter(self) -> CorrectionDraft:
        """The correction as it would be sent, to be written as a letter. Sends nothing."""
        self._draft.rest()
        return self._wish(self.check.normal if self.check else self.typed.after)

    def went_by_letter(self, client_ref: str) -> None:
        """This wish goes by letter now; the form is done with it, if it was here."""
        if self._draft.begun and self._draft.ids[0] == client_ref:
            self._empty()

    def edit(self, client_ref: str) -> None:
        """Go on with a draft, or with what was not sent or was refused."""
        self._outbox.take_back(client_ref, self.open_wish)

    def discard(self) -> None:
        """Throw the draft away."""
        self._draft.throw_away()
        self._empty()

    def rest(self) -> None:
        """The visit ends: keep nothing more."""
        self._draft.rest()

    def forget(self) -> None:
        """Drop everything: another shop signs in."""
        self.fields, self.load_error = (), None
        self._empty()

    # --- answers ---------------------------------------------------------------------------------

    def _choose(self, field_id: str) -> None:
        if field_id == self.typed.field_id:
            return
        self.typed.field_id, self.typed.after = field_id, ""
        self.error = None
        self._check()

    def _edited(self) -> None:
        self.error = None
        self._draft.edited()
        self._check()
        self.changed.emit()

    def _empty(self) -> None:
        self._draft.forget()
        self.typed = TypedCorrection()
        self.refused, self.error, self.saved = (), None, False
        self._check()
        self.changed.emit()

    # --- the draft -------------------------------------------------------------------------------

    def _wish(self, after: str) -> CorrectionDraft:
        return correction_of(self._draft.ids, self.typed, self.field, after)

    def _keep(self) -> None:
        chosen = self.field is not None or self.typed.also
        if self.typed.touched and chosen and not self.sending:
            self._draft.keep(self._wish(self.typed.after))

    def _on_draft(self) -> None:
        self.changed.emit()
        if self.sending and not self.saved:  # "send" was pressed while it was being kept
            self._save()

    def _bring_back(self) -> None:
        newest = newest_draft(self._outbox, IntentKind.CORRECTION)
        if newest is not None and not self._draft.begun:
            self.edit(newest.client_ref)

    def open_wish(self, wish: Wish) -> None:
        """Go on with a wish of an earlier time under its own reference, such as a letter's."""
        if not isinstance(wish, CorrectionDraft):
            return
        self._empty()
        self._draft.take(wish.client_ref, wish.idempotency_key, self._outbox.lasting)
        *also, last = wish.changes
        self.typed = TypedCorrection(
            last.field_id, last.after, wish.why, list(wish.evidence), list(also)
        )
        self._check()
        self.changed.emit()

    def _save(self) -> None:
        check = self.check
        wish = self._wish(check.normal if check else self.typed.after)
        self._delivery.start(wish)

    def _on_saved(self, intent: Intent) -> None:
        self._draft.take(intent.client_ref, intent.idempotency_key, intent.lasting)
        self.saved = True
        self.changed.emit()

    def _on_filed(self, request: DataRequest) -> None:
        self.sending = False
        self._empty()
        self.sent.emit(request)

    def _on_waits(self, intent: Intent) -> None:
        self.sending = False
        self._empty()
        self.waits.emit(intent.client_ref)

    def _on_refused(self, name: str, error: KassaError) -> None:
        self.reading -= 1
        self.refused = (*self.refused, RefusedDocument(name, error))
        self.changed.emit()

    def _check(self) -> None:
        from kassadesk.services.field_checks import check

        held = self.field
        self.check, self.current_check = None, None
        if held is None:
            return
        if held.value:
            self.current_check = check(held.kind, held.value, None)
        if self.typed.after.strip():
            self.check = check(held.kind, self.typed.after, other_pan(self.fields, held))

    def _on_fields(self, read: tuple[tuple[HeldField, ...], RightBasis]) -> None:
        self.fields, self.right = read
        self.loading = False
        self._check()
        self.changed.emit()

    def _on_fields_failed(self, error: KassaError) -> None:
        self.loading, self.load_error = False, error
        self.changed.emit()

    def _read_document(self, path: Path) -> None:
        def read(_work: Work) -> Evidence:
            from kassadesk.services.evidence import read_evidence

            return read_evidence(path)

        self.reading += 1
        self._tasks.run(read, self._on_document, lambda error: self._on_refused(path.name, error))

    def _on_document(self, evidence: Evidence) -> None:
        self.reading -= 1
        if all(evidence.sha256 != other.sha256 for other in self.typed.evidence):
            self.typed.evidence.append(evidence)
        self._edited()

    def _on_send_failed(self, error: KassaError) -> None:
        self.sending, self.saved, self.error = False, False, error
        self.changed.emit()
