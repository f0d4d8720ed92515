"""The locked window: names nobody; the PIN opens it, or a sign-in where there is no PIN."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from kassadesk.core.pin import PinTry, can_be_pin
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.sign_in_parts.code_step import CodeStep
from kassadesk.ui.pages.sign_in_parts.name_step import NameStep
from kassadesk.ui.texts import error_words
from kassadesk.ui.widgets.brand_mark import BrandMark
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.dialog import Dialog, confirm
from kassadesk.ui.widgets.inputs import InputField
from kassadesk.ui.widgets.labels import IconText, IconTile, Label
from kassadesk.ui.widgets.pin_input import PinInput
from kassadesk.ui.widgets.scroll_column import ScrollColumn
from kassadesk.viewmodels.lock import LockViewModel
from kassadesk.viewmodels.session import SessionViewModel

_WIDTH = 376


class PinStep(QWidget):
    """One line for the PIN, and what came of the last try below it."""

    def __init__(self, lock: LockViewModel, looks: Looks) -> None:
        super().__init__()
        self._lock = lock
        self.pin = PinInput(looks, "", large=True)
        self.field = InputField(looks, "", self.pin)
        self.unlock = Button(looks, "", "primary", large=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.field)
        layout.addSpacing(16)
        layout.addWidget(self.unlock)
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self.show_state)
        self.pin.returnPressed.connect(self._try)
        self.unlock.clicked.connect(self._try)
        self.pin.textChanged.connect(self._on_typed)
        lock.changed.connect(self.show_state)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self.field.label.setText(self.tr("PIN"))
        self.pin.setAccessibleName(self.tr("PIN"))
        self.pin.retranslate()
        self.unlock.set_text(self.tr("Unlock"))
        self.show_state()

    def show_state(self) -> None:
        """Draw busy, the wait and the last answer as the view-model has them."""
        lock = self._lock
        wait = ceil(lock.wait_s)
        (self._tick.start if wait and lock.locked else self._tick.stop)()
        self.pin.setEnabled(not lock.busy)
        if lock.busy:
            self.unlock.set_busy(self.tr("Looking…"))
            return
        self.unlock.set_rest(enabled=not wait and can_be_pin(self.pin.text()))
        if lock.error is not None:
            words = error_words(lock.error)
            said = self.tr("{0}. {1} Code {2}.")
            self.field.show_error(said.format(words.title, words.advice, words.code))
        elif lock.answer in (PinTry.WRONG, PinTry.TOO_SOON):
            self._say_wrong(wait)
        elif wait:
            self.field.show_hint(self.tr("Next try in {0} s.").format(wait), "clock")
        else:
            self.field.show_error("")

    def _say_wrong(self, wait: int) -> None:
        left = self._lock.tries_left
        words = (
            self.tr("Not the PIN. 1 more try, then you have to sign in again.")
            if left == 1
            else self.tr("Not the PIN. {0} more tries.").format(left)
        )
        next_one = self.tr("Next try in {0} s.").format(wait)
        self.field.show_error(f"{words} {next_one}" if wait else words)
        if not self.pin.text() and self.isVisible():
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_typed(self) -> None:
        if not self._lock.busy:
            self.unlock.set_rest(enabled=not self._lock.wait_s and can_be_pin(self.pin.text()))

    def _try(self) -> None:
        pin = self.pin.text()
        if can_be_pin(pin) and not self._lock.busy and not self._lock.wait_s:
            self.pin.clear()
            self.pin.hide_again()
            self._lock.unlock(pin)


class LockPage(QWidget):
    """Made when the window locks, thrown away when it opens: nothing typed here stays."""

    def __init__(
        self, lock: LockViewModel, looks: Looks, come_back: Callable[[], SessionViewModel]
    ) -> None:
        super().__init__()
        self.setProperty("kind", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.lock, self._looks = lock, looks
        self.title = Label(looks, "", "page_title")
        self.text = Label(looks, "", "body", "text2", wrap=True)
        self.pin_step: PinStep | None = None
        self.name_step: NameStep | None = None
        self.code_step: CodeStep | None = None
        self._steps = QStackedWidget()
        self._steps.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.session: SessionViewModel | None = None
        self._come_back = come_back
        self.sign_out = Button(looks, "", "text", "log-out")
        self.sign_out.clicked.connect(self._ask_to_sign_out)
        self.background = IconText(looks, "shield-check", "", "table", "text2", wrap=True)
        self.question: Dialog | None = None
        self._lay_out()
        lock.changed.connect(self._show_state)
        self.retranslate()

    def fill(self) -> None:
        """Add what opens it, a turn after everything is out of sight: one pause less to notice. What is
        typed goes into its first line."""
        reason = Qt.FocusReason.OtherFocusReason
        if self.lock.by_pin:
            self.pin_step = PinStep(self.lock, self._looks)
            self._add_step(self.pin_step)
        elif self.lock.locked:
            self.session = self._come_back()
            self._add_sign_in(self.session)
        if self.pin_step is not None:
            self.pin_step.pin.setFocus(reason)
        elif self.name_step is not None:
            self.name_step.login.setFocus(reason)

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self.title.setText(self.tr("KassaDesk is locked"))
        self.setAccessibleName(self.title.text())
        self.background.setText(
            self.tr("What was under way goes on. Nothing of your shop is shown meanwhile.")
        )
        self.sign_out.set_text(
            self.tr("Forgot the PIN? Sign out") if self.lock.by_pin else self.tr("Sign out")
        )
        if self.lock.by_pin:
            self.text.setText(self.tr("Type your PIN to go on where you were."))
        else:
            self.text.setText(
                self.tr("Sign in again to go on where you were. With a PIN (Help) this is shorter.")
            )
        for step in (self.pin_step, self.name_step, self.code_step):
            if step is not None:
                step.retranslate()

    def _lay_out(self) -> None:
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(24, 24, 24, 22)
        column = QVBoxLayout()
        column.setContentsMargins(6, 0, 6, 0)  # room for the focus ring
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(BrandMark(self._looks))
        head.addWidget(Label(self._looks, "KassaDesk", "brand"))
        head.addStretch(1)
        column.addLayout(head)
        column.addSpacing(20)
        column.addStretch(10)
        column.addWidget(IconTile(self._looks, "lock", "brand", 40), 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(12)
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addSpacing(22)
        column.addWidget(self._steps)
        column.addSpacing(12)
        column.addWidget(self.sign_out, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(20)
        column.addStretch(13)
        column.addWidget(self.background)
        holder = QWidget()
        holder.setLayout(column)
        holder.setFixedWidth(_WIDTH + 12)
        row.addStretch(1)
        row.addWidget(holder)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollColumn(inner))

    def _add_sign_in(self, session: SessionViewModel) -> None:
        session.setParent(self)
        step = NameStep(session, self._looks)
        for part in (step.title, step.lead, step.server):
            part.hide()  # the page says it; and the visit goes on at its own server
        self.name_step = step
        self._add_step(step)
        session.changed.connect(self._show_sign_in)
        session.signed_in_now.connect(self.lock.came_back)

    def _add_step(self, step: QWidget) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(step)
        column.addStretch(1)
        self._steps.addWidget(holder)

    def _show_sign_in(self) -> None:
        session, name_step = self.session, self.name_step
        if session is None or name_step is None:
            return
        code = session.state == "code"
        if code and self.code_step is None:
            self.code_step = CodeStep(session, self._looks)
            self.code_step.keep_as_it_was()
            self._add_step(self.code_step)
        if code:
            name_step.forget_password()
        if self.code_step is not None:
            self.code_step.show_state()
            self._steps.setCurrentIndex(1 if code else 0)
        self.text.setVisible(not code)
        name_step.show_state()

    def _show_state(self) -> None:
        self.sign_out.setEnabled(not self.lock.busy)

    def _ask_to_sign_out(self) -> None:
        self.question = confirm(
            self._looks,
            self.tr("Sign out?"),
            self.tr(
                "What is under way stops. What waits to be sent stays on this PC until the shop signs in"
                " again. A PIN is removed."
            ),
            self.tr("Sign out"),
            self.tr("Stay locked"),
            parent=self,
        )
        self.question.accepted.connect(self.lock.sign_out)
        self.question.open()
