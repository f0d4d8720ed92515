"""A new policy in the notification area: once, and only where there is one."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from kassadesk.core.policy import PolicyVersion
from kassadesk.ui.looks import Looks
from kassadesk.ui.tray_notice import TrayNotice

pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", "propagateSizeHints")
DAY = date(2026, 12, 16)
NEXT = PolicyVersion("2026-12-16", DAY, DAY, "next", None, "a" * 64)


def test_a_new_policy_is_told_once_and_a_click_leads_to_it(qtbot: QtBot, looks: Looks) -> None:
    tray = TrayNotice(looks, available=lambda: True)
    tray.new_policy(NEXT)
    tray.new_policy(NEXT)
    assert tray.told == ["2026-12-16"]
    assert tray.icon is not None
    assert "16 Dec 2026" in tray.icon.toolTip()
    with qtbot.waitSignal(tray.clicked):
        tray.icon.messageClicked.emit()
    assert tray.icon is None


def test_without_a_notification_area_nothing_is_made(looks: Looks) -> None:
    tray = TrayNotice(looks, available=lambda: False)
    tray.new_policy(NEXT)
    assert (tray.told, tray.icon) == ([], None)
