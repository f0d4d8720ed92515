"""The pane at the right: a head with a close button, a scrolling body, a foot that stays."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.labels import Label, Rule
from kassadesk.ui.widgets.scroll_column import ScrollColumn


class DetailsPane(QFrame):
    """A pane of fixed width. Add to `head_body` (under the title), `body` (scrolls; sections by
    `add_section`), `foot` (buttons; shown once it has something).

    Signals:
        closed (): the person closed it by its button or Esc; the page hides it.
    """

    closed = Signal()

    def __init__(self, looks: Looks, title: str = "", *, width: int = 312) -> None:
        super().__init__()
        self._looks = looks
        self.setProperty("kind", "side_pane")
        self.setFixedWidth(width)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._make_head(title))
        outer.addWidget(Rule())
        outer.addWidget(self._make_scroll(), 1)
        self._foot_frame = QFrame()
        self._foot_frame.setProperty("kind", "foot")
        self.foot = QVBoxLayout(self._foot_frame)
        self.foot.setContentsMargins(16, 12, 16, 14)
        self.foot.setSpacing(8)
        self._foot_frame.hide()
        outer.addWidget(self._foot_frame)

    def set_title(self, title: str) -> None:
        """What the pane is about."""
        self.title.setText(title)
        self.setAccessibleName(title)

    def add_section(self, title: str = "") -> QVBoxLayout:
        """A part of the body, ruled off from the one above; gives its layout."""
        if self.body.count() > 0:
            self.body.addWidget(Rule())
        holder = QWidget()
        section = QVBoxLayout(holder)
        section.setContentsMargins(16, 12, 16, 12)
        section.setSpacing(8)
        if title:
            section.addWidget(Label(self._looks, title, "card_title"))
        self.body.addWidget(holder)
        return section

    def add_to_foot(self, *widgets: QWidget) -> None:
        """Add one row of buttons of equal width (or one line of words) to the foot."""
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in widgets:
            row.addWidget(widget, 1)
        self.foot.addLayout(row)
        self._foot_frame.show()

    def clear(self) -> None:
        """Empty head body, body and foot."""
        for layout in (self.head_body, self.body, self.foot):
            clear_layout(layout)
        self._foot_frame.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _make_head(self, title: str) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 8, 12)
        head.setSpacing(2)
        row = QHBoxLayout()
        self.title = Label(self._looks, title, "pane_title", wrap=True)
        self.close_button = Button(self._looks, "", "icon", "x", name=self.tr("Close the pane"))
        self.close_button.clicked.connect(self.closed)
        row.addWidget(self.title, 1)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(row)
        self.head_body = QVBoxLayout()
        self.head_body.setContentsMargins(0, 0, 8, 0)
        self.head_body.setSpacing(6)
        head.addLayout(self.head_body)
        return head

    def _make_scroll(self) -> ScrollColumn:
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self.body = QVBoxLayout()
        self.body.setSpacing(0)
        rows.addLayout(self.body)
        rows.addStretch(1)
        return ScrollColumn(inner)


def clear_layout(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Take everything out of a layout, layouts inside too; the widgets go when Qt is idle."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, (QVBoxLayout, QHBoxLayout)):
            clear_layout(inner)
