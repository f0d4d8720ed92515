"""Helping hands for the tests of the acting pages: words on a page, keys, waiting."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from kassadesk.viewmodels.tasks import Tasks

LONG_MS = 20_000
_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    *range(Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 5),
    *range(Qt.ItemDataRole.UserRole + 101, Qt.ItemDataRole.UserRole + 110),
)


def settled(qtbot: QtBot, tasks: Tasks) -> None:
    """Wait until every task has come back."""
    qtbot.waitUntil(lambda: tasks.busy == 0, timeout=LONG_MS)


def everything_readable(page: QWidget) -> str:
    """Each text an eye, a tooltip, a screen reader or a copy could get from a page."""
    found = [page.windowTitle()]
    for widget in (page, *page.findChildren(QWidget)):
        found += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        if isinstance(widget, QLabel):
            found.append(widget.text())
        elif isinstance(widget, QLineEdit):
            found.append(widget.displayText())
        elif isinstance(widget, QPlainTextEdit):
            found.append(widget.toPlainText())
        elif isinstance(widget, QTableView):
            found += _cells(widget)
        text = getattr(widget, "text", None)
        if callable(text) and not isinstance(widget, QLineEdit):
            found.append(str(text()))
    return "\n".join(filter(None, found))


def _cells(view: QTableView) -> list[str]:
    model = view.model()
    return [
        str(model.index(row, column).data(role))
        for row in range(min(12, model.rowCount()))
        for column in range(model.columnCount())
        for role in _ROLES
    ]


def press(qtbot: QtBot, widget: QWidget, key: Qt.Key) -> None:
    """Press one key on a widget."""
    qtbot.keyClick(widget, key)
