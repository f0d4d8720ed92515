"""A column that scrolls only when it must: its height follows the width there is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class ScrollColumn(QScrollArea):
    """Scrolls `content` up and down, never sideways.

    A resizable QScrollArea asks wrapped words for their height at their narrowest and so scrolls
    without need; here the content is measured at the width it really gets. Tab stops at the column
    only while it holds more words than fit and no control that could be reached instead.

    `edge` px at the right stay free of content and take the scroll bar, so that cards keep their
    width whether there is a bar or not.
    """

    _to_come: QWidget | None = None
    """Content that the area has not measured yet."""

    def __init__(self, content: QWidget, *, edge: int = 0) -> None:
        super().__init__()
        self._edge = edge
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content.setProperty("kind", "scrolled")
        self._to_come = content
        view = QWidget()
        self.setViewport(view)  # see-through; and to ask for the one Qt makes takes long
        content.setParent(view)
        content.installEventFilter(self)

    def event(self, event: QEvent) -> bool:
        """Qt: the column is about to be shown for the first time.

        Only now is the content taken for measuring: Qt dresses all of it for that, and what is dressed
        is dressed again whenever something around it finds its parent, which took most of the time of
        making a page.
        """
        if self._to_come is not None and event.type() is QEvent.Type.Polish:
            content, self._to_come = self._to_come, None
            self.setWidget(content)
            content.setAutoFillBackground(False)
            self.updateGeometry()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the content asks for another size."""
        if event.type() is QEvent.Type.LayoutRequest and watched is self.widget():
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        content = self.widget()
        if content is None:
            return
        width = self.width() - self._edge if self._edge else self.viewport().width()
        least = content.minimumSizeHint()
        height = (
            content.heightForWidth(width)
            if content.hasHeightForWidth()
            else content.sizeHint().height()
        )
        content.resize(max(width, least.width()), max(height, self.viewport().height()))
        self._choose_focus(content)

    def bring_into_sight(self, part: QWidget) -> None:
        """Scroll so that the whole of a part is seen, once what just came up in it has its place."""
        QTimer.singleShot(0, part, lambda: self._show_part(part))

    def _show_part(self, part: QWidget) -> None:
        self._fit()
        content = self.widget()
        if content is not None:
            content_layout = content.layout()
            if content_layout is not None:
                content_layout.activate()
            self.ensureWidgetVisible(part, 0, 8)

    def ring_rect(self) -> QRect:
        """The focus ring stays inside, so that it never lies over what is beside."""
        return self.rect().adjusted(6, 6, -6, -6)

    def _choose_focus(self, content: QWidget) -> None:
        overflows = content.height() > self.viewport().height()
        by_tab = Qt.FocusPolicy.TabFocus
        held = overflows and any(
            child.focusPolicy() & by_tab for child in content.findChildren(QWidget)
        )
        self.setFocusPolicy(by_tab if overflows and not held else Qt.FocusPolicy.NoFocus)
