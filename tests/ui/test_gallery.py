"""The gallery finds what it is for: cut words and letters without a shape."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.details_pane import DetailsPane
from kassadesk.ui.widgets.elided_label import ElidedLabel
from kassadesk.ui.widgets.labels import Label
from tests.gallery import take
from tests.gallery_checks import clipped_words, letters_without_shape
from tests.gallery_pages import PICTURES


@pytest.mark.parametrize("wrap", [False, True])
def test_a_cut_label_is_found_and_a_whole_one_is_not(
    qtbot: QtBot, looks: Looks, wrap: bool
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(400, 200)
    label = QLabel("Kassapos says it keeps them seven years", page)
    label.setFont(looks.font("table"))
    label.setWordWrap(wrap)
    page.show()
    label.setGeometry(QRect(0, 0, 390, 60))
    assert clipped_words(page) == []
    label.setGeometry(QRect(0, 0, 60, 18))
    assert len(clipped_words(page)) == 1


def test_a_label_that_leaves_its_parent_is_found(qtbot: QtBot, looks: Looks) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(400, 200)
    box = QWidget(page)
    box.setGeometry(0, 0, 300, 30)
    label = Label(looks, "Half of this is outside")
    label.setParent(box)
    label.setGeometry(0, 20, 290, 20)
    page.show()
    assert len(clipped_words(page)) == 1


def test_what_can_be_scrolled_to_is_no_fault(qtbot: QtBot, looks: Looks) -> None:
    area = QScrollArea()
    qtbot.addWidget(area)
    page = QWidget()
    area.setWidget(page)
    page.resize(300, 900)
    label = Label(looks, "Far below")
    label.setParent(page)
    label.setGeometry(0, 800, 200, 20)
    area.resize(320, 200)
    area.show()
    assert clipped_words(area) == []


def test_wrapped_words_in_a_scroll_area_keep_their_height(qtbot: QtBot, looks: Looks) -> None:
    pane = DetailsPane(looks, "Address")
    qtbot.addWidget(pane)
    section = pane.add_section("What happened")
    long = "Asked on 18 Nov 2026. PAN card or GST certificate showing the new spelling. " * 3
    for _ in range(12):
        section.addWidget(Label(looks, long, wrap=True))
    pane.resize(312, 400)
    pane.show()
    qtbot.waitUntil(lambda: clipped_words(pane) == [])


def test_a_cut_button_is_found(qtbot: QtBot, looks: Looks) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    button = Button(looks, "Send deletion request")
    button.setParent(page)
    page.show()
    button.setGeometry(0, 0, 60, 32)
    assert len(clipped_words(page)) == 1


def test_a_label_made_to_be_elided_is_no_fault(qtbot: QtBot, looks: Looks) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    label = ElidedLabel(looks, "Kassapos says it keeps them seven years")
    label.setParent(page)
    page.show()
    label.setGeometry(0, 0, 60, 18)
    assert clipped_words(page) == []


def test_a_letter_without_a_shape_is_found(looks: Looks) -> None:
    assert letters_without_shape("\U0010fffd", QFont(looks.font("table")))
    assert not letters_without_shape("Kassapos", QFont(looks.font("table")))


@pytest.mark.parametrize("picture", PICTURES[:2], ids=lambda picture: picture.name)
def test_a_picture_is_as_large_as_the_design(
    qapp: QApplication, looks: Looks, tmp_path: Path, picture: object
) -> None:
    target = tmp_path / "x.png"
    assert take(qapp, looks, picture, target) == []  # type: ignore[arg-type]
    image = QImage(str(target))
    assert (image.width(), image.height()) == (1366, 768)
