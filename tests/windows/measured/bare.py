"""A bare PySide6 window, frozen beside the program: says when its first paint is over, and ends."""

import os
import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


def _tell_and_end() -> None:
    os.write(1, b"painted\n")
    os._exit(0)


class Bare(QMainWindow):
    """Nothing in it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the first paint."""
        super().paintEvent(event)
        QTimer.singleShot(0, _tell_and_end)


os.environ.setdefault("QT_QPA_PLATFORM", os.environ.get("KASSADESK_TEST_PLATFORM", "windows"))
application = QApplication(sys.argv)
window = Bare()
window.resize(1366, 736)
window.show()
sys.exit(application.exec())
