"""The sign-in page, by mouse and by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from kassadesk.core.errors import Offline, SandboxFailed, SignInRefused
from kassadesk.ui.languages import LANGUAGES
from kassadesk.ui.pages.sign_in_page import SignInPage
from tests.gallery_stage import Stage


@pytest.fixture
def page(qtbot: QtBot, stage: Stage) -> SignInPage:
    """Shown, nothing typed."""
    made = SignInPage(stage.session(), stage.looks)
    qtbot.addWidget(made)
    made.resize(1366, 736)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.on_shown()
    return made


def _words(page: SignInPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_by_keyboard_alone(qtbot: QtBot, page: SignInPage) -> None:
    assert page.focusWidget() is page.name_step.login
    QTest.keyClicks(page.name_step.login, "98765 43210")
    assert "Read as an Indian mobile number" in _words(page)
    QTest.keyClick(page.name_step.login, Qt.Key.Key_Return)
    assert page.focusWidget() is page.name_step.password
    QTest.keyClicks(page.name_step.password, "word")
    QTest.keyClick(page.name_step.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.session.state == "code")
    assert page.focusWidget() is page.code_step.boxes
    assert "+91 98••• ••210" in _words(page)
    with qtbot.waitSignal(page.session.signed_in_now):
        QTest.keyClicks(page.code_step.boxes, "123456")  # it signs in by itself


def test_the_password_does_not_outlive_the_first_step(qtbot: QtBot, page: SignInPage) -> None:
    page.name_step.login.setText("98765 43210")
    page.name_step.password.setText("word")
    QTest.mouseClick(page.name_step.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.session.state == "code")
    assert page.name_step.password.text() == ""
    QTest.mouseClick(page.code_step.back, Qt.MouseButton.LeftButton)
    assert page.session.state == "signed_out"
    assert page.name_step.login.text() == "98765 43210"


def test_an_unfinished_number_is_said_below_it_and_nothing_is_sent(page: SignInPage) -> None:
    page.name_step.login.setText("9876")
    QTest.mouseClick(page.name_step.go_on, Qt.MouseButton.LeftButton)
    assert page.name_step.login_field.error()
    assert not page.session.busy
    page.name_step.login.setText("98765 43210")
    assert page.name_step.login_field.error() == ""
    QTest.mouseClick(page.name_step.go_on, Qt.MouseButton.LeftButton)
    assert page.name_step.password_field.error() == "Type your password."


def test_a_wrong_password_stands_below_the_password(page: SignInPage) -> None:
    page.session.error = SignInRefused(reason="wrong_password", tries_left=3)
    page.session.changed.emit()
    assert "3 more tries" in page.name_step.password_field.error()


def test_no_internet_is_said_with_its_code(page: SignInPage) -> None:
    page.session.error = Offline()
    page.session.changed.emit()
    assert page.name_step.trouble.isVisible()
    assert "NET-001" in page.name_step.trouble.text()


def test_a_wrong_code_keeps_the_digits_and_takes_new_ones(qtbot: QtBot, page: SignInPage) -> None:
    page.session.start("98765 43210", "word")
    qtbot.waitUntil(lambda: page.session.state == "code" and not page.session.busy)
    page.code_step.boxes.take("12345")
    page.session.error = SignInRefused(reason="wrong_code", tries_left=1)
    page.session.changed.emit()
    assert "The code is not right" in page.code_step.trouble.text()
    assert page.code_step.boxes.text() == "12345"
    QTest.keyClick(page.code_step.boxes, Qt.Key.Key_Backspace)
    assert not page.code_step.trouble.isVisible()


def test_the_server_is_hidden_until_asked_for(qtbot: QtBot, page: SignInPage) -> None:
    server = page.name_step.server
    assert not server.address.isVisible()
    QTest.mouseClick(server.opener, Qt.MouseButton.LeftButton)
    assert server.address.isVisible()
    assert server.address.text() == "https://api.kassapos.example"
    server.address.setText("https://shop.example")
    QTest.mouseClick(server.use, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.session.busy)
    assert page.session.server == "https://shop.example"
    assert "talks to this server now" in _words(page)


def test_a_sample_shop_that_does_not_start_is_said_beside_its_button(page: SignInPage) -> None:
    page.session.error = SandboxFailed(reason="too_slow")
    page.session.changed.emit()
    assert page.other_ways.trouble.isVisible()
    assert not page.name_step.trouble.isVisible()


def test_with_one_language_no_choice_is_drawn(page: SignInPage) -> None:
    assert page.language.isVisible() is (len(LANGUAGES) > 1)


def test_every_control_has_a_name_and_fits_the_smallest_window(
    qtbot: QtBot, page: SignInPage
) -> None:
    nameless = [
        type(widget).__name__
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not widget.accessibleName()
    ]
    assert nameless == []
    assert page.minimumSizeHint().width() <= 1024
    assert page.minimumSizeHint().height() <= 600
