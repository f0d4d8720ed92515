"""What a person can read on a page: labels, names for readers, tooltips, cells."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    *(Qt.ItemDataRole.UserRole + number for number in range(120)),
)


def words_of(page: QWidget) -> str:
    """Every word of the widgets of a page that are not hidden, one piece a line."""
    pieces = []
    for widget in (page, *page.findChildren(QWidget)):
        if widget is not page and not widget.isVisibleTo(page):
            continue
        pieces += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)):
            pieces.append(widget.text())
    return "\n".join(piece for piece in pieces if piece)


def words_in(model: QAbstractItemModel, rows: int = 40) -> str:
    """Every text any role of the first rows of a model gives, one piece a line."""
    pieces = []
    for row in range(min(rows, model.rowCount())):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            pieces += [str(index.data(role)) for role in ROLES]
    return "\n".join(pieces)
