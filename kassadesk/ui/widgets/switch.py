"""The switch with its word: on, off, saving, disabled."""

from __future__ import annotations

from PySide6.QtCore import Property, QPropertyAnimation, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.motion import animations_wanted

_TRACK = QSize(36, 20)
_KNOB = 12


class Switch(QAbstractButton):
    """Shows what is in force; a click only asks (`clicked`): the view calls `show_state` after.

    `name` is what it switches, "Offers on WhatsApp"; readers hear "Offers on WhatsApp, off, switch".
    """

    def __init__(
        self,
        looks: Looks,
        name: str,
        *,
        on_word: str | None = None,
        off_word: str | None = None,
        saving_word: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._looks = looks
        self._name = name
        self._words = (on_word, off_word, saving_word)
        self._saving = False
        self._told = ""
        self._place = 0.0
        self.setCheckable(True)
        self.setFont(looks.font("table"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._slide = QPropertyAnimation(self, b"place", self)
        self._slide.setDuration(120)
        looks.changed.connect(self.update)
        self._tell()

    def nextCheckState(self) -> None:
        """Qt: a click flips nothing by itself; the state shown is always the confirmed one."""

    def show_state(
        self, on: bool, *, saving: bool = False, word: str = "", animate: bool = True
    ) -> None:
        """Show on or off; `saving` says that Kassapos has not confirmed it yet.

        `word` stands beside it instead of the usual one.
        """
        moved = on != self.isChecked()
        self.setChecked(on)
        self._saving, self._told = saving, word
        self._slide.stop()
        if moved and animate and self.isVisible() and animations_wanted():
            self._slide.setStartValue(self._place)
            self._slide.setEndValue(1.0 if on else 0.0)
            self._slide.start()
        else:
            self._place = 1.0 if on else 0.0
        self._tell()
        self.update()

    @property
    def saving(self) -> bool:
        """True while a change waits for its receipt."""
        return self._saving

    def set_name(self, name: str) -> None:
        """Say what it switches, after a change of language."""
        self._name = name
        self._tell()

    def word(self) -> str:
        """The word beside the switch."""
        on, off, saving = self._words
        if self._told:
            return self._told
        if self._saving:
            return self.tr("Saving…") if saving is None else saving
        if self.isChecked():
            return self.tr("On") if on is None else on
        return self.tr("Off") if off is None else off

    def sizeHint(self) -> QSize:
        """Qt: the track, 8 px, room for the longest word."""
        on, off, saving = self._words
        words = (
            on or self.tr("On"),
            off or self.tr("Off"),
            saving or self.tr("Saving…"),
            self._told,
        )
        longest = max(self.fontMetrics().horizontalAdvance(word) for word in words)
        word_room = longest + 8 if any(words) else 0
        return QSize(_TRACK.width() + word_room + 2, max(32, self.fontMetrics().height() + 8))

    def ring_rect(self) -> QRect:
        """Where the focus ring goes: around the track, not the word."""
        return QRect(0, (self.height() - _TRACK.height()) // 2, _TRACK.width(), _TRACK.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter flips it as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: track, knob, word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_track(painter, QRectF(self.ring_rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        self._paint_word(painter)
        painter.end()

    def _paint_track(self, painter: QPainter, track: QRectF) -> None:
        color = self._looks.color
        on = self.isChecked()
        if not self.isEnabled():
            edge, fill, knob = color("line2"), color("disabledFill"), color("disabledText")
        elif on:
            edge = color("brandHover" if self.underMouse() else "brand")
            fill, knob = edge, color("onBrand")
        else:
            edge = color("text2" if self.underMouse() else "control")
            fill, knob = color("surface"), edge
        painter.setOpacity(0.55 if self._saving else 1.0)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        left = track.left() + 3.5 + self._place * (track.width() - _KNOB - 7)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(knob)
        painter.drawEllipse(QRectF(left, track.center().y() - _KNOB / 2, _KNOB, _KNOB))
        painter.setOpacity(1.0)

    def _paint_word(self, painter: QPainter) -> None:
        token = "text2" if self._saving else "text"
        painter.setPen(self._looks.color(token if self.isEnabled() else "disabledText"))
        room = self.rect().adjusted(_TRACK.width() + 8, 0, 0, 0)
        painter.drawText(
            room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.word()
        )

    def _tell(self) -> None:
        self.setAccessibleName(self.tr("{0}, {1}, switch").format(self._name, self.word()))

    def _get_place(self) -> float:
        return self._place

    def _set_place(self, place: float) -> None:
        self._place = place
        self.update()

    place = Property(float, _get_place, _set_place)
