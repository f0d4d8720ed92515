"""Python may collect a page that is no longer used at any moment: Qt's last questions find no fault.

The collector empties the Python half of every object of a ring of references first; deleting the
page then hides it, and Qt asks what still listens.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.when_seen import when_seen
from kassadesk.ui.widgets.focus_ring import FocusRing


@pytest.fixture
def collect() -> Iterator[Callable[[], int]]:
    """The collector runs when the test says so, and not before."""
    gc.collect()
    gc.disable()
    yield gc.collect
    gc.enable()


class _Careless(QObject):
    """What the program's own listeners must not be."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page, self._due = page, False
        page.installEventFilter(self)

    def ask(self) -> None:
        self._due = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return self._due and event.type() == QEvent.Type.Show


def _ring_of(page: QWidget, *others: object) -> None:
    page.kept = [page, *others]  # type: ignore[attr-defined]


def _waiting_page() -> None:
    page = QWidget()
    page.show()
    _ring_of(page, when_seen(page, page.update))


def _page_with_a_careless_listener() -> None:
    page = QWidget()
    page.show()
    _ring_of(page, _Careless(page).ask)


def _window_with_a_focus_ring() -> None:
    window = QWidget()
    button = QPushButton("Save", window)
    ring = FocusRing(Looks(), window)
    window.show()
    ring.follow(button)
    _ring_of(window, ring, button)


@pytest.mark.parametrize("leave", [_waiting_page, _window_with_a_focus_ring])
def test_what_listens_to_a_collected_page_finds_no_fault(
    qtbot: QtBot, collect: Callable[[], int], leave: Callable[[], None]
) -> None:
    with capture_exceptions() as faults:
        leave()
        assert collect() > 0
    assert faults == []


def test_control_a_listener_with_its_state_in_the_object_is_found_out(
    qtbot: QtBot, collect: Callable[[], int]
) -> None:
    with capture_exceptions() as faults:
        _page_with_a_careless_listener()
        collect()
    assert faults != []
