"""What the keyboard meets on its way to the pages."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.flows.desk import Desk
from tests.flows.hands import MOST_TABS, key


def test_tab_past_the_navigation_leads_to_no_other_page(desk: Desk) -> None:
    desk.sign_in()
    desk.open_page("my_data")
    for _ in range(MOST_TABS // 10):
        key(Qt.Key.Key_Tab)
        desk.rest()
        assert desk.at("my_data")
