"""Where a file is dropped; a button does the same."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.labels import IconLabel, Label, repolish


class DropArea(QFrame):
    """Takes one local file. `refuse(words)` shows why a file was not taken, `rest()` calms it.

    Signals:
        dropped (Path): a file was dropped.
        choose (): the button was pressed: the page opens its file dialog.
    """

    dropped = Signal(object)
    choose = Signal()

    def __init__(self, looks: Looks, text: str, button: str, *, icon: str = "upload") -> None:
        super().__init__()
        self._text = text
        self.setAcceptDrops(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        middle = Qt.AlignmentFlag.AlignHCenter
        self._icon = IconLabel(looks, icon, "text2", 24)
        self.words = Label(looks, text, "table", "text2", wrap=True)
        self.words.setAlignment(middle)
        self.button = Button(looks, button, "secondary", "folder-open")
        self.button.clicked.connect(self.choose)
        layout.addStretch(1)
        layout.addWidget(self._icon, 0, middle)
        layout.addWidget(self.words)
        layout.addWidget(self.button, 0, middle)
        layout.addStretch(1)
        self._dress("drop")

    def set_words(self, text: str, button: str) -> None:
        """Say other words (also after a change of language)."""
        self._text = text
        self.button.set_text(button)
        self.rest()

    def rest(self) -> None:
        """Nothing is wrong, nothing hovers."""
        self.words.setText(self._text)
        self.words.set_tone("text2")
        self._dress("drop")

    def refuse(self, words: str) -> None:
        """Say why the file was not taken."""
        self.words.setText(words)
        self.words.set_tone("danger")
        self._dress("drop_refused")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt: a file hovers."""
        if local_file(event) is not None:
            event.acceptProposedAction()
            self._dress("drop_over")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Qt: it went away."""
        self.rest()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: it was let go."""
        path = local_file(event)
        self.rest()
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)

    def _dress(self, kind: str) -> None:
        self.setProperty("kind", kind)
        repolish(self)


def local_file(event: QDropEvent) -> Path | None:
    """The one local file of a drag, None for anything else."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.is_file() else None
