"""What we put on the clipboard, and taking it away again while it is still ours."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication


class OwnClipboard(QObject):
    """Watches the clipboard from our first copy on; a child of the clipboard itself, so there is one.

    The system knows whose the text is; where it does not tell (the platform of the tests), our own copy
    counts until another one is noticed.
    """

    @staticmethod
    def of_this_program() -> OwnClipboard:
        """The one there is, made on first need."""
        clipboard = QGuiApplication.clipboard()
        found = clipboard.findChild(OwnClipboard)
        return found if found is not None else OwnClipboard(clipboard)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ours, self._putting = False, False
        self.shut = False
        """While True nothing is copied: an answer that comes while the window is locked is too late."""
        QGuiApplication.clipboard().dataChanged.connect(self._on_changed)

    def put(self, text: str) -> None:
        """Copy a text of ours."""
        if self.shut:
            return
        self._putting = True
        try:
            QGuiApplication.clipboard().setText(text)
        finally:
            self._putting = False
        self._ours = True

    def clear(self) -> bool:
        """Take our text away; False when what is there is another program's, which is left alone."""
        clipboard = QGuiApplication.clipboard()
        if not (self._ours or clipboard.ownsClipboard()):
            return False
        clipboard.clear()
        self._ours = False
        return True

    def _on_changed(self) -> None:
        if not self._putting and not QGuiApplication.clipboard().ownsClipboard():
            self._ours = False
