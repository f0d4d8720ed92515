"""The lower cards of the Policy page: companies, keeping times, notices and contact."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kassadesk.core.lens import day_in_words
from kassadesk.core.policy import Contact, PolicyChange, Processor, RetentionRule, ServerNotice
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.plural import counted
from kassadesk.ui.pages.policy_parts.word_table import Word, WordTable
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.card import Card
from kassadesk.ui.widgets.field_pair import FieldPairs
from kassadesk.ui.widgets.labels import IconText, Label, Rule


class ChangesTable(WordTable):
    """What the next version changes, in plain words, now beside next."""

    def __init__(self, looks: Looks) -> None:
        super().__init__(looks, (2, 5, 5))

    def show_changes(self, changes: tuple[PolicyChange, ...], since: str, start: str) -> None:
        """Show the changes; `since` and `start` are the days of both versions in words."""
        heads = (
            self.tr("About"),
            self.tr("Now, since {date}").format(date=since),
            self.tr("From {date}").format(date=start),
        )
        rows = [(Word(c.about, "key"), Word(c.now, tone="text2"), Word(c.next)) for c in changes]
        self.show_rows(heads, rows)


class CompaniesCard(Card):
    """Who gets your data: each company, what for, where, and whether the policy names it.

    Signals:
        fields_wanted (): which company gets which field is wanted.
    """

    fields_wanted = Signal()

    def __init__(self, looks: Looks) -> None:
        super().__init__(looks, " ", ruled=True)
        self._count = Label(looks, "", "table", "text2")
        self.fields = Button(looks, "", "text")
        self.fields.clicked.connect(self.fields_wanted)
        self.add_to_head(self._count)
        self.add_to_head(self.fields)
        self._table = WordTable(looks, (4, 5, 4, 4))
        self.body.addWidget(self._table)
        self.body.addStretch(1)

    def show_companies(self, processors: tuple[Processor, ...]) -> None:
        """Show these companies in the server's order."""
        self.set_title(self.tr("Who gets your data"))
        self.fields.set_text(self.tr("Which fields"))
        self._count.setText(
            counted(len(processors), self.tr("{n} company"), self.tr("{n} companies"))
        )
        heads = (self.tr("Company"), self.tr("For"), self.tr("Where"), self.tr("In policy"))
        self._table.show_rows(heads, [self._row(p) for p in processors])

    def _row(self, processor: Processor) -> tuple[Word, ...]:
        named = {
            "named": Word(self.tr("Named"), tone="ok", icon="check"),
            "not_in_list": Word(self.tr("Not in list"), tone="warn", icon="triangle-alert"),
            "not_named": Word(self.tr("Not named"), tone="warn", icon="triangle-alert"),
        }
        return (
            Word(processor.name, "key"),
            Word(processor.purpose, tone="text2"),
            Word(processor.country or self.tr("Not stated")),
            named.get(processor.named_in_policy, Word(self.tr("Not stated"), tone="text2")),
        )


class KeepingCard(Card):
    """How long data is kept, and who says so: Kassapos or a law; never merged."""

    def __init__(self, looks: Looks) -> None:
        super().__init__(looks, " ", ruled=True)
        self._table = WordTable(looks, (4, 6, 4))
        self.body.addWidget(self._table)
        self.body.addStretch(1)

    def show_rules(self, rules: tuple[RetentionRule, ...]) -> None:
        """Show these rules in the server's order."""
        self.set_title(self.tr("How long data is kept"))
        heads = (self.tr("What"), self.tr("How long"), self.tr("Who says so"))
        self._table.show_rows(heads, [self._row(rule) for rule in rules])

    def _row(self, rule: RetentionRule) -> tuple[Word, ...]:
        if rule.source == "law":
            who = Word(rule.citation or self.tr("A law, not named"), icon="scale", tone="text2")
        else:
            said = rule.citation or self.tr("Kassapos; no section stated")
            who = Word(said, icon="scroll-text", tone="text2")
        return Word(rule.covers, "key"), Word(rule.text), who


class NoticesCard(Card):
    """What Kassapos told this shop, newest first."""

    def __init__(self, looks: Looks) -> None:
        super().__init__(looks, " ", ruled=True)
        self._looks = looks
        self._notices: tuple[ServerNotice, ...] | None = None
        self._holder = QWidget()
        self.body.addWidget(self._holder)
        self.body.addStretch(1)

    def show_notices(self, notices: tuple[ServerNotice, ...]) -> None:
        """Show these notices."""
        self.set_title(self.tr("What Kassapos told you"))
        if notices == self._notices:
            return
        self._notices = notices
        self.body.removeWidget(self._holder)
        self._holder.hide()
        self._holder.deleteLater()
        self._holder = QWidget()
        rows = QVBoxLayout(self._holder)
        rows.setContentsMargins(16, 10, 16, 12)
        rows.setSpacing(4)
        for number, notice in enumerate(notices):
            if number:
                rows.addWidget(Rule())
            self._add(rows, notice)
        if not notices:
            rows.addWidget(Label(self._looks, self.tr("Nothing so far."), "table", "text2"))
        self.body.insertWidget(0, self._holder)
        self._holder.show()

    def _add(self, rows: QVBoxLayout, notice: ServerNotice) -> None:
        icons = {
            "policy_change": "scroll-text",
            "security": "shield-check",
            "breach": "triangle-alert",
        }
        tone = "danger" if notice.kind == "breach" else "text"
        icon = icons.get(notice.kind, "info")
        rows.addWidget(IconText(self._looks, icon, notice.title, "key", tone, wrap=True))
        rows.addWidget(Label(self._looks, notice.text, "table", "text2", wrap=True))
        told = day_in_words(notice.sent_at)
        rows.addWidget(Label(self._looks, told, "caption", "text3"))


class ContactCard(Card):
    """Where to write or call about privacy."""

    def __init__(self, looks: Looks) -> None:
        super().__init__(looks, " ", ruled=True)
        self._pairs = FieldPairs(looks, name_width=72)
        self._pairs.setContentsMargins(16, 10, 16, 12)
        self.body.addWidget(self._pairs)
        self.body.addStretch(1)

    def show_contact(self, contact: Contact) -> None:
        """Show Kassapos' own contact."""
        self.set_title(self.tr("Ask Kassapos"))
        none = self.tr("Not stated")
        self._pairs.clear()
        self._pairs.add(self.tr("Company"), contact.company or none)
        self._pairs.add(self.tr("E-mail"), contact.email or none)
        self._pairs.add(self.tr("Phone"), contact.phone or none)
        self._pairs.add(self.tr("Address"), contact.address or none)
