"""A name and its value side by side, as in the details pane."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.labels import Label


class FieldPairs(QWidget):
    """Rows of "name  value"; names are `name_width` px wide, values wrap. `right` puts values at the right
    edge on one line, as on the cards of Home."""

    def __init__(self, looks: Looks, *, name_width: int = 108, right: bool = False) -> None:
        super().__init__()
        self._looks = looks
        self._right = right
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        if right:
            self._grid.setColumnStretch(0, 1)
        else:
            self._grid.setColumnMinimumWidth(0, name_width)
            self._grid.setColumnStretch(1, 1)
        self._values: list[Label] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(not right)
        self.setSizePolicy(policy)

    def add(self, name: str, value: str, tone: str = "text") -> Label:
        """Add a row; gives the value's label."""
        row = len(self._values)
        name_tone = "text" if self._right else "text3"
        name_label = Label(self._looks, name, "table", name_tone, wrap=not self._right)
        value_label = Label(self._looks, value, "table", tone, wrap=not self._right)
        side = Qt.AlignmentFlag.AlignRight if self._right else Qt.AlignmentFlag.AlignLeft
        value_label.setAlignment(side | Qt.AlignmentFlag.AlignTop)
        name_label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        value_label.setAccessibleName(f"{name}: {value}")
        self._grid.addWidget(name_label, row, 0)
        self._grid.addWidget(value_label, row, 1)
        self._values.append(value_label)
        return value_label

    def clear(self) -> None:
        """Take all rows away."""
        self._values.clear()
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
