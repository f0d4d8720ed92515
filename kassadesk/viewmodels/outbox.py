"""What was asked on this PC and is not at Kassapos yet; sent in the background while signed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from kassadesk.core.clock import Clock, utc_now
from kassadesk.core.errors import KassaError, NotSignedIn, SessionExpired
from kassadesk.core.intents import Drained, Intent, IntentKind, IntentState, Wish
from kassadesk.core.opt_ins import ChoiceDraft

if TYPE_CHECKING:
    from kassadesk.core.work import Work
    from kassadesk.services.outbox import OutboxService
    from kassadesk.viewmodels.notices import Notices
    from kassadesk.viewmodels.tasks import Tasks

T = TypeVar("T")
SOON = timedelta(seconds=2)
"""When another program is sending just now, it is looked again after that."""
SHORTEST_WAIT, LONGEST_WAIT = timedelta(seconds=0.3), timedelta(minutes=5)
"""The pause grows from one to the other while Kassapos cannot be reached at all."""


class OutboxViewModel(QObject):
    """One per visit. Callers save a wish here; it is sent at once or as soon as it can be.

    Signals:
        changed (): intents or what is going on are new.
        entered (): the outbox is the signed-in shop's now.
        filed (Arrived): Kassapos has one and gave its receipt.
        refused (Intent): Kassapos said no to one for good.
        drained (Drained): a round of sending ended; whatever still waits, waits on.
    """

    changed = Signal()
    entered = Signal()
    filed = Signal(object)
    refused = Signal(object)
    drained = Signal(object)

    def __init__(
        self, tasks: Tasks, notices: Notices, service: OutboxService, clock: Clock = utc_now
    ) -> None:
        super().__init__()
        self._tasks = tasks
        self._notices = notices
        self._service = service
        self._clock = clock
        self._stopped = False
        self._again: bool | None = None
        self._failures = 0
        self._told_trouble: KassaError | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.send)
        self.intents: tuple[Intent, ...] = ()
        """Every request of this shop that is not filed yet, oldest first."""
        self.choices: tuple[Intent, ...] = ()
        """Every switch of Opt-ins that Kassapos has not confirmed, oldest first."""
        self.running = False
        """True while a round of sending runs."""
        self.sending = False
        """True while a round runs that the person asked for; quiet rounds change nothing on screen."""
        self.error: KassaError | None = None
        """Why the last round ended early."""

    # --- what is shown ---------------------------------------------------------------------------

    @property
    def lasting(self) -> bool:
        """True when what is saved outlives the program."""
        return self._service.lasting

    @property
    def waiting(self) -> int:
        """How many requests wait to be sent."""
        return sum(one.waits for one in self.intents)

    @property
    def refusals(self) -> int:
        """How many were refused and wait for the person."""
        return sum(one.state is IntentState.REFUSED for one in self.intents)

    def find(self, client_ref: str) -> Intent | None:
        """One of the intents, None when it is not there (any more)."""
        both = (*self.intents, *self.choices)
        return next((one for one in both if one.client_ref == client_ref), None)

    # --- commands --------------------------------------------------------------------------------

    def new_ids(self) -> tuple[str, str]:
        """A reference and a key for a new intent."""
        return self._service.new_ids()

    def enter(self, merchant_id: str, lasting: bool = True) -> None:
        """This shop is signed in: show what it has here, and send it. `lasting`: see the service."""

        def there(_: None) -> None:
            self.entered.emit()
            self.send()

        self._run(lambda _work: self._service.enter(merchant_id, lasting), there)

    def save(
        self,
        wish: Wish,
        on_saved: Callable[[Intent], None],
        on_failed: Callable[[KassaError], None],
    ) -> None:
        """Save a wish to be sent. `on_saved` comes after the commit, before anything is sent."""

        def saved(intent: Intent) -> None:
            on_saved(intent)
            if intent.filed is None:
                self.send(hurry=True)
            else:  # an earlier visit or another window has sent it meanwhile
                self._run(
                    lambda _work: self._service.arrived(intent, wish), self.filed.emit, on_failed
                )

        self._run(lambda _work: self._service.save(wish), saved, on_failed)

    def save_choices(
        self,
        choices: tuple[ChoiceDraft, ...],
        on_saved: Callable[[tuple[Intent, ...]], None],
        on_failed: Callable[[KassaError], None],
    ) -> None:
        """Save switches together, then send them. `on_saved` comes before anything is sent."""

        def saved(intents: tuple[Intent, ...]) -> None:
            on_saved(intents)
            self.send(hurry=True)

        self._run(lambda _work: self._service.save_choices(choices), saved, on_failed)

    def keep(
        self, wish: Wish, on_kept: Callable[[Intent], None], on_failed: Callable[[KassaError], None]
    ) -> None:
        """Keep a draft."""
        self._run(lambda _work: self._service.keep(wish), on_kept, on_failed)

    def take_back(self, client_ref: str, on_open: Callable[[Wish], None]) -> None:
        """Open a draft, an unsent or a refused one, to be edited as a draft."""
        self._run(lambda _work: self._service.take_back(client_ref), on_open)

    def discard(self, client_ref: str) -> None:
        """Throw one away."""
        self._run(lambda _work: self._service.discard(client_ref), lambda _: None)

    def look_again(self) -> None:
        """Something else changed what is in the outbox."""
        self._run(lambda _work: None, lambda _: None)

    def send(self, hurry: bool = False) -> None:
        """Send what is due now (`hurry`: all that waits); during a round, do it once more after it."""
        if self.running:
            self._again = hurry or bool(self._again)
            return
        if not self._anything_waits or self._stopped:
            return
        self._timer.stop()
        self.running, self.sending = True, hurry
        self.changed.emit()
        self._tasks.run(
            lambda work: (self._service.drain(work, hurry), self._service.intents()),
            on_done=lambda done: self._on_drained(*done),
            on_failed=self._on_failed,
            on_cancelled=self._on_cancelled,
            owner=self,
        )

    def came_online(self) -> None:
        """Kassapos answers again."""
        if self.error is not None and not self.running:
            self._failures = 0
            self.send()

    def stop(self) -> None:
        """The visit ends: nothing is sent any more."""
        self._stopped = True
        self._timer.stop()

    # --- answers ---------------------------------------------------------------------------------

    @property
    def _anything_waits(self) -> bool:
        return any(one.waits for one in (*self.intents, *self.choices))

    def _run(
        self,
        act: Callable[[Work], T],
        on_done: Callable[[T], None],
        on_failed: Callable[[KassaError], None] | None = None,
    ) -> None:
        """Change something in the outbox and take over what it has then."""

        def done(found: tuple[T, tuple[Intent, ...]]) -> None:
            self._show(found[1])
            on_done(found[0])

        self._tasks.run(
            lambda work: (act(work), self._service.intents()),
            on_done=done,
            on_failed=on_failed or self._notices.error,
            owner=self,
        )

    def _show(self, intents: tuple[Intent, ...]) -> None:
        self.intents = tuple(one for one in intents if one.kind is not IntentKind.CHOICE)
        self.choices = tuple(one for one in intents if one.kind is IntentKind.CHOICE)
        trouble = self._service.trouble
        if trouble is not None and trouble is not self._told_trouble:
            self._told_trouble = trouble
            self._notices.error(trouble)
        self.changed.emit()

    def _on_drained(self, drained: Drained, intents: tuple[Intent, ...]) -> None:
        self.running = self.sending = False
        self.error = drained.error
        self._failures = self._failures + 1 if drained.error is not None else 0
        self._show(intents)
        for arrived in drained.filed:
            self.filed.emit(arrived)
        for intent in drained.refused:
            self.refused.emit(intent)
        if self._again is None:  # else what was saved meanwhile was not part of this round
            self.drained.emit(drained)
        self._go_on(drained)

    def _go_on(self, drained: Drained) -> None:
        again, self._again = self._again, None
        if again is not None:
            self.send(again)
        elif (
            self._anything_waits
            and not self._stopped
            and not isinstance(drained.error, SessionExpired | NotSignedIn)
        ):
            wait = self._wait(drained.next_try_at, drained.busy)
            self._timer.start(int(wait.total_seconds() * 1000))

    def _wait(self, next_try_at: datetime | None, busy: bool) -> timedelta:
        if busy:
            return SOON
        if next_try_at is not None:
            return min(max(next_try_at - self._clock(), SHORTEST_WAIT), LONGEST_WAIT)
        grown: timedelta = SOON * 2 ** min(self._failures, 10)
        return min(grown, LONGEST_WAIT)

    def _on_failed(self, error: KassaError) -> None:
        self._on_drained(Drained(error=error), (*self.intents, *self.choices))

    def _on_cancelled(self) -> None:
        self.running = self.sending = False
