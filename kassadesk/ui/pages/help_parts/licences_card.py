"""The works of others KassaDesk is made with, each with its licence."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.card import Card
from kassadesk.ui.widgets.dialog import Dialog
from kassadesk.ui.widgets.labels import Label, Rule
from kassadesk.viewmodels.help import ThirdParty, installed_version, licence_text


class LicenceDialog(Dialog):
    """The whole licence text of one work."""

    def __init__(self, looks: Looks, party: ThirdParty, parent: QWidget | None = None) -> None:
        super().__init__(
            looks, party.name, f"{party.licence} · {party.home}", parent=parent, width=640
        )
        self.shown = QPlainTextEdit()
        self.shown.setReadOnly(True)
        self.shown.setTabChangesFocus(True)
        self.shown.setMinimumHeight(340)
        self.shown.setFont(looks.font("table"))
        self.shown.setAccessibleName(self.tr("Licence text"))
        text = licence_text(party) or self.tr("The text is at {home}").format(home=party.home)
        self.shown.setPlainText(text)
        self.body.addWidget(self.shown, 1)
        self.add_button(self.tr("Close"), safe=True)


class LicencesCard(Card):
    """One row per work: name, version, licence, and a button for the text."""

    def __init__(self, looks: Looks, parties: tuple[ThirdParty, ...]) -> None:
        super().__init__(looks, " ", ruled=True)
        self._looks = looks
        self._parties = parties
        self.buttons: list[Button] = []
        self.dialog: LicenceDialog | None = None
        for number, party in enumerate(parties):
            if number:
                self.body.addWidget(Rule())
            self.body.addWidget(self._row(party))
        self.body.addStretch(1)

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""
        self.set_title(self.tr("Made with"))
        for button, party in zip(self.buttons, self._parties, strict=True):
            button.set_text(
                self.tr("Licence"), self.tr("Licence of {name}").format(name=party.name)
            )

    def _row(self, party: ThirdParty) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(16, 4, 12, 4)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(self._looks, party.name, "key", wrap=True))
        version = installed_version(party) or party.versions
        words.addWidget(
            Label(self._looks, f"{version} · {party.licence}", "caption", "text2", wrap=True)
        )
        row.addLayout(words, 1)
        button = Button(self._looks, "", "text")
        button.clicked.connect(lambda: self._open(party))
        self.buttons.append(button)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return holder

    def _open(self, party: ThirdParty) -> None:
        self.dialog = LicenceDialog(self._looks, party, self)
        self.dialog.open()
