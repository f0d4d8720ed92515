"""What belongs to the requests when they are followed: complaints, own notes, the law, values held now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kassadesk.core.clock import Clock, indian_day, utc_now
from kassadesk.core.data_requests import DataRequest, RequestStatus, RequestType
from kassadesk.core.due_days import DueDay
from kassadesk.core.errors import KassaError
from kassadesk.core.grievances import Grievance, GrievanceEvent
from kassadesk.core.ladder import Ground, Rung, board_rung, law_day, may_object, request_ladder
from kassadesk.core.own_steps import OwnSteps
from kassadesk.core.rights import RightBasis

if TYPE_CHECKING:
    from kassadesk.core.work import Work
    from kassadesk.services.following import Followed, FollowingService
    from kassadesk.viewmodels.notices import Notices
    from kassadesk.viewmodels.outbox import OutboxViewModel
    from kassadesk.viewmodels.tasks import Task, Tasks


class FollowingViewModel(QObject):
    """What Requests needs beside the requests.

    Signals:
        changed (): complaints, story, notes, busy or error is new.
        calendar_saved (Path): a due day's calendar file is there; the page opens it.
    """

    changed = Signal()
    calendar_saved = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        notices: Notices,
        service: FollowingService,
        outbox: OutboxViewModel,
        folder: Path,
        clock: Clock = utc_now,
    ) -> None:
        """`folder`: where calendar files go."""
        super().__init__()
        self._tasks = tasks
        self._notices = notices
        self._service = service
        self._outbox = outbox
        self._folder = folder
        self._clock = clock
        self._followed: Followed | None = None
        self._events_task: Task[tuple[GrievanceEvent, ...]] | None = None
        self._keys: dict[tuple[str, str], str] = {}
        self._held_task: Task[dict[str, str | None]] | None = None
        self.held_of = ""
        """The request whose fields were looked at."""
        self.held_now: dict[str, str | None] | None = None
        """What those fields hold now, by field id; None while it is not known."""
        self.held_error: KassaError | None = None
        self.shown_id = ""
        self.loading = False
        self.error: KassaError | None = None
        self.events: tuple[GrievanceEvent, ...] = ()
        self.events_loading = False
        self.events_error: KassaError | None = None
        self.busy = ""
        """"answer", "reopen" or "note" while that is on its way."""
        self.act_error: KassaError | None = None

    # --- what is shown ---------------------------------------------------------------------------

    @property
    def loaded(self) -> bool:
        """True once complaints, notes and law are there."""
        return self._followed is not None

    @property
    def all(self) -> tuple[Grievance, ...]:
        """Every complaint of the shop."""
        return self._followed.grievances if self._followed else ()

    @property
    def waiting(self) -> int:
        """How many wait for the person."""
        return sum(one.your_turn for one in self.all)

    @property
    def ground(self) -> Ground | None:
        """What the ladder stands on; None before it was read."""
        found = self._followed
        if found is None:
            return None
        return Ground(indian_day(self._clock()), found.laws, found.holder, found.steps)

    def find(self, grievance_id: str) -> Grievance | None:
        """One of them."""
        return next((one for one in self.all if one.grievance_id == grievance_id), None)

    def ladder(self, request: DataRequest) -> tuple[Rung, ...]:
        """The rungs of a request; () where there are none, or before they are known."""
        return request_ladder(request, self.all, self.ground) if self.ground else ()

    def board(self, grievance: Grievance) -> Rung | None:
        """The Board's rung of a complaint."""
        return board_rung(grievance, self.ground) if self.ground else None

    def clock_day(self, grievance: Grievance) -> date | None:
        """The law's last day for a complaint, by our own data or by Kassapos' word."""
        own = law_day(grievance, self.ground) if self.ground else None
        return own or grievance.statutory_due_date

    def may_object(self, request: DataRequest) -> bool:
        """True when an objection to this request can be made."""
        return self.loaded and may_object(request, self.all)

    def notes(self, about: str) -> OwnSteps:
        """What the person noted about one request or complaint."""
        return self.ground.of(about) if self.ground else OwnSteps(about)

    def told_of(self, request: DataRequest) -> tuple[object, ...]:
        """What the drawing of a request depends on here."""
        looked = self.held_of == request.request_id
        held = None if self.held_now is None else tuple(sorted(self.held_now.items()))
        return (self.ground, self.all, self.busy, *((held, self.held_error) if looked else ()))

    def right_of(self, request: DataRequest) -> RightBasis | None:
        """Whose right a request is; None before the GSTIN is known."""
        kind = str(request.type)
        return self.right("access" if kind.startswith("access") else kind)

    def right(self, kind: str) -> RightBasis | None:
        """Whose right such a request is; None before the GSTIN is known."""
        if self._followed is None:
            return None
        today = indian_day(self._clock())
        return self._service.right(kind, self._followed.gstin, today)

    # --- commands --------------------------------------------------------------------------------

    def load(self) -> None:
        """Read everything again, and later what the fields hold."""
        self.held_of = ""
        if self.loading:
            return
        self.loading, self.error = True, None
        today = indian_day(self._clock())
        self._tasks.run(
            lambda _: self._service.read(today), self._on_read, self._on_read_failed, owner=self
        )

    def show(self, grievance_id: str) -> None:
        """Open one and read its story; "" for none."""
        if grievance_id == self.shown_id:
            return
        self.shown_id, self.act_error = grievance_id, None
        self.read_events()

    def read_events(self) -> None:
        """Read the story of the open one again."""
        if self._events_task is not None:
            self._events_task.cancel()
        self.events, self.events_error = (), None
        asked, self.events_loading = self.shown_id, bool(self.shown_id)
        if asked:
            self._events_task = self._tasks.run(
                lambda _: self._service.events(asked),
                self._on_events,
                self._on_events_failed,
                owner=self,
            )
        self.changed.emit()

    def look_at_fields(self, request: DataRequest | None) -> None:
        """Read what the fields of a finished correction hold now; nothing for any other request."""
        done = request is not None and request.status is RequestStatus.FULFILLED
        corrected = request is not None and request.type is RequestType.CORRECTION
        wanted = request if done and corrected else None
        if (wanted.request_id if wanted else "") == self.held_of:
            return
        if self._held_task is not None:
            self._held_task.cancel()
        self.held_of = wanted.request_id if wanted else ""
        self.held_now, self.held_error = None, None
        if wanted is not None:
            fields = tuple(item.subject for item in wanted.items if item.action == "correct")
            self._held_task = self._tasks.run(
                lambda _: self._service.held_now(fields),
                self._on_held,
                self._on_held_failed,
                owner=self,
            )

    def take(self, grievance: Grievance) -> None:
        """A complaint that was filed just now."""
        if self._followed is not None:
            others = [one for one in self.all if one.grievance_id != grievance.grievance_id]
            self._followed = replace(self._followed, grievances=(grievance, *others))
        self.changed.emit()

    def answer(self, text: str, paths: list[Path]) -> None:
        """Answer Kassapos' question about the open complaint, with what shows it."""
        one = self.find(self.shown_id)
        if one is None or self.busy or not one.your_turn:
            return
        key = self._key("answer:" + text + "|".join(map(str, paths)), one.grievance_id)

        def send(work: Work) -> Grievance:
            from kassadesk.services.evidence import read_evidence

            evidence = tuple(read_evidence(path) for path in paths)
            return self._service.answer(one.grievance_id, text, evidence, key, work)

        self._act("answer", send)

    def reopen(self, why: str) -> None:
        """Open the open complaint again."""
        one = self.find(self.shown_id)
        if one is None or self.busy or not one.can_reopen:
            return
        key = self._key("reopen:" + why, one.grievance_id)
        self._act("reopen", lambda _work: self._service.reopen(one.grievance_id, why, key))

    def note_reminded(self, request_id: str) -> None:
        """Note that Kassapos was reminded today."""
        today = indian_day(self._clock())
        self._note(replace(self.notes(request_id), reminded_on=today))

    def note_not_settled(self, grievance_id: str) -> None:
        """Note that Kassapos' answer does not settle the complaint."""
        today = indian_day(self._clock())
        self._note(replace(self.notes(grievance_id), not_settled_on=today))

    def note_board(self, grievance_id: str, day: date, number: str) -> None:
        """Note that it was brought before the Board."""
        steps = replace(self.notes(grievance_id), board_on=day, board_number=number)
        self._note(steps)

    def save_due_day(self, due: DueDay, name: str) -> None:
        """Put a due day into a calendar file of this name; then it is opened."""
        folder = self._folder
        self._tasks.run(
            lambda _: self._service.save_due_day(due, folder / name),
            self._on_calendar,
            self._notices.error,
            owner=self,
        )

    # --- answers -----------------------------------------------------------------------------------

    def _key(self, act: str, about: str) -> str:
        """One idempotency key per act, the same for each retry."""
        intent = (act, about)
        if intent not in self._keys:
            self._keys[intent] = self._outbox.new_ids()[1]
        return self._keys[intent]

    def _act(self, name: str, call: Callable[[Work], Grievance]) -> None:
        self.busy, self.act_error = name, None
        self.changed.emit()
        self._tasks.run(call, self._on_acted, self._on_act_failed, owner=self)

    def _on_acted(self, grievance: Grievance) -> None:
        act, self.busy = self.busy, ""
        self._keys.clear()
        self.take(grievance)
        self.read_events()
        kind = "complaint_answered" if act == "answer" else "complaint_reopened"
        self._notices.good(kind, reference=grievance.reference)

    def _on_act_failed(self, error: KassaError) -> None:
        self.busy, self.act_error = "", error
        self.changed.emit()

    def _note(self, steps: OwnSteps) -> None:
        self.busy = "note"
        self.changed.emit()
        self._tasks.run(
            lambda _: self._service.note(steps), self._on_noted, self._on_act_failed, owner=self
        )

    def _on_noted(self, steps: tuple[OwnSteps, ...]) -> None:
        self.busy = ""
        if self._followed is not None:
            self._followed = replace(self._followed, steps=steps)
        self.changed.emit()

    def _on_read(self, followed: Followed) -> None:
        self.loading, self._followed = False, followed
        if self.shown_id:
            self.read_events()
        self.changed.emit()

    def _on_read_failed(self, error: KassaError) -> None:
        self.loading, self.error = False, error
        self.changed.emit()

    def _on_calendar(self, path: Path) -> None:
        self._notices.good("calendar_saved", name=path.name)
        self.calendar_saved.emit(path)

    def _on_held(self, held: dict[str, str | None]) -> None:
        self.held_now = held
        self.changed.emit()

    def _on_held_failed(self, error: KassaError) -> None:
        self.held_error = error
        self.changed.emit()

    def _on_events(self, events: tuple[GrievanceEvent, ...]) -> None:
        self.events, self.events_loading = events, False
        self.changed.emit()

    def _on_events_failed(self, error: KassaError) -> None:
        self.events_error, self.events_loading = error, False
        self.changed.emit()
