"""A second start raises the first window, passes it the file to open, and never takes its place."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kassadesk.app.one_window import OneWindow, raise_first
from kassadesk.app.window_place import place_of, put_back
from tests.systems import KILL

ROOT = Path(__file__).resolve().parents[2]

_HOLD = """
import sys, time
from pathlib import Path
from kassadesk.app.one_window import OneWindow
first = OneWindow.take(Path(sys.argv[1]), sample=False)
print("first" if first else "second", flush=True)
time.sleep(60)
"""

_SECOND = """
import sys
from pathlib import Path
from kassadesk.app.one_window import raise_first
file = Path(sys.argv[2]) if sys.argv[2:] else None
sys.exit(0 if raise_first(Path(sys.argv[1]), sample=False, file=file) else 1)
"""


def start(code: str, *words: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)


@pytest.mark.parametrize("name", ["", "copy of கடை.xlsx"])
def test_a_later_start_raises_the_first_window_and_passes_its_file(
    qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    first = OneWindow.take(tmp_path, sample=False)
    assert first is not None
    assert first.listen()
    assert OneWindow.take(tmp_path, sample=False) is None
    heard: list[str] = []
    first.asked.connect(heard.append)
    file = [tmp_path / name] if name else []
    with start(_SECOND, tmp_path, *file) as second:
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)
    assert second.returncode == 0
    assert heard == [str(file[0]) if file else ""]
    first.close()


def test_the_sample_shop_and_other_people_have_windows_of_their_own(tmp_path: Path) -> None:
    taken = [
        OneWindow.take(tmp_path, sample=False),
        OneWindow.take(tmp_path, sample=True),
        OneWindow.take(tmp_path / "other", sample=False),
    ]
    assert all(taken)
    for one in taken:
        assert one is not None
        one.close()


def test_when_the_first_was_killed_the_next_start_takes_its_place(tmp_path: Path) -> None:
    with start(_HOLD, tmp_path) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == b"first"
        assert OneWindow.take(tmp_path, sample=False) is None
        os.kill(child.pid, KILL)
        child.wait()
    end = time.monotonic() + 10
    while (taken := OneWindow.take(tmp_path, sample=False)) is None:
        assert time.monotonic() < end
        time.sleep(0.05)
    assert taken.listen()
    taken.close()


def test_a_first_window_that_does_not_answer_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    assert not raise_first(tmp_path, sample=False, file=None)


def test_the_window_comes_back_where_it_stood(qtbot: QtBot) -> None:
    window, again = QWidget(), QWidget()
    for one in (window, again):
        qtbot.addWidget(one)
    window.setGeometry(QRect(40, 60, 500, 300))
    window.show()
    assert put_back(again, place_of(window))
    assert again.size() == window.size()


def test_a_window_that_stood_on_a_screen_that_is_gone_is_seen_again(qtbot: QtBot) -> None:
    window, again = QWidget(), QWidget()
    for one in (window, again):
        qtbot.addWidget(one)
    window.resize(500, 300)
    window.move(QPoint(9_000, 7_000))
    window.show()
    assert put_back(again, place_of(window))
    assert any(
        screen.availableGeometry().intersects(again.frameGeometry())
        for screen in QGuiApplication.screens()
    )


@pytest.mark.parametrize("place", ["", "rubbish", "AAAA", "ü"])
def test_a_place_that_cannot_be_read_changes_nothing(qtbot: QtBot, place: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(500, 300)
    assert not put_back(window, place)
    assert (window.width(), window.height()) == (500, 300)
