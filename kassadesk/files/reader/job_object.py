"""Limits for this process on Windows: a Job Object with one process in it.

Source: Windows API, JOBOBJECT_EXTENDED_LIMIT_INFORMATION. The handle stays open as long as the
process lives, so the job ends with it.
"""

from __future__ import annotations

import ctypes
import sys

_PROCESS_TIME, _ACTIVE_PROCESS, _PROCESS_MEMORY = 0x2, 0x8, 0x100
_DIE_ON_UNHANDLED, _KILL_ON_CLOSE = 0x400, 0x2000
_EXTENDED_LIMITS = 9
_TICKS = 10_000_000
"""Hundreds of nanoseconds in a second."""


class _Basic(ctypes.Structure):
    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority_class", ctypes.c_uint32),
        ("scheduling_class", ctypes.c_uint32),
    )


class _Extended(ctypes.Structure):
    _fields_ = (
        ("basic", _Basic),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def limits(memory_bytes: int, seconds: int) -> _Extended:
    """The limits as Windows takes them: memory, processor time, no second process."""
    wanted = _Extended()
    wanted.basic.flags = (
        _PROCESS_TIME | _ACTIVE_PROCESS | _PROCESS_MEMORY | _DIE_ON_UNHANDLED | _KILL_ON_CLOSE
    )
    wanted.basic.process_time = seconds * _TICKS
    wanted.basic.active_processes = 1
    wanted.process_memory = memory_bytes
    return wanted


if sys.platform == "win32":

    def limit_this_process(memory_bytes: int, seconds: int) -> None:
        """Put this process into a job with these limits. Raises OSError."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = ctypes.c_void_p
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
        wanted = limits(memory_bytes, seconds)
        done = (
            job.value
            and kernel.SetInformationJobObject(
                job, _EXTENDED_LIMITS, ctypes.byref(wanted), ctypes.sizeof(wanted)
            )
            and kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))
        )
        if not done:
            raise ctypes.WinError(ctypes.get_last_error())
