"""What must not be in a picture: cut words and letters without a shape."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtGui import QFont, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QLabel, QPushButton, QWidget

from kassadesk.ui.widgets.elided_label import ElidedLabel


def clipped_words(root: QWidget) -> list[str]:
    """Labels and buttons that are shown with less room than their words need."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root) or widget.window() is not root.window():
            continue
        if isinstance(widget, QLabel) and widget.text() and not isinstance(widget, ElidedLabel):
            if _label_is_cut(widget):
                found.append(f"label {widget.text()!r} in {_place(widget)}")
        elif isinstance(widget, QPushButton) and widget.text():
            needed = widget.sizeHint()
            if needed.width() > widget.width() or needed.height() > widget.height() + 1:
                found.append(f"button {widget.text()!r} in {_place(widget)}")
    return found


def _label_is_cut(label: QLabel) -> bool:
    metrics = label.fontMetrics()
    margins = label.contentsMargins()
    width = label.width() - margins.left() - margins.right()
    if label.wordWrap():
        longest = max(metrics.horizontalAdvance(word) for word in label.text().split() or [""])
        needed = metrics.boundingRect(
            0, 0, max(1, width), 10_000, int(Qt.TextFlag.TextWordWrap), label.text()
        ).height()
        return longest > width or needed > label.height() + 1 or _cut_by_parent(label)
    lines = label.text().split("\n")
    widest = max(metrics.horizontalAdvance(line) for line in lines)
    high = metrics.height() * len(lines)
    return widest > width or high > label.height() + 1 or _cut_by_parent(label)


def _cut_by_parent(label: QLabel) -> bool:
    """True when a parent that does not scroll shows less than the whole label."""
    parent = label.parentWidget()
    while parent is not None and not parent.isWindow():
        if isinstance(parent.parentWidget(), QAbstractScrollArea):
            return False  # the viewport: what is below it is scrolled to
        here = label.mapTo(parent, label.rect().topLeft())
        if here.x() < 0 or here.y() < -1:
            return True
        if here.y() + label.height() > parent.height() + 1:
            return True
        if (
            label.width()
            and here.x() + min(label.width(), label.fontMetrics().horizontalAdvance(label.text()))
            > parent.width() + 1
        ):
            return True
        parent = parent.parentWidget()
    return False


def missing_letters(root: QWidget) -> list[str]:
    """Texts in which a letter has no shape in any font of its list."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root):
            continue
        for text in _texts_of(widget):
            if letters_without_shape(text, widget.font()):
                found.append(f"{text!r} in {_place(widget)}")
    return found


def letters_without_shape(text: str, font: QFont) -> bool:
    """True when Qt would draw a box for something in the text.

    Emoji are left out: their font is the system's own (Windows has one), none is bundled.
    """
    text = "".join(letter for letter in text if not 0x1F000 <= ord(letter) <= 0x1FAFF)
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return any(0 in run.glyphIndexes() for run in layout.glyphRuns())


def _texts_of(widget: QWidget) -> list[str]:
    if isinstance(widget, (QLabel, QPushButton)):
        return [line for line in widget.text().split("\n") if line]
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model = widget.model()
        columns = 1 if isinstance(model, QAbstractListModel) else min(model.columnCount(), 20)
        texts = [
            str(model.data(model.index(row, column)) or "")
            for row in range(min(model.rowCount(), 30))
            for column in range(columns)
        ]
        return [line for text in texts for line in text.split("\n") if line]
    return []


def _place(widget: QWidget) -> str:
    names: list[str] = []
    parent = widget.parentWidget()
    while parent is not None and len(names) < 4:
        names.append(type(parent).__name__)
        parent = parent.parentWidget()
    return " < ".join(names) or "the window"
