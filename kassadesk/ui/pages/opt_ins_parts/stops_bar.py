"""The bar above the matrix: how many messages came after a stop, and the way to complain of them all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from kassadesk.core.stopped_messages import AfterStop
from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.labels import IconText


class StopsBar(QFrame):
    """Hidden while nothing came after a stop.

    Signals:
        complaint_wanted (): complain about all of them.
    """

    complaint_wanted = Signal()

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self.setProperty("kind", "tint_warn")
        self._words = IconText(looks, "triangle-alert", "", "key", "warn")
        self.complain = Button(looks, "", "text")
        self.complain.clicked.connect(self.complaint_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 12, 2)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self.complain)
        self.hide()

    def show_stops(self, found: Sequence[AfterStop] | None) -> None:
        """Say how many there are; None while it is not known."""
        self.setVisible(bool(found))
        if not found:
            return
        choices = len({one.stop.opt_in_id for one in found})
        words = self.tr("{0} messages came after you stopped them, for {1} choices")
        if choices == 1:
            words = self.tr("{0} messages came after you stopped them")
        self._words.label.setText(words.format(len(found), choices))
        self.complain.set_text(
            self.tr("Make a complaint"), self.tr("Make a complaint about all of them")
        )
