"""A panel that drops from a button: stays while one chooses, goes with Esc or a press outside."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget


class DropPanel(QFrame):
    """Add content to `body`; `drop_from` shows it below a widget, inside its screen.

    Signals:
        closed (): it went away, by a choice or without one.
    """

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("kind", "drop_panel")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(12, 12, 12, 12)
        self.body.setSpacing(8)

    def drop_from(self, widget: QWidget) -> None:
        """Show the panel at the lower edge of a widget."""
        self.adjustSize()
        spot = widget.mapToGlobal(QPoint(0, widget.height() + 4))
        screen = widget.screen().availableGeometry()
        left = max(screen.left(), min(spot.x(), screen.right() - self.width()))
        top = max(screen.top(), min(spot.y(), screen.bottom() - self.height()))
        self.move(left, top)
        self.show()
        first = self.nextInFocusChain()
        if first is not None and self.isAncestorOf(first):
            first.setFocus(Qt.FocusReason.PopupFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: gone."""
        super().hideEvent(event)
        self.closed.emit()
