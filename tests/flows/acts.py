"""What a person does and sees on the acting pages, beside what every desk can do (desk.py)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QTableView, QWidget

from kassadesk.core.rows import Resource
from kassadesk.ui.widgets.labels import Label
from tests.flows.desk import Desk
from tests.flows.hands import CTRL, Keys, Mouse, key
from tests.let_live import let_live
from tests.sandbox.running import Sandbox
from tests.ui.what_is_seen import words_of

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
COPY = Qt.DropAction.CopyAction


def ask_to_correct(desk: Desk, label: str) -> Any:
    """From My data to the form for one value of the business; gives the form's page."""
    page = desk.open_page("my_data")
    choose_row(desk, page.table, label)
    desk.wait_until(lambda: page.pane.correct is not None, "the value is shown")
    desk.hand.press(page.pane.correct)
    desk.wait_until(lambda: desk.at("correction"), "the correction is shown")
    settle(desk)
    return desk.page


def choose_row(desk: Desk, table: QTableView, text: str) -> None:
    """Open the first row that says this."""
    desk.hand.open_row(table, table.model().index(row_of(table, text), 0))
    settle(desk)


def row_of(table: QTableView, text: str) -> int:
    """The first row that says this."""
    model = table.model()
    for row in range(model.rowCount()):
        if text in str(model.index(row, 0).data()):
            return row
    raise AssertionError(f"no row says {text!r}")


def request_words(desk: Desk) -> str:
    """The words of the request whose pane is open."""
    assert desk.at("requests"), desk.window.shelf.current_key
    return words_of(desk.page.pane)


def receipt_number(desk: Desk) -> str:
    """The receipt number in the open pane."""
    pane: QWidget = desk.page.pane
    texts = [one.text() for one in pane.findChildren(Label) if one.isVisible()]
    return texts[texts.index("Number") + 1]


def drop_files(desk: Desk, place: QWidget, *paths: Path) -> None:
    """Drag files from the file window and drop them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place.rect().center(), COPY, data, left, none)
    QApplication.sendEvent(place, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(place.rect().center()), COPY, data, left, none)
    QApplication.sendEvent(place, drop)
    desk.rest()


def files_to_choose(monkeypatch: pytest.MonkeyPatch, *paths: Path) -> None:
    """The system's file dialog, in which the person chooses these."""
    chosen = ([str(path) for path in paths], "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: chosen)
    if paths:
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(paths[0]), ""))


def filed(shop: Sandbox, kind: str) -> list[str]:
    """The references of all requests of a type that the server has."""
    items = shop.sign_in().get("/v1/requests?limit=100").json["items"]
    return [one["reference"] for one in items if one["type"] == kind]


def answers_a_click(desk: Desk) -> bool:
    """True when the window is alive: Help opens and the way back leads back."""
    before = desk.window.shelf.current_key
    view, index = desk.place("help")
    desk.hand.open_row(view, index)
    desk.rest()
    opened = desk.at("help")
    desk.window.open_page(before)
    desk.rest()
    return opened


def tick(desk: Desk, box: QCheckBox) -> None:
    """Tick a box: by mouse on the box itself, at the left of its words."""
    if isinstance(desk.hand, Mouse):
        desk.hand._click(box, QPoint(10, box.height() // 2))
    else:
        desk.hand.press(box)


def answer(desk: Desk, word: str) -> None:
    """Press a button of the open dialog; the system then gives the keyboard back to the window."""
    desk.hand.press(desk.button(word, desk.dialog()))
    desk.window.activateWindow()
    settle(desk)


def settle(desk: Desk) -> None:
    """Wait for all calls and for the layout of what they brought."""
    desk.rest()
    let_live(20)


def copy_all_devices(desk: Desk, look_for: str) -> None:
    """Ctrl+A and Ctrl+C in the table of devices; waits for the copy, which may have to be read first."""
    if not desk.at("rows"):
        desk.program.roads.go("rows", Resource.DEVICES)
        settle(desk)
    QApplication.clipboard().setText("nothing copied")
    desk.page.table.view.setFocus(Qt.FocusReason.OtherFocusReason)
    key(Keys.Key_A, CTRL)
    key(Keys.Key_C, CTRL)
    desk.wait_until(lambda: look_for in QApplication.clipboard().text(), "the rows are copied")
