"""An icon for a screen without a notification area, where Qt must not be asked to show one."""

from __future__ import annotations

from PySide6.QtWidgets import QSystemTrayIcon


class StillIcon(QSystemTrayIcon):
    """Keeps what it would say."""

    def show(self) -> None:
        """Not shown."""

    def hide(self) -> None:
        """Nor hidden."""

    def showMessage(self, *told: object) -> None:
        """What would be said."""
        self.said = told
