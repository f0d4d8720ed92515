"""What would delay the first paint waits for it; a window that is never painted does not wait for ever."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kassadesk.app.first_paint import AfterFirstPaint
from tests.let_live import let_live


class SlowToPaint(QWidget):
    """Takes longer to paint than the deed waits after it; then answers a key that was pressed meanwhile."""

    def __init__(self, told: list[str]) -> None:
        super().__init__()
        self._told = told

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: slowly."""
        time.sleep(0.2)
        self._told.append("painted")
        QTimer.singleShot(20, lambda: self._told.append("answers"))


def test_the_deed_comes_after_a_late_and_slow_first_paint_and_once(qtbot: QtBot) -> None:
    told: list[str] = []
    window = SlowToPaint(told)
    qtbot.addWidget(window)
    AfterFirstPaint(window, lambda: told.append("done"))

    let_live(200)
    window.show()
    qtbot.waitUntil(lambda: "done" in told, timeout=5_000)
    assert told == ["painted", "answers", "done"]

    window.update()
    qtbot.waitUntil(lambda: told[-1] == "answers", timeout=5_000)
    let_live(200)
    assert told.count("done") == 1


def test_without_a_paint_the_deed_is_done_all_the_same(qtbot: QtBot) -> None:
    told: list[str] = []
    window = QWidget()
    qtbot.addWidget(window)

    AfterFirstPaint(window, lambda: told.append("done"))

    qtbot.waitUntil(lambda: told == ["done"], timeout=5_000)
