"""Whether the program that started this process still listens."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import ctypes
    import msvcrt

    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.PeekNamedPipe.argtypes = (
        [ctypes.c_void_p] * 2 + [ctypes.c_uint32] + [ctypes.c_void_p] * 3
    )

    def is_cut(descriptor: int) -> bool:
        """True when the other end of this pipe is closed. Never waits."""
        handle = msvcrt.get_osfhandle(descriptor)
        return not _kernel.PeekNamedPipe(handle, None, 0, None, None, None)
else:
    import select

    def is_cut(descriptor: int) -> bool:
        """True when the other end of this pipe is closed. Never waits."""
        return bool(select.select([descriptor], [], [], 0)[0])
