"""LockViewModel: whether the window is locked, why it may be, and what opens it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from kassadesk.core.errors import KassaError, LockedOut
from kassadesk.core.idle import Idle
from kassadesk.core.pin import AtStart, PinState, PinTry
from kassadesk.viewmodels.tasks import Tasks

_LOOK_EVERY_MS = 1000


class Locks(Protocol):
    """What is needed of services.lock.LockService; every method blocks."""

    def look(self) -> PinState:
        """How it stands with the PIN."""

    def set_pin(self, pin: str) -> None:
        """This is the PIN."""

    def try_pin(self, pin: str) -> PinTry:
        """What comes of a try."""

    def remove_pin(self) -> None:
        """There is none any more."""

    def at_start(self) -> AtStart:
        """What is asked for before the remembered sign-in is used."""

    def note_locked(self, now: Callable[[], bool]) -> None:
        """Remember whether it is locked without a PIN."""

    def choose_minutes(self, minutes: int) -> None:
        """Lock after so many minutes."""


class LockViewModel(QObject):
    """Locked, the window shows one page that names nobody; what runs in the background goes on.

    With a PIN the PIN opens it, else the person signs in again. Where nobody is signed in and no PIN
    is set there is nothing to keep from anybody, and `lock` does nothing.

    Signals:
        changed (): anything of it is new.
        locked_now (): just locked.
        opened_now (): just opened, whatever opened it.
        pin_settled (): the PIN was set, changed or removed.
        gave_up (LockedOut | None): the sign-in of this PC has to end; None: the person wants it so.
    """

    changed = Signal()
    locked_now = Signal()
    opened_now = Signal()
    pin_settled = Signal()
    gave_up = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        service: Callable[[], Locks],
        idle: Idle,
        guarded: Callable[[], bool],
        pin_set: bool = False,
        parent: QObject | None = None,
    ) -> None:
        """`service` is asked for on workers only. `guarded` tells whether a shop is signed in whose
        values others must not see."""
        super().__init__(parent)
        self._tasks, self._service = tasks, service
        self._idle, self._guarded = idle, guarded
        self.pin_set = pin_set
        self.locked = False
        self.by_pin = False
        """Whether the PIN opens it; else a sign-in does."""
        self.busy = False
        self.answer: PinTry | None = None
        """What came of the last try, None before one."""
        self.error: KassaError | None = None
        """Why the last command failed, None when it did not."""
        self._state = PinState()
        self._looked_at = 0.0
        self._sample = False
        self._then: Callable[[bool], None] | None = None
        self._watch = QTimer(self, interval=_LOOK_EVERY_MS)
        self._watch.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._watch.timeout.connect(self._look_at_clock)

    # --- when it locks ----------------------------------------------------------------------------

    @property
    def minutes(self) -> int:
        """It locks after so many minutes without use; 0 never."""
        return self._idle.minutes

    @property
    def can_lock(self) -> bool:
        """True when there is something to lock and something to open it with."""
        return self.pin_set or self._guarded()

    def choose_minutes(self, minutes: int) -> None:
        """Lock after so many minutes from now on; 0 never."""
        self._idle.minutes = minutes
        self._idle.used()
        self.changed.emit()
        self._run(lambda: self._service().choose_minutes(minutes))

    def used(self) -> bool:
        """Somebody pressed a key or moved the mouse. True when that came too late: it locks first."""
        if self.locked:
            return False
        if self._idle.over and self.can_lock:  # the PC slept, and this key woke it
            self.lock()
            return True
        self._idle.used()
        return False

    def lock(self) -> None:
        """Lock now."""
        if self.locked or not self.can_lock:
            return
        self.locked, self.by_pin = True, self.pin_set
        self.answer, self.error, self._state = None, None, PinState(self.pin_set)
        self.changed.emit()
        self.locked_now.emit()
        if self.by_pin:
            self._run(lambda: self._service().look(), self._on_look)
        else:
            self._note()

    def begin(self, then: Callable[[bool], None], *, careful: bool, sample: bool) -> None:
        """The program starts: ask for the PIN first if there is one. `then` is called when the start may
        go on, with whether the remembered sign-in may be used.

        `careful` False (nothing is remembered): do not wait for the keychain to say that there is none.
        `sample`: the window of the sample shop; the remembered sign-in is another window's.
        """
        self._sample = sample
        self._watch.start()
        self._idle.used()
        waits = careful or self.pin_set
        if self.pin_set:
            self._then = then
            self.lock()
        self._run(
            lambda: self._service().at_start(), lambda found: self._on_start(found, then, waits)
        )
        if not waits:
            then(True)

    # --- what opens it ------------------------------------------------------------------------------

    @property
    def tries_left(self) -> int:
        """Tries before the sign-in ends."""
        return self._state.tries_left

    @property
    def wait_s(self) -> float:
        """So long no PIN is looked at."""
        return max(0.0, self._state.wait_s - (time.monotonic() - self._looked_at))

    def unlock(self, pin: str) -> None:
        """Try a PIN."""
        if self.locked and self.by_pin:
            self._try(pin, lambda: None, self._open)

    def came_back(self) -> None:
        """The person has signed in again."""
        if self.locked and not self.by_pin:
            self._open()

    def sign_out(self) -> None:
        """Who has forgotten the PIN signs out and in again."""
        if self.locked and not self.busy:
            self.gave_up.emit(None)

    def signed_out(self, *, by_server: bool, sample: bool) -> None:
        """The sign-in has ended. The PIN goes with it, unless the server alone has ended it, or it was
        the sample shop that was left."""
        self.busy = False  # what was under way is not heard of any more
        if not by_server and not sample:
            self._forget_pin()
        if not (by_server and self.by_pin):
            self._open()

    def let_go(self) -> Callable[[bool], None] | None:
        """Nobody was signed in yet, and the sign-in in the keychain is gone: open, without a PIN. Gives
        what was to be called when the start goes on."""
        then, self._then = self._then, None
        self.busy = False
        self._forget_pin()
        self._open()
        self._note()
        return then

    # --- the PIN --------------------------------------------------------------------------------------

    def set_pin(self, pin: str, old: str = "") -> None:
        """This is the PIN from now on; `old` is needed when there is one."""

        def set_now() -> None:
            self._service().set_pin(pin)

        if self.pin_set:
            self._try(old, set_now, self._pin_is_set)
        else:
            self._run(set_now, lambda _: self._pin_is_set())

    def remove_pin(self, old: str) -> None:
        """There is no PIN any more."""
        self._try(old, lambda: self._service().remove_pin(), self._pin_is_gone)

    def forget_answer(self) -> None:
        """What came of an earlier try is not told any more."""
        self.answer, self.error = None, None
        self.changed.emit()

    # --- inside ---------------------------------------------------------------------------------------

    def _look_at_clock(self) -> None:
        if not self.locked and self._idle.over:
            self.lock()

    def _on_start(self, found: AtStart, then: Callable[[bool], None], waits: bool) -> None:
        if found is AtStart.PIN:
            self.pin_set = True
            if not self.locked:  # the settings did not know of it
                self._then = then if waits else None
                self.lock()
        elif found is AtStart.SIGN_IN and not self._sample:
            reason = "pin_gone" if self.pin_set else "closed_locked"
            self._then = then if waits else None
            self.gave_up.emit(LockedOut(reason=reason))
        elif self.locked:  # the settings were wrong, and there is nothing to open it with
            self.pin_set = False
            self._open()
        elif waits:
            then(True)

    def _try(self, pin: str, deed: Callable[[], object], then: Callable[[], None]) -> None:
        """Look at the PIN; do `deed` on the worker when it is right, `then` back here."""
        if self.busy:
            return

        def tried() -> tuple[PinTry, PinState]:
            answer = self._service().try_pin(pin)
            if answer is PinTry.RIGHT:
                deed()
            return answer, self._service().look()

        def done(found: tuple[PinTry, PinState]) -> None:
            self.busy, self.answer = False, found[0]
            self._take_state(found[1])
            if self.answer is PinTry.RIGHT:
                then()
            elif self.answer is PinTry.SPENT:
                self.gave_up.emit(LockedOut(reason="pin_wrong"))

        self.busy = True
        self._run(tried, done)

    def _on_look(self, state: PinState) -> None:
        """An earlier run may have used up all tries."""
        self._take_state(state)
        if self.locked and self.by_pin and state.is_set and state.tries_left == 0:
            self.gave_up.emit(LockedOut(reason="pin_wrong"))

    def _take_state(self, state: PinState) -> None:
        self._state, self._looked_at = state, time.monotonic()
        self.changed.emit()

    def _run(
        self, call: Callable[[], object], on_done: Callable[..., None] = lambda _: None
    ) -> None:
        def failed(error: KassaError) -> None:
            self.busy, self.error = False, error
            self.changed.emit()

        self.error = None
        self.changed.emit()
        self._tasks.run(lambda _work: call(), on_done, failed)

    def _note(self) -> None:
        """For the next start, in case the program ends while it is locked."""
        self._run(lambda: self._service().note_locked(lambda: self.locked and not self.by_pin))

    def _open(self) -> None:
        if not self.locked:
            return
        noted = not self.by_pin
        self.locked, self.by_pin, self.busy, self.answer = False, False, False, None
        self._idle.used()
        if noted:
            self._note()
        self.changed.emit()
        self.opened_now.emit()
        then, self._then = self._then, None
        if then is not None:
            then(True)

    def _pin_is_set(self) -> None:
        self.pin_set = True
        self.changed.emit()
        self.pin_settled.emit()

    def _pin_is_gone(self) -> None:
        self.pin_set = False
        self.changed.emit()
        self.pin_settled.emit()

    def _forget_pin(self) -> None:
        if self.pin_set:
            self.pin_set = False
            self._run(lambda: self._service().remove_pin())
