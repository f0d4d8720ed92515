"""Progress with its words: the bar is thin, the words say what is true."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.labels import Label, repolish


class Progress(QWidget):
    """A bar of 8 px, words above it at the left and the percent at the right.

    `show_progress(done, total, words)`; total 0 means unknown. States by `set_state`: running,
    paused, failed, cancelled, done.
    """

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        line = QHBoxLayout()
        self.words = Label(looks, "", "table", "text2", wrap=True)
        self.percent = Label(looks, "", "key")
        line.addWidget(self.words, 1)
        line.addWidget(self.percent, 0, Qt.AlignmentFlag.AlignBottom)
        layout.addLayout(line)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        layout.addWidget(self.bar)
        self.set_state("running")

    def show_progress(self, done: int, total: int, words: str) -> None:
        """Show how far it is in real counts."""
        self.words.setText(words)
        if total > 0:
            share = min(1000, done * 1000 // total)
            self.bar.setRange(0, 1000)
            self.bar.setValue(share)
            self.percent.setText(f"{share // 10} %")
        else:
            self.bar.setRange(0, 0)
            self.percent.setText("")
        self.bar.setAccessibleName(f"{words} {self.percent.text()}".strip())

    def set_state(self, state: str) -> None:
        """running, paused, failed, cancelled or done; a stopped bar does not move."""
        if state in ("failed", "cancelled", "paused") and self.bar.maximum() == 0:
            self.bar.setRange(0, 1000)
            self.bar.setValue(0)
        shown = "paused" if state == "cancelled" else state
        self.bar.setProperty("state", shown)
        repolish(self.bar)
