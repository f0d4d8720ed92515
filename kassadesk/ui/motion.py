"""Whether anything may move: never when the system's animations are off."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QStyle


def animations_wanted() -> bool:
    """True when the system lets widgets animate (Qt reads it from Windows' own setting)."""
    style = QApplication.style()
    return style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0
