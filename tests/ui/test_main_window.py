"""The window: keys, frame, walkthrough, sample shop, signing out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kassadesk.core.errors import Offline, SessionExpired
from kassadesk.ui.main_window import MainWindow
from kassadesk.ui.page_shelf import PAGES
from kassadesk.ui.widgets.navigation import RAIL, WIDE
from tests.gallery_stage import KAVERI, Stage

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class NotedPage(QWidget):
    """A page that notes what it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.box = QLineEdit()
        self.other = QPushButton("Other")
        column = QVBoxLayout(self)
        column.addWidget(self.box)
        column.addWidget(self.other)

    def retranslate(self) -> None:
        """Words again."""
        self.asked.append("retranslate")

    def on_shown(self) -> None:
        """Shown."""
        self.asked.append("on_shown")

    def find_in_page(self) -> None:
        """Ctrl+F."""
        self.asked.append("find_in_page")

    def reload(self) -> None:
        """F5."""
        self.asked.append("reload")

    def open_file(self) -> None:
        """Ctrl+O."""
        self.asked.append("open_file")

    def new_request(self) -> None:
        """Ctrl+N."""
        self.asked.append("new_request")

    def close_pane(self) -> bool:
        """Esc."""
        self.asked.append("close_pane")
        return True

    def regions(self) -> list[QWidget]:
        """F6."""
        return [self.box, self.other]


def _window(qtbot: QtBot, stage: Stage) -> MainWindow:
    pages = dict.fromkeys((*PAGES, "help"), NotedPage)
    window = stage.window(pages)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def inside(qtbot: QtBot, stage: Stage) -> MainWindow:
    """Signed in to the sample shop."""
    window = _window(qtbot, stage)
    QTest.mouseClick(window.sign_in_page.other_ways.try_sample, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.shelf.current_key == "home")
    return window


def _page(window: MainWindow) -> NotedPage:
    page = window.shelf.currentWidget()
    assert isinstance(page, NotedPage)
    return page


def _shown_words(window: MainWindow) -> str:
    return " ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def test_a_page_is_made_when_it_is_first_shown(inside: MainWindow) -> None:
    assert len(inside.shelf.made()) == 1
    inside.open_page("policy")
    inside.open_page("home")
    assert len(inside.shelf.made()) == 2


def test_control_and_a_number_open_the_pages_in_order(inside: MainWindow) -> None:
    for number, key in enumerate(PAGES, start=1):
        QTest.keyClick(inside, Qt.Key(Qt.Key.Key_0 + number), CTRL)
        assert inside.shelf.current_key == key
        assert inside.frame.navigation.current() == key
    QTest.keyClick(inside, Qt.Key.Key_F1)
    assert inside.shelf.current_key == "help"


def test_keys_reach_the_page_that_can_do_it(inside: MainWindow) -> None:
    QTest.keyClick(inside, Qt.Key.Key_F, CTRL)
    QTest.keyClick(inside, Qt.Key.Key_F5)
    QTest.keyClick(inside, Qt.Key.Key_Escape)
    assert _page(inside).asked == ["on_shown", "find_in_page", "reload", "close_pane"]
    QTest.keyClick(inside, Qt.Key.Key_O, CTRL)
    assert inside.shelf.current_key == "review"
    assert _page(inside).asked == ["on_shown", "open_file"]
    QTest.keyClick(inside, Qt.Key.Key_N, CTRL)
    assert inside.shelf.current_key == "requests"
    assert _page(inside).asked == ["on_shown", "new_request"]
    QTest.keyClick(inside, Qt.Key.Key_E, CTRL)
    assert inside.shelf.current_key == "export"


def test_f6_walks_through_the_regions_and_around(inside: MainWindow) -> None:
    page = _page(inside)
    inside.frame.navigation.list_view.setFocus()
    seen: list[object] = []
    for _ in range(4):
        QTest.keyClick(inside, Qt.Key.Key_F6)
        seen.append(inside.focusWidget())
    assert seen[1:] == [page.box, page.other, inside.frame.navigation.list_view]
    first = seen[0]
    assert isinstance(first, QWidget)
    assert inside.frame.header.isAncestorOf(first)


def test_arrows_in_the_navigation_open_pages(inside: MainWindow) -> None:
    places = inside.frame.navigation.list_view
    QTest.keyClick(places, Qt.Key.Key_Down)
    assert inside.shelf.current_key == "my_data"


def test_a_walkthrough_hides_the_shop_says_so_and_can_be_ended(
    inside: MainWindow, stage: Stage
) -> None:
    assert KAVERI.trade_name in _shown_words(inside)
    QTest.keyClick(inside, Qt.Key.Key_M, CTRL | SHIFT)
    assert [stage.walkthrough.on] == [True]
    assert inside.frame.walkthrough_banner.isVisible()
    words = _shown_words(inside)
    assert KAVERI.trade_name not in words
    assert "33ABCPS1234K1ZT" not in words
    every_name = " ".join(w.accessibleName() + w.toolTip() for w in inside.findChildren(QWidget))
    assert KAVERI.trade_name not in every_name
    assert "33ABCPS1234K1ZT" not in every_name
    QTest.mouseClick(inside.frame.walkthrough_banner.button, Qt.MouseButton.LeftButton)
    assert [stage.walkthrough.on] == [False]
    assert not inside.frame.walkthrough_banner.isVisible()


def test_the_title_says_sample_shop_and_never_whose(inside: MainWindow, stage: Stage) -> None:
    assert inside.windowTitle() == "KassaDesk · Sample shop"
    assert inside.frame.header.sample.isVisible()
    inside.show_merchant(KAVERI)
    assert "Kaveri" not in inside.windowTitle()


def test_signing_out_forgets_every_page_and_the_shop(
    qtbot: QtBot, inside: MainWindow, stage: Stage
) -> None:
    inside.open_page("my_data")
    QTest.mouseClick(inside.frame.navigation.sign_out, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(inside.sign_in_page.isVisible)
    assert inside.shelf.made() == ()
    assert inside.windowTitle() == "KassaDesk"
    assert KAVERI.trade_name not in " ".join(label.text() for label in inside.findChildren(QLabel))
    QTest.keyClick(inside, Qt.Key.Key_2, CTRL)  # keys open nothing without a sign-in
    assert inside.shelf.made() == ()


def test_an_ended_sign_in_leads_to_the_sign_in_page_and_says_why(
    qtbot: QtBot, inside: MainWindow, stage: Stage
) -> None:
    stage.notices.error(SessionExpired())
    assert inside.sign_in_page.isVisible()
    assert "Your sign-in has ended" in _shown_words(inside)


def test_a_notice_is_shown_in_the_strip(inside: MainWindow, stage: Stage) -> None:
    stage.notices.error(Offline())
    assert inside.toast.isVisible()
    assert inside.toast.title.text() == "No internet"


def test_a_narrow_window_has_a_rail_and_a_low_one_is_compact(
    qtbot: QtBot, inside: MainWindow
) -> None:
    inside.resize(1366, 760)
    assert inside.frame.navigation.width() == WIDE
    assert [inside.compact] == [False]
    inside.resize(1024, 600)
    assert inside.frame.navigation.width() == RAIL
    assert [inside.compact] == [True]
    assert inside.minimumWidth() == 1024
    assert inside.minimumHeight() == 600
    qtbot.waitUntil(lambda: inside.minimumSizeHint().width() <= 1024)


def test_a_file_can_be_read_without_signing_in(qtbot: QtBot, stage: Stage) -> None:
    window = _window(qtbot, stage)
    QTest.mouseClick(window.sign_in_page.other_ways.open_file, Qt.MouseButton.LeftButton)
    assert window.shelf.current_key == "review"
    assert _page(window).asked == ["on_shown", "open_file"]
    assert window.frame.navigation.list_view.model().rowCount() == 1
    assert not window.frame.navigation.sign_out.isVisible()
    QTest.keyClick(window, Qt.Key.Key_2, CTRL)
    assert window.shelf.current_key == "review"
    QTest.mouseClick(window.frame.header.sign_in, Qt.MouseButton.LeftButton)
    assert window.sign_in_page.isVisible()


def test_every_control_of_the_frame_has_a_name(inside: MainWindow) -> None:
    nameless = [
        widget
        for widget in inside.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and not isinstance(widget.parent(), NotedPage)
    ]
    assert nameless == []
