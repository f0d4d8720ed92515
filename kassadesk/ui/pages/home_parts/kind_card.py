"""One kind of data on Home as a card that is a button: its count and its newest change."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from kassadesk.core.held import CategoryId
from kassadesk.ui.looks import Looks
from kassadesk.ui.texts import category_icon
from kassadesk.ui.widgets.card import CardButton
from kassadesk.ui.widgets.labels import IconLabel, Label


class KindCard(CardButton):
    """Draws the words it is given; a press leads to My data."""

    def __init__(self, looks: Looks, kind: CategoryId) -> None:
        super().__init__(looks, "")
        self.kind = kind
        head = QHBoxLayout()
        head.setSpacing(8)
        self._name = Label(looks, "", "key")
        head.addWidget(IconLabel(looks, category_icon(kind), "brand", 18))
        head.addWidget(self._name, 1)
        figure = QHBoxLayout()
        figure.setSpacing(6)
        self._count = Label(looks, "", "figure")
        self._unit = Label(looks, "", "table", "text2")
        self._unit.setContentsMargins(0, 5, 0, 0)
        figure.addWidget(self._count)
        figure.addWidget(self._unit)
        figure.addStretch(1)
        self._changed = Label(looks, "", "caption", "text2")
        self.body.addLayout(head)
        self.body.addLayout(figure)
        self.body.addWidget(self._changed)

    def say(self, name: str, count: str, unit: str, changed: str) -> None:
        """Show these words."""
        self._name.setText(name)
        self._count.setText(count)
        self._unit.setText(unit)
        self._changed.setText(changed)
        self.setAccessibleName(f"{name}, {count} {unit}, {changed}")
