"""The text size chosen for all of Windows is followed, as far as the smallest window fits the screen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kassadesk.app.text_scale import chosen_text_scale, follow_text_scale
from tests.systems import WINDOWS

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("chosen", "screen", "factor"),
    [
        (1.0, (1920, 1080), 1.0),
        (1.25, (1920, 1080), 1.25),
        (2.25, (1920, 1080), 1.68),
        (1.5, (1366, 768), 1.16),
        (1.5, (1024, 640), 1.0),
        (9.0, (7680, 4320), 2.25),
    ],
)
def test_everything_grows_as_far_as_the_smallest_window_fits(
    chosen: float, screen: tuple[float, float], factor: float
) -> None:
    environment: dict[str, str] = {}
    assert follow_text_scale(environment, lambda: chosen, lambda: screen) == factor
    assert environment == ({} if factor == 1.0 else {"QT_SCALE_FACTOR": str(factor)})


def test_a_scale_of_the_person_s_own_stays() -> None:
    environment = {"QT_SCALE_FACTOR": "2"}
    assert follow_text_scale(environment, lambda: 1.5, lambda: (1920, 1080)) == 1.0
    assert environment == {"QT_SCALE_FACTOR": "2"}


@pytest.mark.parametrize("chosen", [1.5, 1.0])
def test_qt_really_draws_everything_so_much_larger(chosen: float) -> None:
    program = f"""
from kassadesk.app.text_scale import follow_text_scale
follow_text_scale(chosen=lambda: {chosen}, screen=lambda: (1920, 1080))
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
window = QWidget()
window.resize(1024, 600)
print(window.grab().width())
"""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("QT_SCALE_FACTOR", None)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    assert int(done.stdout) == 1024 * chosen


@pytest.mark.skipif(WINDOWS, reason="Windows has one")
def test_elsewhere_there_is_no_such_choice() -> None:
    assert chosen_text_scale() == 1.0


@pytest.mark.skipif(not WINDOWS, reason="the registry of Windows")
@pytest.mark.parametrize(("kept", "factor"), [(150, 1.5), (225, 2.25), (40, 1.0), (None, 1.0)])
def test_what_windows_keeps_is_read(kept: int | None, factor: float) -> None:
    import winreg

    key = r"Software\KassaDesk test"  # not the person's own
    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as made:  # type: ignore[attr-defined,unused-ignore]
        if kept is not None:
            winreg.SetValueEx(made, "TextScaleFactor", 0, winreg.REG_DWORD, kept)  # type: ignore[attr-defined,unused-ignore]
    try:
        assert chosen_text_scale(key) == factor
    finally:
        winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)  # type: ignore[attr-defined,unused-ignore]
