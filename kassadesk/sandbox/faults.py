"""What goes wrong on purpose: faults that a test switches on, one per operation.

`Faults` is the list of switched-on faults and of the calls seen; `Faulty` is the WSGI layer around
the app that applies them to the outermost bytes, so that the app itself stays honest. Only a server
started with --faults has any of this (contract rule R25).
"""

from __future__ import annotations

import fnmatch
import threading
from collections import deque
from typing import Annotated, Literal

import msgspec

Count = Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]


class Fault(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One fault: which operation ("PUT /v1/opt-ins/*"), what happens, how many times."""

    operation: Annotated[str, msgspec.Meta(max_length=300, pattern=r"^([A-Z]+|\*) /")]
    times: Count = 1
    status: Annotated[int, msgspec.Meta(ge=400, le=599)] | None = None
    delay_s: Annotated[float, msgspec.Meta(ge=0, le=120)] = 0.0
    drop: Literal["before", "after"] | None = None
    twice: bool = False
    """A proxy delivers the call two times; the second answer comes back."""
    truncate: Annotated[int, msgspec.Meta(ge=0)] | None = None
    wrong_digest: bool = False
    html: bool = False
    bad_json: bool = False
    expire_session: bool = False
    retry_after: Annotated[str, msgspec.Meta(max_length=100)] | None = None

    def fits(self, method: str, path: str) -> bool:
        """True when this fault is about that call."""
        wanted, _, pattern = self.operation.partition(" ")
        return wanted in ("*", method) and fnmatch.fnmatchcase(path, pattern)


class Seen(msgspec.Struct, frozen=True):
    """One call that was answered (status 0: the connection was dropped). No query, no body."""

    method: str
    path: str
    status: int


class Faults:
    """The switched-on faults and the calls seen. Safe from any thread."""

    def __init__(self, allowed: bool = False) -> None:
        """`allowed`: whether the process was started with --faults."""
        self.allowed = allowed
        self._lock = threading.Lock()
        self._faults: list[Fault] = []
        self._seen: deque[Seen] = deque(maxlen=10_000)

    def add(self, fault: Fault) -> None:
        """Switch one on; the oldest that fits a call is used first."""
        with self._lock:
            self._faults.append(fault)

    def clear(self) -> None:
        """Switch all off and forget the calls seen."""
        with self._lock:
            self._faults.clear()
            self._seen.clear()

    def take(self, method: str, path: str) -> Fault | None:
        """The fault for this call, None for none; counts it as used."""
        with self._lock:
            for place, fault in enumerate(self._faults):
                if fault.fits(method, path):
                    fault.times -= 1
                    if fault.times == 0:
                        del self._faults[place]
                    return fault
        return None

    def note(self, seen: Seen) -> None:
        """Remember a call."""
        with self._lock:
            self._seen.append(seen)

    def seen(self) -> list[Seen]:
        """The last calls, oldest first, at most 10,000."""
        with self._lock:
            return list(self._seen)
