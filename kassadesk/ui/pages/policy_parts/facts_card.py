"""Policy against data: facts with the section they are held against, each ready to ask about."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.policy_facts import PolicyFact
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.plural import counted
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.card import Card
from kassadesk.ui.widgets.labels import IconText, Label, Rule
from kassadesk.ui.words.policy_facts import fact_category, fact_clause, fact_question, fact_words


class FactsCard(Card):
    """One row for each fact.

    Signals:
        ask_wanted (str, str): a complaint of this category with this text is to be prepared.
    """

    ask_wanted = Signal(str, str)

    def __init__(self, looks: Looks) -> None:
        super().__init__(looks, " ", ruled=True)
        self._count = Label(looks, "", "table", "text2")
        self.add_to_head(self._count)
        self._shown: object = None
        self._holder = QWidget()
        self.buttons: list[Button] = []
        self.body.addWidget(self._holder)

    def show_facts(self, facts: tuple[PolicyFact, ...], version: str) -> None:
        """Show these facts, held against the version in force."""
        self.set_title(self.tr("Policy against your data"))
        self._count.setText(counted(len(facts), self.tr("{n} fact"), self.tr("{n} facts")))
        words = (version, self.tr("Ask"), *(fact_words(one) + fact_clause(one) for one in facts))
        if words == self._shown:
            return
        self._shown = words
        self.body.removeWidget(self._holder)
        self._holder.hide()
        self._holder.deleteLater()
        self._holder = QWidget()
        rows = QVBoxLayout(self._holder)
        rows.setContentsMargins(16, 4, 16, 8)
        rows.setSpacing(0)
        self.buttons = []
        for number, fact in enumerate(facts):
            if number:
                rows.addWidget(Rule())
            rows.addLayout(self._row(fact, version))
        if not facts:
            calm = self.tr("What Kassapos holds and shares is covered by its own words.")
            rows.addWidget(
                IconText(self._looks, "circle-check", calm, "table", "ok", size=16, wrap=True)
            )
        self.body.addWidget(self._holder)
        self._holder.show()

    def _row(self, fact: PolicyFact, version: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(16)
        words = fact_words(fact)
        row.addWidget(
            IconText(
                self._looks,
                "triangle-alert",
                words,
                "table",
                "text",
                icon_tone="warn",
                size=16,
                wrap=True,
            ),
            1,
            Qt.AlignmentFlag.AlignVCenter,
        )
        clause = Label(self._looks, fact_clause(fact), "table", "text2")
        row.addWidget(clause, 0, Qt.AlignmentFlag.AlignVCenter)
        ask = Button(self._looks, self.tr("Ask"), name=self.tr("Ask: {0}").format(words))
        ask.clicked.connect(
            lambda: self.ask_wanted.emit(fact_category(fact), fact_question(fact, version))
        )
        self.buttons.append(ask)
        row.addWidget(ask, 0, Qt.AlignmentFlag.AlignVCenter)
        return row
