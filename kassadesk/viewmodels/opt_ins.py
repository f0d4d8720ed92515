"""The opt-in matrix: what Kassapos has confirmed, what is being saved, what is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kassadesk.core.clock import Clock, utc_now
from kassadesk.core.errors import (
    BadAnswer,
    Conflict,
    KassaError,
    Offline,
    ServerFault,
    TimedOut,
)
from kassadesk.core.opt_ins import OptIn
from kassadesk.viewmodels.notices import Notices
from kassadesk.viewmodels.opt_in_details import OptInDetails
from kassadesk.viewmodels.reading import Reading
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough

if TYPE_CHECKING:
    from kassadesk.services.opt_ins import OptInsService

OUTCOME_UNKNOWN = (Offline, TimedOut, ServerFault, BadAnswer)
"""After these the change may have been made all the same: the server is asked before anything is said."""


class OptInsViewModel(QObject):
    """All choices and the road of one change: pending, sent, confirmed or taken back.

    Signals:
        changed (): anything of the matrix is new; draw it again.
        conflicted (str, bool): this choice was changed elsewhere meanwhile; the flag is what the
            person wanted here, `confirmed` has what Kassapos holds. Ask, then `set` again or leave it.
    """

    changed = Signal()
    conflicted = Signal(str, bool)

    def __init__(
        self,
        tasks: Tasks,
        notices: Notices,
        walkthrough: Walkthrough,
        service: OptInsService,
        language: Callable[[], str] = lambda: "en",
        parent: QObject | None = None,
        clock: Clock = utc_now,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._notices = notices
        self._service = service
        self._language = language
        self._reading: Reading[tuple[OptIn, ...]] = Reading(tasks, self._on_read)
        self._confirmed: dict[str, OptIn] = {}
        self._pending: dict[str, bool] = {}
        self._sought = ""
        self.selected: str = ""
        """Id of the choice whose details are open; "" for none."""
        self.details = OptInDetails(tasks, walkthrough, service, self, clock)

    @property
    def all(self) -> tuple[OptIn, ...]:
        """Every choice as Kassapos confirmed it, in Kassapos' order."""
        return tuple(self._confirmed.values())

    @property
    def loading(self) -> bool:
        """True while the first answer is on its way."""
        return self._reading.waiting

    @property
    def error(self) -> KassaError | None:
        """Why the last reading failed; what was read before is still in `all`."""
        return self._reading.error

    def confirmed(self, opt_in_id: str) -> OptIn:
        """One choice as Kassapos has it; KeyError for an unknown id."""
        return self._confirmed[opt_in_id]

    def shown(self, opt_in_id: str) -> bool:
        """What the switch shows: the pending wish, else what is confirmed."""
        return self._pending.get(opt_in_id, self._confirmed[opt_in_id].granted)

    def saving(self, opt_in_id: str) -> bool:
        """True while a change of this choice waits for Kassapos' word."""
        return opt_in_id in self._pending

    def load(self) -> None:
        """Read all choices (again)."""
        self._reading.start(lambda work: self._service.all())
        if self.selected:
            self.details.load()

    def select(self, opt_in_id: str) -> None:
        """Open the details of a choice; "" closes them."""
        if opt_in_id == self.selected:
            return
        self.selected = opt_in_id
        self.details.open(self._confirmed[opt_in_id] if opt_in_id else None)
        self.changed.emit()

    def select_when_read(self, opt_in_id: str) -> None:
        """Open the details of a choice, now or as soon as the choices are read."""
        if opt_in_id in self._confirmed:
            self.select(opt_in_id)
        else:
            self._sought = opt_in_id

    def flip(self, opt_in_id: str) -> None:
        """Ask for the opposite of what is confirmed."""
        self.set(opt_in_id, not self._confirmed[opt_in_id].granted)

    def set(self, opt_in_id: str, granted: bool) -> None:
        """Ask Kassapos to switch a choice. Nothing happens while it is saved, locked, or so already.

        A command: it is never cancelled, because its effect at the server would be unknown.
        """
        current = self._confirmed[opt_in_id]
        if opt_in_id in self._pending or current.lock is not None or current.granted == granted:
            return
        self._pending[opt_in_id] = granted
        self.changed.emit()
        language = self._language()
        self._tasks.run(
            lambda work: self._service.set(current, granted, language),
            on_done=self._on_saved,
            on_failed=lambda error: self._on_not_saved(opt_in_id, granted, error),
        )

    def _on_read(self) -> None:
        answered = self._reading.error is None and not self._reading.running
        if self._reading.value is not None and answered:
            self._confirmed = {opt_in.opt_in_id: opt_in for opt_in in self._reading.value}
            if self.selected not in self._confirmed:
                self.selected = ""
                self.details.open(None)
            if self._sought in self._confirmed:
                self.selected, self._sought = self._sought, ""
                self.details.open(self._confirmed[self.selected])
        self.changed.emit()

    def _on_saved(self, opt_in: OptIn) -> None:
        name = opt_in.opt_in_id
        self._settle(opt_in)
        self._notices.good(
            "opt_in_on" if opt_in.granted else "opt_in_off",
            action="undo",
            on_action=lambda: self.set(name, not opt_in.granted),
            purpose=opt_in.purpose,
            channel=opt_in.channel,
            receipt=opt_in.receipt_number,
        )

    def _on_not_saved(self, opt_in_id: str, granted: bool, error: KassaError) -> None:
        if isinstance(error, Conflict) and isinstance(error.current, OptIn):
            if error.current.granted == granted:
                self._on_saved(error.current)
            else:
                self._settle(error.current)
                self.conflicted.emit(opt_in_id, granted)
        elif isinstance(error, OUTCOME_UNKNOWN):
            self._ask_what_holds(opt_in_id, granted, error)
        else:
            self._take_back(opt_in_id, granted, error)

    def _ask_what_holds(self, opt_in_id: str, granted: bool, error: KassaError) -> None:
        def answered(choices: tuple[OptIn, ...]) -> None:
            found = next((one for one in choices if one.opt_in_id == opt_in_id), None)
            if found is not None and found.granted == granted:
                self._on_saved(found)
                return
            if found is not None:
                self._confirmed[opt_in_id] = found
            self._take_back(opt_in_id, granted, error)

        self._tasks.run(
            lambda work: self._service.all(),
            on_done=answered,
            on_failed=lambda _: self._take_back(opt_in_id, granted, error),
        )

    def _take_back(self, opt_in_id: str, granted: bool, error: KassaError) -> None:
        self._pending.pop(opt_in_id, None)
        self.changed.emit()
        self._notices.error(
            error,
            action="try_again",
            on_action=lambda: self.set(opt_in_id, granted),
            opt_in=opt_in_id,
        )

    def _settle(self, opt_in: OptIn) -> None:
        self._pending.pop(opt_in.opt_in_id, None)
        self._confirmed[opt_in.opt_in_id] = opt_in
        self.changed.emit()
        if self._reading.running:  # its answer may be older than this one
            self._reading.start(lambda work: self._service.all())
        if self.selected == opt_in.opt_in_id:
            self.details.refresh(opt_in)
