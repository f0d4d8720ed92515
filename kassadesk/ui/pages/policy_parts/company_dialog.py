"""Each company that gets data: what for, where, since when, and which of the shop's fields."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from kassadesk.core.held import HeldField
from kassadesk.core.lens import day_in_words
from kassadesk.core.policy import Processor
from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.dialog import Dialog
from kassadesk.ui.widgets.labels import Label, Rule
from kassadesk.ui.widgets.scroll_column import ScrollColumn


class CompaniesDialog(Dialog):
    """All companies, one below the other. Names fields, never values."""

    def __init__(
        self,
        looks: Looks,
        processors: tuple[Processor, ...],
        fields: tuple[HeldField, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(looks, "", parent=parent, width=640)
        self.title.setText(self.tr("Who gets which of your fields"))
        self.setAccessibleName(self.title.text())
        labels = {field.field_id: field.label for field in fields}
        inner = QFrame()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 12, 0)
        rows.setSpacing(4)
        for number, company in enumerate(processors):
            if number:
                rows.addWidget(Rule())
            rows.addWidget(Label(looks, company.name, "row_title", wrap=True))
            rows.addWidget(Label(looks, self._facts(company), "table", "text2", wrap=True))
            rows.addWidget(Label(looks, self._fields(company, labels), "table", wrap=True))
        rows.addStretch(1)
        scroll = ScrollColumn(inner)
        scroll.setMinimumHeight(360)
        scroll.setAccessibleName(self.title.text())
        self.body.addWidget(scroll, 1)
        self.add_button(self.tr("Close"), safe=True)

    def _facts(self, company: Processor) -> str:
        none = self.tr("Not stated")
        return self.tr("For: {purpose} · Where: {country} · Since: {since}").format(
            purpose=company.purpose or none,
            country=company.country or none,
            since=day_in_words(company.since) if company.since else none,
        )

    def _fields(self, company: Processor, labels: dict[str, str]) -> str:
        named = [labels[one] for one in company.fields if one in labels]
        if not named:
            return self.tr("Gets none of the fields about your shop, as Kassapos says.")
        return self.tr("Gets: {0}").format("; ".join(named))
