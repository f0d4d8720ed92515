"""Notices: the only two ways to tell the person something, and the only road of bad news.

A Notice is a value: what happened (an error, or a code of good news with facts) and what can be done.
The window's words for it are in `ui.texts`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Signal

from kassadesk.core.errors import KassaError


@dataclass(frozen=True)
class Notice:
    """One thing to tell."""

    kind: str
    """A code of ui.texts.NOTICES for good news, or "error"."""
    error: KassaError | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    """Values for the text's blanks; never a personal value (the strip stays on a shared screen)."""
    action: str = ""
    """Code of the button's word ("undo", "try_again", "show_folder", "sign_in"), "" for none."""
    on_action: Callable[[], None] | None = None


class Notices(QObject):
    """Where everybody drops what must be told; the window shows it as a strip at the bottom.

    Signals:
        told (Notice): something to show.
    """

    told = Signal(object)

    def error(
        self,
        error: KassaError,
        action: str = "",
        on_action: Callable[[], None] | None = None,
        **facts: Any,
    ) -> None:
        """Tell bad news, with at most one button."""
        self.told.emit(Notice("error", error, facts, action, on_action))

    def good(
        self, kind: str, action: str = "", on_action: Callable[[], None] | None = None, **facts: Any
    ) -> None:
        """Tell good news, with at most one button (often "undo")."""
        self.told.emit(Notice(kind, None, facts, action, on_action))
