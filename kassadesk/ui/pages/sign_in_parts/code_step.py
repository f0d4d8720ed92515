"""Second step: the one-time code."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.signin import CodeChallenge
from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.check_box import CheckBox
from kassadesk.ui.widgets.code_boxes import CodeBoxes
from kassadesk.ui.widgets.labels import IconText, Label
from kassadesk.viewmodels.session import SessionViewModel


class CodeStep(QWidget):
    """Boxes, how long the code works, when a new one may be asked for, whether to stay signed in."""

    def __init__(self, session: SessionViewModel, looks: Looks) -> None:
        super().__init__()
        self._session = session
        self._shown_code = 0
        self._began = 0.0
        self.back = Button(looks, "", "text", "arrow-left")
        self.title = Label(looks, "", "page_title")
        self.lead = Label(looks, "", "body", "text2", wrap=True)
        self.boxes = CodeBoxes(looks)
        self.lasts = IconText(looks, "clock", "", "table", "text2")
        self.again = Button(looks, "", "text")
        self.again_in = Label(looks, "", "table", "text3")
        self.remember = CheckBox(looks, "")
        self.shared = CheckBox(looks, "")
        self.sign_in = Button(looks, "", "primary", large=True)
        self.note = Label(looks, "", "caption", "text2", wrap=True)
        self.trouble = IconText(looks, "triangle-alert", "", "table", "danger", wrap=True)
        self._lay_out()
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._show_time)
        self.back.clicked.connect(session.back)
        self.shared.toggled.connect(session.choose_shared)
        self.again.clicked.connect(session.resend)
        self.boxes.changed.connect(self._on_typed)
        self.boxes.completed.connect(lambda _: self._confirm())
        self.sign_in.clicked.connect(self._confirm)
        self.retranslate()

    def show_state(self) -> None:
        """Draw the challenge, busy and error as the view-model has them."""
        session, challenge = self._session, self._session.challenge
        if session.state != "code" or challenge is None:
            self._tick.stop()
            return
        self._offer_to_remember()
        if session.codes_sent != self._shown_code:
            self._begin(challenge)
        self.boxes.setEnabled(not session.busy)
        if session.busy:
            if self.boxes.missing == 0:
                self.sign_in.set_busy(self.tr("Signing in…"))
        else:
            self.sign_in.set_rest(enabled=self.boxes.missing == 0)
            self._show_error()
        self._show_time()

    def keep_as_it_was(self) -> None:
        """The visit only goes on: nothing to choose about what is remembered."""
        self.remember.hide()
        self.shared.hide()

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self.back.set_text(self.tr("Back"))
        self.title.setText(self.tr("Type the code"))
        self.again.set_text(self.tr("Send a new code"))
        self._offer_to_remember()
        self.sign_in.set_text(self.tr("Sign in"))
        if self._session.challenge is not None:
            self._say_where(self._session.challenge)
        self._on_typed()

    def _offer_to_remember(self) -> None:
        """Only where the sign-in can be kept safely; known a moment after the window is there."""
        name, shared = self._session.keychain_name, self._session.shared
        self.remember.set_words(
            self.tr("Keep me signed in on this PC"),
            self.tr("Not on a shared PC.")
            if shared
            else self.tr("Signing out removes the key from it.")
            if name
            else self.tr("This PC has no safe store, so you are asked again next time."),
        )
        self.remember.setEnabled(name is not None and not shared)
        if shared:
            self.remember.set_checked(False)
        self.shared.set_words(
            self.tr("This PC is shared"),
            self.tr("Nothing is remembered. Closing KassaDesk signs you out."),
        )
        self.shared.set_checked(shared)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addSpacing(6)
        layout.addWidget(self.title)
        layout.addWidget(self.lead)
        layout.addSpacing(22)
        layout.addWidget(self.boxes, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addSpacing(6)
        layout.addWidget(self.trouble)
        times = QHBoxLayout()
        times.addWidget(self.lasts)
        times.addStretch(1)
        times.addWidget(self.again_in)
        times.addWidget(self.again)
        layout.addLayout(times)
        layout.addSpacing(8)
        layout.addWidget(self.remember)
        layout.addWidget(self.shared)
        layout.addSpacing(14)
        layout.addWidget(self.sign_in)
        layout.addSpacing(6)
        layout.addWidget(self.note)
        self.trouble.hide()

    def _begin(self, challenge: CodeChallenge) -> None:
        self._shown_code = self._session.codes_sent
        self._began = time.monotonic()
        self.boxes.set_digits(challenge.digits)
        self.trouble.hide()
        self._say_where(challenge)
        self._on_typed()
        self._tick.start()
        self.boxes.setFocus(Qt.FocusReason.TabFocusReason)

    def _say_where(self, challenge: CodeChallenge) -> None:
        form = {
            "sms": self.tr("Kassapos sent {0} digits by SMS to {1}."),
            "whatsapp": self.tr("Kassapos sent {0} digits by WhatsApp to {1}."),
            "email": self.tr("Kassapos sent {0} digits by e-mail to {1}."),
        }.get(challenge.channel, self.tr("Kassapos sent {0} digits to {1}."))
        self.lead.setText(form.format(challenge.digits, challenge.sent_to))

    def _show_time(self) -> None:
        challenge = self._session.challenge
        if challenge is None:
            return
        gone = time.monotonic() - self._began
        left = max(0, round(challenge.expires_in_s - gone))
        wait = max(0, round(challenge.resend_after_s - gone))
        if left:
            form = self.tr("Works for {0} min {1} s")
            self.lasts.show_state("clock", form.format(left // 60, left % 60), "text2")
        else:
            self.lasts.show_state("clock", self.tr("This code has ended"), "warn")
        self.again_in.setText(self.tr("New code in {0} s").format(wait))
        self.again_in.setVisible(wait > 0)
        self.again.setVisible(wait == 0)
        self.again.setEnabled(not self._session.busy)

    def _on_typed(self) -> None:
        missing = self.boxes.missing
        if not self._session.busy:
            self.sign_in.setEnabled(missing == 0)
        if missing == 1:
            self.note.setText(
                self.tr("1 more digit. It signs in by itself when they are complete.")
            )
        elif missing:
            form = self.tr("{0} more digits. It signs in by itself when they are complete.")
            self.note.setText(form.format(missing))
        else:
            self.note.setText("")
        if missing and self.boxes.text():
            self.trouble.hide()

    def _confirm(self) -> None:
        if self.boxes.missing == 0:
            self._session.confirm(self.boxes.text(), self.remember.is_checked())

    def _show_error(self) -> None:
        error = self._session.error
        if error is None:
            return
        from kassadesk.ui.texts import error_words

        words = error_words(error)
        self.trouble.setText(f"{words.title}. {words.advice}")
        self.trouble.show()
        self.boxes.set_wrong(True)
        self.boxes.setFocus(Qt.FocusReason.TabFocusReason)
