"""Push buttons in all kinds of the design: the deed on the button, the width kept while busy."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from kassadesk.ui.drawn_controls import draw_chevron
from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.labels import repolish

KINDS = (
    "primary",
    "secondary",
    "text",
    "turn",
    "danger",
    "danger_filled",
    "icon",
    "chosen",
    "text_strip",
    "icon_strip",
)
_FLAT = ("text", "text_strip")
_GAP = 8
_CHEVRON = 22
_INK = {
    "primary": "onBrand",
    "secondary": "text",
    "text": "brand",
    "turn": "onTurn",
    "danger": "danger",
    "danger_filled": "onDanger",
    "icon": "text",
    "chosen": "brand",
    "text_strip": "stripAction",
    "icon_strip": "onStrip",
    "segment_first": "text",
    "segment": "text",
    "segment_last": "text",
}


class Button(QPushButton):
    """A button; `kind` is one of KINDS. An icon-only button needs `name` for readers.

    One primary button per view. `large` is 40 px high (sign-in and final buttons), else 32.
    `icon_after` puts the icon behind the word (links that lead on).
    A button with a menu shows a chevron.
    """

    def __init__(
        self,
        looks: Looks,
        text: str = "",
        kind: str = "secondary",
        icon: str = "",
        *,
        large: bool = False,
        icon_after: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._looks = looks
        self._kind, self._icon_name = kind, icon
        self._rest_text = text
        self.setText(text)
        self.setAccessibleName(name or text)
        self.setFont(looks.font("row_title" if large else "button"))
        self.setProperty("kind", kind)
        self.setProperty("large", "true" if large else "false")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self._icon_after = icon_after
        looks.changed.connect(self.update)

    @property
    def kind(self) -> str:
        """Its kind now."""
        return self._kind

    def set_kind(self, kind: str) -> None:
        """Turn it into another kind, for instance chosen."""
        self._kind = kind
        self.setProperty("kind", kind)
        repolish(self)

    def set_icon(self, icon: str) -> None:
        """Show another icon, "" for none."""
        self._icon_name = icon
        self.updateGeometry()
        self.update()

    def set_text(self, text: str, name: str = "") -> None:
        """Say another word (also after a change of language)."""
        self._rest_text = text
        self.setText(text)
        self.setAccessibleName(name or text)

    def set_busy(self, word: str) -> None:
        """Disabled with another word while the deed is done; the width stays."""
        if not self.busy:
            now = self.width() if self.isVisible() else 0
            self.setMinimumWidth(max(now, self.sizeHint().width()))
        self.setText(word)
        self.setProperty("busy", "true")
        self.setEnabled(False)
        repolish(self)

    def set_rest(self, *, enabled: bool = True) -> None:
        """Back from busy to its own word."""
        self.setText(self._rest_text)
        self.setMinimumWidth(0)
        self.setProperty("busy", "false")
        self.setEnabled(enabled)
        repolish(self)

    @property
    def busy(self) -> bool:
        """True between set_busy and set_rest."""
        return bool(self.property("busy") == "true")

    def sizeHint(self) -> QSize:
        """Qt: padding, icon, gap, word."""
        width = 2 * self._padding() + self.fontMetrics().horizontalAdvance(self.text())
        if self._icon_name:
            width += self._icon_size() + (_GAP if self.text() else 0)
        if self.menu() is not None:
            width += _CHEVRON
        height = 40 if self.property("large") == "true" else 32
        return QSize(max(width, 32), max(height, self.fontMetrics().height() + 10))

    def minimumSizeHint(self) -> QSize:
        """Qt: a button is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the box by the style sheet, then icon and word in the ink of the kind."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        option.icon = QIcon()
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        self._paint_words(painter)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        advance = self.fontMetrics().horizontalAdvance(self.text())
        icon = self._icon_size() if self._icon_name else 0
        gap = _GAP if icon and self.text() else 0
        flat = self._kind in _FLAT
        chevron = _CHEVRON if self.menu() is not None else 0
        all_of_it = advance + icon + gap + chevron
        left = self._padding() if flat else max(4, (self.width() - all_of_it) // 2)
        if self._kind in ("icon", "icon_strip"):
            left = (self.width() - icon) // 2
        text_left = left if self._icon_after else left + icon + gap
        icon_left = left + advance + gap if self._icon_after else left
        if icon:
            mode = self.isEnabled() or self.busy
            shown = self._looks.icon(self._icon_name, self._ink(), icon)
            top = (self.height() - icon) // 2
            state = QIcon.Mode.Normal if mode else QIcon.Mode.Disabled
            shown.paint(painter, icon_left, top, icon, icon, Qt.AlignmentFlag.AlignCenter, state)
        font = painter.font()
        font.setUnderline(flat and self.isEnabled() and self.underMouse())
        painter.setFont(font)
        painter.setPen(self._looks.color(self._ink()))
        room = QRect(text_left, 0, self.width() - text_left, self.height())
        painter.drawText(
            room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text()
        )

        if chevron:
            mark = QRectF(text_left + advance + 2, 0, chevron, self.height())
            draw_chevron(painter, mark, self._looks.color(self._ink()))

    def _ink(self) -> str:
        if self.busy and self._kind == "primary":
            return "onBrand"
        if not self.isEnabled():
            return "disabledText"
        if self.isCheckable() and self._kind not in _FLAT:
            return "brand" if self.isChecked() else "text"
        return _INK[self._kind]

    def _padding(self) -> int:
        return 0 if self._kind in _FLAT else 13

    def _icon_size(self) -> int:
        return 14 if self._kind in _FLAT else 18
