"""Help: keys, what is sent where, this program on this PC, the command line, works of others."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.card_page import CardPage
from kassadesk.ui.pages.help_parts.choices_card import ChoicesCard
from kassadesk.ui.pages.help_parts.commands_card import CommandsCard
from kassadesk.ui.pages.help_parts.following_card import FollowingCard
from kassadesk.ui.pages.help_parts.keyboard_map import keyboard_map
from kassadesk.ui.pages.help_parts.licences_card import LicencesCard
from kassadesk.ui.pages.help_parts.lines_card import LinesCard
from kassadesk.ui.pages.help_parts.lock_card import LockCard
from kassadesk.ui.pages.help_parts.rules_card import RulesCard
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.card import Card
from kassadesk.ui.widgets.field_pair import FieldPairs
from kassadesk.ui.widgets.inputs import Combo
from kassadesk.ui.widgets.labels import Label
from kassadesk.viewmodels.help import HelpViewModel
from kassadesk.viewmodels.lock import LockViewModel
from kassadesk.viewmodels.session import SessionViewModel

_ROW_WIDTH = 860


class HelpPage(CardPage):
    """Works signed out and offline."""

    def __init__(
        self,
        view_model: HelpViewModel,
        looks: Looks,
        lock: LockViewModel,
        session: SessionViewModel,
    ) -> None:
        super().__init__(looks, scrolls=True)
        self._view_model, self._session = view_model, session
        self.head.addStretch(1)
        self._keys = self._pairs_card()
        self._program = self._pairs_card()
        self._sent = LinesCard(looks, ("send", "lock", "hard-drive", "eye-off"))
        self._keep = LinesCard(looks, ("mail", "receipt-text", "fingerprint"))
        self.look = Combo(looks, " ")
        self.look.activated.connect(lambda _: view_model.choose_look(str(self.look.currentData())))
        self.log_button = Button(looks, "", "secondary", "folder-open")
        self.log_button.clicked.connect(self._open_logs)
        self.commands = CommandsCard(looks)
        self.licences = LicencesCard(looks, view_model.parties)
        self.rules = RulesCard(looks, view_model.rules)
        self.following = FollowingCard(looks)
        self.choices = ChoicesCard(looks)
        self.lock = LockCard(looks, lock, session)
        self._lay_out()
        view_model.changed.connect(self.retranslate)
        session.changed.connect(self._say_program)
        self.retranslate()

    def on_shown(self) -> None:
        """Server and keychain may be others now."""
        self._say_program()

    def retranslate(self) -> None:
        """Say everything in the present language."""
        self.title.setText(self.tr("Help"))
        self._keys[0].set_title(self.tr("Keys"))
        keys = self._keys[1]
        keys.clear()
        for key, deed in keyboard_map():
            keys.add(key, deed)
        self._say_program()
        self._say_sent()
        self.log_button.set_text(self.tr("Open the log folder"))
        self.commands.retranslate()
        self.licences.retranslate()
        self.rules.retranslate()
        self.following.retranslate()
        self.choices.retranslate()
        self.lock.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: columns beside or under each other."""
        super().resizeEvent(event)
        wide = self.width() >= _ROW_WIDTH
        self._columns.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )

    def _pairs_card(self) -> tuple[Card, FieldPairs]:
        card = Card(self.looks, " ", ruled=True)
        pairs = FieldPairs(self.looks, name_width=132)
        pairs.setContentsMargins(16, 10, 16, 12)
        card.body.addWidget(pairs)
        return card, pairs

    def _lay_out(self) -> None:
        content = QWidget()
        self._columns = QHBoxLayout(content)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(16)
        look_row = QHBoxLayout()
        look_row.setContentsMargins(16, 0, 16, 10)
        look_row.setSpacing(8)
        self._look_word = Label(self.looks, "", "table", "text3")
        self._look_word.setFixedWidth(132)
        look_row.addWidget(self._look_word)
        look_row.addWidget(self.look)
        look_row.addStretch(1)
        self._program[0].body.addLayout(look_row)
        log_row = QHBoxLayout()
        log_row.setContentsMargins(16, 0, 16, 14)
        log_row.addWidget(self.log_button)
        log_row.addStretch(1)
        self._program[0].body.addLayout(log_row)
        for cards in (
            (self._keys[0], self._sent, self.following, self.rules),
            (self._program[0], self.lock, self._keep, self.choices, self.commands, self.licences),
        ):
            column = QVBoxLayout()
            column.setSpacing(16)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        self.body.addWidget(content)
        self.body.addStretch(1)

    def _say_program(self) -> None:
        card, pairs = self._program
        card.set_title(self.tr("This program"))
        pairs.clear()
        pairs.add(self.tr("KassaDesk"), self.tr("Version {n}").format(n=self._view_model.version))
        pairs.add(self.tr("Talks to"), self._view_model.server)
        self._look_word.setText(self.tr("Look"))
        self.look.setAccessibleName(self.tr("Look"))
        looks: list[tuple[str, object]] = [
            (self.tr("As the system"), "system"),
            (self.tr("Light"), "light"),
            (self.tr("Dark"), "dark"),
        ]
        self.look.set_choices(looks, self._view_model.look)
        keychain = self._view_model.keychain
        shared = self.tr("Nowhere: this PC is shared") if self._session.shared else ""
        pairs.add(
            self.tr("Sign-in kept in"),
            shared
            or keychain
            or self.tr("Nowhere: this PC has no safe store, so it lasts for this run only"),
        )

    def _say_sent(self) -> None:
        server = self._view_model.server
        words = (
            self.tr(
                "Only to {server}: your sign-in, your choices, your requests and documents."
            ).format(server=server),
            self.tr(
                "One key is kept on this PC, in its safe store; sign-out removes it. Policy texts and"
                " the day of your last visit are kept too: they hold no value of yours."
            ),
            self.tr("Exports and files you review stay on this PC. Nothing is uploaded."),
            self.tr("The log holds codes, counts and times, never your data."),
        )
        self._sent.say(self.tr("What is sent where"), words)
        kept = (
            self.tr(
                "Where Kassapos does not answer, ask by e-mail or on paper: the same request as a mail"
                " file or a PDF. It is followed here, and never filed by itself as well."
            ),
            self.tr(
                "A receipt is a PDF or a .json with Kassapos' signature. Anyone who has seen its keys"
                " can check it without internet: kassadesk verify FILE."
            ),
            self.tr(
                "The evidence log says what you did and when, without your data. On this PC a cut or"
                " rewritten log is found; on another PC only one that was changed inside."
            ),
        )
        self._keep.say(self.tr("Letters, receipts, evidence"), kept)

    def _open_logs(self) -> None:
        self._view_model.log_folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._view_model.log_folder)))
