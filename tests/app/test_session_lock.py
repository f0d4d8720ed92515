"""Which messages of Windows mean that the person has left the screen, and that they are heard."""

from __future__ import annotations

import ctypes

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from kassadesk.app.session_lock import (
    CONSOLE_LEFT,
    REMOTE_LEFT,
    SCREEN_LOCKED,
    SESSION_CHANGE,
    means_lock,
    session_lock,
)
from tests.systems import WINDOWS

UNLOCKED, LOGGED_ON, CONSOLE_CAME = 0x8, 0x5, 0x1


def test_the_screen_locked_or_left_means_lock_and_its_opening_does_not() -> None:
    for reason in (SCREEN_LOCKED, CONSOLE_LEFT, REMOTE_LEFT):
        assert means_lock(SESSION_CHANGE, reason)
        assert not means_lock(SESSION_CHANGE + 1, reason)
    for reason in (UNLOCKED, LOGGED_ON, CONSOLE_CAME):
        assert not means_lock(SESSION_CHANGE, reason)


@pytest.mark.skipif(WINDOWS, reason="Windows tells")
def test_another_system_says_that_it_does_not_tell(qapp: QObject) -> None:
    ear = session_lock(qapp)
    assert not ear.possible
    assert not ear.listen()
    ear.leave()
    ear.deleteLater()


@pytest.mark.no_qt_log  # the first window of a run tells what an older Windows lacks
@pytest.mark.skipif(not WINDOWS, reason="messages of Windows")
def test_a_message_of_windows_is_heard_until_the_end(qtbot: QtBot, qapp: QObject) -> None:
    ear = session_lock(qapp)
    heard: list[str] = []
    ear.locked.connect(lambda: heard.append("locked"))
    assert ear.listen()
    send = ctypes.windll.user32.SendMessageW  # type: ignore[attr-defined,unused-ignore]
    handle = ear.handle  # type: ignore[attr-defined,unused-ignore]
    send(handle, SESSION_CHANGE, UNLOCKED, 0)
    assert heard == []
    send(handle, SESSION_CHANGE, SCREEN_LOCKED, 0)
    assert heard == ["locked"]
    ear.leave()
    ear.deleteLater()
