"""Our own text leaves the clipboard; a text of another program stays."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from kassadesk.ui.own_clipboard import OwnClipboard
from tests.systems import WINDOWS


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[OwnClipboard]:
    """The one there is, open."""
    made = OwnClipboard.of_this_program()
    made.shut = False
    yield made
    made.shut = False


def test_our_text_is_cleared(clipboard: OwnClipboard) -> None:
    clipboard.put("ours")
    assert QApplication.clipboard().text() == "ours"
    assert clipboard.clear()
    assert QApplication.clipboard().text() == ""


@pytest.mark.skipif(WINDOWS, reason="Windows tells whose it is, and all of this is ours")
def test_a_text_that_came_after_ours_stays(clipboard: OwnClipboard) -> None:
    clipboard.put("ours")
    QApplication.clipboard().setText("another program's")
    assert not clipboard.clear()
    assert QApplication.clipboard().text() == "another program's"


def test_while_it_is_shut_nothing_is_copied(clipboard: OwnClipboard) -> None:
    QApplication.clipboard().setText("another program's")
    clipboard.shut = True
    clipboard.put("ours")
    assert QApplication.clipboard().text() == "another program's"


def test_there_is_one(clipboard: OwnClipboard) -> None:
    assert OwnClipboard.of_this_program() is clipboard
