"""The two ways a person works the window: with the mouse, and with the keyboard alone.

Both send real events to the window that has them; what is covered, disabled or out of reach of the
Tab key fails a test as it would fail the person.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLineEdit,
    QMainWindow,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QStyle,
    QStyleOptionSlider,
    QTableView,
    QWidget,
)

from tests.let_live import let_live

Keys = Qt.Key
_NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
MOST_TABS = 250


class Hand(Protocol):
    """What a person does to one thing on the screen."""

    name: str

    def press(self, thing: QWidget) -> None:
        """Press a button, flip a switch, tick a box."""

    def write(self, field: QWidget, text: str) -> None:
        """Replace the text of a field."""

    def choose(self, combo: QComboBox, word: str) -> None:
        """Choose an item of a combo by its word."""

    def open_row(self, view: QAbstractItemView, index: QModelIndex) -> None:
        """Open a row or an item of a list."""

    def to_the_end(self, view: QTableView) -> None:
        """Go to the last row of a table."""

    def sort_by(self, view: QTableView, column: int) -> None:
        """Sort a table by a column."""


def key(code: Qt.Key, modifier: Qt.KeyboardModifier = _NONE) -> None:
    """One key into the window that has the keyboard."""
    QTest.keyClick(_window(), code, modifier)


def _window() -> QWindow:
    """The window that has the keyboard; the offscreen platform lacks the part of a desktop that gives
    it back to the program when another window of it has gone."""
    if QApplication.focusWindow() is None:
        shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMainWindow)]
        top = QApplication.activeModalWidget() or next(one for one in shown if one.isVisible())
        top.activateWindow()
        assert QTest.qWaitForWindowActive(top)
    window = QApplication.focusWindow()
    assert window is not None, "no window has the keyboard"
    return window


def type_text(text: str) -> None:
    """Text, letter by letter, into whatever has the keyboard."""
    focused = QApplication.focusWidget()
    assert focused is not None, "nothing has the keyboard"
    QTest.keyClicks(focused, text)


class Mouse:
    """Clicks where the thing is drawn; fails when something else lies over it."""

    name = "mouse"

    def press(self, thing: QWidget) -> None:
        """Click on it."""
        _usable(thing)
        _scroll_to(thing)
        ring = getattr(thing, "ring_rect", None)
        area: QRect = ring() if callable(ring) else thing.rect()
        self._click(thing, area.center())

    def write(self, field: QWidget, text: str) -> None:
        """Click into it, mark all, type."""
        self.press(field)
        assert _focused_in(field), f"{_called(field)} did not take the keyboard"
        if isinstance(field, QLineEdit):
            key(Keys.Key_A, CTRL)
            key(Keys.Key_Delete)
        type_text(text)

    def choose(self, combo: QComboBox, word: str) -> None:
        """Open the list and click the item, not within the double click that Qt guards against."""
        self.press(combo)
        view = combo.view()
        row = combo.findText(word)
        assert row >= 0, f"{word!r} is not offered by {_called(combo)}"
        index = combo.model().index(row, combo.modelColumn())
        view.scrollTo(index)
        let_live(QApplication.doubleClickInterval() + 50)
        point = view.visualRect(index).center()
        QTest.mouseMove(view.viewport(), point)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, _NONE, point)
        assert combo.currentText() == word, f"a click does not choose {word!r}"

    def open_row(self, view: QAbstractItemView, index: QModelIndex) -> None:
        """Click on it."""
        _usable(view)
        view.scrollTo(index)
        rect = view.visualRect(index)
        assert rect.isValid(), "the row is not drawn"
        point = QPoint(rect.left() + min(40, rect.width() // 2), rect.center().y())
        self._click(view.viewport(), point)

    def to_the_end(self, view: QTableView) -> None:
        """Drag the knob of the scroll bar to its foot."""
        bar = view.verticalScrollBar()
        _usable(bar)
        knob = _knob(bar).center()
        foot = QPoint(knob.x(), bar.height() + 20)
        QTest.mousePress(bar, Qt.MouseButton.LeftButton, _NONE, knob)
        QTest.mouseMove(bar, QPoint(knob.x(), bar.height() // 2))
        QTest.mouseMove(bar, foot)
        QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, _NONE, foot)

    def sort_by(self, view: QTableView, column: int) -> None:
        """Click on its title."""
        header = view.horizontalHeader()
        view.scrollTo(view.model().index(view.rowAt(1), column))
        middle = header.sectionViewportPosition(column) + header.sectionSize(column) // 2
        self._click(header.viewport(), QPoint(middle, header.height() // 2))

    def _click(self, thing: QWidget, at: QPoint) -> None:
        _window()
        window = thing.window()
        point = thing.mapTo(window, at)
        hit = window.childAt(point)
        assert hit is not None and (hit is thing or thing.isAncestorOf(hit)), (
            f"{_called(thing)} is covered by {_called(hit)}"
        )
        handle = window.windowHandle()
        assert handle is not None
        QTest.mouseMove(handle, point)
        QTest.mouseClick(handle, Qt.MouseButton.LeftButton, _NONE, point)


class Keyboard:
    """Walks with Tab and arrows, presses Space and Enter; never points."""

    name = "keyboard"

    def press(self, thing: QWidget) -> None:
        """Tab to it, Space; a group of radio buttons has one place for Tab, arrows choose in it."""
        if isinstance(thing, QRadioButton):
            self._choose_radio(thing)
            return
        self.reach(thing)
        key(Keys.Key_Space)

    def write(self, field: QWidget, text: str) -> None:
        """Tab to it, mark all, type."""
        self.reach(field)
        if isinstance(field, QLineEdit):
            key(Keys.Key_A, CTRL)
            key(Keys.Key_Delete)
        type_text(text)

    def choose(self, combo: QComboBox, word: str) -> None:
        """Tab to it, arrows to the item."""
        self.reach(combo)
        row = combo.findText(word)
        assert row >= 0, f"{word!r} is not offered by {_called(combo)}"
        key(Keys.Key_Home)
        while combo.currentIndex() < row:
            before = combo.currentIndex()
            key(Keys.Key_Down)
            assert combo.currentIndex() > before, f"arrows do not move {_called(combo)}"

    def open_row(self, view: QAbstractItemView, index: QModelIndex) -> None:
        """Tab to the list, arrows to the row, Enter."""
        self.reach(view)
        for _ in range(index.model().rowCount() + 1):
            at = view.currentIndex().row() if view.currentIndex().isValid() else -1
            if at == index.row():
                break
            key(Keys.Key_Down if at < index.row() else Keys.Key_Up)
        assert view.currentIndex().row() == index.row(), f"arrows do not move {_called(view)}"
        key(Keys.Key_Return)

    def to_the_end(self, view: QTableView) -> None:
        """Ctrl+End."""
        self.reach(view)
        key(Keys.Key_End, CTRL)

    def sort_by(self, view: QTableView, column: int) -> None:
        """Arrows to the column, Ctrl+Shift+S."""
        self.reach(view)
        key(Keys.Key_Home, CTRL)
        for _ in range(column):
            key(Keys.Key_Right)
        assert view.currentIndex().column() == column, "arrows do not move along the row"
        key(Keys.Key_S, CTRL | SHIFT)

    def _choose_radio(self, thing: QRadioButton) -> None:
        group = thing.group()
        chosen = group.checkedButton() or thing
        self.reach(chosen)
        for _ in group.buttons():
            if thing.isChecked():
                return
            key(Keys.Key_Right)
        assert thing.isChecked(), f"arrows do not choose {_called(thing)}"

    def reach(self, thing: QWidget) -> None:
        """Tab until the thing has the keyboard; fails when it cannot be reached."""
        _usable(thing)
        window = _window()
        for _ in range(MOST_TABS):
            if _focused_in(thing):
                return
            QTest.keyClick(window, Keys.Key_Tab)
        raise AssertionError(f"Tab never reaches {_called(thing)}")


HANDS: dict[str, Callable[[], Hand]] = {"mouse": Mouse, "keyboard": Keyboard}

by_both_hands = pytest.mark.parametrize("hand", list(HANDS), indirect=True)
"""Runs a test by mouse and again by keyboard alone."""


def _knob(bar: QScrollBar) -> QRect:
    option = QStyleOptionSlider()
    bar.initStyleOption(option)
    return bar.style().subControlRect(
        QStyle.ComplexControl.CC_ScrollBar, option, QStyle.SubControl.SC_ScrollBarSlider, bar
    )


def _focused_in(thing: QWidget) -> bool:
    focused = QApplication.focusWidget()
    if focused is None:
        return False
    proxy = thing.focusProxy() or thing
    return focused is thing or focused is proxy or thing.isAncestorOf(focused)


def _usable(thing: QWidget) -> None:
    assert thing.isVisible(), f"{_called(thing)} is not shown"
    assert thing.isEnabled(), f"{_called(thing)} cannot be used now"


def _scroll_to(thing: QWidget) -> None:
    """As a person would with the wheel."""
    parent = thing.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(thing)
        elif isinstance(parent, QAbstractScrollArea) and isinstance(parent, QAbstractItemView):
            return
        parent = parent.parentWidget()


def _called(thing: QWidget | None) -> str:
    if thing is None:
        return "nothing"
    text = getattr(thing, "text", None)
    words = thing.accessibleName() or (str(text()) if callable(text) else "")
    return f"{type(thing).__name__} {words!r}"
