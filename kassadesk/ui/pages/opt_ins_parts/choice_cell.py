"""One cell of the opt-in matrix: the switch, and the mark of the open choice."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kassadesk.core.opt_ins import OptIn
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.opt_ins_parts import opt_in_words
from kassadesk.ui.widgets.labels import Label
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
        self.held = Label(looks, "", "caption", "warn", wrap=True)
        self.held.hide()
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 2, 0, 2)
        layout.setSpacing(0)
        layout.addStretch(1)
        layout.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.held)
        layout.addStretch(1)
        looks.changed.connect(self.update)

    def show_state(
        self, on: bool, *, saving: bool, waits: bool, granted: bool, after_stop: int
    ) -> None:
        """Show the wish, or what is confirmed; below what Kassapos holds while it waits, or how many
        messages came after the stop."""
        word = self.tr("Waits") if waits and not saving else ""
        self.switch.show_state(on, saving=saving or waits, word=word)
        held = opt_in_words.on_or_off(granted)
        below = self.tr("Kassapos: {0}").format(held) if word else ""
        if after_stop and not word:
            below = self.tr("{0} came after").format(after_stop)
        self.held.setText(below)
        self.held.setVisible(bool(below))
        self._column.setContentsMargins(8, 2, 0, 6 if below else 2)  # the mark needs room

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
