"""A GSTIN in its five parts, the wrong part in the danger colour."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.labels import Label, repolish

PARTS = ((0, 2), (2, 12), (12, 13), (13, 14), (14, 15))
"""Where state, PAN, count, fixed letter and check character stand (GST rules, form of the number)."""

PART_OF_STEP = {"state": 0, "pan": 1, "same_pan": 1, "check_digit": 4}
"""Which part a failed step of the check is about."""


class GstinBoxes(QWidget):
    """Five boxes with their names below. `show_value` takes 15 characters, plain or masked."""

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self._boxes: list[tuple[QFrame, Label, Label]] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for start, end in PARTS:
            column = QVBoxLayout()
            column.setSpacing(2)
            box = QFrame()
            box.setProperty("kind", "clock")
            box.setMinimumWidth(38 if end - start < 3 else 132)
            box.setFixedHeight(40)
            inside = QHBoxLayout(box)
            inside.setContentsMargins(10, 0, 10, 0)
            value = Label(looks, "", "pane_title")
            value.setAlignment(Qt.AlignmentFlag.AlignCenter)
            inside.addWidget(value)
            name = Label(looks, "", "caption", "text2")
            name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(box)
            column.addWidget(name)
            row.addLayout(column)
            self._boxes.append((box, value, name))

    def show_value(self, gstin: str, wrong: frozenset[int]) -> None:
        """Show a GSTIN; `wrong` holds the places (0 to 4) of the parts that failed."""
        names = (
            self.tr("State"),
            self.tr("PAN"),
            self.tr("Count"),
            self.tr("Fixed"),
            self.tr("Check"),
        )
        for place, ((start, end), (box, value, name)) in enumerate(
            zip(PARTS, self._boxes, strict=True)
        ):
            value.setText(gstin[start:end])
            name.setText(names[place])
            box.setProperty("kind", "drop_refused" if place in wrong else "clock")
            value.set_tone("danger" if place in wrong else "text")
            repolish(box)
        said = self.tr("GSTIN {value}").format(value=gstin)
        wrong_names = ", ".join(names[place] for place in sorted(wrong))
        if wrong_names:
            said = self.tr("{gstin}; wrong part: {parts}").format(gstin=said, parts=wrong_names)
        self.setAccessibleName(said)
