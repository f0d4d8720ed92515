"""The whole program as a person starts it; says when the sign-in page is painted, and ends."""

import os
import sys

from PySide6.QtCore import QEvent, QObject, QTimer

from kassadesk.__main__ import main
from kassadesk.app import window
from kassadesk.app.folders import Folders
from kassadesk.app.window import Program, WindowOptions


def _tell_and_end() -> None:
    os.write(1, b"painted\n")
    os._exit(0)


class FirstPaint(QObject):
    """The window's own first paint; all its children follow at once."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: look for it."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, _tell_and_end)
        return False


os.environ.setdefault("QT_QPA_PLATFORM", os.environ.get("KASSADESK_TEST_PLATFORM", "windows"))
_build, _watcher = window.build, FirstPaint()


def _build_and_watch(options: WindowOptions, folders: Folders) -> Program:
    program = _build(options, folders)
    program.window.installEventFilter(_watcher)
    return program


window.build = _build_and_watch
sys.argv = sys.argv[:1]
sys.exit(main())
