"""How far a long work is, on the window's button in the taskbar of Windows (ITaskbarList3).

Qt 6 has no word for it. Elsewhere, and where Windows does not answer as it should, nothing is shown: the
title of the window says it too.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

_NO_PROGRESS, _NORMAL = 0, 2
"""TBPF_NOPROGRESS, TBPF_NORMAL."""

if sys.platform == "win32":
    import ctypes
    import uuid
    from ctypes import wintypes

    _CLASS = "56FDF344-FD6D-11D0-958A-006097C9A090"
    _INTERFACE = "EA1AFB91-9E28-4B86-90E9-9E9F8A5EEFAF"
    _IN_PROCESS = 1
    _INIT, _SET_VALUE, _SET_STATE = 3, 9, 10
    """Places in the table of methods: IUnknown has 3, ITaskbarList 5, ITaskbarList2 1 before them."""

    def _guid(text: str) -> Any:
        return (ctypes.c_ubyte * 16).from_buffer_copy(uuid.UUID(text).bytes_le)

    class _List:
        """The taskbar as COM gives it. Qt has begun COM on the UI thread."""

        def __init__(self) -> None:
            self._object = ctypes.c_void_p()
            made: int = ctypes.windll.ole32.CoCreateInstance(
                _guid(_CLASS), None, _IN_PROCESS, _guid(_INTERFACE), ctypes.byref(self._object)
            )
            if made != 0 or not self._object or self._call(_INIT) != 0:
                raise OSError("no taskbar")

        def show(self, window: int, percent: int | None) -> None:
            """So far; None takes it away."""
            if percent is None:
                self._call(_SET_STATE, (wintypes.HWND, window), (ctypes.c_int, _NO_PROGRESS))
                return
            self._call(_SET_STATE, (wintypes.HWND, window), (ctypes.c_int, _NORMAL))
            self._call(
                _SET_VALUE,
                (wintypes.HWND, window),
                (ctypes.c_ulonglong, percent),
                (ctypes.c_ulonglong, 100),
            )

        def _call(self, place: int, *given: tuple[Any, int]) -> int:
            table = ctypes.cast(self._object, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p)))[0]
            kinds = [kind for kind, _ in given]
            method = ctypes.WINFUNCTYPE(ctypes.c_long, ctypes.c_void_p, *kinds)(table[place])
            answer: int = method(self._object, *(value for _, value in given))
            return answer
else:

    class _List:
        """There is no such taskbar."""

        def __init__(self) -> None:
            raise OSError("no taskbar")

        def show(self, window: int, percent: int | None) -> None:
            """Never called."""


class Taskbar:
    """Asked for by number of window; UI thread only. Looked for when there is something to show."""

    def __init__(self, make: Callable[[], _List] = _List) -> None:
        self._make = make
        self._list: _List | None = None
        self._looked = False

    def show(self, window: int, percent: int | None) -> bool:
        """Show how far it is, None: nothing any more. False where no taskbar takes it."""
        if not self._looked and percent is not None:
            self._looked = True
            try:
                self._list = self._make()
            except OSError:
                self._list = None
        if self._list is None:
            return False
        self._list.show(window, percent)
        return True
