"""What would delay the first paint waits for it; a window that is never painted does not wait for ever."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kassadesk.app.first_paint import UNPAINTED_MS, AfterFirstPaint
from tests.let_live import let_live


class Painting(QWidget):
    """Tells that it is painted, and what wait for the deed runs at that moment."""

    def __init__(self, told: list[str]) -> None:
        super().__init__()
        self._told = told
        self.wait_ms = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: paint."""
        self._told.append("painted")
        (after,) = self.findChildren(AfterFirstPaint)
        (timer,) = after.findChildren(QTimer)
        self.wait_ms = self.wait_ms or timer.interval()  # of the first paint


def test_the_deed_comes_after_a_late_first_paint_and_once(qtbot: QtBot) -> None:
    told: list[str] = []
    window = Painting(told)
    qtbot.addWidget(window)
    AfterFirstPaint(window, lambda: told.append("done"))

    let_live(200)
    assert told == []
    window.show()
    qtbot.waitUntil(lambda: "painted" in told, timeout=5_000)
    # a wait that began with the paint would be over before a slow one ends
    assert window.wait_ms == UNPAINTED_MS
    qtbot.waitUntil(lambda: "done" in told, timeout=5_000)
    assert told[0] == "painted"

    window.update()
    let_live(200)
    assert told.count("done") == 1


def test_without_a_paint_the_deed_is_done_all_the_same(qtbot: QtBot) -> None:
    told: list[str] = []
    window = QWidget()
    qtbot.addWidget(window)

    AfterFirstPaint(window, lambda: told.append("done"))

    qtbot.waitUntil(lambda: told == ["done"], timeout=5_000)
