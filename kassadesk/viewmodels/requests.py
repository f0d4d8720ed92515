"""Requests: the list, the chosen one with its story, and what the person may do with it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kassadesk.core.clock import Clock, utc_now
from kassadesk.core.data_requests import DataRequest, RequestEvent
from kassadesk.core.errors import AttachmentRefused, KassaError
from kassadesk.core.grievances import Grievance
from kassadesk.core.intents import (
    Arrived,
    EvidenceDraft,
    Intent,
    Wish,
    WithdrawalDraft,
    about,
    as_error,
)
from kassadesk.viewmodels.request_rows import Row, all_in_order, has_status, id_of, in_order
from kassadesk.viewmodels.sent_requests import Delivery

if TYPE_CHECKING:
    from kassadesk.core.work import Work
    from kassadesk.services.data_requests import DataRequestsService
    from kassadesk.viewmodels.following import FollowingViewModel
    from kassadesk.viewmodels.notices import Notices
    from kassadesk.viewmodels.outbox import OutboxViewModel
    from kassadesk.viewmodels.tasks import Task, Tasks
    from kassadesk.viewmodels.walkthrough import Walkthrough

MAX_DOCUMENTS = 5
"""The contract's limits.attachments_per_request_max."""


class RequestsViewModel(QObject):
    """All requests of this shop, those that are not sent yet first; one of them chosen.

    Signals:
        changed (): list, choice, story, busy or error is new.
        counted (int): how many requests wait for the person.
        withdrawn (DataRequest): Kassapos confirmed a withdrawal.
    """

    changed = Signal()
    counted = Signal(int)
    withdrawn = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        notices: Notices,
        walkthrough: Walkthrough,
        data_requests: DataRequestsService,
        outbox: OutboxViewModel,
        following: FollowingViewModel,
        clock: Clock = utc_now,
    ) -> None:
        super().__init__()
        self._tasks = tasks
        self._notices = notices
        self.walkthrough = walkthrough
        self._service = data_requests
        self.outbox = outbox
        self.following = following
        self._clock = clock
        self._withdrawal = Delivery(outbox, notices, "request_withdrawn")
        self._adding = Delivery(outbox, notices, "evidence_added")
        for delivery in (self._withdrawal, self._adding):
            delivery.filed.connect(self._on_acted)
            delivery.waits.connect(self._on_act_waits)
            delivery.refused.connect(self._on_act_failed)
            delivery.failed.connect(self._on_act_failed)
        outbox.changed.connect(self.changed)
        outbox.filed.connect(self._on_filed)
        following.changed.connect(self._on_following)
        self._all: tuple[DataRequest, ...] = ()
        self._events_task: Task[tuple[RequestEvent, ...]] | None = None
        self.loaded = False
        self.loading = False
        self.error: KassaError | None = None
        self.wanted_status = ""
        """"" for all, "your_turn", or a RequestStatus value."""
        self.chosen_id = ""
        self.lead_to = ""
        """A request the person was led to: its pane opens once it is there; the page clears it."""
        self.events: tuple[RequestEvent, ...] = ()
        self.events_loading = False
        self.events_error: KassaError | None = None
        self.busy = ""
        """"withdraw" or "add_evidence" while that is on its way."""
        self.act_error: KassaError | None = None

    # --- what is shown ---------------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        """The present moment, for "days left"."""
        return self._clock()

    @property
    def shown(self) -> tuple[DataRequest, ...]:
        """The requests that fit the filter, in order."""
        if self.wanted_status == "your_turn":
            return tuple(r for r in self._all if r.your_turn)
        if self.wanted_status:
            return tuple(r for r in self._all if r.status == self.wanted_status and not r.your_turn)
        return self._all

    @property
    def complaints(self) -> tuple[Grievance, ...]:
        """The complaints that fit the filter."""
        wanted = self.wanted_status
        every = self.following.all
        return tuple(one for one in every if has_status(one, wanted)) if wanted else every

    @property
    def rows(self) -> tuple[Row, ...]:
        """The list: not sent yet, then requests and complaints by whose turn it is and by date."""
        return (*self.unsent, *all_in_order(self.shown, self.complaints))

    @property
    def unsent(self) -> tuple[Intent, ...]:
        """What stands on top of the list: not at Kassapos yet, newest first; none under a filter."""
        return () if self.wanted_status else self.outbox.intents[::-1]

    @property
    def any(self) -> bool:
        """True when the shop has sent at least one request, or has written one."""
        return bool(self._all or self.outbox.intents or self.following.all)

    @property
    def chosen_unsent(self) -> Intent | None:
        """The request whose pane is open, when it is not sent yet."""
        return self.outbox.find(self.chosen_id)

    @property
    def chosen(self) -> DataRequest | None:
        """The request whose pane is open."""
        return self.request(self.chosen_id)

    @property
    def chosen_complaint(self) -> Grievance | None:
        """The complaint whose pane is open."""
        return self.following.find(self.chosen_id)

    @property
    def waiting(self) -> int:
        """How many wait for the person: asked something, or refused before they were filed."""
        turns = sum(r.your_turn for r in self._all) + self.following.waiting
        return turns + self.outbox.refusals

    def request(self, request_id: str | None) -> DataRequest | None:
        """One of the requests, whatever the filter."""
        return next((r for r in self._all if r.request_id == request_id), None)

    def waiting_act(self, request: DataRequest) -> Intent | None:
        """A withdrawal or documents for this request that are not at Kassapos yet."""
        acts = (one for one in self.outbox.intents if about(one.wish) == request.request_id)
        return next((one for one in acts if one.waits), None)

    # --- commands --------------------------------------------------------------------------------

    def load(self, choose: str = "") -> None:
        """Read the list again; `choose` opens that request when it has come."""
        if choose:
            self.chosen_id = self.lead_to = choose
            self.wanted_status = ""
        if self.loading:
            return
        self.loading, self.error = True, None
        self.changed.emit()
        self.following.load()
        self._tasks.run(lambda _work: self._service.all(), self._on_all, self._on_all_failed)

    def filter(self, status: str) -> None:
        """Show only requests of one status; "" for all."""
        self.wanted_status = status
        there = self.chosen_unsent or self.chosen or self.chosen_complaint
        if there not in self.rows:
            self.chosen_id = ""
        self.changed.emit()

    def choose(self, request_id: str) -> None:
        """Open one request and read its story; "" closes the pane."""
        if request_id == self.chosen_id and self._story_there:
            return
        self.chosen_id = request_id
        self.act_error = None
        self._read_events()
        self.changed.emit()

    def read_events(self) -> None:
        """Read the story of the chosen request again."""
        self._read_events()
        self.changed.emit()

    def withdraw(self) -> None:
        """Withdraw the chosen request. A second call while the first runs does nothing."""
        request = self.chosen
        if request is None or self.busy or not request.can_withdraw:
            return
        waiting = self.waiting_act(request)
        if waiting is not None:  # pressed before: the same one goes again
            self._begin("withdraw")
            self._withdrawal.follow(waiting.client_ref)
        else:
            ids = self.outbox.new_ids()
            self._act("withdraw", WithdrawalDraft(*ids, request.request_id, request.reference))

    def add_documents(self, paths: list[Path]) -> None:
        """Send documents Kassapos asked for with the chosen request."""
        request = self.chosen
        if request is None or self.busy or not paths:
            return
        if len(paths) > MAX_DOCUMENTS:
            self.act_error = AttachmentRefused(reason="too_many")
            self.changed.emit()
            return
        self._begin("add_evidence")

        def read(_work: Work) -> EvidenceDraft:
            from kassadesk.services.evidence import read_evidence

            evidence = tuple(read_evidence(path) for path in paths)
            ids = self.outbox.new_ids()
            return EvidenceDraft(*ids, request.request_id, request.reference, evidence)

        self._tasks.run(read, lambda wish: self._act("add_evidence", wish), self._on_act_failed)

    def forget(self) -> None:
        """Drop everything: another shop signs in."""
        self._all, self.events, self.chosen_id = (), (), ""
        self.loaded, self.error, self.act_error, self.wanted_status = False, None, None, ""
        self.counted.emit(0)
        self.changed.emit()

    # --- answers ---------------------------------------------------------------------------------

    def _begin(self, name: str) -> None:
        self.busy, self.act_error = name, None
        self.changed.emit()

    def _act(self, name: str, wish: Wish) -> None:
        self._begin(name)
        delivery = self._withdrawal if name == "withdraw" else self._adding
        delivery.start(wish)

    def _on_acted(self, request: DataRequest) -> None:
        act, self.busy = self.busy, ""
        if act == "withdraw":
            self.withdrawn.emit(request)

    def _on_act_waits(self, intent: Intent) -> None:
        """Saved, and not at Kassapos yet: why, beside the button that tries again."""
        trouble = as_error(intent.trouble) if intent.trouble else None
        self.busy, self.act_error = "", self.outbox.error or trouble
        self.changed.emit()

    def _on_filed(self, arrived: Arrived) -> None:
        """Kassapos has one of those on top, or an act on one of the list; from whichever page."""
        request, before = arrived.answer, arrived.intent.client_ref
        if isinstance(request, Grievance):
            if self.chosen_id == before:
                self.chosen_id = request.grievance_id
            self.following.take(request)
            return
        if not isinstance(request, DataRequest):
            return
        if not self.loaded:  # the list could not be read while there was no line
            self.load(request.request_id if self.chosen_id == before else "")
            return
        if self.chosen_id == before:
            self.chosen_id = request.request_id
        self._replace(request)
        self._read_events()
        self.changed.emit()

    def _on_act_failed(self, error: KassaError) -> None:
        self.busy, self.act_error = "", error
        self.changed.emit()

    def _on_all(self, requests: tuple[DataRequest, ...]) -> None:
        self.loading, self.loaded = False, True
        self._all = in_order(requests)
        self._settle_choice()
        self._read_events()
        self.counted.emit(self.waiting)
        self.changed.emit()

    def _on_all_failed(self, error: KassaError) -> None:
        self.loading, self.error = False, error
        self.changed.emit()

    def _replace(self, request: DataRequest) -> None:
        others = (r for r in self._all if r.request_id != request.request_id)
        self._all = in_order((request, *others))
        self.counted.emit(self.waiting)

    def _settle_choice(self) -> None:
        """Where nothing that is there is chosen: the first row."""
        there = self.chosen or self.chosen_unsent or self.chosen_complaint
        led = self.lead_to and not self.following.loaded and self.following.error is None
        if there is None and not led and self.loaded:
            rows = self.rows
            self.chosen_id = id_of(rows[0]) if rows else ""

    def _on_following(self) -> None:
        """Complaints, their story or the notes are new."""
        before = self.chosen_id
        self._settle_choice()
        if self.chosen_id != before or self.chosen_complaint is not None:
            self._read_events()
        self.counted.emit(self.waiting)
        self.changed.emit()

    @property
    def _story_there(self) -> bool:
        if self.chosen_complaint is not None:
            return self.following.shown_id == self.chosen_id
        return bool(self.events or self.events_loading)

    def _read_events(self) -> None:
        self.following.look_at_fields(self.chosen)
        self.following.show(self.chosen_id if self.chosen_complaint is not None else "")
        if self._events_task is not None:
            self._events_task.cancel()
        self.events, self.events_error = (), None
        asked = self.chosen_id if self.chosen is not None else ""
        self.events_loading = bool(asked)
        if not asked:
            return
        self._events_task = self._tasks.run(
            lambda _work: self._service.events(asked), self._on_events, self._on_events_failed
        )

    def _on_events(self, events: tuple[RequestEvent, ...]) -> None:
        self.events, self.events_loading = events, False
        self.changed.emit()

    def _on_events_failed(self, error: KassaError) -> None:
        self.events_error, self.events_loading = error, False
        self.changed.emit()
