"""The pane of the five kinds of data with how much of each is held."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.held import Category, CategoryId
from kassadesk.core.lens import Lens
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.my_data_parts.kind_button import KindButton
from kassadesk.ui.texts import category_icon, category_title, category_unit
from kassadesk.ui.widgets.labels import IconText, Label
from kassadesk.viewmodels.records import FIELD_KINDS

PANE_PX = 184


class KindsPane(QFrame):
    """Five buttons, walked with the arrow keys.

    Signals:
        chosen (CategoryId): a kind was pressed.
    """

    chosen = Signal(object)

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self.setProperty("kind", "kinds_pane")
        self.setFixedWidth(PANE_PX)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 16, 9, 16)
        rows.setSpacing(2)
        self._head = Label(looks, "", "caption_strong", "text2")
        self._head.setContentsMargins(12, 0, 0, 8)
        rows.addWidget(self._head)
        self.buttons: dict[CategoryId, KindButton] = {}
        for kind in CategoryId:
            button = KindButton(looks, category_icon(kind), PANE_PX - 17)
            button.clicked.connect(lambda _=False, kind=kind: self.chosen.emit(kind))
            button.installEventFilter(self)
            rows.addWidget(button)
            self.buttons[kind] = button
        rows.addStretch(1)
        rows.addWidget(self._make_note(looks))
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again in the language in force."""
        self._head.setText(self.tr("Kinds of data"))
        self._note.setText(self.tr("Kinds are named as in section 1 of Kassapos’ policy."))

    def show_kinds(self, kinds: Sequence[Category], chosen: CategoryId, lens: Lens) -> None:
        """Draw the counts; without any yet only the names."""
        counts = {one.category_id: one.count for one in kinds}
        for kind, button in self.buttons.items():
            count = counts.get(kind)
            if count is None:
                held = ""
            elif kind in FIELD_KINDS:
                held = f"{count} {category_unit(kind, count)}"
            else:
                held = lens.count(count)
            button.show_kind(category_title(kind), held, chosen=kind is chosen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: up and down walk the kinds."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            buttons = list(self.buttons.values())
            if step and watched in buttons:
                place = buttons.index(watched) + step
                if 0 <= place < len(buttons):
                    buttons[place].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _make_note(self, looks: Looks) -> QWidget:
        note = QFrame()
        note.setProperty("kind", "note")
        inner = QHBoxLayout(note)
        inner.setContentsMargins(10, 8, 10, 8)
        self._note = IconText(looks, "info", "", "caption", "text2", size=14, wrap=True)
        inner.addWidget(self._note)
        return note
