"""A page's main part with its details pane: side by side, or the pane on top where room is short."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from kassadesk.ui.widgets.details_pane import DetailsPane

NARROW_PX = 1280
"""Windows under this width have no room for both (DESIGN 2)."""


class PaneBeside(QWidget):
    """Lays out `main` and `pane`. In a narrow window the pane covers main's right part.

    The pane is closed by its button or Esc; the page listens to `pane.closed`.
    """

    def __init__(self, main: QWidget, pane: DetailsPane) -> None:
        super().__init__()
        self.main, self.pane = main, pane
        main.setParent(self)
        pane.setParent(self)
        pane.hide()
        self.setTabOrder(main, pane)

    @property
    def covers(self) -> bool:
        """True while the window is too narrow for both."""
        return self.window().width() < NARROW_PX

    def set_open(self, open_now: bool) -> None:
        """Show or hide the pane."""
        if open_now != self.pane.isVisibleTo(self):
            self.pane.setVisible(open_now)
            self._lay_out()

    def minimumSizeHint(self) -> QSize:
        """Qt: as small as the main part."""
        return self.main.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another size to share."""
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc closes the pane from the main part too."""
        if event.key() == Qt.Key.Key_Escape and self.pane.isVisibleTo(self):
            self.pane.closed.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        width, height = self.width(), self.height()
        pane = min(self.pane.width(), width)
        beside = self.pane.isVisibleTo(self) and not self.covers
        self.main.setGeometry(0, 0, width - pane if beside else width, height)
        self.pane.setGeometry(width - pane, 0, pane, height)
        self.pane.raise_()
