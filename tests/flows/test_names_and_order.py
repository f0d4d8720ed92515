"""What a screen reader says and where Tab goes, on every page of the real program."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from kassadesk.core.held import CategoryId
from kassadesk.core.rows import Resource
from tests.flows.desk import Desk
from tests.flows.hands import Keys, key

PLACES: tuple[tuple[str, object], ...] = (
    ("home", None),
    ("my_data", CategoryId.CONTACT),
    ("rows", Resource.TRANSACTIONS),
    ("rows", Resource.DEVICES),
    ("opt_ins", None),
    ("export", None),
    ("review", None),
    ("requests", None),
    ("correct", "business.gstin"),
    ("delete", CategoryId.USAGE),
    ("policy", "contact"),
    ("help", None),
)


class ShownWindows(QObject):
    """Notes every widget that comes up as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: something is shown."""
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


@pytest.fixture
def inside(desk: Desk) -> Desk:
    """Signed in."""
    desk.sign_in()
    return desk


def controls(window: QWidget) -> list[QWidget]:
    """All that Tab may stop at now."""
    by_tab = Qt.FocusPolicy.TabFocus
    return [
        one
        for one in window.findChildren(QWidget)
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & by_tab == by_tab
    ]


def said_of(widget: QWidget) -> str:
    """What a screen reader says first."""
    spoken = QAccessible.queryAccessibleInterface(widget)
    return str(spoken.text(QAccessible.Text.Name)) if spoken is not None else ""


def test_every_control_of_every_page_has_a_name(inside: Desk) -> None:
    nameless = []
    for goal, argument in PLACES:
        inside.program.roads.go(goal, argument)
        inside.rest()
        found = controls(inside.window)
        assert found, goal
        nameless += [f"{goal}: {type(one).__name__}" for one in found if not said_of(one).strip()]
    assert nameless == []


def test_nothing_flashes_up_as_a_window_of_its_own(desk: Desk) -> None:
    shown = ShownWindows()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(shown)
    desk.sign_in()
    for goal, argument in PLACES:
        desk.program.roads.go(goal, argument)
        desk.rest()
    application.removeEventFilter(shown)
    assert shown.seen == []


def test_a_page_that_has_the_keyboard_says_its_title(inside: Desk) -> None:
    for goal, argument in PLACES:
        inside.program.roads.go(goal, argument)
        inside.rest()
        page = inside.window.shelf.currentWidget()
        assert page is not None
        assert said_of(page).strip(), goal


def test_tab_goes_through_home_as_the_eye_does_and_comes_back(inside: Desk) -> None:
    inside.program.roads.go("home")
    inside.rest()
    page = inside.window.shelf.currentWidget()
    assert page is not None
    inside.window.frame.header.walkthrough.setFocus(Qt.FocusReason.TabFocusReason)
    tops = []
    for _ in range(40):
        key(Keys.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is None or not page.isAncestorOf(focused):
            break
        tops.append((focused.mapTo(page, focused.rect().center()).y() // 30, said_of(focused)))
    else:
        raise AssertionError("Tab never leaves the page")
    assert len(tops) >= 12
    assert [top for top, _ in tops] == sorted(top for top, _ in tops), tops


def test_no_page_traps_tab(inside: Desk) -> None:
    for goal, argument in PLACES:
        inside.program.roads.go(goal, argument)
        inside.rest()
        start = inside.window.frame.navigation.list_view
        start.setFocus(Qt.FocusReason.TabFocusReason)
        for _ in range(120):
            key(Keys.Key_Tab)
            if QApplication.focusWidget() is start:
                break
        assert QApplication.focusWidget() is start, f"Tab does not come round on {goal}"
