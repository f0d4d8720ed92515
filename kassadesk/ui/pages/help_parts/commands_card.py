"""What can be done without the window: for a scheduled copy, or for the accountant's own scripts."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.card import Card
from kassadesk.ui.widgets.labels import IconText, Label

translate = QCoreApplication.translate


def commands() -> tuple[tuple[str, str], ...]:
    """(command, what it does). The words of a command stay as they are; FILE may be translated."""
    return (
        (
            translate("Help", "kassadesk export --to FILE"),
            translate("Help", "Takes a copy of everything, with the remembered sign-in."),
        ),
        (
            translate("Help", "kassadesk export --to FILE --since FILE"),
            translate("Help", "Takes only what is new since an earlier copy."),
        ),
        (
            translate("Help", "kassadesk export --to FILE --password-from-stdin"),
            translate(
                "Help", "Locks the Excel file. At a terminal you are asked for the password."
            ),
        ),
        (
            translate("Help", "kassadesk export --since-last --to FOLDER"),
            translate("Help", "Takes the next of a row of copies; the last ones stay."),
        ),
        (
            translate("Help", "kassadesk verify FILE"),
            translate("Help", "Says whether a copy was changed; asks when it has a password."),
        ),
        (
            translate("Help", "kassadesk self-check"),
            translate("Help", "Says whether all of the program works on this PC."),
        ),
    )


class CommandsCard(Card):
    """Each command with what it does, and why a password is never part of one."""

    def __init__(self, looks: Looks) -> None:
        super().__init__(looks, " ", ruled=True)
        rows = QVBoxLayout()
        rows.setContentsMargins(16, 10, 16, 12)
        rows.setSpacing(2)
        self._pairs: list[tuple[Label, Label]] = []
        for _ in commands():
            command = Label(looks, "", "key", wrap=True)
            deed = Label(looks, "", "table", "text2", wrap=True)
            rows.addWidget(command)
            rows.addWidget(deed)
            rows.addSpacing(6)
            self._pairs.append((command, deed))
        self._never = IconText(looks, "lock", "", "table", "text2", wrap=True)
        rows.addWidget(self._never)
        self.body.addLayout(rows)

    def retranslate(self) -> None:
        """Say everything in the present language."""
        self.set_title(self.tr("Command line"))
        for (command, deed), (words, what) in zip(self._pairs, commands(), strict=True):
            command.setText(words)
            deed.setText(what)
        self._never.setText(
            self.tr("A password is never part of a command: others could read it there.")
        )
