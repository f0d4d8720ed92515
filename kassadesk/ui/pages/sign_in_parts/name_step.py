"""First step: mobile number or e-mail, and password."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kassadesk.core.errors import KassaError, Rejected, SandboxFailed, SignInRefused
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.sign_in_parts.server_address import ServerAddress
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.inputs import InputField, LineInput, PasswordInput
from kassadesk.ui.widgets.labels import IconText, Label
from kassadesk.viewmodels.login_name import LoginKind, read_login
from kassadesk.viewmodels.session import SessionViewModel


class NameStep(QWidget):
    """Number or address, password, Continue. Errors stand below what they are about."""

    def __init__(self, session: SessionViewModel, looks: Looks) -> None:
        super().__init__()
        self._session = session
        self.title = Label(looks, "", "page_title")
        self.lead = Label(looks, "", "body", "text2", wrap=True)
        self.login = LineInput(looks, "", large=True)
        self.login_field = InputField(looks, "", self.login)
        self.password = PasswordInput(looks, "", large=True)
        self.password_field = InputField(looks, "", self.password)
        self.forgot = Button(looks, "", "text")
        self.forgot.setFixedHeight(24)
        self.password_field.head.addWidget(self.forgot, 0, Qt.AlignmentFlag.AlignVCenter)
        self.go_on = Button(looks, "", "primary", large=True)
        self.after = IconText(looks, "message-square-text", "", "table", "text2", wrap=True)
        self.trouble = IconText(looks, "triangle-alert", "", "table", "danger", wrap=True)
        self.server = ServerAddress(session, looks)
        self._lay_out()
        self.login.textChanged.connect(self._on_login)
        self.password.textChanged.connect(self._on_typed)
        self.login.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self._start)
        self.go_on.clicked.connect(self._start)
        self.forgot.clicked.connect(self._on_forgot)
        self.retranslate()

    def show_state(self) -> None:
        """Draw busy and error as the view-model has them."""
        session = self._session
        error = session.error if session.state != "code" else None
        if session.busy and session.state == "signed_out" and self.password.text():
            self.go_on.set_busy(self.tr("Asking Kassapos…"))
        else:
            self.go_on.set_rest()
            self._show_error(error)
        for edit in (self.login, self.password):
            edit.setEnabled(not session.busy)
        self.server.show_state()

    def forget_password(self) -> None:
        """Empty the password; it is not needed any more."""
        self.password.clear()
        self.password.hide_again()

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self.title.setText(self.tr("Sign in"))
        self.lead.setText(self.tr("Use your Kassapos mobile number or e-mail."))
        self.login_field.label.setText(self.tr("Mobile number or e-mail"))
        self.login.setAccessibleName(self.tr("Mobile number or e-mail"))
        self.password_field.label.setText(self.tr("Password"))
        self.password.setAccessibleName(self.tr("Password"))
        self.password.retranslate()
        self.forgot.set_text(self.tr("Forgot password?"))
        self.go_on.set_text(self.tr("Continue"))
        self.server.retranslate()
        self._on_login(self.login.text())
        if not self._session.busy:
            self._show_error(self._session.error)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.title)
        layout.addWidget(self.lead)
        layout.addSpacing(24)
        layout.addWidget(self.login_field)
        layout.addSpacing(13)
        layout.addWidget(self.password_field)
        layout.addSpacing(20)
        layout.addWidget(self.go_on)
        layout.addSpacing(12)
        layout.addWidget(self.trouble)
        layout.addWidget(self.after)
        layout.addSpacing(8)
        layout.addWidget(self.server, 0)
        self.trouble.hide()

    def _on_login(self, text: str) -> None:
        kind = read_login(text)
        hint, icon = {
            LoginKind.MOBILE: (self.tr("Read as an Indian mobile number, +91"), "smartphone"),
            LoginKind.EMAIL: (self.tr("Read as an e-mail address"), "mail"),
            LoginKind.NEITHER: (
                self.tr("This is neither a 10-digit mobile number nor an e-mail address."),
                "info",
            ),
        }.get(kind, ("", "info"))
        self.login_field.show_hint(hint, icon)
        self.after.setText(
            self.tr("Next: a one-time code to this address.")
            if kind is LoginKind.EMAIL
            else self.tr("Next: a one-time code to this number.")
        )
        self._on_typed()

    def _on_typed(self) -> None:
        self.trouble.hide()
        self.after.show()
        if self.password_field.error():
            self.password_field.show_error("")

    def _on_forgot(self) -> None:
        self.password_field.show_hint(
            self.tr("KassaDesk cannot change it. Change it where you sign in to Kassapos.")
        )

    def _start(self) -> None:
        login, password = self.login.text().strip(), self.password.text()
        if read_login(login) not in (LoginKind.MOBILE, LoginKind.EMAIL):
            self.login_field.show_error(
                self.tr("Type your 10-digit mobile number or your e-mail address.")
            )
            self.login.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not password:
            self.password_field.show_error(self.tr("Type your password."))
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._session.start(login, password)

    def _show_error(self, error: KassaError | None) -> None:
        elsewhere = (
            isinstance(error, Rejected) and (self.server.asked or self.server.refused)
        ) or isinstance(error, SandboxFailed)
        if error is None or elsewhere:
            self.trouble.hide()
            return
        from kassadesk.ui.texts import error_words

        words = error_words(error)
        said = f"{words.title}. {words.advice}"
        if isinstance(error, SignInRefused) and error.reason == "wrong_password":
            self.password_field.show_error(said)
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)
            self.password.selectAll()
            return
        self.trouble.setText(self.tr("{0} Code {1}.").format(said, words.code))
        self.trouble.show()
        self.after.hide()
