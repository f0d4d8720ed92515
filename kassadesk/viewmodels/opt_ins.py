"""The opt-in matrix: what Kassapos has confirmed, what is being saved, what waits, what is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kassadesk.core.clock import Clock, utc_now
from kassadesk.core.errors import KassaError
from kassadesk.core.intents import Intent
from kassadesk.core.opt_ins import ChoiceDraft, OptIn
from kassadesk.core.stopped_messages import AfterStop
from kassadesk.viewmodels.notices import Notices
from kassadesk.viewmodels.opt_in_changes import Change, OptInChanges
from kassadesk.viewmodels.opt_in_details import OptInDetails
from kassadesk.viewmodels.reading import Reading
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough

if TYPE_CHECKING:
    from kassadesk.services.opt_ins import OptInsService
    from kassadesk.viewmodels.outbox import OutboxViewModel


class OptInsViewModel(QObject):
    """All choices and the road of one change: saved, sent, then confirmed, waiting or asked about.

    Signals:
        changed (): anything of the matrix is new; draw it again.
        conflicted (str, bool): this choice was changed elsewhere meanwhile; the flag is what the
            person wanted here, `confirmed` has what Kassapos holds. Ask, then `resolve`.
    """

    changed = Signal()
    conflicted = Signal(str, bool)

    def __init__(
        self,
        tasks: Tasks,
        notices: Notices,
        walkthrough: Walkthrough,
        service: OptInsService,
        outbox: OutboxViewModel,
        language: Callable[[], str] = lambda: "en",
        parent: QObject | None = None,
        clock: Clock = utc_now,
    ) -> None:
        super().__init__(parent)
        self._notices = notices
        self._service = service
        self._language = language
        self._reading: Reading[tuple[OptIn, ...]] = Reading(tasks, self._on_read)
        self._stops: Reading[tuple[AfterStop, ...]] = Reading(tasks, self.changed.emit)
        self._confirmed: dict[str, OptIn] = {}
        self._changes = OptInChanges(outbox, notices)
        self._changes.changed.connect(self._on_changes)
        self._changes.settled.connect(self._settle)
        self._changes.ended.connect(self._read)
        self._changes.told.connect(self._tell)
        self._look_for_stops = False
        self._asked = ""
        self._sought = ""
        self.selected = ""
        """Id of the choice whose details are open, "" for none."""
        self.details = OptInDetails(tasks, walkthrough, service, self, clock)

    # --- what is shown ---------------------------------------------------------------------------

    @property
    def all(self) -> tuple[OptIn, ...]:
        """Every choice as confirmed, in the server's order; () before it was read."""
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
        """What the switch shows: the wish that is on its way or waits, else what is confirmed."""
        saving = self._changes.saving(opt_in_id)
        if saving is not None:
            return saving
        waiting = self.waiting(opt_in_id)
        wish = waiting.wish if waiting is not None else None
        if isinstance(wish, ChoiceDraft):
            return wish.granted
        return self._confirmed[opt_in_id].granted

    def saving(self, opt_in_id: str) -> bool:
        """True while a change of this choice is being saved and sent."""
        return self._changes.saving(opt_in_id) is not None

    def waiting(self, opt_in_id: str) -> Intent | None:
        """The change of this choice that waits on this PC; Kassapos still holds `confirmed`."""
        return self._changes.waiting(opt_in_id)

    @property
    def waits(self) -> int:
        """How many changes wait on this PC."""
        return len(self._changes.all_waiting)

    @property
    def promotional(self) -> tuple[OptIn, ...]:
        """What `stop_promotional` switches off: promotional, and shown on."""
        return tuple(
            one
            for one in self.all
            if one.label == "promotional" and one.switchable and self.shown(one.opt_in_id)
        )

    @property
    def after_stops(self) -> tuple[AfterStop, ...] | None:
        """Messages that came after a stop, over all choices; None before they were looked for."""
        return self._stops.value

    def came_after_stop(self, opt_in_id: str) -> int:
        """How many messages came after this choice was stopped, as far as is known."""
        return sum(one.stop.opt_in_id == opt_in_id for one in self._stops.value or ())

    # --- commands --------------------------------------------------------------------------------

    def load(self) -> None:
        """Read all choices (again), and look for messages that came after a stop."""
        self._look_for_stops = True
        self._read()
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
        """Ask for the opposite of what is shown; of a change that waits: take it back."""
        self.set(opt_in_id, not self.shown(opt_in_id))

    def set(self, opt_in_id: str, granted: bool) -> None:
        """Ask Kassapos to switch a choice. Nothing happens while it is saved, locked, or so already.

        A command: it is never cancelled, because its effect at the server would be unknown.
        """
        self._set_all({opt_in_id: granted}, "opt_in")

    def stop_promotional(self) -> None:
        """Switch off everything promotional, in one step that one Undo takes back."""
        self._set_all({one.opt_in_id: False for one in self.promotional}, "promotional")

    def resolve(self, opt_in_id: str, mine: bool) -> None:
        """The person has chosen after a conflict: set what was wanted here, or keep what is held."""
        self._asked = ""
        for intent in self._changes.conflicts:
            wish = intent.wish
            if isinstance(wish, ChoiceDraft) and wish.opt_in_id == opt_in_id:
                self._changes.discard(intent)
                if mine:
                    self.set(opt_in_id, wish.granted)
        self._ask()

    # --- inside ----------------------------------------------------------------------------------

    def _set_all(self, wanted: Mapping[str, bool], told_as: str) -> None:
        drafts = []
        for name, granted in wanted.items():
            current, waiting = self._confirmed[name], self.waiting(name)
            if self.saving(name) or not current.switchable:
                continue
            if waiting is not None:
                if waiting.may_change and granted == current.granted:
                    self._changes.discard(waiting)
            elif current.granted != granted:
                drafts.append(self._service.draft(current, granted, self._language()))
        if drafts:
            before = {one.opt_in_id: not one.granted for one in drafts}
            self._changes.save(tuple(drafts), Change(told_as, before))

    def _read(self) -> None:
        self._reading.start(lambda work: self._service.look())

    def _on_read(self) -> None:
        answered = self._reading.error is None and not self._reading.running
        if self._reading.value is not None and answered:
            self._confirmed = {opt_in.opt_in_id: opt_in for opt_in in self._reading.value}
            if self._look_for_stops:
                self._look_for_stops = False
                choices = self._reading.value
                self._stops.start(lambda work: self._service.after_all_stops(choices))
            if self.selected not in self._confirmed:
                self.selected = ""
                self.details.open(None)
            if self._sought in self._confirmed:
                self.selected, self._sought = self._sought, ""
                self.details.open(self._confirmed[self.selected])
            elif self.selected and self.details.opt_in != self._confirmed[self.selected]:
                self.details.refresh(self._confirmed[self.selected])
            self._ask()
        self.changed.emit()

    def _on_changes(self) -> None:
        if self._changes.conflicts and not self._reading.running and not self._asked:
            self._read()  # what Kassapos holds now is asked before the person is
        self.changed.emit()

    def _ask(self) -> None:
        """Ask about the first conflict, unless Kassapos holds by now just what was wanted."""
        for intent in self._changes.conflicts:
            wish = intent.wish
            assert isinstance(wish, ChoiceDraft)
            held = self._confirmed.get(wish.opt_in_id)
            if held is None or held.granted == wish.granted:
                self._changes.discard(intent)
            elif not self._asked:
                self._asked = wish.opt_in_id
                self.conflicted.emit(wish.opt_in_id, wish.granted)

    def _settle(self, opt_in: OptIn) -> None:
        self._confirmed[opt_in.opt_in_id] = opt_in
        self.changed.emit()
        if self.selected == opt_in.opt_in_id:
            self.details.refresh(opt_in)

    def _tell(self, change: Change) -> None:
        undo = partial(self._set_all, dict(change.before), "undone")
        if change.waiting:
            waiting = [self.waiting(name) for name in change.before]
            unsure = any(one is not None and not one.may_change for one in waiting)
            self._notices.good(
                "choices_wait",
                action="" if unsure else "undo",
                on_action=None if unsure else undo,
                count=change.waiting,
            )
        elif change.told_as != "promotional" and len(change.done) == 1:
            held = change.done[0]
            late = change.told_as == "sent"
            self._notices.good(
                "opt_in_on" if held.granted else "opt_in_off",
                action="" if late else "undo",
                on_action=None if late else undo,
                purpose=held.purpose,
                channel=held.channel,
                receipt=held.receipt_number,
            )
        elif change.done and change.told_as == "promotional":
            self._notices.good(
                "promotional_off", action="undo", on_action=undo, count=len(change.done)
            )
        elif change.done:
            kind = "choices_sent" if change.told_as == "sent" else "choices_restored"
            self._notices.good(kind, count=len(change.done))
