"""Reading: one thing read from a service, with what the view must know while it comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from kassadesk.core.errors import KassaError
from kassadesk.core.work import Work
from kassadesk.viewmodels.tasks import Task, Tasks

T = TypeVar("T")


class Reading(Generic[T]):
    """The last good answer, whether a newer one is on its way, and why the last try failed.

    Latest wins: a new `start` cancels the one before and drops its late answer. What was read
    before stays readable while a newer answer comes and when it fails, so a page never goes blank.
    UI thread only.
    """

    def __init__(self, tasks: Tasks, on_change: Callable[[], None]) -> None:
        self.value: T | None = None
        """The last good answer; None before the first."""
        self.error: KassaError | None = None
        """Why the last try failed; None after a good one and while reading."""
        self._tasks = tasks
        self._on_change = on_change
        self._task: Task[T] | None = None

    @property
    def running(self) -> bool:
        """True while an answer is on its way."""
        return self._task is not None

    @property
    def waiting(self) -> bool:
        """True while the first answer is on its way: there is nothing to show yet."""
        return self.running and self.value is None

    def start(self, function: Callable[[Work], T]) -> None:
        """Read again with `function`, which blocks on a worker thread and may raise KassaError."""
        if self._task is not None:
            self._task.cancel()
        self.error = None

        def done(answer: T) -> None:
            self._task = None
            self.value = answer
            self._on_change()

        def failed(error: KassaError) -> None:
            self._task = None
            self.error = error
            self._on_change()

        self._task = self._tasks.run(function, on_done=done, on_failed=failed)
        self._on_change()

    def forget(self) -> None:
        """Drop the answer, the error and whatever is on its way. No callback."""
        if self._task is not None:
            self._task.cancel()
        self._task, self.value, self.error = None, None, None
