"""Requests: the list, the chosen one with its story, and what the person may do with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kassadesk.core.clock import Clock, utc_now
from kassadesk.core.data_requests import DataRequest, RequestEvent, RequestStatus
from kassadesk.core.errors import AttachmentRefused, KassaError

if TYPE_CHECKING:
    from kassadesk.core.work import Work
    from kassadesk.services.data_requests import DataRequestsService
    from kassadesk.viewmodels.notices import Notices
    from kassadesk.viewmodels.tasks import Task, Tasks
    from kassadesk.viewmodels.walkthrough import Walkthrough

MAX_DOCUMENTS = 5
"""The contract's limits.attachments_per_request_max."""


def next_date(request: DataRequest) -> tuple[datetime | None, str]:
    """The date that matters next and why (a code).

    Codes: document_by (the person's turn), starts (deletion begins, can be stopped), confirm (not
    read yet), answer (promised), kept_until (items held by law), sent (nothing more to come).
    """
    if request.your_turn:
        return request.expires_at, "document_by"
    if request.reason == "cooling_off":
        return request.effective_at, "starts"
    if request.status is RequestStatus.OPEN:
        return request.promised_by, "confirm"
    if not request.final:
        return request.promised_by, "answer"
    held = [item.hold.until for item in request.items if item.hold and item.hold.until]
    if request.reason == "partial_legal_hold" and held:
        return min(held), "kept_until"
    return request.filed_at, "sent"


def in_order(requests: tuple[DataRequest, ...]) -> tuple[DataRequest, ...]:
    """Your turn first, then running ones by their next date, then ended ones, newest first."""

    def place(request: DataRequest) -> tuple[int, float]:
        if request.final:
            return 2, -request.filed_at.timestamp()
        when, _why = next_date(request)
        return (0 if request.your_turn else 1), when.timestamp() if when else float("inf")

    return tuple(sorted(requests, key=place))


class RequestsViewModel(QObject):
    """All requests of this shop; one of them chosen.

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
        clock: Clock = utc_now,
    ) -> None:
        super().__init__()
        self._tasks = tasks
        self._notices = notices
        self.walkthrough = walkthrough
        self._service = data_requests
        self._clock = clock
        self._all: tuple[DataRequest, ...] = ()
        self._events_task: Task[tuple[RequestEvent, ...]] | None = None
        self._keys: dict[tuple[str, str], str] = {}
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
    def any(self) -> bool:
        """True when the shop has sent at least one request."""
        return bool(self._all)

    @property
    def chosen(self) -> DataRequest | None:
        """The request whose pane is open."""
        return next((r for r in self._all if r.request_id == self.chosen_id), None)

    @property
    def waiting(self) -> int:
        """How many requests wait for the person."""
        return sum(r.your_turn for r in self._all)

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
        self._tasks.run(lambda _work: self._service.all(), self._on_all, self._on_all_failed)

    def filter(self, status: str) -> None:
        """Show only requests of one status; "" for all."""
        self.wanted_status = status
        if self.chosen not in self.shown:
            self.chosen_id = ""
        self.changed.emit()

    def choose(self, request_id: str) -> None:
        """Open one request and read its story; "" closes the pane."""
        if request_id == self.chosen_id and (self.events or self.events_loading):
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
        key = self._key("withdraw", request)
        self._act("withdraw", lambda _work: self._service.withdraw(request.request_id, key))

    def add_documents(self, paths: list[Path]) -> None:
        """Send documents Kassapos asked for with the chosen request."""
        request = self.chosen
        if request is None or self.busy or not paths:
            return
        if len(paths) > MAX_DOCUMENTS:
            self.act_error = AttachmentRefused(reason="too_many")
            self.changed.emit()
            return
        key = self._key("evidence:" + "|".join(map(str, paths)), request)

        def send(work: Work) -> DataRequest:
            from kassadesk.services.evidence import read_evidence

            evidence = tuple(read_evidence(path) for path in paths)
            return self._service.add_evidence(request.request_id, evidence, key, work)

        self._act("add_evidence", send)

    def forget(self) -> None:
        """Drop everything: another shop signs in."""
        self._all, self.events, self.chosen_id = (), (), ""
        self.loaded, self.error, self.act_error, self.wanted_status = False, None, None, ""
        self._keys.clear()
        self.counted.emit(0)
        self.changed.emit()

    # --- answers ---------------------------------------------------------------------------------

    def _key(self, act: str, request: DataRequest) -> str:
        """One idempotency key per act and request, the same for each retry."""
        intent = (act, request.request_id)
        if intent not in self._keys:
            self._keys[intent] = self._service.new_intent()[1]
        return self._keys[intent]

    def _act(self, name: str, call: Callable[[Work], DataRequest]) -> None:
        self.busy, self.act_error = name, None
        self.changed.emit()
        self._tasks.run(call, self._on_acted, self._on_act_failed)

    def _on_acted(self, request: DataRequest) -> None:
        act, self.busy = self.busy, ""
        self._keys.clear()
        self._replace(request)
        self._read_events()
        self.changed.emit()
        if act == "withdraw":
            self.withdrawn.emit(request)
        self._notices.good(
            "request_withdrawn" if act == "withdraw" else "evidence_added",
            reference=request.reference,
        )

    def _on_act_failed(self, error: KassaError) -> None:
        self.busy, self.act_error = "", error
        self.changed.emit()

    def _on_all(self, requests: tuple[DataRequest, ...]) -> None:
        self.loading, self.loaded = False, True
        self._all = in_order(requests)
        if self.chosen is None:
            self.chosen_id = self._all[0].request_id if self._all else ""
        self._read_events()
        self.counted.emit(self.waiting)
        self.changed.emit()

    def _on_all_failed(self, error: KassaError) -> None:
        self.loading, self.error = False, error
        self.changed.emit()

    def _replace(self, request: DataRequest) -> None:
        self._all = in_order(
            tuple(request if r.request_id == request.request_id else r for r in self._all)
        )
        self.counted.emit(self.waiting)

    def _read_events(self) -> None:
        if self._events_task is not None:
            self._events_task.cancel()
        self.events, self.events_error = (), None
        self.events_loading = bool(self.chosen_id)
        asked = self.chosen_id
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
