"""Tasks: the only way off the UI thread and the only way back.

One executor and one long-lived QObject relay. A task handle is a plain object: one QObject per task
crashes PySide6 under load (measured), so none is made.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from kassadesk.core.errors import KassaError, Unexpected
from kassadesk.core.work import Cancelled, Work

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

_log = logging.getLogger(__name__)

T = TypeVar("T")


class Task(Generic[T]):
    """Handle of one running call; also the Work it is given. Made by `Tasks.run` only."""

    def __init__(
        self,
        tasks: Tasks,
        on_done: Callable[[T], None] | None,
        on_failed: Callable[[KassaError], None] | None,
        on_progress: Callable[[int, int, str], None] | None,
        on_cancelled: Callable[[], None] | None,
        owner: QObject | None,
    ) -> None:
        self._tasks = tasks
        self._owner = owner
        self._on_done = on_done
        self._on_failed = on_failed
        self._on_progress = on_progress
        self._on_cancelled = on_cancelled
        self._cancelled = threading.Event()
        self._progress_waiting = threading.Event()
        self._latest: tuple[int, int, str] = (0, 0, "")
        self.running = True

    def cancel(self) -> None:
        """Ask the call to stop. Its late result is dropped; on_cancelled is called when it ends."""
        self._cancelled.set()

    def drop(self) -> None:
        """Cancel, and call nothing when it ends."""
        self.cancel()
        self._on_cancelled = None

    @property
    def cancelled(self) -> bool:
        """True once `cancel` was called."""
        return self._cancelled.is_set()

    def report(self, done: int, total: int, step: str = "") -> None:
        """Work: tell progress. Reports that come faster than the window draws are merged."""
        self._latest = (done, total, step)
        if self._on_progress is not None and not self._progress_waiting.is_set():
            self._progress_waiting.set()
            self._tasks.post(self._deliver_progress)

    def check(self) -> None:
        """Work: raise Cancelled when the person has asked to stop."""
        if self._cancelled.is_set():
            raise Cancelled

    def _deliver_progress(self) -> None:
        self._progress_waiting.clear()
        gone = self._owner is not None and not isValid(self._owner)
        if self._on_progress is not None and self.running and not self.cancelled and not gone:
            self._on_progress(*self._latest)

    def _finish(self, result: T | None, error: BaseException | None) -> None:
        self.running = False
        self._tasks.forget(self)
        if self._owner is not None and not isValid(self._owner):
            return  # the page is gone: nobody waits for this answer any more
        if self.cancelled or isinstance(error, Cancelled):
            if self._on_cancelled is not None:
                self._on_cancelled()
        elif error is None:
            if self._on_done is not None:
                self._on_done(result)  # type: ignore[arg-type]  # T itself may be None
        else:
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        known = error if isinstance(error, KassaError) else as_unexpected(error)
        if self._on_failed is not None:
            self._on_failed(known)
        else:
            self._tasks.report_unhandled(known)


def as_unexpected(error: BaseException) -> Unexpected:
    """Log a defect with its traceback (never its values) and give it a reference to quote."""
    import secrets  # late: it reads OpenSSL from disk, and defects are rare

    reference = secrets.token_hex(4).upper()
    _log.error("Unexpected error, reference %s", reference, exc_info=error)
    return Unexpected(reference=reference, kind=type(error).__name__)


class Tasks(QObject):
    """Runs blocking calls on worker threads and brings their answers to the UI thread.

    Make it on the UI thread. Signals:
        unhandled (KassaError): a task failed and its starter gave no on_failed.
        busy_changed (): the number of running tasks changed. Not sent after `shutdown`.
    """

    unhandled = Signal(object)
    busy_changed = Signal()
    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None, workers: int = 4) -> None:
        super().__init__(parent)
        self._workers = workers
        self._executor: ThreadPoolExecutor | None = None
        self._running: set[Task[Any]] = set()
        self._closed = False
        self._posted.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        function: Callable[[Work], T],
        on_done: Callable[[T], None] | None = None,
        on_failed: Callable[[KassaError], None] | None = None,
        on_progress: Callable[[int, int, str], None] | None = None,
        on_cancelled: Callable[[], None] | None = None,
        owner: QObject | None = None,
    ) -> Task[T]:
        """Start `function(work)` on a worker; the callbacks come back on the UI thread.

        Exactly one of on_done, on_failed, on_cancelled is called, unless `shutdown` or
        `drop_running` came first, or Qt has deleted `owner` meanwhile. After `shutdown` nothing starts.
        """
        task: Task[T] = Task(self, on_done, on_failed, on_progress, on_cancelled, owner)
        if self._closed:  # a draft's timer may still ring while the window goes
            task.drop()
            return task
        self._running.add(task)
        self._pool().submit(self._work, function, task)
        self.busy_changed.emit()
        return task

    @property
    def busy(self) -> int:
        """How many tasks have not come back yet."""
        return len(self._running)

    def post(self, callback: Callable[[], None]) -> None:
        """Call `callback` on the UI thread soon. Safe from any thread; nothing after shutdown."""
        if not self._closed:
            try:
                self._posted.emit(callback)
            except RuntimeError:  # the relay is gone: the program is ending
                self._closed = True

    def drop_running(self) -> None:
        """Cancel everything and hear no more of it: somebody signs out. The workers live on."""
        for task in list(self._running):
            task.drop()

    def shutdown(self) -> None:
        """Cancel what can be cancelled, wait for the workers, ignore what still arrives."""
        self._closed = True
        for task in list(self._running):
            task.cancel()
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
        self._running.clear()

    def forget(self, task: Task[Any]) -> None:
        """Task only: it has come back."""
        self._running.discard(task)
        self.busy_changed.emit()

    def report_unhandled(self, error: KassaError) -> None:
        """Task only: nobody but the window will tell of this error."""
        self.unhandled.emit(error)

    def _pool(self) -> ThreadPoolExecutor:
        if self._executor is None:
            from concurrent.futures import ThreadPoolExecutor  # late: nothing runs before sign-in

            self._executor = ThreadPoolExecutor(self._workers, thread_name_prefix="kassadesk-task")
        return self._executor

    def _work(self, function: Callable[[Work], T], task: Task[T]) -> None:
        result: T | None = None
        failure: BaseException | None = None
        try:
            task.check()
            result = function(task)
        except Exception as error:  # noqa: BLE001 - the one broad catch: it becomes a KassaError
            failure = error
        self.post(lambda: task._finish(result, failure))

    @Slot(object)
    def _call(self, callback: Callable[[], None]) -> None:
        if not self._closed:
            callback()
