"""Text of at most so many lines in a cell, the last one cut with dots."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption


def wrapped_lines(text: str, font: QFont, width: float, most: int) -> list[str]:
    """The text broken at words into at most `most` lines of `width` px; the last is elided if due."""
    layout = QTextLayout(text.replace("\n", " "), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines: list[str] = []
    layout.beginLayout()
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(width, 1.0))
        start = line.textStart()
        if len(lines) == most - 1:
            rest = layout.text()[start:]
            metrics = QFontMetricsF(font)
            lines.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
            break
        lines.append(layout.text()[start : start + line.textLength()].rstrip())
    layout.endLayout()
    return lines


def draw_lines(painter: QPainter, rect: QRectF, lines: list[str], line_height: float) -> None:
    """Draw the lines from the rect's top with the painter's own font and pen."""
    ascent = QFontMetricsF(painter.font()).ascent()
    height = QFontMetricsF(painter.font()).height()
    for number, line in enumerate(lines):
        top = rect.top() + number * line_height + (line_height - height) / 2
        painter.drawText(QPointF(rect.left(), top + ascent), line)
