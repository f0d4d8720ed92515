"""One kind of data as a button: icon, name, and how much is held."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.elided_label import elided_lines

LEFT_PX = 38
"""Where the words begin, behind the icon."""
PAD_PX = 8


class KindButton(QAbstractButton):
    """A row of the kinds pane; tinted while its fields are shown."""

    def __init__(self, looks: Looks, icon: str, width: int) -> None:
        super().__init__()
        self.setFixedWidth(width)
        self._looks, self._icon = looks, icon
        self._name, self._held, self._chosen = "", "", False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        looks.changed.connect(self.update)

    def show_kind(self, name: str, held: str, *, chosen: bool) -> None:
        """Draw a name and a count."""
        self._name, self._held, self._chosen = name, held, chosen
        self.setAccessibleName(f"{name}, {held}" if held else name)
        self.setAccessibleDescription(self.tr("chosen") if chosen else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: as high as its words on two lines at most, and the count."""
        room = self.maximumWidth() - LEFT_PX - PAD_PX
        name, held = self._metrics()
        lines = len(elided_lines(self._name, name, room, 2)) if self._name else 1
        return QSize(self.maximumWidth(), 2 * PAD_PX + lines * name.height() + held.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: ground, icon, name, count."""
        color = self._looks.color
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._chosen or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("brandTint" if self._chosen else "neutralTint"))
            painter.drawRoundedRect(self.rect(), 6, 6)
        ink = "brand" if self._chosen else "text2"
        self._looks.icon(self._icon, ink, 18).paint(painter, 12, PAD_PX + 1, 18, 18)
        name, held = self._metrics()
        room = self.width() - LEFT_PX - PAD_PX
        top = PAD_PX
        painter.setPen(color(ink))
        painter.setFont(self._looks.font(self._role))
        for line in elided_lines(self._name, name, room, 2):
            painter.drawText(LEFT_PX, top + name.ascent(), line)
            top += name.height()
        painter.setFont(self._looks.font("caption"))
        painter.drawText(LEFT_PX, top + held.ascent(), self._held)
        painter.end()

    @property
    def _role(self) -> str:
        return "key" if self._chosen else "table"

    def _metrics(self) -> tuple[QFontMetrics, QFontMetrics]:
        font = self._looks.font
        return QFontMetrics(font(self._role)), QFontMetrics(font("caption"))
