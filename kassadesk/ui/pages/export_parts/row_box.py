"""A check box of the Export page: low, and its whole row clicks."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QCheckBox

from kassadesk.ui.looks import Looks


class RowBox(QCheckBox):
    """Boxes stand close together; the whole row clicks, not only its words."""

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self.setFont(looks.font("table"))
        self.setStyleSheet("QCheckBox { min-height: 24px; max-height: 26px; }")

    def hitButton(self, place: QPoint) -> bool:
        """Qt: whether a click here counts."""
        return self.rect().contains(place)
