"""A limit on how long anybody waits for a keychain (fault row K09).

A hung D-Bus call cannot be interrupted, so it runs on a thread of its own and is left behind. While it
hangs nobody else is let in, and what it does after it was left is undone.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from kassadesk.core.errors import VaultLocked

T = TypeVar("T")
LIMIT_S = 5.0


class _Ask(Generic[T]):
    """One call and what became of it."""

    def __init__(self, act: Callable[[], T], undo: Callable[[], None] | None) -> None:
        self._act = act
        self._undo = undo
        self._lock = threading.Lock()
        self._left = False
        self._value: T | None = None
        self._failure: Exception | None = None
        self.done = threading.Event()

    def run(self) -> None:
        """On the thread of its own."""
        try:
            self._value = self._act()
        except Exception as error:  # noqa: BLE001 - raised again on the caller's thread
            self._failure = error
        with self._lock:
            left = self._left
            self.done.set()
        if left and self._undo is not None:
            self._undo()

    def leave(self) -> bool:
        """Stop waiting; False when the answer came in this very moment."""
        with self._lock:
            self._left = not self.done.is_set()
            return self._left

    def answer(self) -> T:
        """What came of it. Only after `done`."""
        if self._failure is not None:
            raise self._failure
        value: T = self._value  # type: ignore[assignment]  # set by run, and None may be a T
        return value


class Patience:
    """Lets one call at a time at something that may hang. Safe from several threads."""

    def __init__(self, limit_s: float = LIMIT_S) -> None:
        self.limit_s = limit_s
        self._turn = threading.Lock()
        self._running: threading.Thread | None = None

    def ask(self, act: Callable[[], T], undo: Callable[[], None] | None = None) -> T:
        """What `act` gives, or raises. Raises VaultLocked when that takes longer than the limit, and at
        once while an earlier call still hangs.

        `undo` takes back what `act` did after nobody waited any more; it must not raise.
        """
        with self._turn:
            if self._running is not None and self._running.is_alive():
                raise VaultLocked
            call = _Ask(act, undo)
            # A daemon: a hung keychain must not keep the program from ending.
            self._running = threading.Thread(
                target=call.run, name="kassadesk-keychain", daemon=True
            )
            self._running.start()
            if not call.done.wait(self.limit_s) and call.leave():
                raise VaultLocked
            self._running.join()
            self._running = None
        return call.answer()
