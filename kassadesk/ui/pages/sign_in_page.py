"""Sign-in: left the one way in, in two steps; right the three ways without signing in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kassadesk.core.errors import SessionExpired
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.sign_in_parts.language_choice import LanguageChoice
from kassadesk.ui.pages.sign_in_parts.name_step import NameStep
from kassadesk.ui.pages.sign_in_parts.other_ways import OtherWays
from kassadesk.ui.widgets.brand_mark import BrandMark
from kassadesk.ui.widgets.labels import IconText, Label, Rule
from kassadesk.ui.widgets.scroll_column import ScrollColumn
from kassadesk.viewmodels.session import SessionViewModel

if TYPE_CHECKING:
    from kassadesk.ui.pages.sign_in_parts.code_step import CodeStep

_FORM_WIDTH = 376


class SignInPage(QWidget):
    """Pictures 01 and 01b.

    Signals:
        open_file_wanted (): "Open an export file" was pressed.
        letter_wanted (): "Write to Kassapos" was pressed.
    """

    open_file_wanted = Signal()
    letter_wanted = Signal()

    def __init__(self, session: SessionViewModel, looks: Looks) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("kind", "page")
        self.session, self._looks = session, looks
        self.name_step = NameStep(session, looks)
        self._code_step: CodeStep | None = None
        self.other_ways = OtherWays(session, looks)
        self.other_ways.open_file.clicked.connect(self.open_file_wanted)
        self.other_ways.write.clicked.connect(self.letter_wanted)
        self.language = LanguageChoice(looks)
        self._key = IconText(looks, "shield-check", "", "table", "text2")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._make_left(), 54)
        layout.addWidget(Rule(vertical=True))
        layout.addWidget(self.other_ways, 46)
        session.changed.connect(self._show_state)
        session.signed_out_now.connect(self._forget_name)
        self.retranslate()
        self._show_state()

    @property
    def code_step(self) -> CodeStep:
        """The second step; made when the first is done."""
        if self._code_step is None:
            from kassadesk.ui.pages.sign_in_parts.code_step import CodeStep

            self._code_step = CodeStep(self.session, self._looks)
            self._add_step(self._code_step)
        return self._code_step

    def on_shown(self) -> None:
        """The window shows this page: the first field has the focus."""
        if self.session.state == "code":
            self.code_step.boxes.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.name_step.login.setFocus(Qt.FocusReason.TabFocusReason)

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self._say_where_key_is()
        for part in (self.name_step, self.other_ways, self.language):
            part.retranslate()
        if self._code_step is not None:
            self._code_step.retranslate()

    def _say_where_key_is(self) -> None:
        """Again at each change: the keychain is looked for only after the page is painted."""
        name = self.session.keychain_name
        if self.session.shared:
            self._key.setText(
                self.tr("This PC is shared: nothing of your visit is remembered on it.")
            )
            return
        self._key.setText(
            self.tr("Your sign-in key is kept in {0}, not in a file.").format(name)
            if name
            else self.tr("No safe store on this PC: your sign-in key is never written to a file.")
        )

    def _make_left(self) -> QWidget:
        left = QWidget()
        left.setProperty("kind", "surface")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(left)
        column.setContentsMargins(40, 24, 40, 22)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(BrandMark(self._looks))
        head.addWidget(Label(self._looks, "KassaDesk", "brand"))
        head.addStretch(1)
        head.addWidget(self.language)
        column.addLayout(head)
        column.addWidget(self._make_form(), 1)
        column.addWidget(self._key, 0, Qt.AlignmentFlag.AlignHCenter)
        return left

    def _make_form(self) -> ScrollColumn:
        self._steps = QStackedWidget()
        self._add_step(self.name_step)
        self._steps.setFixedWidth(_FORM_WIDTH + 12)
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self._steps)
        row.addStretch(1)
        return ScrollColumn(inner)

    def _add_step(self, step: QWidget) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(6, 6, 6, 6)
        column.addStretch(1)
        column.addWidget(step)
        column.addStretch(1)
        self._steps.addWidget(holder)

    def _forget_name(self) -> None:
        """Who signs out leaves no number behind; whose sign-in the server ended goes on at once."""
        if not isinstance(self.session.error, SessionExpired):
            self.name_step.login.clear()
            self.name_step.show_state()

    def _show_state(self) -> None:
        self._say_where_key_is()
        code = self.session.state == "code"
        if code:
            self.name_step.forget_password()
        was_code = self._steps.currentIndex() == 1
        if code or self._code_step is not None:
            self.code_step.show_state()
        self._steps.setCurrentIndex(1 if code else 0)
        self.name_step.show_state()
        self.other_ways.show_state()
        if was_code and not code and self.isVisible():
            self.name_step.password.setFocus(Qt.FocusReason.TabFocusReason)
