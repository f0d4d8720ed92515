"""A low place where several documents can be dropped; a button does the same."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.labels import IconLabel, Label, repolish


def dropped_files(data: QMimeData) -> list[Path]:
    """The files on this PC in what is dragged; empty when there is none."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class DocumentDrop(QFrame):
    """Words and a button.

    Signals:
        dropped (list[Path]): files were dropped here.
        choose_wanted (): the button was pressed.
    """

    dropped = Signal(list)
    choose_wanted = Signal()

    def __init__(self, looks: Looks, icon: str = "upload") -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.setProperty("kind", "drop")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(14)
        row.addWidget(IconLabel(looks, icon, "brand", 20))
        words = QVBoxLayout()
        words.setSpacing(0)
        first = QHBoxLayout()
        first.setSpacing(5)
        self._title = Label(looks, "", "key")
        self.button = Button(looks, "", "text")
        self.button.clicked.connect(self.choose_wanted)
        first.addWidget(self._title)
        first.addWidget(self.button)
        first.addStretch(1)
        self._hint = Label(looks, "", "caption", "text2", wrap=True)
        words.addLayout(first)
        words.addWidget(self._hint)
        row.addLayout(words, 1)

    def say(self, title: str, button: str, hint: str) -> None:
        """All words, in the present language."""
        self._title.setText(title)
        self.button.set_text(button)
        self._hint.setText(hint)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt: files only."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self._look("drop_over")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Qt: dragged away again."""
        self._look("drop")

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: take the files."""
        self._look("drop")
        files = dropped_files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.dropped.emit(files)

    def _look(self, kind: str) -> None:
        self.setProperty("kind", kind)
        repolish(self)
