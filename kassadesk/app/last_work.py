"""What is left to do when the program ends on a shared PC."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtWidgets import QWidget

from kassadesk.app.wiring import Services
from kassadesk.core.errors import KassaError
from kassadesk.ui.own_clipboard import OwnClipboard

_PATIENCE_S = 5.0
"""The window is gone; for so long Kassapos is told that the sign-in has ended."""


def leave_nothing(services: Services, window: QWidget) -> None:
    """The window goes at once, our text leaves the clipboard, and the sign-in ends, at Kassapos too when
    it answers soon. Blocking."""
    OwnClipboard.of_this_program().clear()
    window.hide()
    if "session" in services.made and services.session.signed_in:
        services.transport.deadline_s = _PATIENCE_S
        with suppress(KassaError):
            services.session.sign_out()
