"""Status words: one function says icon, word and colours of a state; label and delegate draw it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kassadesk.ui.looks import Looks

HEIGHT = 22
_ICON = 14


@dataclass(frozen=True)
class PillLook:
    """How a state is shown."""

    icon: str
    word: str
    ink: str
    fill: str
    edge: str = ""


_STATES: dict[str, tuple[str, str, str, str]] = {
    # state: icon, ink, fill, edge
    "draft": ("pencil", "neutral", "surface", "line2"),
    "queued": ("send", "neutral", "neutralTint", ""),
    "sending": ("send", "brand", "brandTint", ""),
    "not_sure": ("circle-question-mark", "warn", "warnTint", ""),
    "refused": ("circle-x", "danger", "dangerTint", ""),
    "by_letter": ("mail", "neutral", "neutralTint", ""),
    "letter_written": ("file-pen", "neutral", "surface", "line2"),
    "letter_sent": ("mail", "neutral", "neutralTint", ""),
    "letter_answered": ("inbox", "brand", "brandTint", ""),
    "letter_closed": ("circle-check", "ok", "okTint", ""),
    "open": ("circle-dot", "neutral", "neutralTint", ""),
    "in_progress": ("clock", "brand", "brandTint", ""),
    "your_turn": ("hand", "turn", "turnTint", ""),
    "fulfilled": ("circle-check", "ok", "okTint", ""),
    "partly_kept": ("scale", "warn", "warnTint", ""),
    "denied": ("circle-x", "danger", "dangerTint", ""),
    "revoked": ("undo-2", "neutral", "surface", "line2"),
    "expired": ("hourglass", "neutral", "surface", "line2"),
    "in_review": ("eye", "brand", "brandTint", ""),
    "answered": ("circle-check", "ok", "okTint", ""),
    "other": ("circle-dot", "neutral", "neutralTint", ""),
    "verified": ("badge-check", "ok", "okTint", ""),
    "changed": ("file-warning", "danger", "dangerTint", ""),
    "not_found": ("search-x", "neutral", "surface", "line2"),
    "unsigned": ("file-warning", "warn", "warnTint", ""),
    "sample": ("flask-conical", "warn", "warnTint", ""),
    "sample_shop": ("flask-conical", "warn", "warnTint", ""),
    "masked": ("eye-off", "neutral", "neutralTint", ""),
}


def pill_look(state: str) -> PillLook:
    """Icon, word and colours of a state; an unknown state shows as "Other"."""
    icon, ink, fill, edge = _STATES.get(state, _STATES["other"])
    return PillLook(icon, _word(state), ink, fill, edge)


def _word(state: str) -> str:
    translate = QCoreApplication.translate
    return {
        "draft": translate("Pill", "Draft"),
        "queued": translate("Pill", "Waits to be sent"),
        "sending": translate("Pill", "Sending"),
        "not_sure": translate("Pill", "Not sure"),
        "refused": translate("Pill", "Sent back"),
        "by_letter": translate("Pill", "By letter"),
        "letter_written": translate("Pill", "Written"),
        "letter_sent": translate("Pill", "Sent by letter"),
        "letter_answered": translate("Pill", "Reply came"),
        "letter_closed": translate("Pill", "Settled"),
        "open": translate("Pill", "Open"),
        "in_progress": translate("Pill", "In progress"),
        "your_turn": translate("Pill", "Your turn"),
        "fulfilled": translate("Pill", "Done"),
        "partly_kept": translate("Pill", "Partly kept by law"),
        "denied": translate("Pill", "Refused"),
        "revoked": translate("Pill", "Withdrawn"),
        "expired": translate("Pill", "Ended without answer"),
        "in_review": translate("Pill", "In review"),
        "answered": translate("Pill", "Answered"),
        "verified": translate("Pill", "Verified"),
        "changed": translate("Pill", "File changed"),
        "not_found": translate("Pill", "File not found"),
        "unsigned": translate("Pill", "Not signed"),
        "sample": translate("Pill", "Sample data"),
        "sample_shop": translate("Pill", "Sample shop"),
        "masked": translate("Pill", "Hidden values"),
    }.get(state, translate("Pill", "Other"))


def pill_width(looks: Looks, look: PillLook) -> int:
    """How wide a pill is."""
    metrics = QFontMetrics(looks.font("caption_strong"))
    return 8 + _ICON + 5 + metrics.horizontalAdvance(look.word) + 10


def paint_pill(painter: QPainter, rect: QRect, looks: Looks, look: PillLook) -> None:
    """Draw a pill at the left of the rect, in its middle (delegates)."""
    top = rect.y() + (rect.height() - HEIGHT) // 2
    width = min(pill_width(looks, look), rect.width())
    shape = QRectF(rect.x() + 0.5, top + 0.5, width - 1, HEIGHT - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(looks.color(look.edge), 1) if look.edge else Qt.PenStyle.NoPen)
    painter.setBrush(looks.color(look.fill))
    painter.drawRoundedRect(shape, HEIGHT / 2, HEIGHT / 2)
    looks.icon(look.icon, look.ink, _ICON).paint(
        painter, rect.x() + 8, top + (HEIGHT - _ICON) // 2, _ICON, _ICON
    )
    painter.setFont(looks.font("caption_strong"))
    painter.setPen(looks.color(look.ink))
    room = QRect(rect.x() + 8 + _ICON + 5, top, width - (8 + _ICON + 5) - 6, HEIGHT)
    metrics = painter.fontMetrics()
    word = metrics.elidedText(look.word, Qt.TextElideMode.ElideRight, room.width() + 2)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, word)
    painter.restore()


class Pill(QWidget):
    """A status word outside tables."""

    def __init__(self, looks: Looks, state: str) -> None:
        super().__init__()
        self._looks = looks
        self._state = state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        looks.changed.connect(self.update)
        self.set_state(state)

    @property
    def state(self) -> str:
        """The state shown."""
        return self._state

    def set_state(self, state: str) -> None:
        """Show another state (also after a change of language)."""
        self._state = state
        self.setAccessibleName(pill_look(state).word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: as wide as its word."""
        return QSize(pill_width(self._looks, pill_look(self._state)), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw it."""
        painter = QPainter(self)
        paint_pill(painter, self.rect(), self._looks, pill_look(self._state))
        painter.end()
