"""The server's clock: real time moved to the day the sandbox plays, and forward on a test's word.

Times on the wire and in the store are text of one shape, whole seconds in UTC
("2026-11-23T05:30:00Z"), so that text order is time order (contract rule R14).
"""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta

from kassadesk.core.clock import indian_day

WIRE_TIME = "%Y-%m-%dT%H:%M:%SZ"


class ServerClock:
    """Tells the sandbox's present moment. Safe from any thread."""

    def __init__(self, today: date | None = None, advanced_s: int = 0) -> None:
        """`today` is the Indian day the server plays (None: the real one)."""
        real = datetime.now(UTC)
        self._shift = timedelta() if today is None else today - indian_day(real)
        self._advanced_s = advanced_s
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """The present moment, aware, UTC, whole seconds."""
        moved = self._shift + timedelta(seconds=self._advanced_s)
        return (datetime.now(UTC) + moved).replace(microsecond=0)

    def today(self) -> date:
        """The present day in India."""
        return indian_day(self.now())

    def text(self) -> str:
        """The present moment as the wire writes it."""
        return wire_time(self.now())

    def advance(self, seconds: int) -> int:
        """Move forward; gives how many seconds it has been moved in all. Never moves back."""
        with self._lock:
            self._advanced_s += max(0, seconds)
            return self._advanced_s


def wire_time(moment: datetime) -> str:
    """A moment as the wire writes it: UTC, whole seconds, "Z"."""
    return moment.astimezone(UTC).strftime(WIRE_TIME)


def read_time(text: str) -> datetime:
    """The moment a text of `wire_time` stands for. ValueError for another shape."""
    return datetime.strptime(text, WIRE_TIME).replace(tzinfo=UTC)
