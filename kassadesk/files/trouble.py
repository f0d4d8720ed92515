"""What an OSError means to the person who chose the place."""

from __future__ import annotations

import errno
from pathlib import Path

from kassadesk.core.errors import (
    DiskFull,
    FileProblem,
    FolderMissing,
    NameRefused,
    TargetExists,
    TargetLocked,
    TargetReadOnly,
    WriteFailed,
)

SHARING_VIOLATION = 32
LOCK_VIOLATION = 33
ACCESS_DENIED = 5
_HELD = frozenset(
    {
        SHARING_VIOLATION,
        LOCK_VIOLATION,
        303,  # DELETE_PENDING: somebody who still reads it has removed it
        391,  # CLOUD_FILE_IN_USE: OneDrive and its like are busy with it
        393,  # CLOUD_FILE_REQUEST_ABORTED
        397,  # CLOUD_FILE_PROPERTY_LOCK_CONFLICT
        398,  # CLOUD_FILE_REQUEST_CANCELED
        1224,  # USER_MAPPED_FILE: a scanner or an indexer has it in memory
    }
)
HELD_BY_ANOTHER = _HELD | {ACCESS_DENIED}
"""Windows error numbers seen while another program (Excel, a virus scanner, OneDrive) holds a file."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FULL_WINDOWS = frozenset({39, 112, 1295})  # HANDLE_DISK_FULL, DISK_FULL, DISK_QUOTA_EXCEEDED
_REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_MISSING = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO})
_TOO_LONG_WINDOWS = frozenset({206, 123})  # FILENAME_EXCED_RANGE, INVALID_NAME
_MISSING_WINDOWS = frozenset({3, 15, 21, 53, 67})  # path, drive, not ready, network path, name


_NOT_HERE_NOW = frozenset({362, 388, 389, 404, 426})
"""CLOUD_FILE_...: PROVIDER_NOT_RUNNING, NETWORK_UNAVAILABLE, UNSUCCESSFUL, PROVIDER_TERMINATED,
REQUEST_TIMEOUT: the file lies in OneDrive or its like, and only its name on this PC."""


def why_unreadable(error: OSError) -> str:
    """Why a file could not be read (UnreadableExport.reason): not_found, held or damaged."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "not_found"
    away = windows_error(error) in HELD_BY_ANOTHER | _NOT_HERE_NOW
    return "held" if away or error.errno in (errno.EACCES, errno.EPERM) else "damaged"


def windows_error(error: OSError) -> int:
    """The Windows error number, 0 where there is none."""
    return int(getattr(error, "winerror", None) or 0)


def as_file_problem(error: OSError, place: Path) -> FileProblem:
    """The KassaError that fits an OSError met while writing the file `place`."""
    number, winerror = error.errno, windows_error(error)
    if number in _FULL or winerror in _FULL_WINDOWS:
        return DiskFull(place)
    if winerror in _HELD:
        return TargetLocked(place)
    if number == errno.ENAMETOOLONG or winerror in _TOO_LONG_WINDOWS:
        return NameRefused(place)
    if number in _MISSING or winerror in _MISSING_WINDOWS:
        return FolderMissing(place.parent)
    if isinstance(error, FileExistsError):
        return TargetExists(place)
    if number in _REFUSED or winerror == ACCESS_DENIED:
        return TargetReadOnly(place)
    return WriteFailed(place)
