"""How long nobody has used the window, by a clock that goes on while the PC sleeps."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

CHOICES_MIN = (1, 5, 15, 30)
"""After so many minutes without a key or the mouse the window locks by itself."""
NEVER = 0

if sys.platform == "win32":
    import ctypes

    def seconds_with_sleep() -> float:
        """Seconds since some moment, the time asleep counted: Python's own clock may leave it out."""
        ticks = ctypes.windll.kernel32.GetTickCount64
        ticks.restype = ctypes.c_uint64
        return float(ticks()) / 1000
elif hasattr(time, "CLOCK_BOOTTIME"):

    def seconds_with_sleep() -> float:
        """Seconds since some moment, the time asleep counted: Python's own clock leaves it out."""
        return time.clock_gettime(time.CLOCK_BOOTTIME)
else:

    def seconds_with_sleep() -> float:
        """Seconds since some moment; whether sleep counts is up to the system."""
        return time.monotonic()


class Idle:
    """Told of each use; says when there was none for so long."""

    def __init__(
        self, minutes: int = NEVER, clock_s: Callable[[], float] = seconds_with_sleep
    ) -> None:
        """`minutes`: how long is too long; NEVER waits for ever."""
        self.minutes = minutes
        self.clock_s = clock_s
        self._used_at = clock_s()

    def used(self) -> None:
        """Somebody is there now."""
        self._used_at = self.clock_s()

    @property
    def over(self) -> bool:
        """True once nobody was there for too long."""
        return self.minutes > NEVER and self.clock_s() - self._used_at >= self.minutes * 60
