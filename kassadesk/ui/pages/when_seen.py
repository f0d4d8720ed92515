"""A page that is hidden behind another is drawn when it is seen again, once, and not before.

One change (a walkthrough begins) concerns every page that was ever opened; drawing them all at once
would stop the window for longer than a person fails to notice.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget


def when_seen(page: QWidget, draw: Callable[[], object]) -> Callable[[], None]:
    """A slot that draws the page at once, or, while another page is in front, before it is shown."""
    return _WhenSeen(page, draw).ask


class _WhenSeen(QObject):
    """Child of the page, so that what is connected ends with it."""

    _due = False
    """Of the class too: when Python collects a page, its half of this object is emptied first, and
    Qt, which hides and then deletes the page, still asks here."""

    def __init__(self, page: QWidget, draw: Callable[[], object]) -> None:
        super().__init__(page)
        self._page, self._draw = page, draw
        page.installEventFilter(self)

    def ask(self) -> None:
        put_away = self._page.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        if put_away and self._page.isHidden():
            self._due = True
        else:
            self._due = False
            self._draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the page is shown now; nothing of it is painted yet."""
        if event.type() == QEvent.Type.Show and self._due:
            self._due = False
            self._draw()
        return False
