"""Who may look at this PC: when the window locks, the PIN, and whether the PC is shared."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from kassadesk.core.idle import CHOICES_MIN, NEVER
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.help_parts.pin_dialog import PinDialog
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.card import Card
from kassadesk.ui.widgets.check_box import CheckBox
from kassadesk.ui.widgets.inputs import Combo
from kassadesk.ui.widgets.labels import IconText, Label
from kassadesk.viewmodels.lock import LockViewModel
from kassadesk.viewmodels.session import SessionViewModel

_NAME_WIDTH = 132


class LockCard(Card):
    """Two settings, a PIN, and what the lock can and cannot do."""

    def __init__(self, looks: Looks, lock: LockViewModel, session: SessionViewModel) -> None:
        super().__init__(looks, " ", ruled=True)
        self._lock, self._session = lock, session
        self.after = Combo(looks, " ")
        self.after.activated.connect(lambda _: lock.choose_minutes(int(self.after.currentData())))
        self._after_word = Label(looks, "", "table", "text3")
        self._pin_word = Label(looks, "", "table", "text3")
        self._pin_state = Label(looks, "", "table", wrap=True)
        self.set_pin = Button(looks, "", "secondary")
        self.set_pin.clicked.connect(lambda: self._ask("change" if lock.pin_set else "set"))
        self.remove_pin = Button(looks, "", "text")
        self.remove_pin.clicked.connect(lambda: self._ask("remove"))
        self.lock_now = Button(looks, "", "secondary", "lock")
        self.lock_now.clicked.connect(lock.lock)
        self.why_not = Label(looks, "", "caption", "text2", wrap=True)
        self.shared = CheckBox(looks, "")
        self.shared.toggled.connect(session.choose_shared)
        self._lines = [
            IconText(looks, icon, "", "table", "text2", wrap=True)
            for icon in ("eye-off", "fingerprint", "monitor-smartphone")
        ]
        self.dialog: PinDialog | None = None
        self._lay_out(looks)
        lock.changed.connect(self.show_state)
        session.changed.connect(self.show_state)
        self.retranslate()

    def show_state(self) -> None:
        """Draw what is set."""
        lock = self._lock
        choices: list[tuple[str, object]] = [
            (self.tr("1 minute") if one == 1 else self.tr("{0} minutes").format(one), one)
            for one in CHOICES_MIN
        ]
        self.after.set_choices([*choices, (self.tr("Never"), NEVER)], lock.minutes)
        self._pin_state.setText(
            self.tr("Set. It opens the locked window.")
            if lock.pin_set
            else self.tr("None: a locked window asks you to sign in.")
        )
        self.set_pin.set_text(self.tr("Change PIN") if lock.pin_set else self.tr("Set a PIN"))
        self.remove_pin.setVisible(lock.pin_set)
        self.lock_now.setEnabled(lock.can_lock)
        self.why_not.setText(
            "" if lock.can_lock else self.tr("Needs a PIN, or a shop that is signed in.")
        )
        self.why_not.setVisible(not lock.can_lock)
        self.shared.set_checked(self._session.shared)

    def retranslate(self) -> None:
        """Say everything in the present language."""
        self.set_title(self.tr("Lock, and shared PCs"))
        self._after_word.setText(self.tr("Lock after"))
        self.after.setAccessibleName(self.tr("Lock after"))
        self._pin_word.setText(self.tr("PIN"))
        self.remove_pin.set_text(self.tr("Remove"))
        self.lock_now.set_text(self.tr("Lock now"))
        self.shared.set_words(
            self.tr("This PC is shared"),
            self.tr(
                "From the next sign-in on nothing is remembered here: no key, no list of exports, no"
                " drafts, no evidence log. Closing KassaDesk signs you out."
            ),
        )
        words = (
            self.tr(
                "A locked window names nobody; what was under way goes on. On Windows it also locks with"
                " the screen. Ctrl+L locks at once."
            ),
            self.tr(
                "The PIN is kept as a hash in the safe store of this PC. After five wrong tries, and when"
                " you sign out, it is gone and you sign in again."
            ),
            self.tr(
                "The lock keeps honest eyes away. A person with this Windows login can, with effort, read"
                " the safe store and your exports. Give each person a login of their own."
            ),
        )
        for line, text in zip(self._lines, words, strict=True):
            line.setText(text)
        self.show_state()

    def _ask(self, deed: str) -> None:
        self.dialog = PinDialog(self._looks, self._lock, deed, self)
        self.dialog.open()

    def _lay_out(self, looks: Looks) -> None:
        rows = QVBoxLayout()
        rows.setContentsMargins(16, 12, 16, 14)
        rows.setSpacing(10)
        for word, parts in (
            (self._after_word, (self.after, self.lock_now)),
            (self._pin_word, (self.set_pin, self.remove_pin)),
        ):
            row = QHBoxLayout()
            row.setSpacing(8)
            word.setFixedWidth(_NAME_WIDTH)
            row.addWidget(word)
            for part in parts:
                row.addWidget(part)
            row.addStretch(1)
            rows.addLayout(row)
            under = self.why_not if word is self._after_word else self._pin_state
            inset = QHBoxLayout()
            inset.setContentsMargins(_NAME_WIDTH + 8, 0, 0, 0)
            inset.addWidget(under)
            rows.addLayout(inset)
        rows.addWidget(self.shared)
        rows.addSpacing(2)
        for line in self._lines:
            rows.addWidget(line)
        self.body.addLayout(rows)
