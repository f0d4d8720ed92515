"""One window for each person: a lock decides who is first, a later start only raises the first window.

The lock is held on an open file and ends with its process (`files.life_lock`); a local socket alone would
not do, because on Windows two programs can listen under one name. The sample shop has a window of its own.
What is passed is one line: the file to open, or nothing. Qt's network code is read only after the first
paint, or when there is a first window already.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from kassadesk.files.life_lock import LifeLock, try_hold

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_LONGEST = 70_000
_PATIENCE_MS = 3_000
_HEARD = b"heard\n"


class OneWindow(QObject):
    """The first window's end: it holds the lock and listens.

    Signals:
        asked (str): another start was made, to open this file, or "" for the window alone.
    """

    asked = Signal(str)

    def __init__(self, lock: LifeLock, folder: Path, sample: bool) -> None:
        super().__init__()
        self._lock = lock
        self._folder, self._sample = folder, sample
        self._server: QLocalServer | None = None

    @staticmethod
    def take(folder: Path, *, sample: bool) -> OneWindow | None:
        """The place of the first window; None while another program has it."""
        lock = try_hold(folder / ("sample-window.lock" if sample else "window.lock"))
        return OneWindow(lock, folder, sample) if lock else None

    def listen(self) -> bool:
        """Hear later starts from now on; False where that cannot be: they then open nothing."""
        from PySide6.QtNetwork import QLocalServer

        name = _name(self._folder, self._sample)
        QLocalServer.removeServer(name)  # left by a killed one: the lock is ours
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._on_connection)
        self._server = server
        return server.listen(name)

    def close(self) -> None:
        """Let the next start be the first."""
        if self._server is not None:
            self._server.close()
        self._lock.release()

    def _on_connection(self) -> None:
        assert self._server is not None
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            socket.disconnected.connect(socket.deleteLater)

    def _read(self, socket: QLocalSocket) -> None:
        if socket.bytesAvailable() > _LONGEST:
            socket.abort()
        elif socket.canReadLine():
            line = bytes(socket.readLine().data()).decode("utf-8", "replace").strip()
            socket.write(_HEARD)
            socket.flush()
            socket.disconnectFromServer()
            self.asked.emit(line)


def raise_first(folder: Path, *, sample: bool, file: Path | None) -> bool:
    """Have the first window come to the front, and open `file`; False when it does not answer."""
    from PySide6.QtNetwork import QLocalSocket

    application = QCoreApplication.instance() or QCoreApplication(sys.argv[:1])
    socket = QLocalSocket()
    socket.connectToServer(_name(folder, sample))
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    _let_it_come_forward()
    socket.write(str(file.absolute() if file else "").encode("utf-8") + b"\n")
    heard = socket.waitForReadyRead(_PATIENCE_MS) and socket.readLine().data() == _HEARD
    socket.close()
    del application
    return bool(heard)


def _name(folder: Path, sample: bool) -> str:
    """The same for the same folder only; it tells nothing of the person."""
    import hashlib  # late: it reads OpenSSL from disk

    of_folder = hashlib.sha256(str(folder.absolute()).encode()).hexdigest()[:16]
    return f"kassadesk-{of_folder}{'-sample' if sample else ''}"


if sys.platform == "win32":
    import ctypes

    def _let_it_come_forward() -> None:
        """Windows lets only the program that the person used last put a window in front."""
        ctypes.windll.user32.AllowSetForegroundWindow(-1)
else:

    def _let_it_come_forward() -> None:
        """Nothing to allow here."""
