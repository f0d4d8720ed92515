"""The rules this program counts keep-until dates by, each with its source: information, not advice."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core import laws
from kassadesk.ui.looks import Looks
from kassadesk.ui.texts import origin_words, rule_words
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.card import Card
from kassadesk.ui.widgets.details_pane import clear_layout
from kassadesk.ui.widgets.labels import Label, Rule


class RulesCard(Card):
    """One entry a rule: name, what it asks of whom, since when, where it was read."""

    def __init__(self, looks: Looks, rules: tuple[laws.Rule, ...]) -> None:
        super().__init__(looks, " ", ruled=True)
        self._looks, self._rules = looks, rules

    def retranslate(self) -> None:
        """Say everything in the present language."""
        self.set_title(self.tr("Rules for keeping books"))
        clear_layout(self.body)
        for number, rule in enumerate(self._rules):
            if number:
                self.body.addWidget(Rule())
            self.body.addWidget(self._entry(rule))

    def _entry(self, rule: laws.Rule) -> QWidget:
        entry = QWidget()
        rows = QVBoxLayout(entry)
        rows.setContentsMargins(16, 8, 16, 8)
        rows.setSpacing(2)
        rows.addWidget(Label(self._looks, rule.origin.citation, "key", wrap=True))
        rows.addWidget(Label(self._looks, rule_words(rule), "table", wrap=True))
        rows.addWidget(Label(self._looks, origin_words(rule), "caption", "text2", wrap=True))
        rows.addLayout(self._sources(rule.origin.sources))
        return entry

    def _sources(self, sources: tuple[str, ...]) -> QHBoxLayout:
        """A button for each address, which opens it in the browser; words for a document."""
        row = QHBoxLayout()
        row.setSpacing(12)
        for source in sources:
            address = QUrl(source)
            if not address.scheme().startswith("http"):
                row.addWidget(Label(self._looks, source, "caption", "text2", wrap=True), 1)
                continue
            host = address.host().removeprefix("www.")
            said = self.tr("Open {address} in the browser").format(address=host)
            button = Button(self._looks, host, "text", name=said)
            button.clicked.connect(lambda _, to=address: QDesktopServices.openUrl(to))
            row.addWidget(button)
        row.addStretch(1)
        return row
