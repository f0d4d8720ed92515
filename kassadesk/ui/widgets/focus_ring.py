"""The focus ring: 2 px of brand, 2 px away from what has the focus, on keyboard focus only."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLineEdit, QScrollArea, QWidget
from shiboken6 import isValid

from kassadesk.ui.looks import Looks

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow
    from PySide6.QtWidgets import QAbstractItemView

_AWAY = 4
_MERE_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)
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
    in show the ring also after a click, because the text cursor alone is easy to miss. Pages and
    scroll areas around controls wear none, because Tab never stops at them.

    Whether a person last used keys or the mouse is heard at the system's window, because a page that
    opens after a click moves the focus itself and Qt calls that a Tab.
    """

    def __init__(self, looks: Looks, window: QWidget) -> None:
        super().__init__(window)
        self._looks, self._home = looks, window
        self._target: QWidget | None = None
        self._followed: list[QWidget] = []
        self._heard: QWindow | None = None
        self._keys: bool | None = None
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

    @property
    def by_keys(self) -> bool:
        """True when a key was the last thing a person touched."""
        return self._keys is True

    def be_quiet(self) -> None:
        """Take the ring away until a key is pressed: the program moved the focus, not a person."""
        focused = QApplication.focusWidget()
        if _holds_rows(focused):
            focused.setProperty("keyboardFocus", False)
            focused.viewport().update()
        if not isinstance(focused, QLineEdit):
            self._leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the target or something it stands in moved; keys and buttons as they come in."""
        if not vars(self):  # Python collected a whole window: emptied before Qt deletes it
            return False
        if watched is self._heard:
            self._hear(event)
        elif event.type() in _MOVES:
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

    def _hear(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.MouseButtonPress:
            self._keys = False
        elif isinstance(event, QKeyEvent) and event.key() not in _MERE_MODIFIERS:
            self._keys = True

    def _listen(self) -> None:
        """The system's window is there once something in it can have the focus."""
        window = self._home.windowHandle()
        if window is not None and window is not self._heard:
            self._heard = window
            window.installEventFilter(self)

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if not isValid(self._home):  # a window that goes loses the focus last of all
            return
        self._listen()
        if _holds_rows(old):
            old.setProperty("keyboardFocus", False)
            old.viewport().update()
        self._leave()
        if new is None or not self._home.isAncestorOf(new):
            return
        by_mouse = self._keys is False or QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if _holds_rows(new):
            woken = old is None  # the whole window got the focus, nobody pressed Tab
            new.setProperty("keyboardFocus", not by_mouse and not woken)
            new.viewport().update()
        elif isinstance(new, QLineEdit) or (not by_mouse and _wears_a_ring(new)):
            self.follow(new)

    def follow(self, target: QWidget) -> None:
        """Draw the ring around a widget until the focus moves."""
        self._target = target
        widget: QWidget | None = target
        while widget is not None and widget is not self._home:
            widget.installEventFilter(self)
            self._followed.append(widget)
            widget = widget.parentWidget()
        self._show_in_scroll_areas(target)
        self._place()

    def _show_in_scroll_areas(self, target: QWidget) -> None:
        """Qt scrolls to a control when Tab stays inside its area, not when Tab comes from outside."""
        for widget in self._followed:
            if isinstance(widget, QScrollArea) and widget is not target:
                widget.ensureWidgetVisible(target, 0, _AWAY * 2)

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
        seen = self._seen_part(target, ring)
        if seen.isEmpty():
            self.hide()
            return
        self.setGeometry(ring)
        if seen == ring:
            self.clearMask()
        else:
            self.setMask(QRegion(seen.translated(-ring.topLeft())))
        self.show()
        self.raise_()
        self.update()

    def _seen_part(self, target: QWidget, ring: QRect) -> QRect:
        """What of the ring lies over the scroll areas around the target, with room for the ring."""
        seen = QRect(ring)
        parent = target.parentWidget()
        while parent is not None and parent is not self._home:
            if isinstance(parent, QAbstractScrollArea):
                view = parent.viewport()
                area = QRect(view.mapTo(self._home, view.rect().topLeft()), view.size())
                seen &= area.adjusted(-_AWAY, -_AWAY, _AWAY, _AWAY)
            parent = parent.parentWidget()
        return seen


def _wears_a_ring(widget: QWidget) -> bool:
    """True for what Tab reaches; a page that was handed the focus is not that."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _holds_rows(widget: QWidget | None) -> TypeGuard[QAbstractItemView]:
    """Asked of Qt by name: the Python class of item views is long to make and not needed to start."""
    return widget is not None and widget.inherits("QAbstractItemView")
