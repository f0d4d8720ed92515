"""The focus ring: 2 px of brand, 2 px away from what has the focus, on keyboard focus only."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLineEdit, QWidget

from kassadesk.ui.looks import Looks

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView

_AWAY = 4
_MOVES = (
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ParentChange,
)


class FocusRing(QWidget):
    """An overlay of one window; it follows the focus and takes no clicks.

    A widget may say where its ring goes by `ring_rect() -> QRect` in its own coordinates. Item views
    draw their ring inside rows; for them the property "keyboardFocus" is set. Lines that are typed
    in show the ring also after a click, because the text cursor alone is easy to miss.
    """

    def __init__(self, looks: Looks, window: QWidget) -> None:
        super().__init__(window)
        self._looks, self._home = looks, window
        self._target: QWidget | None = None
        self._followed: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._place)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)
        looks.changed.connect(self.update)
        self.hide()

    @property
    def target(self) -> QWidget | None:
        """What the ring is drawn around now."""
        return self._target

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the target or something it stands in moved."""
        if event.type() in _MOVES:
            self._soon.start()
        elif event.type() == QEvent.Type.MouseButtonPress and watched is self._target:
            if not isinstance(watched, QLineEdit):
                self._leave()
        elif event.type() == QEvent.Type.DynamicPropertyChange and watched is self._target:
            self._soon.start()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._looks.color("brand"), 2))
        radius = 8.0
        if self._target is not None and self._target.property("ringRadius") is not None:
            radius = float(self._target.property("ringRadius")) + _AWAY
        shape = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        radius = min(radius, shape.height() / 2)
        painter.drawRoundedRect(shape, radius, radius)
        painter.end()

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if _holds_rows(old):
            old.setProperty("keyboardFocus", False)
            old.viewport().update()
        self._leave()
        if new is None or not self._home.isAncestorOf(new):
            return
        by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if _holds_rows(new):
            woken = old is None  # the whole window got the focus, nobody pressed Tab
            new.setProperty("keyboardFocus", not by_mouse and not woken)
            new.viewport().update()
        elif not by_mouse or isinstance(new, QLineEdit):
            self.follow(new)

    def follow(self, target: QWidget) -> None:
        """Draw the ring around a widget until the focus moves."""
        self._target = target
        widget: QWidget | None = target
        while widget is not None and widget is not self._home:
            widget.installEventFilter(self)
            self._followed.append(widget)
            widget = widget.parentWidget()
        self._place()

    def _leave(self) -> None:
        for widget in self._followed:
            try:
                widget.removeEventFilter(self)
            except RuntimeError:  # it was deleted meanwhile
                continue
        self._followed.clear()
        self._target = None
        self.hide()

    def _place(self) -> None:
        target = self._target
        if target is None or not target.isVisible():
            self.hide()
            return
        rect = target.rect()
        own_rect = getattr(target, "ring_rect", None)
        if callable(own_rect):
            rect = own_rect()
        top_left = target.mapTo(self._home, rect.topLeft())
        ring = QRect(top_left, rect.size()).adjusted(-_AWAY, -_AWAY, _AWAY, _AWAY)
        if not self._inside_scroll_areas(target, ring):
            self.hide()
            return
        self.setGeometry(ring)
        self.show()
        self.raise_()
        self.update()

    def _inside_scroll_areas(self, target: QWidget, ring: QRect) -> bool:
        parent = target.parentWidget()
        while parent is not None and parent is not self._home:
            if isinstance(parent, QAbstractScrollArea):
                view = parent.viewport()
                area = QRect(view.mapTo(self._home, view.rect().topLeft()), view.size())
                if not area.intersects(ring):
                    return False
            parent = parent.parentWidget()
        return True


def _holds_rows(widget: QWidget | None) -> TypeGuard[QAbstractItemView]:
    """Asked of Qt by name: the Python class of item views is long to make and not needed to start."""
    return widget is not None and widget.inherits("QAbstractItemView")
