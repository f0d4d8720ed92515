"""Asks for a new PIN twice, or for the present one to change or remove it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kassadesk.core.pin import PinTry, can_be_pin
from kassadesk.ui.looks import Looks
from kassadesk.ui.texts import error_words
from kassadesk.ui.widgets.dialog import Dialog
from kassadesk.ui.widgets.inputs import InputField
from kassadesk.ui.widgets.pin_input import PinInput
from kassadesk.viewmodels.lock import LockViewModel


class PinDialog(Dialog):
    """`deed` is set, change or remove. It closes when the view-model has settled the PIN."""

    def __init__(self, looks: Looks, lock: LockViewModel, deed: str, parent: QWidget) -> None:
        super().__init__(looks, " ", " ", parent=parent)
        self._lock, self._deed = lock, deed
        titles = {
            "set": self.tr("Set a PIN"),
            "change": self.tr("Change the PIN"),
            "remove": self.tr("Remove the PIN"),
        }
        texts = {
            "remove": self.tr("A locked window then asks you to sign in."),
        }
        self.title.setText(titles[deed])
        self.setAccessibleName(titles[deed])
        self.text.setText(
            texts.get(deed, self.tr("4 to 8 digits, asked for when the window locks."))
        )
        self.old, self.old_field = self._field(looks, self.tr("Present PIN"), deed != "set")
        self.new, self.new_field = self._field(looks, self.tr("New PIN"), deed != "remove")
        self.again, self.again_field = self._field(
            looks, self.tr("New PIN again"), deed != "remove"
        )
        self.body.addStretch(1)
        self.keep = self.add_button(self.tr("Cancel"), safe=True)
        self.do = self.add_button(titles[deed], "primary")
        self.do.clicked.connect(self._do)
        self._first = self.new if deed == "set" else self.old
        for line in (self.old, self.new, self.again):
            line.textChanged.connect(self._on_typed)
            line.returnPressed.connect(self._do)
        lock.forget_answer()
        lock.changed.connect(self._show_state)
        lock.pin_settled.connect(self.accept)
        self._on_typed()

    def open(self) -> None:
        """Qt: shown, and what is typed goes into the first line."""
        super().open()
        self._first.setFocus()

    def _field(self, looks: Looks, word: str, wanted: bool) -> tuple[PinInput, InputField]:
        line = PinInput(looks, word)
        field = InputField(looks, word, line)
        self.body.addWidget(field)
        field.setVisible(wanted)
        return line, field

    def _on_typed(self) -> None:
        for field in (self.old_field, self.new_field, self.again_field):
            if field.error():
                field.show_error("")
        shown = {
            "set": (self.new, self.again),
            "change": (self.old, self.new, self.again),
            "remove": (self.old,),
        }[self._deed]
        self.do.setEnabled(not self._lock.busy and all(can_be_pin(one.text()) for one in shown))

    def _do(self) -> None:
        if not self.do.isEnabled():
            return
        if self._deed == "remove":
            self._lock.remove_pin(self.old.text())
        elif self.new.text() != self.again.text():
            self.again_field.show_error(self.tr("The two are not the same."))
            self.again.setFocus()
        else:
            self._lock.set_pin(self.new.text(), self.old.text())

    def _show_state(self) -> None:
        lock = self._lock
        self.do.setEnabled(not lock.busy)
        field = self.new_field if self._deed == "set" else self.old_field
        if lock.busy:
            return
        if lock.error is not None:
            words = error_words(lock.error)
            said = self.tr("{0}. {1} Code {2}.")
            field.show_error(said.format(words.title, words.advice, words.code))
        elif lock.answer is PinTry.WRONG:
            said = self.tr("Not the PIN. {0} more tries, then you have to sign in again.")
            field.show_error(said.format(lock.tries_left))
        elif lock.answer is PinTry.TOO_SOON:
            said = self.tr("Not looked at. Next try in {0} s.")
            field.show_error(said.format(round(lock.wait_s)))
