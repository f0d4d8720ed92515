"""What would delay the first paint waits for it; a window that is never painted does not wait for ever."""

from __future__ import annotations

import time

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kassadesk.app.first_paint import AfterFirstPaint


class SlowToPaint(QWidget):
    """Takes longer to paint than the deed waits after it."""

    def __init__(self, told: list[str]) -> None:
        super().__init__()
        self._told = told

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: slowly."""
        time.sleep(0.2)
        self._told.append("painted")


def test_the_deed_comes_after_a_slow_first_paint_and_once(qtbot: QtBot) -> None:
    told: list[str] = []
    window = SlowToPaint(told)
    qtbot.addWidget(window)
    AfterFirstPaint(window, lambda: told.append("done"))

    window.show()
    qtbot.waitUntil(lambda: "done" in told, timeout=5_000)
    window.update()
    qtbot.waitUntil(lambda: told[-1] == "painted", timeout=5_000)

    assert told[0] == "painted"
    assert told.count("done") == 1


def test_without_a_paint_the_deed_is_done_all_the_same(qtbot: QtBot) -> None:
    told: list[str] = []
    window = QWidget()
    qtbot.addWidget(window)

    AfterFirstPaint(window, lambda: told.append("done"))

    qtbot.waitUntil(lambda: told == ["done"], timeout=5_000)
