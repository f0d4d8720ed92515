"""Step 2: keep a copy first. Says whether a whole one is on this PC, or takes the word without."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.deletion_parts.deletion_words import copy_words
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.card import Card
from kassadesk.ui.widgets.labels import IconText, Label
from kassadesk.ui.widgets.pill import Pill
from kassadesk.viewmodels.deletion import DeletionViewModel


class CopyPart(QWidget):
    """One card.

    Signals:
        export_wanted (): go to Export; the choice made here is kept.
    """

    export_wanted = Signal()

    def __init__(self, looks: Looks, view_model: DeletionViewModel) -> None:
        super().__init__()
        self._view_model = view_model
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._card = Card(looks, " ", ruled=True)
        self._pill = Pill(looks, "verified")
        self._card.add_to_head(self._pill)
        rows = QVBoxLayout()
        rows.setContentsMargins(16, 12, 16, 14)
        rows.setSpacing(10)
        self._words = Label(looks, "", "table", "text", wrap=True)
        self._warning = IconText(looks, "triangle-alert", "", "table", "warn", wrap=True)
        self.export_button = Button(looks, "", "secondary", "download")
        self.export_button.clicked.connect(self.export_wanted)
        row = QHBoxLayout()
        row.addWidget(self.export_button)
        row.addStretch(1)
        self.decline_box = QCheckBox()
        self.decline_box.setFont(looks.font("table"))
        self.decline_box.clicked.connect(view_model.decline_copy)
        for widget in (self._words, self._warning):
            rows.addWidget(widget)
        rows.addLayout(row)
        rows.addWidget(self.decline_box)
        self._card.body.addLayout(rows)
        outer.addWidget(self._card)
        outer.addStretch(1)

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""
        self._card.set_title(self.tr("Your own copy"))
        self._warning.setText(
            self.tr(
                "What is deleted cannot be brought back. A copy on this PC can be read without Kassapos."
            )
        )
        self.export_button.set_text(self.tr("Make a copy in Export"))
        self.decline_box.setText(self.tr("Go on without a copy of my own"))

    def draw(self) -> None:
        """Show whether there is a copy."""
        view_model = self._view_model
        copy = view_model.copy
        self._pill.setVisible(copy is not None)
        self._warning.setVisible(copy is None)
        self.decline_box.setVisible(copy is None)
        self.decline_box.setChecked(view_model.copy_declined)
        self._words.setText(copy_words(copy, view_model.walkthrough.lens, view_model.bills_held))
