"""Step 1: what Kassapos shall delete. What cannot be deleted says why, in place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.held import HeldField
from kassadesk.core.lens import day_in_words
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.export_parts.export_words import category_count
from kassadesk.ui.texts import category_title, undeletable_words
from kassadesk.ui.widgets.card import Card
from kassadesk.ui.widgets.labels import IconText, Label, Rule
from kassadesk.viewmodels.deletion import DeletionBasis, DeletionViewModel


class ChoosePart(QWidget):
    """Three cards: kinds of data, single values, the whole account."""

    def __init__(self, looks: Looks, view_model: DeletionViewModel) -> None:
        super().__init__()
        self._looks, self._view_model = looks, view_model
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(12)
        self._kinds = Card(looks, " ", ruled=True)
        self._values = Card(looks, " ", ruled=True)
        self._account = Card(looks, " ", ruled=True)
        for card in (self._kinds, self._account, self._values):
            self._rows.addWidget(card)
        self._rows.addStretch(1)
        self.kind_boxes: dict[str, QCheckBox] = {}
        self.field_boxes: dict[str, QCheckBox] = {}
        self.close_box = self._box()
        self._close_why = Label(looks, "", "table", "text2", wrap=True)
        self._fill_account()
        self._built: tuple[object, ...] = ()

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""
        self._kinds.set_title(self.tr("Whole kinds of data"))
        self._values.set_title(self.tr("Single values"))
        self._account.set_title(self.tr("The whole account"))
        self.close_box.setText(self.tr("Close my account and delete everything"))
        self._close_why.setText(
            self.tr("Billing in Kassapos stops. What a law keeps stays until its date.")
        )
        self._built = ()

    def draw(self) -> None:
        """Show what can be chosen and what is."""
        view_model, basis = self._view_model, self._view_model.basis
        if basis is None:
            return
        built = (basis, view_model.walkthrough.lens)
        if built != self._built:
            self._built = built
            self._fill_kinds(basis)
            self._fill_values(basis)
        closing = view_model.close_account
        for key, box in self.kind_boxes.items():
            box.setChecked(key in view_model.categories or closing)
            box.setEnabled(not closing)
        deletable = {f.field_id for f in basis.fields if f.deletable.allowed}
        for key, box in self.field_boxes.items():
            box.setChecked(key in view_model.fields or (closing and key in deletable))
            box.setEnabled(not closing and key in deletable)
        self.close_box.setChecked(closing)

    def _fill_kinds(self, basis: DeletionBasis) -> None:
        rows = self._fresh(self._kinds)
        self.kind_boxes.clear()
        lens = self._view_model.walkthrough.lens
        for category in basis.categories:
            key = str(category.category_id)
            box = self._box(category_title(category.category_id))
            count = category_count(category.category_id, category.count, lens)
            box.setAccessibleDescription(count)
            box.clicked.connect(lambda on, k=key: self._view_model.choose_category(k, on))
            self.kind_boxes[key] = box
            row = QHBoxLayout()
            row.addWidget(box, 1)
            row.addWidget(Label(self._looks, count, "table", "text2"))
            rows.addLayout(row)

    def _fill_values(self, basis: DeletionBasis) -> None:
        rows = self._fresh(self._values)
        self.field_boxes.clear()
        for number, held in enumerate(basis.fields):
            if number:
                rows.addWidget(Rule())
            rows.addLayout(self._value_row(held))

    def _value_row(self, held: HeldField) -> QHBoxLayout:
        lens = self._view_model.walkthrough.lens
        row = QHBoxLayout()
        row.setSpacing(16)
        box = self._box(held.label)
        box.clicked.connect(lambda on, k=held.field_id: self._view_model.choose_field(k, on))
        self.field_boxes[held.field_id] = box
        row.addWidget(box, 4)
        value = lens.value(held.kind, held.value, personal=held.personal)
        row.addWidget(Label(self._looks, value, "table", "text2", wrap=True), 5)
        if held.deletable.allowed:
            row.addStretch(5)
            return row
        why = undeletable_words(held.deletable.reason)
        if held.deletable.until is not None:
            why = self.tr("{why} Until {date}.").format(
                why=why, date=day_in_words(held.deletable.until)
            )
        box.setAccessibleDescription(why)
        words = IconText(self._looks, "lock", why, "caption", "text2", size=14)
        words.label.setWordWrap(True)  # the lock stays beside the middle of the words
        row.addWidget(words, 5)
        return row

    def _fill_account(self) -> None:
        rows = self._fresh(self._account)
        self.close_box.clicked.connect(self._view_model.choose_closing)
        rows.addWidget(self.close_box)
        rows.addWidget(self._close_why)

    def _box(self, text: str = "") -> QCheckBox:
        box = QCheckBox(text)
        box.setFont(self._looks.font("table"))
        return box

    def _fresh(self, card: Card) -> QVBoxLayout:
        while (item := card.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        holder = QWidget()
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(16, 8, 16, 10)
        rows.setSpacing(2)
        card.body.addWidget(holder, 0, Qt.AlignmentFlag.AlignTop)
        return rows
