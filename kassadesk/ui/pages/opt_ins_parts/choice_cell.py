"""One cell of the opt-in matrix: the switch, and the mark of the open choice."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kassadesk.core.opt_ins import OptIn
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.opt_ins_parts import opt_in_words
from kassadesk.ui.widgets.switch import Switch

MARK_PX = 3


class ChoiceCell(QWidget):
    """A switch in its cell; tinted and underlined while its details are open.

    Signals:
        chosen (): the cell was pressed beside its switch.
    """

    chosen = Signal()

    def __init__(self, looks: Looks, opt_in: OptIn) -> None:
        super().__init__()
        self._looks = looks
        self._open = False
        self.opt_in_id = opt_in.opt_in_id
        self.switch = Switch(looks, opt_in_words.choice_name(opt_in))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 0, 0)
        layout.addWidget(self.switch, 1, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        looks.changed.connect(self.update)

    def show_open(self, open_now: bool) -> None:
        """Mark the cell as the one whose details are open, or not."""
        if open_now != self._open:
            self._open = open_now
            self.update()

    @property
    def is_open(self) -> bool:
        """True while its details are open."""
        return self._open

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: beside the switch a press only opens the details."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.switch.setFocus(Qt.FocusReason.MouseFocusReason)
            self.chosen.emit()
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the mark below the switch."""
        if not self._open:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._looks.color("brandTint"))
        foot = self.rect()
        foot.setTop(foot.bottom() - MARK_PX + 1)
        painter.fillRect(foot, self._looks.color("brand"))
        painter.end()
