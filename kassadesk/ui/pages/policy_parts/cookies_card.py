"""Cookies of the website: what the policy says, and what the owner can do in the browser."""

from __future__ import annotations

from kassadesk.core.policy import Clause
from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.card import Card
from kassadesk.ui.widgets.labels import IconText, Label


class CookiesCard(Card):
    """Words only: nothing here changes a browser."""

    def __init__(self, looks: Looks) -> None:
        super().__init__(looks, " ", ruled=True)
        self.body.setContentsMargins(16, 10, 16, 12)
        self.body.setSpacing(6)
        self._says = Label(looks, "", "table", wrap=True)
        self._clause = Label(looks, "", "caption", "text3", wrap=True)
        self._do = Label(looks, "", "table", "text2", wrap=True)
        self._limit = IconText(looks, "info", "", "table", "text2", size=14, wrap=True)
        for part in (self._says, self._clause, self._do, self._limit):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def show_clause(self, clause: Clause | None) -> None:
        """Show what the policy in force says; None: it says nothing."""
        self.set_title(self.tr("Cookies on the website"))
        self._says.setText(clause.text if clause else self.tr("The policy says nothing of them."))
        where = self.tr("Policy section {0}").format(clause.number) if clause else ""
        self._clause.setText(where)
        self._clause.setVisible(bool(where))
        self._do.setText(
            self.tr(
                "What you can do: in your browser open Settings, Privacy, then Cookies. Block "
                "cookies of other sites, or remove those of Kassapos. Google also offers a browser "
                "add-on that stops Google Analytics."
            )
        )
        self._limit.setText(
            self.tr("KassaDesk sets no cookies and cannot change those of your browser.")
        )
