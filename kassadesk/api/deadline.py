"""One total deadline per call, on the monotonic clock, with waits a person can interrupt."""

from __future__ import annotations

import threading
import time

from kassadesk.core.errors import TimedOut
from kassadesk.core.work import Work

TICK_S = 0.1
"""How often a waiting call looks whether the person has cancelled (promise: within 200 ms)."""


class Deadline:
    """The moment by which one call has ended, however many attempts it takes."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def remaining_s(self) -> float:
        """Seconds left, never negative."""
        return max(0.0, self._end - time.monotonic())

    @property
    def passed(self) -> bool:
        """True once no time is left."""
        return self.remaining_s() <= 0


def wait_for(event: threading.Event, deadline: Deadline, work: Work) -> None:
    """Return when `event` is set. Raises TimedOut at the deadline, Cancelled when asked to stop."""
    while not event.wait(min(TICK_S, deadline.remaining_s())):
        work.check()
        if deadline.passed and not event.is_set():
            raise TimedOut


def pause(seconds: float, deadline: Deadline, work: Work) -> None:
    """Wait between two attempts. Raises Cancelled when asked to stop, TimedOut at the deadline."""
    end = Deadline(seconds)
    never = threading.Event()
    while not end.passed:
        work.check()
        if deadline.passed:
            raise TimedOut
        never.wait(min(TICK_S, end.remaining_s(), deadline.remaining_s()))
