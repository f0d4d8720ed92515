"""Ask to delete: choose, keep a copy, see what happens, confirm by typing, send once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kassadesk.core.clock import Clock, indian_day, utc_now
from kassadesk.core.data_requests import (
    DataRequest,
    DeletionDraft,
    DeletionPreview,
    DeletionScope,
)
from kassadesk.core.errors import Conflict, KassaError, Rejected
from kassadesk.core.exports import PastExport
from kassadesk.core.held import CategoryId
from kassadesk.viewmodels.deletion_basis import DeletionBasis as DeletionBasis
from kassadesk.viewmodels.deletion_basis import read_basis
from kassadesk.viewmodels.sent_requests import Delivery

if TYPE_CHECKING:
    from kassadesk.core.intents import Intent, Wish
    from kassadesk.core.work import Work
    from kassadesk.services.data_requests import DataRequestsService
    from kassadesk.services.deletion_meaning import DeletionMeaning as DeletionMeaning
    from kassadesk.services.exports import ExportService
    from kassadesk.services.records import RecordsService
    from kassadesk.viewmodels.notices import Notices
    from kassadesk.viewmodels.outbox import OutboxViewModel
    from kassadesk.viewmodels.tasks import Tasks
    from kassadesk.viewmodels.walkthrough import Walkthrough

CHOOSE, COPY, SEE = 1, 2, 3
"""The three steps."""

CONFIRM_WORD = "DELETE"
"""Typed where the shop has no GSTIN; Latin letters in every language, as a GSTIN would be."""


class DeletionViewModel(QObject):
    """One deletion in the making; the choice is kept while the program runs.

    Signals:
        changed (): basis, choice, step, preview, error or sending state is new.
        sent (DataRequest): Kassapos has it and gave a receipt; the choice is empty again.
        waits (str): it is saved and waits under this reference; the choice is empty again.
    """

    changed = Signal()
    sent = Signal(object)
    waits = Signal(str)

    def __init__(
        self,
        tasks: Tasks,
        notices: Notices,
        walkthrough: Walkthrough,
        data_requests: DataRequestsService,
        records: RecordsService,
        exports: ExportService,
        outbox: OutboxViewModel,
        clock: Clock = utc_now,
    ) -> None:
        super().__init__()
        self._tasks = tasks
        self._notices = notices
        self.walkthrough = walkthrough
        self._service = data_requests
        self._records = records
        self._exports = exports
        self._clock = clock
        self._outbox = outbox
        self._delivery = Delivery(outbox, notices)
        self._delivery.saved.connect(self._on_saved)
        self._delivery.filed.connect(self._on_filed)
        self._delivery.waits.connect(self._on_waits)
        self._delivery.refused.connect(self._on_turned_down)
        self._delivery.failed.connect(self._on_send_failed)
        self._intent: tuple[str, str] | None = None
        self._intent_plan = ""
        self._letter_ids: tuple[str, str] | None = None
        """Of the letter that asks for this choice, so that filing it after all is the same wish."""
        self._previewed: DeletionScope | None = None
        self.basis: DeletionBasis | None = None
        self.loading = False
        self.load_error: KassaError | None = None
        self.step = CHOOSE
        self.categories: frozenset[str] = frozenset()
        self.fields: frozenset[str] = frozenset()
        self.close_account = False
        self.copy_declined = False
        self.preview: DeletionPreview | None = None
        self.meaning: DeletionMeaning | None = None
        """What the preview means for the shop; there whenever the preview is."""
        self.preview_loading = False
        self.preview_error: KassaError | None = None
        self.typed = ""
        self.sending = False
        self.saved = False
        """True from the moment it is safe on this PC until it is known what became of it."""
        self.error: KassaError | None = None

    # --- what is shown ---------------------------------------------------------------------------

    @property
    def scope(self) -> DeletionScope:
        """What is chosen now, in a fixed order."""
        return DeletionScope(
            tuple(sorted(self.fields)), tuple(sorted(self.categories)), self.close_account
        )

    @property
    def anything(self) -> bool:
        """True when something is chosen."""
        return bool(self.fields or self.categories or self.close_account)

    @property
    def touched_kinds(self) -> frozenset[CategoryId]:
        """The kinds of data the choice reaches into."""
        if self.close_account:
            return frozenset(CategoryId)
        of_fields = {
            f.category
            for f in (self.basis.fields if self.basis else ())
            if f.field_id in self.fields
        }
        return frozenset(of_fields | {CategoryId(c) for c in self.categories})

    @property
    def copy(self) -> PastExport | None:
        """The newest whole, unmasked copy on this PC of every kind the choice reaches into."""
        for past in self.basis.history if self.basis else ():
            whole = past.from_year is None and past.to_year is None
            if (
                past.check == "verified"
                and not past.masked
                and (whole or CategoryId.BILLING not in self.touched_kinds)
                and self.touched_kinds <= set(past.categories)
            ):
                return past
        return None

    @property
    def bills_held(self) -> int | None:
        """How many bills Kassapos holds, to hold against the copy; None where no bill is touched."""
        if self.basis is None or CategoryId.BILLING not in self.touched_kinds:
            return None
        return sum(
            one.count for one in self.basis.categories if one.category_id is CategoryId.BILLING
        )

    @property
    def confirmation(self) -> str:
        """What must be typed: the last 4 characters of the GSTIN, or a word where there is none."""
        gstin = self.basis.merchant.main_gstin if self.basis else None
        return gstin[-4:] if gstin else CONFIRM_WORD

    @property
    def confirmed(self) -> bool:
        """True when the typed check fits, in small or capital letters."""
        return self.typed.strip().upper() == self.confirmation

    @property
    def cannot_send(self) -> str:
        """Why it cannot be sent now (a code), "" when it can.

        Codes: sending, nothing_chosen, no_preview, no_copy, not_confirmed.
        """
        if self.sending:
            return "sending"
        if not self.anything:
            return "nothing_chosen"
        if self.preview is None or self._previewed != self.scope:
            return "no_preview"
        if self.copy is None and not self.copy_declined:
            return "no_copy"
        return "" if self.confirmed else "not_confirmed"

    # --- choices ---------------------------------------------------------------------------------

    def choose_category(self, category_id: str, wanted: bool) -> None:
        """Ask to delete a whole kind of data, or not."""
        self.categories = _with(self.categories, category_id, wanted)
        self._chosen()

    def choose_field(self, field_id: str, wanted: bool) -> None:
        """Ask to delete one field, or not."""
        self.fields = _with(self.fields, field_id, wanted)
        self._chosen()

    def choose_closing(self, wanted: bool) -> None:
        """Ask to close the account, which takes everything the law lets go."""
        self.close_account = wanted
        if wanted:
            self.categories, self.fields = frozenset(), frozenset()
        self._chosen()

    def decline_copy(self, declined: bool) -> None:
        """Go on without an own copy, said in so many words."""
        self.copy_declined = declined
        self.changed.emit()

    def type(self, text: str) -> None:
        """The typed check."""
        if text != self.typed:
            self.typed = text
            self.changed.emit()

    # --- commands --------------------------------------------------------------------------------

    def load(self, field_id: str = "", category_id: str = "") -> None:
        """Read what can be deleted; a field or a kind of data may be chosen at once."""
        if field_id:
            self.choose_field(field_id, True)
        if category_id:
            self.choose_category(category_id, True)
        if self.loading:
            return
        self.loading, self.load_error = True, None
        self.changed.emit()
        self._tasks.run(self._read_basis, self._on_basis, self._on_basis_failed)

    def prepare(self, scope: DeletionScope) -> None:
        """Start with this choice instead of any other; nothing is sent."""
        self.discard()
        self.fields, self.categories = frozenset(scope.fields), frozenset(scope.categories)
        self.close_account = scope.close_account
        self._chosen()
        self.load()

    def take_over(self, before: DeletionViewModel) -> None:
        """Go on with the choice of an earlier visit; what would happen is asked anew."""
        self.categories, self.fields = before.categories, before.fields
        self.close_account, self.copy_declined = before.close_account, before.copy_declined
        self._chosen()

    def go(self, step: int) -> None:
        """Go to a step; seeing what happens reads a fresh preview."""
        if step > CHOOSE and not self.anything:
            return
        self.step = step
        if step == SEE:
            self.read_preview()
        else:
            self.changed.emit()

    def read_preview(self) -> None:
        """Ask Kassapos what would happen. Nothing is changed by asking."""
        scope = self.scope
        self.preview, self.preview_error, self.preview_loading = None, None, True
        self.meaning, self.typed = None, ""
        self.changed.emit()
        self._tasks.run(
            lambda _work: self._read_preview(scope),
            lambda told: self._on_preview(scope, *told),
            lambda error: self._on_preview_failed(scope, error),
        )

    def send(self) -> None:
        """Save the request and send it. A second call while it is on its way does nothing."""
        if self.cannot_send or self.preview is None:
            return
        if self._intent is None or self._intent_plan != self.preview.plan_hash:
            self._intent = self._letter_ids or self._outbox.new_ids()
            self._intent_plan = self.preview.plan_hash
        draft = DeletionDraft(*self._intent, self.scope, self.preview.plan_hash)
        self.sending, self.saved, self.error = True, False, None
        self.changed.emit()
        self._delivery.start(draft)

    def as_letter(self) -> DeletionDraft:
        """The choice, to be written as a letter. Sends nothing."""
        self._intent = self._intent or self._letter_ids or self._outbox.new_ids()
        plan_hash = self.preview.plan_hash if self.preview else ""
        self._intent_plan = plan_hash
        return DeletionDraft(*self._intent, self.scope, plan_hash)

    def went_by_letter(self, client_ref: str) -> None:
        """This wish goes by letter now; the page is done with it, if it was here."""
        if self._intent is not None and self._intent[0] == client_ref:
            self.discard()

    def take_letter(self, wish: DeletionDraft) -> None:
        """Choose what a letter asks, to file it with Kassapos after all: the same wish."""
        self.categories, self.fields = (
            frozenset(wish.scope.categories),
            frozenset(wish.scope.fields),
        )
        self.close_account, self.step = wish.scope.close_account, CHOOSE
        self._chosen()
        self._letter_ids = wish.client_ref, wish.idempotency_key

    def edit(self, client_ref: str) -> None:
        """Choose anew what was not sent or was refused; it is taken out of the outbox."""

        def open_again(wish: Wish) -> None:
            self._outbox.discard(wish.client_ref)
            if isinstance(wish, DeletionDraft):
                self.categories = frozenset(wish.scope.categories)
                self.fields = frozenset(wish.scope.fields)
                self.close_account, self.step = wish.scope.close_account, CHOOSE
                self._chosen()

        self._outbox.take_back(client_ref, open_again)

    def discard(self) -> None:
        """Throw the choice away."""
        self.categories, self.fields, self.close_account = frozenset(), frozenset(), False
        self.step, self.copy_declined = CHOOSE, False
        self._chosen()

    def forget(self) -> None:
        """Drop everything: another shop signs in."""
        self.basis, self.load_error = None, None
        self.discard()

    # --- answers ---------------------------------------------------------------------------------

    def _chosen(self) -> None:
        """Another choice is another wish: its preview, its typed check and its key are new."""
        self.preview, self.meaning, self.preview_error, self.error = None, None, None, None
        self.typed, self._intent, self.preview_loading = "", None, False
        self._letter_ids = None
        self.changed.emit()

    def _read_basis(self, _work: Work) -> DeletionBasis:
        return read_basis(self._records, self._exports, indian_day(self._clock()))

    def _read_preview(self, scope: DeletionScope) -> tuple[DeletionPreview, DeletionMeaning]:
        from kassadesk.services.deletion_meaning import meaning_of
        from kassadesk.services.laws import legal_data

        preview = self._service.preview(scope)
        merchant, categories = self._records.merchant(), self._records.categories()
        return preview, meaning_of(preview, merchant, categories, legal_data())

    def _on_basis(self, basis: DeletionBasis) -> None:
        self.basis, self.loading = basis, False
        held = frozenset(field.field_id for field in basis.fields)
        if not self.fields <= held:  # gone since it was chosen
            self.fields &= held
            self._chosen()
        self.changed.emit()

    def _on_basis_failed(self, error: KassaError) -> None:
        self.loading, self.load_error = False, error
        self.changed.emit()

    def _on_preview(
        self, scope: DeletionScope, preview: DeletionPreview, meaning: DeletionMeaning
    ) -> None:
        if scope != self.scope:
            return
        self.preview, self.meaning, self._previewed = preview, meaning, scope
        self.preview_loading = False
        self.changed.emit()

    def _on_preview_failed(self, scope: DeletionScope, error: KassaError) -> None:
        if scope != self.scope:
            return
        self.preview_error, self.preview_loading = error, False
        self.changed.emit()

    def _on_saved(self, intent: Intent) -> None:
        self._intent, self.saved = (intent.client_ref, intent.idempotency_key), True
        self.changed.emit()

    def _on_filed(self, request: DataRequest) -> None:
        self.sending = self.saved = False
        self.discard()
        self.sent.emit(request)

    def _on_waits(self, intent: Intent) -> None:
        self.sending = self.saved = False
        self.discard()
        self.waits.emit(intent.client_ref)

    def _on_turned_down(self, error: KassaError) -> None:
        """What would happen may have changed since it was shown: then it is asked anew."""
        if self._intent is not None:
            self._outbox.discard(self._intent[0])
        self._intent = None
        stale = isinstance(error, Rejected) and "stale_plan" in (p.reason for p in error.problems)
        self._on_send_failed(Conflict(reason="stale_plan") if stale else error)

    def _on_send_failed(self, error: KassaError) -> None:
        self.sending, self.saved, self.error = False, False, error
        if isinstance(error, Conflict):
            self.read_preview()
        self.changed.emit()


def _with(chosen: frozenset[str], one: str, wanted: bool) -> frozenset[str]:
    return chosen | {one} if wanted else chosen - {one}
