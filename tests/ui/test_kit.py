"""The kit: controls keep their promises."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kassadesk.core.errors import Offline
from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.banner import Banner
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.check_box import CheckBox
from kassadesk.ui.widgets.code_boxes import CodeBoxes
from kassadesk.ui.widgets.details_pane import DetailsPane
from kassadesk.ui.widgets.dialog import confirm
from kassadesk.ui.widgets.elided_label import ElidedLabel
from kassadesk.ui.widgets.focus_ring import FocusRing
from kassadesk.ui.widgets.inputs import Combo, InputField, LineInput, PasswordInput, SearchInput
from kassadesk.ui.widgets.labels import Label
from kassadesk.ui.widgets.pill import _STATES, pill_look
from kassadesk.ui.widgets.radio_card import RadioCard
from kassadesk.ui.widgets.switch import Switch
from kassadesk.ui.widgets.toast import Toast
from kassadesk.viewmodels.notices import Notice


def _shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


def test_no_control_opens_a_window_of_its_own_while_it_is_made(qtbot: QtBot, looks: Looks) -> None:
    before = {id(w) for w in QApplication.topLevelWidgets() if w.isVisible()}
    home = QWidget()
    qtbot.addWidget(home)
    made = [
        CheckBox(looks, "a", "b"),
        RadioCard(looks, "a", "b"),
        InputField(looks, "a", LineInput(looks, "a"), hint="b"),
        confirm(looks, "a", "b", "c", "d"),
        Banner(looks, "ok", "check", "a", "b", "c"),
        DetailsPane(looks, "a"),
        Toast(looks, home),
    ]
    visible = {id(w) for w in QApplication.topLevelWidgets() if w.isVisible()}
    assert visible <= before
    for widget in made:
        qtbot.addWidget(widget)


def test_text_from_outside_never_becomes_markup(qtbot: QtBot, looks: Looks) -> None:
    label = Label(looks, "<b>x</b>")
    elided = ElidedLabel(looks, "<b>a long one</b>")
    for widget in (label, elided):
        qtbot.addWidget(widget)
        assert widget.textFormat() is Qt.TextFormat.PlainText
    elided.resize(20, 20)
    elided.show()
    assert "<b>" not in elided.toolTip()
    assert "&lt;b&gt;" in elided.toolTip()


def test_a_busy_button_says_another_word_and_keeps_its_width(qtbot: QtBot, looks: Looks) -> None:
    button = Button(looks, "Send deletion request", "primary")
    _shown(qtbot, button)
    width = button.sizeHint().width()
    button.set_busy("Wait")
    assert button.text() == "Wait"
    assert not button.isEnabled()
    assert button.minimumWidth() >= width
    button.set_rest()
    assert button.text() == "Send deletion request"
    assert button.isEnabled()


@pytest.mark.parametrize("large", [False, True])
def test_buttons_and_lines_are_high_enough_to_hit(qtbot: QtBot, looks: Looks, large: bool) -> None:
    button, line = Button(looks, "Go", large=large), LineInput(looks, "Name", large=large)
    for widget in (button, line):
        _shown(qtbot, widget)
        assert widget.sizeHint().height() >= (40 if large else 32)


def test_a_click_on_a_switch_asks_and_shows_nothing_by_itself(qtbot: QtBot, looks: Looks) -> None:
    switch = Switch(looks, "Offers on WhatsApp")
    _shown(qtbot, switch)
    with qtbot.waitSignal(switch.clicked):
        QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert not switch.isChecked()
    switch.show_state(True, saving=True, animate=False)
    assert switch.isChecked()
    assert switch.word() == "Saving…"
    switch.show_state(True, animate=False)
    assert switch.accessibleName() == "Offers on WhatsApp, On, switch"


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_switch_flips_by_keyboard(qtbot: QtBot, looks: Looks, key: Qt.Key) -> None:
    switch = Switch(looks, "Offers")
    _shown(qtbot, switch)
    switch.setFocus()
    with qtbot.waitSignal(switch.clicked):
        QTest.keyClick(switch, key)


def test_code_boxes_are_one_input(qtbot: QtBot, looks: Looks) -> None:
    boxes = CodeBoxes(looks)
    _shown(qtbot, boxes)
    boxes.setFocus()
    QTest.keyClicks(boxes, "40a72")
    assert boxes.text() == "4072"
    QTest.keyClick(boxes, Qt.Key.Key_Backspace)
    assert boxes.text() == "407"
    assert boxes.missing == 3
    QGuiApplication.clipboard().setText("Your code is 12 34 56.")
    with qtbot.waitSignal(boxes.completed) as done:
        QTest.keyClick(boxes, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert done.args == ["123456"]
    QTest.keyClicks(boxes, "9")  # a full input takes no more
    assert boxes.text() == "123456"


def test_code_boxes_read_digits_of_other_scripts(qtbot: QtBot, looks: Looks) -> None:
    boxes = CodeBoxes(looks)
    qtbot.addWidget(boxes)
    boxes.take("௧௨३")
    assert boxes.text() == "123"


def test_an_error_below_an_input_reaches_readers_and_goes_again(qtbot: QtBot, looks: Looks) -> None:
    field = InputField(looks, "GSTIN", LineInput(looks, "GSTIN"), hint="15 characters")
    qtbot.addWidget(field)
    field.show_error("The last character does not fit.")
    assert field.edit.accessibleDescription() == "The last character does not fit."
    assert field.error() == "The last character does not fit."
    field.show_error("")
    assert field.error() == ""
    assert field.edit.accessibleDescription() == "15 characters"


def test_search_waits_for_the_last_key_and_clears_at_once(qtbot: QtBot, looks: Looks) -> None:
    search = SearchInput(looks, "Find a bill")
    _shown(qtbot, search)
    heard: list[str] = []
    search.searched.connect(heard.append)
    QTest.keyClicks(search, "KF")
    assert heard == []
    qtbot.waitUntil(lambda: heard == ["KF"])
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert heard == ["KF", ""]


def test_a_password_shows_only_while_wanted(qtbot: QtBot, looks: Looks) -> None:
    password = PasswordInput(looks, "Password")
    qtbot.addWidget(password)
    password.setText("secret")
    assert "secret" not in password.displayText()
    password.actions()[0].trigger()
    assert password.displayText() == "secret"
    password.hide_again()
    assert "secret" not in password.displayText()


def test_filling_a_combo_tells_nobody(qtbot: QtBot, looks: Looks) -> None:
    combo = Combo(looks, "Years")
    qtbot.addWidget(combo)
    heard: list[int] = []
    combo.currentIndexChanged.connect(heard.append)
    combo.set_choices([("All", None), ("FY 2026-27", "2026-27")], "2026-27")
    assert combo.currentData() == "2026-27"
    assert heard == []


def test_words_of_a_check_box_click_too(qtbot: QtBot, looks: Looks) -> None:
    box = CheckBox(looks, "Billing data", "12,48,306 transactions")
    _shown(qtbot, box)
    with qtbot.waitSignal(box.toggled):
        QTest.mouseClick(
            box,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            box.text.geometry().center(),
        )
    assert box.is_checked()


def test_a_confirmation_puts_the_focus_on_the_safe_choice(qtbot: QtBot, looks: Looks) -> None:
    dialog = confirm(looks, "Withdraw?", "It stops.", "Withdraw", "Keep request", danger=True)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.safe_button is not None
    assert dialog.focusWidget() is dialog.safe_button
    with qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_strip_can_undo_and_stays_while_focused(qtbot: QtBot, looks: Looks) -> None:
    window = QWidget()
    window.resize(900, 500)
    toast = Toast(looks, window)
    _shown(qtbot, window)
    undone: list[bool] = []
    toast.show_notice(
        Notice(
            "opt_in_on",
            facts={"name": "Offers"},
            action="undo",
            on_action=lambda: undone.append(True),
        )
    )
    assert toast.isVisible()
    assert toast.geometry().right() <= window.width()
    QTest.mouseClick(toast.action, Qt.MouseButton.LeftButton)
    assert undone == [True]
    assert not toast.isVisible()


def test_a_strip_of_bad_news_names_the_code(qtbot: QtBot, looks: Looks) -> None:
    window = QWidget()
    toast = Toast(looks, window)
    _shown(qtbot, window)
    toast.show_notice(Notice("error", Offline()))
    assert toast.title.text() == "No internet"
    assert "NET-001" in toast.second.text()


def test_every_state_has_a_word_and_a_new_one_shows_as_other() -> None:
    words = {state: pill_look(state).word for state in _STATES}
    assert len(set(words.values())) == len(words)
    assert pill_look("of_tomorrow").word == words["other"]


def test_the_focus_ring_comes_with_the_keyboard_and_not_with_the_mouse(
    qtbot: QtBot, looks: Looks
) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    first, second = Button(looks, "One"), Button(looks, "Two")
    column.addWidget(first)
    column.addWidget(second)
    ring = FocusRing(looks, window)
    _shown(qtbot, window)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert ring.target is second
    qtbot.waitUntil(ring.isVisible)
    assert ring.geometry() == second.geometry().adjusted(-4, -4, 4, 4)
    QTest.mousePress(first, Qt.MouseButton.LeftButton)
    assert not ring.isVisible()
    QTest.mouseRelease(first, Qt.MouseButton.LeftButton)


def test_esc_in_a_pane_closes_it(qtbot: QtBot, looks: Looks) -> None:
    pane = DetailsPane(looks, "Address")
    _shown(qtbot, pane)
    with qtbot.waitSignal(pane.closed):
        QTest.keyClick(pane, Qt.Key.Key_Escape)
    buttons = [button.accessibleName() for button in pane.findChildren(QPushButton)]
    assert buttons == ["Close the pane"]


def test_words_that_were_pressed_together_for_a_moment_do_not_stay_tall(
    qtbot: QtBot, looks: Looks
) -> None:
    label = Label(looks, "Nothing on this PC was changed. Try again in a few minutes.", wrap=True)
    _shown(qtbot, label)
    label.resize(60, 400)
    qtbot.waitUntil(lambda: label.minimumHeight() > 100)
    label.resize(600, 400)
    qtbot.waitUntil(lambda: label.minimumHeight() < 30)
