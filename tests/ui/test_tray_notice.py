"""A new policy in the notification area: once, and only where there is one."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from kassadesk.core.policy import PolicyVersion
from kassadesk.ui.looks import Looks
from kassadesk.ui.tray_notice import TrayNotice

DAY = date(2026, 12, 16)
NEXT = PolicyVersion("2026-12-16", DAY, DAY, "next", None, "a" * 64)


class StillIcon(QSystemTrayIcon):
    """An icon for a screen without a notification area, where Qt must not be asked to show one."""

    def show(self) -> None:
        """Not shown."""

    def hide(self) -> None:
        """Nor hidden."""

    def showMessage(self, *told: object) -> None:
        """What would be said."""
        self.said = told


def test_a_new_policy_is_told_once_and_a_click_leads_to_it(qtbot: QtBot, looks: Looks) -> None:
    tray = TrayNotice(looks, available=lambda: True, make=StillIcon)
    tray.new_policy(NEXT)
    tray.new_policy(NEXT)
    assert tray.told == ["2026-12-16"]
    assert tray.icon is not None
    assert "16 Dec 2026" in tray.icon.toolTip()
    assert isinstance(tray.icon, StillIcon)
    assert "16 Dec 2026" in str(tray.icon.said[0])
    with qtbot.waitSignal(tray.clicked):
        tray.icon.messageClicked.emit()
    assert tray.icon is None


def test_without_a_notification_area_nothing_is_made(looks: Looks) -> None:
    tray = TrayNotice(looks, available=lambda: False)
    tray.new_policy(NEXT)
    assert (tray.told, tray.icon) == ([], None)
