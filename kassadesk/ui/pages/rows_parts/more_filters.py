"""The filters of bills that are asked less often: the outlet, and amounts from and to."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kassadesk.core.lens import plain_text
from kassadesk.core.rows import Kind
from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.drop_panel import DropPanel
from kassadesk.ui.widgets.inputs import Combo, InputField, LineInput
from kassadesk.viewmodels.large_table import LargeTableViewModel, paise_of

_WIDTH = 300


class MoreFilters(Button):
    """A button that drops the filters; it says how many of them are in force."""

    def __init__(self, model: LargeTableViewModel, looks: Looks) -> None:
        super().__init__(looks, "", icon="plus")
        self._model, self._looks = model, looks
        self.panel: DropPanel | None = None
        self.clicked.connect(self.drop)

    def draw(self) -> None:
        """Say what is in force, in the language in force."""
        where = self._model.where
        count = sum(one is not None for one in (where.outlet, where.amount_from, where.amount_to))
        words = self.tr("More filters: {0}").format(count) if count else self.tr("More filters")
        self.set_text(words)
        self.setAccessibleName(words)

    def drop(self) -> None:
        """Show the filters."""
        panel = self.panel = DropPanel(self)
        panel.setMinimumWidth(_WIDTH)
        where, lens = self._model.where, self._model.walkthrough.lens
        self.outlet = Combo(self._looks, self.tr("Outlet"))
        outlets: list[tuple[str, object]] = [
            (lens.value(Kind.NAME, outlet.name), outlet.outlet_id) for outlet in self._model.outlets
        ]
        self.outlet.set_choices([(self.tr("All outlets"), None), *outlets], where.outlet)
        self.least = self._amount(self.tr("Total from (₹)"), where.amount_from)
        self.most = self._amount(self.tr("Total to (₹)"), where.amount_to)
        for field in (
            InputField(self._looks, self.tr("Outlet"), self.outlet),
            self.least,
            self.most,
        ):
            panel.body.addWidget(field)
        panel.body.addWidget(self._make_buttons())
        panel.drop_from(self)

    def _amount(self, label: str, paise: int | None) -> InputField:
        edit = LineInput(self._looks, label)
        if paise is not None:
            edit.setText(plain_text(Kind.MONEY, paise))
        edit.returnPressed.connect(self._take)
        return InputField(self._looks, label, edit)

    def _make_buttons(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 4, 0, 0)
        self.clear = Button(self._looks, self.tr("Clear"), "text")
        self.clear.clicked.connect(self._clear)
        self.take = Button(self._looks, self.tr("Show"), "primary")
        self.take.clicked.connect(self._take)
        row.addWidget(self.clear)
        row.addStretch(1)
        row.addWidget(self.take)
        return holder

    def _take(self) -> None:
        amounts: list[int | None] = []
        for field in (self.least, self.most):
            edit = field.edit
            assert isinstance(edit, LineInput)
            amount = paise_of(edit.text()) if edit.text().strip() else None
            if edit.text().strip() and amount is None:
                field.show_error(self.tr("Type an amount like 1,250 or 99.50."))
                return
            amounts.append(amount)
        self._close()
        self._model.choose_bills(self.outlet.currentData(), amounts[0], amounts[1])

    def _clear(self) -> None:
        self._close()
        self._model.choose_bills(None, None, None)

    def _close(self) -> None:
        if self.panel is not None:
            self.panel.close()
            self.panel.deleteLater()
            self.panel = None
