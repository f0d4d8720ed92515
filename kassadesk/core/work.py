"""What a long-running service may say and ask: the core's own word for progress and cancel.

Lives here so that no inner layer ever has a reason to import the window.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Cancelled(Exception):
    """Raised by `Work.check` when the person has cancelled; services clean up and let it pass."""


class Work(Protocol):
    """Progress and cancel for one running service call. Called from the worker thread."""

    def report(self, done: int, total: int, step: str = "") -> None:
        """Tell how far the work is: `done` of `total` units (rows unless said otherwise).

        `step` is a short code of the present step (never a sentence); total 0 means unknown.
        """

    def check(self) -> None:
        """Raise Cancelled when the person has asked to stop; else return at once."""


class QuietWork:
    """A Work that never reports and is never cancelled."""

    def report(self, done: int, total: int, step: str = "") -> None:
        """Say nothing."""

    def check(self) -> None:
        """Never cancelled."""


QUIET = QuietWork()


@dataclass(slots=True)
class Gauge:
    """How big the file that is being written is by now: set by the worker, read by the window."""

    size_bytes: int = 0
