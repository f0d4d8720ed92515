"""Pictures of the locked window, of the PIN's dialog and of the choice to remember nothing."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kassadesk.ui.lock_cover import LockCover
from kassadesk.ui.main_window import MainWindow
from kassadesk.ui.pages.help_parts.pin_dialog import PinDialog
from kassadesk.ui.pages.lock_page import LockPage
from tests.gallery_stage import Picture, Stage


def _locked(stage: Stage, *, pin_set: bool) -> tuple[MainWindow, LockPage]:
    window = stage.signed_in_window("home", {})
    window.show()
    lock = stage.lock(pin_set=pin_set)
    LockCover(window, stage.looks, lock, stage.session)
    lock.lock()
    page = window.findChildren(LockPage)[0]
    stage.wait_until(lambda: page.pin_step is not None or page.name_step is not None)
    stage.settle()
    return window, page


def locked_with_pin(stage: Stage) -> QWidget:
    """The PIN is asked for; three digits are typed."""
    window, page = _locked(stage, pin_set=True)
    assert page.pin_step is not None
    page.pin_step.pin.setText("135")
    return window


def locked_wrong_pin(stage: Stage) -> QWidget:
    """Not the PIN; the next try has to wait."""
    window, page = _locked(stage, pin_set=True)
    assert page.pin_step is not None
    page.lock.unlock("1357")
    stage.wait_until(lambda: page.lock.answer is not None)
    return window


def locked_without_pin(stage: Stage) -> QWidget:
    """Sign in again."""
    window, page = _locked(stage, pin_set=False)
    assert page.name_step is not None
    page.name_step.login.setText("98765 43210")
    return window


def locked_code(stage: Stage) -> QWidget:
    """Sign in again: the code."""
    window, page = _locked(stage, pin_set=False)
    assert page.session is not None
    page.session.start("98765 43210", "twelve chars")
    stage.wait_until(lambda: page.code_step is not None)
    return window


def pin_dialog(stage: Stage) -> QWidget:
    """A new PIN in place of the old one; it was not the old one."""
    holder = stage.signed_in_window("home", {})
    lock = stage.lock(pin_set=True)
    dialog = PinDialog(stage.looks, lock, "change", holder)
    for line in (dialog.old, dialog.new, dialog.again):
        line.setText("1357")
    dialog.do.click()
    stage.wait_until(lambda: lock.answer is not None)
    return dialog


def shared_sign_in(stage: Stage) -> QWidget:
    """The code step on a shared PC."""
    window = stage.window({}, merchant=None)
    window.show()
    session = window.sign_in_page.session
    session.start("98765 43210", "twelve chars")
    stage.wait_until(lambda: session.state == "code")
    session.choose_shared(True)
    return window


LOCK_PICTURES = [
    Picture("21-locked", locked_with_pin),
    Picture("21b-locked-wrong", locked_wrong_pin),
    Picture("21c-locked-no-pin", locked_without_pin),
    Picture("21d-locked-code", locked_code),
    Picture("21e-locked-pin-dialog", pin_dialog, dialog=True),
    Picture("21f-locked-shared-sign-in", shared_sign_in),
]
