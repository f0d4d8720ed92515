"""The server's address, for those who need another one; hidden behind "Advanced"."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.errors import Rejected
from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.inputs import InputField, LineInput
from kassadesk.viewmodels.session import SessionViewModel


class ServerAddress(QWidget):
    """A text button that opens one field. `asked` is True while its own command is answered."""

    def __init__(self, session: SessionViewModel, looks: Looks) -> None:
        super().__init__()
        self._session = session
        self.asked = False
        self._taken: bool | None = None  # the last address asked for; None: nothing asked yet
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.opener = Button(looks, "", "text", "chevron-right")
        self.opener.setCheckable(True)
        self.opener.toggled.connect(self._open)
        layout.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignLeft)
        self._panel = QWidget()
        row = QHBoxLayout(self._panel)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.address = LineInput(looks, "")
        self.field = InputField(looks, "", self.address)
        self.use = Button(looks, "")
        self.use.clicked.connect(self._use)
        self.address.returnPressed.connect(self._use)
        row.addWidget(self.field, 1)
        column = QVBoxLayout()
        column.setContentsMargins(0, 23, 0, 0)
        column.addWidget(self.use)
        column.addStretch(1)
        row.addLayout(column)
        layout.addWidget(self._panel)
        self._panel.hide()
        self.retranslate()

    @property
    def refused(self) -> bool:
        """True while the last address asked for was no safe one; it is told here."""
        return self._taken is False

    def show_state(self) -> None:
        """Draw the answer to its own command."""
        if self._session.busy:
            return
        if self.asked:
            self.asked = False
            refused = isinstance(self._session.error, Rejected)
            self._taken = not refused if refused or self._session.error is None else None
            self._say_answer()
        if not self.address.hasFocus() and not self.field.error():
            self.address.setText(self._session.server)

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self.opener.set_text(self.tr("Advanced"))
        self.field.label.setText(self.tr("Server address"))
        self.address.setAccessibleName(self.tr("Server address"))
        self.use.set_text(self.tr("Use this server"))
        self._say_answer()

    def _say_answer(self) -> None:
        if self._taken is False:
            self.field.show_error(
                self.tr("This is no safe server address. It begins with https://")
            )
        elif self._taken:
            self.field.show_hint(self.tr("KassaDesk talks to this server now."), "check")

    def _open(self, on: bool) -> None:
        self.opener.set_icon("chevron-down" if on else "chevron-right")
        self._panel.setVisible(on)
        if on:
            self.address.setText(self._session.server)
            self.address.setFocus(Qt.FocusReason.TabFocusReason)

    def _use(self) -> None:
        self.asked = True
        self._session.set_server(self.address.text())
