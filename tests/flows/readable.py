"""Everything a window gives away: to eyes, screen readers, pointers, copies and other programs."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from kassadesk.core.columns import COLUMNS
from kassadesk.core.lens import plain_text
from kassadesk.core.rows import Kind, Resource
from tests.sandbox.running import Sandbox, SignedIn

_SPOKEN = (
    QAccessible.Text.Name,
    QAccessible.Text.Description,
    QAccessible.Text.Value,
    QAccessible.Text.Help,
)
_USER = Qt.ItemDataRole.UserRole
_ROLES = (0, 2, 3, 4, 5, 11, 12, 14, *range(_USER, _USER + 8), *range(_USER + 100, _USER + 110))
_PATHS = {
    Resource.TRANSACTIONS: "transactions",
    Resource.USAGE_EVENTS: "usage-events",
    Resource.DEVICES: "devices",
    Resource.SIGN_INS: "sign-ins",
    Resource.MESSAGES: "messages",
    Resource.CONSENT_EVENTS: "consent-events",
    Resource.FIELD_CHANGES: "field-changes",
}
_ROOT = QModelIndex()
_WORDS_OF_THE_PROGRAM = frozenset(
    {"Unknown", "Kassapos app", "Kassapos support", "Chennai", "00123", "••••••"}
)
"""Values that are words of the program or of Kassapos as well (its own address is in Chennai; 00123
stands inside row numbers); seeing them gives nothing away."""


def everything_of(root: QWidget) -> str:
    """Each text of a window or dialog and of all that is visible in it, one piece a line."""
    found = [root.windowTitle()]
    for widget in (root, *root.findChildren(QWidget)):
        if widget is not root and not widget.isVisible():
            continue
        found += _of_widget(widget)
    return "\n".join(piece for piece in found if piece)


def _of_widget(widget: QWidget) -> list[str]:
    found = [
        widget.accessibleName(),
        widget.accessibleDescription(),
        widget.toolTip(),
        widget.statusTip(),
        widget.whatsThis(),
    ]
    spoken = QAccessible.queryAccessibleInterface(widget)
    if spoken is not None:
        found += [spoken.text(kind) for kind in _SPOKEN]
    if isinstance(widget, (QLabel, QAbstractButton)):
        found.append(widget.text())
    elif isinstance(widget, QLineEdit):
        found += [widget.displayText(), widget.placeholderText()]
    elif isinstance(widget, QPlainTextEdit):
        found.append(widget.toPlainText())
    elif isinstance(widget, QComboBox):
        found += [widget.itemText(place) for place in range(widget.count())]
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        found += of_model(widget.model())
    found += [action.text() for action in widget.actions()]
    return found


def of_model(model: QAbstractItemModel, most_rows: int = 25) -> list[str]:
    """Every role of the first rows of a model."""
    found = []
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(_ROOT)
    for row in range(min(most_rows, model.rowCount(_ROOT))):
        for column in range(columns):
            index = model.index(row, column)
            for role in _ROLES:
                value: Any = index.data(role)
                if value is not None and not isinstance(value, (bool, int, float)):
                    found.append(str(value))
    return found


def personal_values(shop: Sandbox) -> frozenset[str]:
    """What the server holds about the shop and its customers that a mask must hide, as text."""
    me = shop.sign_in()
    profile = me.get("/v1/me").json
    found = {profile[key] for key in ("legal_name", "trade_name", "person_name")}
    open_words = set(_WORDS_OF_THE_PROGRAM)
    for outlet in profile["outlets"]:
        found |= {outlet["gstin"], outlet["address"]}
        open_words.add(outlet["name"])  # stands in the labels of fields
    for kind in ("business", "contact"):
        for held in me.get(f"/v1/categories/{kind}/fields").json["items"]:
            if held["personal"]:
                found.add(held["value"])
            else:
                open_words.add(held["value"])
    for one in me.get("/v1/requests?limit=100").json["items"]:
        for item in one["items"]:
            found |= {item["before"], item["after"]}
    for resource, path in _PATHS.items():
        found |= _in_rows(me, resource, path)
    return frozenset(text for text in found if text and len(text) > 4 and text not in open_words)


def _in_rows(me: SignedIn, resource: Resource, path: str) -> set[str]:
    snapshot = me.call("POST", "/v1/snapshots", {}).json["snapshot_id"]
    query = me.call(
        "POST", "/v1/queries", {"snapshot_id": snapshot, "resource": str(resource)}
    ).json["query_id"]
    rows = me.get(f"/v1/{path}?query_id={query}&start=0&limit=200").json["items"]
    found = set()
    for column in COLUMNS[resource]:
        if column.personal and column.kind is not Kind.COUNT:
            found |= {plain_text(column.kind, row[column.key]) for row in rows}
    return found
