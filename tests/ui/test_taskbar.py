"""How far an export is, on the window's button in the taskbar of Windows."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kassadesk.ui import taskbar
from kassadesk.ui.taskbar import Taskbar
from tests.systems import WINDOWS


@pytest.mark.skipif(not WINDOWS, reason="the taskbar of Windows")
def test_the_taskbar_of_windows_takes_every_call(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    answers: list[int] = []
    real = taskbar._List._call  # type: ignore[attr-defined,unused-ignore]

    def heard(self, place, *given):  # type: ignore[no-untyped-def]
        answers.append(real(self, place, *given))
        return answers[-1]

    monkeypatch.setattr(taskbar._List, "_call", heard)
    shown = Taskbar()
    assert shown.show(int(window.winId()), 43)
    assert shown.show(int(window.winId()), None)
    assert answers == [0, 0, 0, 0], "begun, in progress, 43 of 100, nothing any more"


@pytest.mark.skipif(WINDOWS, reason="Windows has one")
def test_elsewhere_nothing_is_shown() -> None:
    assert not Taskbar().show(1, 43)


def test_a_taskbar_that_does_not_answer_is_asked_once() -> None:
    asked: list[int] = []

    def none() -> taskbar._List:
        asked.append(1)
        raise OSError("explorer is not there")

    shown = Taskbar(none)
    assert not shown.show(1, None)
    assert asked == [], "nobody looks for it to show nothing"
    assert [shown.show(1, percent) for percent in (1, 2, None)] == [False] * 3
    assert asked == [1]
