"""The shape of an error's words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication


@dataclass(frozen=True)
class ErrorWords:
    """One error as the person reads it."""

    title: str
    """What happened, one short sentence without a full stop."""
    advice: str
    """What to do next."""
    safe: str = ""
    """What is safe: "Nothing was changed." and the like."""
    code: str = ""
    icon: str = "triangle-alert"


def nothing_changed() -> str:
    """Nothing was changed."""
    return QCoreApplication.translate("Error", "Nothing was changed.")
