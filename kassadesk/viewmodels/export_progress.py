"""How far a running export is: real counts, and the speed of the last seconds."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

LOOKS_BACK_S = 10.0
"""Speed is the mean of so many seconds: pages taken up from an interrupted export come at once and
must not promise that the rest does."""
_LEAST_S = 1.0


@dataclass(frozen=True, slots=True)
class Progress:
    """The present step of the running export, and the size of its file."""

    done: int = 0
    total: int = 0
    """0: not known yet."""
    step: str = ""
    """reading, writing:<sheet>, locking, checking_lock or verifying; "" before the first report."""
    speed: float | None = None
    """Units a second of late; None in the first second of a step."""
    size_bytes: int = 0
    """Bytes of the file written by now."""

    @property
    def counts_rows(self) -> bool:
        """True when `done` and `total` are rows; locking counts bytes."""
        return self.step not in ("locking", "checking_lock")

    @property
    def percent(self) -> int | None:
        """Whole percent of the present step; None while the total is unknown."""
        return min(100, self.done * 100 // self.total) if self.total else None

    @property
    def rows_a_second(self) -> int | None:
        """Speed of late; None in the first second of a step, and for a step that counts no rows."""
        return round(self.speed) if self.speed and self.counts_rows else None

    @property
    def seconds_left(self) -> int | None:
        """Time left of the present step; None until its speed is known."""
        return round((self.total - self.done) / self.speed) if self.speed and self.total else None


class Pace:
    """Measures the speed of each step from the reports as they come."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._step = ""
        self._seen: deque[tuple[float, int]] = deque()

    def speed(self, done: int, step: str) -> float | None:
        """Units a second after this report; None when a step has only begun or stands still."""
        kind, now = step.split(":")[0], self._clock()
        if kind != self._step:
            self._step = kind
            self._seen.clear()
        self._seen.append((now, done))
        while now - self._seen[0][0] > LOOKS_BACK_S and now - self._seen[1][0] >= _LEAST_S:
            self._seen.popleft()
        began, done_then = self._seen[0]
        if now - began < _LEAST_S or done <= done_then:
            return None
        return (done - done_then) / (now - began)
