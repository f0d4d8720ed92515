"""Bundled fonts and the families text is drawn with.

Segoe UI and Nirmala UI are on every Windows PC; the bundled Noto fonts (OFL 1.1) stand in elsewhere
and make offscreen pictures the same on every machine.
"""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QFont, QFontDatabase

from kassadesk.core.places import resource

_BUNDLED = ("Noto Sans", "Noto Sans Tamil", "Noto Sans Devanagari")
_OF_WINDOWS = {"Segoe UI": ("segoeui.ttf",), "Nirmala UI": ("Nirmala.ttf", "Nirmala.ttc")}


def _families() -> tuple[str, ...]:
    """In the order Qt looks for a glyph: Latin first, then Tamil and Hindi. Only families that are
    there: Qt searches long for one that is not."""
    if os.name != "nt":
        return _BUNDLED
    folder = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "Fonts")
    there = {
        name for name, files in _OF_WINDOWS.items() if any((folder / one).exists() for one in files)
    }
    wanted = ("Segoe UI", "Noto Sans", "Nirmala UI", *_BUNDLED[1:])
    return tuple(name for name in wanted if name in there or name in _BUNDLED)


FAMILIES = _families()

ROLES: dict[str, tuple[int, int]] = {
    "page_title": (22, 600),
    "figure": (20, 600),
    "brand": (18, 600),
    "pane_title": (16, 600),
    "card_title": (15, 600),
    "row_title": (14, 600),
    "body": (14, 400),
    "table": (13, 400),
    "key": (13, 600),
    "button": (13, 600),
    "caption": (12, 400),
    "caption_strong": (12, 600),
    "code_box": (22, 600),
}
"""Role of a text -> size in px at 100 %, weight (DESIGN 4). 12 is the smallest size allowed."""

_registered = False


def register_fonts() -> int:
    """Make the bundled fonts known to Qt, once; gives how many files Qt could not read."""
    global _registered
    if _registered:
        return 0
    _registered = True
    # Each font that lacks a script makes Qt write "OpenType support missing" before it goes on to
    # the next family of the list; that search is meant, so the line would only frighten.
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    files = sorted(resource("fonts").glob("*.ttf"))
    return sum(QFontDatabase.addApplicationFont(str(file)) < 0 for file in files)


def font_of(role: str) -> QFont:
    """The font of a role, with figures of equal width; KeyError for an unknown role."""
    size, weight = ROLES[role]
    font = QFont(list(FAMILIES))
    font.setPixelSize(size)
    font.setWeight(QFont.Weight(weight))
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setHintingPreference(_hinting(size))
    return font


def _hinting(size: int) -> QFont.HintingPreference:
    """On Windows at 100 % what Qt takes there by itself on a scaled screen: letters stand where the font's
    designer put them. Its default asks DirectWrite for the widths of old GDI, one letter at a time: under
    Wine every measured word took a hundred times as long, and the window came a second later."""
    if os.name != "nt":
        return QFont.HintingPreference.PreferDefaultHinting
    small = size <= 16
    return (
        QFont.HintingPreference.PreferVerticalHinting
        if small
        else QFont.HintingPreference.PreferNoHinting
    )
