"""What a test may expect of the system it runs on, and why it does not run on another."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time

import psutil
import pytest

WINDOWS = os.name == "nt"
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)
"""Ends a process at once, so that nothing of it runs any more: on Windows every signal does."""
KILLED = frozenset({-9, 15})
"""The exit codes of a process that KILL ended."""

UNDER_WINE = sys.platform == "win32" and hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")
"""Wine lacks a few things of Windows; a test that needs one says which."""

forks = pytest.mark.skipif(WINDOWS, reason="forks the test process, which Windows cannot")
posix_signals = pytest.mark.skipif(WINDOWS, reason="stops and wakes a process by POSIX signals")
posix_limits = pytest.mark.skipif(WINDOWS, reason="limits a process as POSIX does (setrlimit)")
posix_files = pytest.mark.skipif(
    WINDOWS, reason="needs devices, links or rights that only POSIX has"
)


def is_private(mode: int) -> bool:
    """Whether only the person may look, as far as the mode tells; Windows has other rights (ACLs)."""
    return WINDOWS or mode & 0o077 == 0


def is_alive(process_id: int) -> bool:
    """Whether a process still runs, or ended and was not waited for by its parent."""
    return psutil.pid_exists(process_id)


def ends(process_id: int, seconds: float = 30) -> bool:
    """Whether the child of a dead parent comes to its end.

    In a container whose first process waits for nobody it then stays listed, as ended.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if psutil.Process(process_id).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.05)
    return False
