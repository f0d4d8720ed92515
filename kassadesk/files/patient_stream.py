"""A file to write to that asks, before each write, whether the person still wants it."""

from __future__ import annotations

from typing import BinaryIO

from kassadesk.core.work import Work


class PatientStream:
    """Hands writes on to a file. After `sink` it takes everything and writes nothing, but keeps
    count of the place, because a package that closes reckons with it.

    Zip packages are written by libraries that know no cancel; this is where they hear of it.
    """

    def __init__(self, out: BinaryIO, work: Work) -> None:
        self._out = out
        self._work = work
        self._sunk = False
        self._place = 0

    def sink(self) -> None:
        """Nothing more reaches the disk; a library may still close its package in peace."""
        if not self._sunk:
            self._sunk, self._place = True, self._out.tell()

    def write(self, data: bytes) -> int:
        """Raises Cancelled, or OSError from the disk."""
        if self._sunk:
            self._place += len(data)
            return len(data)
        self._work.check()
        return self._out.write(data)

    def tell(self) -> int:
        """Where the next write goes."""
        return self._place if self._sunk else self._out.tell()

    def seek(self, place: int, whence: int = 0) -> int:
        """Zip packages go back to fill in sizes."""
        if not self._sunk:
            return self._out.seek(place, whence)
        self._place = place if whence == 0 else self._place
        return self._place

    def seekable(self) -> bool:
        """True."""
        return True

    def flush(self) -> None:
        """Hand on what is buffered."""
        if not self._sunk:
            self._out.flush()
