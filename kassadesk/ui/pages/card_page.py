"""The frame of a card page: title row, a body that scrolls when it must, paddings by the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.labels import Label
from kassadesk.ui.widgets.scroll_column import ScrollColumn

MOST_WIDTH = 1400
SIDE = 24
COMPACT_HEIGHT = 652
"""Height of the page below which the window is under 740 px high (DESIGN 2, compact rule)."""


class CardPage(QWidget):
    """Title row in `head`, content in `body`. `scrolls` puts the body into a scroll area."""

    def __init__(self, looks: Looks, *, scrolls: bool) -> None:
        super().__init__()
        self.looks = looks
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._inner = QWidget()
        self._inner.setMaximumWidth(MOST_WIDTH + 2 * SIDE)
        outer.setSpacing(0)
        outer.addWidget(self._inner, 1)
        outer.addStretch(0)
        self._rows = QVBoxLayout(self._inner)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.title = Label(looks, "", "page_title")
        self.head.addWidget(self.title)
        self._rows.addLayout(self.head)
        holder = QWidget()
        self.body = QVBoxLayout(holder)
        self.body.setContentsMargins(0, 0, 0, 0)
        self._right = 0 if scrolls else SIDE
        self.area: ScrollColumn | None = None
        if scrolls:
            self.area = ScrollColumn(holder, edge=SIDE)
            self.head.setContentsMargins(0, 0, SIDE, 0)
            self._rows.addWidget(self.area, 1)
        else:
            self._rows.addWidget(holder, 1)
        self._space(compact=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: less air in a low window."""
        super().resizeEvent(event)
        self._space(compact=self.height() < COMPACT_HEIGHT)

    def scroll_to(self, part: QWidget) -> None:
        """Bring a part of the page to the top, as far as the page is long enough."""
        content = self.area.widget() if self.area is not None else None
        if self.area is not None and content is not None:
            top = part.mapTo(content, part.rect().topLeft()).y()
            self.area.verticalScrollBar().setValue(top)

    def _space(self, *, compact: bool) -> None:
        self._rows.setContentsMargins(
            SIDE, 8 if compact else 16, self._right, 12 if compact else 24
        )
        self._rows.setSpacing(12 if compact else 16)
        self.body.setSpacing(12 if compact else 16)
