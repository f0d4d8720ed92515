"""Keeps the PC from going to sleep while something long runs. The screen may still go dark."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

if sys.platform == "win32":
    import ctypes

    _CONTINUOUS, _SYSTEM_REQUIRED = 0x80000000, 0x00000001

    def _ask(*, stay: bool) -> None:
        state = _CONTINUOUS | (_SYSTEM_REQUIRED if stay else 0)
        ctypes.windll.kernel32.SetThreadExecutionState(state)
else:

    def _ask(*, stay: bool) -> None:
        """Nothing: a laptop closed by hand sleeps everywhere."""


@contextmanager
def awake() -> Iterator[None]:
    """No sleep until the end of the block (Windows: SetThreadExecutionState).

    The request belongs to the calling thread and ends with it, whatever happens.
    """
    _ask(stay=True)
    try:
        yield
    finally:
        _ask(stay=False)
