"""The list of pictures. A page adds itself: one function that makes the widget, one line below."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kassadesk.core.errors import SignInRefused
from tests.gallery_act_pages import ACT_PICTURES
from tests.gallery_complaints import COMPLAINT_PICTURES
from tests.gallery_data_pages import DATA_PICTURES
from tests.gallery_deletions import DELETION_PICTURES
from tests.gallery_export_pages import EXPORT_PICTURES
from tests.gallery_kit import kit_controls, kit_dialog, kit_states, kit_table
from tests.gallery_letters import LETTER_PICTURES
from tests.gallery_lock import LOCK_PICTURES
from tests.gallery_more_pages import MORE_PICTURES
from tests.gallery_policy import POLICY_PICTURES
from tests.gallery_stage import Picture, Stage
from tests.gallery_states import STATE_PICTURES


def sign_in(stage: Stage) -> QWidget:
    """Picture 01: a number typed, the password in the focus."""
    window = stage.window({}, merchant=None)
    step = window.sign_in_page.name_step
    window.show()
    step.login.setText("98765 43210")
    step.password.setText("twelve chars")
    stage.settle()
    step.password.setFocus()
    return window


def sign_in_refused(stage: Stage) -> QWidget:
    """A wrong password."""
    window = stage.window({}, merchant=None)
    window.show()
    step = window.sign_in_page.name_step
    step.login.setText("98765 43210")
    step.password.setText("twelve chars")
    session = window.sign_in_page.session
    session.error = SignInRefused(reason="wrong_password", tries_left=3)
    session.changed.emit()
    return window


def sign_in_server(stage: Stage) -> QWidget:
    """The server's address shown."""
    window = stage.window({}, merchant=None)
    window.show()
    window.sign_in_page.name_step.server.opener.setChecked(True)
    return window


def sign_in_code(stage: Stage) -> QWidget:
    """Picture 01b: four of six digits."""
    window = stage.window({}, merchant=None)
    window.show()
    session = window.sign_in_page.session
    session.start("98765 43210", "twelve chars")
    stage.wait_until(lambda: session.state == "code")
    window.sign_in_page.code_step.boxes.take("4072")
    window.sign_in_page.code_step.remember.set_checked(True)
    return window


def empty_frame(stage: Stage) -> QWidget:
    """The frame around a page that is not there."""
    return stage.signed_in_window("home", {})


def masked_frame(stage: Stage) -> QWidget:
    """The frame while a walkthrough runs and the internet is gone."""
    window = stage.signed_in_window("home", {})
    stage.walkthrough.set_on(True)
    return window


PICTURES: list[Picture] = [
    *DATA_PICTURES,
    *ACT_PICTURES,
    *EXPORT_PICTURES,
    *MORE_PICTURES,
    *POLICY_PICTURES,
    *STATE_PICTURES,
    *DELETION_PICTURES,
    *LETTER_PICTURES,
    *COMPLAINT_PICTURES,
    *LOCK_PICTURES,
    Picture("01-sign-in", sign_in),
    Picture("01b-sign-in-code", sign_in_code),
    Picture("01c-sign-in-refused", sign_in_refused),
    Picture("01d-sign-in-server", sign_in_server),
    Picture("00-frame", empty_frame),
    Picture("13-frame-masked", masked_frame),
    Picture("16-states", kit_states),
    Picture("16b-controls", kit_controls),
    Picture("16c-table", kit_table),
    Picture("16d-dialog", kit_dialog, dialog=True),
]
