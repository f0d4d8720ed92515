"""The password of the next export: typed twice, kept in memory only, forgotten when it is used."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from kassadesk.core.passwords import LONGEST, StrengthHint, strength_of


class ExportLock(QObject):
    """Whether the next workbook is locked, and with what. Off until the person wants it.

    Signals:
        changed (): the choice, the password or its hint is new.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.wanted = False
        self.password = ""
        self.again = ""

    def __repr__(self) -> str:
        return f"ExportLock(wanted={self.wanted})"

    @property
    def hint(self) -> StrengthHint:
        """How hard the password is to guess."""
        return strength_of(self.password)

    @property
    def trouble(self) -> str:
        """Why nothing can be locked with it yet (a code), "" when it can.

        Codes: password_missing, password_too_long, password_again, passwords_differ.
        """
        if not self.password:
            return "password_missing"
        if len(self.password) > LONGEST:
            return "password_too_long"
        if not self.again:
            return "password_again"
        return "" if self.again == self.password else "passwords_differ"

    @property
    def differs(self) -> bool:
        """True once what is typed again can no longer become the password."""
        return bool(self.again) and not self.password.startswith(self.again)

    def want(self, wanted: bool) -> None:
        """Lock the workbook, or leave it open; a password that is not wanted is forgotten."""
        self.wanted = wanted
        if not wanted:
            self.password = self.again = ""
        self.changed.emit()

    def type(self, password: str) -> None:
        """What stands in the first line."""
        if password != self.password:
            self.password = password
            self.changed.emit()

    def type_again(self, again: str) -> None:
        """What stands in the second line."""
        if again != self.again:
            self.again = again
            self.changed.emit()

    def used(self) -> None:
        """A file was locked with it: the next one needs it typed anew, so that nobody is surprised
        by a file that is open or by a password somebody else typed."""
        self.password = self.again = ""
        self.changed.emit()
