"""Words that may be cut with three dots when there is no room; the whole text stays reachable."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kassadesk.ui.looks import Looks


class ElidedLabel(QLabel):
    """Plain text on at most `lines` lines; the last one ends in "…" when it does not fit.

    The tooltip and the accessible name hold the whole text only while something is cut.
    """

    def __init__(
        self,
        looks: Looks,
        text: str = "",
        role: str = "table",
        tone: str = "text",
        *,
        lines: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(looks.font(role))
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show this text, cut where there is no room."""
        super().setText(text)
        self.setAccessibleName(text)
        self._tell_rest()

    def sizeHint(self) -> QSize:
        """Qt: room for the whole text on one line, and for all allowed lines."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height() * self._lines)

    def minimumSizeHint(self) -> QSize:
        """Qt: a few letters and the dots."""
        return QSize(self.fontMetrics().averageCharWidth() * 6, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: more or less room."""
        super().resizeEvent(event)
        self._tell_rest()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the lines that fit."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        style = self.style()
        style.drawItemText(
            painter,
            self.rect(),
            int(self.alignment()) | int(Qt.TextFlag.TextDontClip),
            self.palette(),
            self.isEnabled(),
            "\n".join(elided_lines(self.text(), self.fontMetrics(), self.width(), self._lines)),
            self.foregroundRole(),
        )
        painter.end()

    def _tell_rest(self) -> None:
        lines = elided_lines(self.text(), self.fontMetrics(), self.width(), self._lines)
        cut = any("…" in line for line in lines) and "…" not in self.text()
        self.setToolTip(_as_plain_tip(self.text()) if cut else "")


def _as_plain_tip(text: str) -> str:
    """Tooltips guess at markup; escaped in a paragraph, the text stays what it is."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<p>{escaped}</p>"


def elided_lines(text: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """The text broken between words into at most `most` lines of `width` px, the last one elided."""
    if most == 1:
        return [metrics.elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, width)]
    lines: list[str] = []
    for paragraph in text.split("\n"):
        rest = paragraph
        while rest:
            if len(lines) == most - 1:
                lines.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
                return lines
            taken = _first_line(rest, metrics, width)
            lines.append(taken.rstrip())
            rest = rest[len(taken) :].lstrip()
    return lines or [""]


def _first_line(text: str, metrics: QFontMetrics, width: int) -> str:
    if metrics.horizontalAdvance(text) <= width:
        return text
    end, last_fit = 0, 0
    while True:
        end = text.find(" ", end + 1)
        if end < 0 or metrics.horizontalAdvance(text[:end]) > width:
            break
        last_fit = end
    if last_fit:
        return text[:last_fit]
    cut = len(text)
    while cut > 1 and metrics.horizontalAdvance(text[:cut]) > width:
        cut -= 1
    return text[:cut]
