"""The size of texts that the person chose for all of Windows (Settings, Accessibility, Text size).

Qt does not tell of it, and a text that grows alone would not fit its row. So everything grows, as if the
screen had been set to a larger scale, but never so far that the smallest window no longer fits. It counts
from the next start; elsewhere the system's scale holds it already.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, MutableMapping
from contextlib import suppress

_KEY, _NAME = r"Software\Microsoft\Accessibility", "TextScaleFactor"
_QT = "QT_SCALE_FACTOR"
LARGEST = 2.25
"""As far as the slider of Windows goes."""
SMALLEST_WINDOW = (1024, 600)
_AROUND_PX = 72
"""Title bar and taskbar."""


def follow_text_scale(
    environment: MutableMapping[str, str] = os.environ,
    chosen: Callable[[], float] | None = None,
    screen: Callable[[], tuple[float, float]] | None = None,
) -> float:
    """How much larger everything will be; call before Qt begins.

    A scale that the environment names already is the person's own and stays.
    """
    if environment.get(_QT):
        return 1.0
    wanted = min((chosen or chosen_text_scale)(), LARGEST)
    if wanted <= 1.0:
        return 1.0
    width, height = (screen or _screen_of_windows)()
    room = min(width / SMALLEST_WINDOW[0], (height - _AROUND_PX) / SMALLEST_WINDOW[1])
    factor = round(max(1.0, min(wanted, room)), 2)
    if factor > 1.0:
        environment[_QT] = str(factor)
    return factor


def chosen_text_scale(key: str = _KEY) -> float:
    """What was chosen, 1.0 to 2.25; 1.0 where nothing was, or nothing can be."""
    if sys.platform == "win32":
        import winreg

        with suppress(OSError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
            value, _ = winreg.QueryValueEx(opened, _NAME)
            if isinstance(value, int) and 100 <= value <= 225:
                return value / 100
    return 1.0


def _screen_of_windows() -> tuple[float, float]:
    """Width and height of the main screen in pixels of 100 %."""
    if sys.platform == "win32":
        import ctypes

        user = ctypes.windll.user32
        scale = user.GetDpiForSystem() / 96
        return user.GetSystemMetrics(0) / scale, user.GetSystemMetrics(1) / scale
    return SMALLEST_WINDOW
