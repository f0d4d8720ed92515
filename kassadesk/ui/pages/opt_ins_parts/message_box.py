"""The box of messages of one choice that came after its stop: channel, dates, subjects."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from kassadesk.core.lens import time_in_words
from kassadesk.core.stopped_messages import AfterStop
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.opt_ins_parts import opt_in_words
from kassadesk.ui.texts import channel_word
from kassadesk.ui.widgets.labels import IconText, Label

FEW = 5
"""Messages listed in the box; the rest are counted."""


class MessageBox(QFrame):
    """What came although it was off, and what Kassapos may say for itself."""

    def __init__(self, looks: Looks, found: Sequence[AfterStop]) -> None:
        super().__init__()
        self._looks = looks
        self.setProperty("kind", "tint_warn")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 8, 12, 8)
        rows.setSpacing(6)
        head = QHBoxLayout()
        words = self.tr("{0} came after you stopped").format(len(found))
        head.addWidget(IconText(looks, "triangle-alert", words, "key", "warn"), 1)
        head.addWidget(Label(looks, channel_word(found[0].message.channel), "caption", "text2"))
        rows.addLayout(head)
        rows.addLayout(self._list(found[:FEW]))
        if len(found) > FEW:
            more = self.tr("and {0} more").format(len(found) - FEW)
            rows.addWidget(Label(looks, more, "caption", "text2"))
        unasked = next((one.unasked for one in found if one.unasked is not None), None)
        if unasked is not None:
            words = opt_in_words.unasked_words(unasked)
            rows.addWidget(Label(looks, words, "caption", "text2", wrap=True))

    def _list(self, found: Sequence[AfterStop]) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setSpacing(6)
        for row, one in enumerate(found):
            message = one.message
            when = Label(self._looks, time_in_words(message.sent_at), "table")
            subject = Label(self._looks, message.subject, "table", wrap=True)
            subject.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(when, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(subject, row, 1)
        return grid
