"""Reads the code of the pages from disk while nothing else is to do, in pieces nobody notices."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 25

# Kit first, then pages in the order they are met; each line takes a few milliseconds.
_CODE = (
    "core.lens",
    "core.held",
    "core.merchant",
    "core.data_requests",
    "ui.words.errors",
    "ui.texts",
    "ui.widgets.navigation",
    "ui.widgets.header",
    "ui.shop_frame",
    "viewmodels.home",
    "ui.pages.home_page",
    "core.exports",
    "viewmodels.rows_model",
    "viewmodels.records",
    "ui.widgets.details_pane",
    "ui.widgets.two_line_delegate",
    "ui.pages.my_data_page",
    "viewmodels.large_table",
    "ui.widgets.row_table",
    "ui.pages.rows_page",
    "viewmodels.opt_ins",
    "ui.pages.opt_ins_page",
    "viewmodels.exports",
    "ui.pages.export_parts.choice_card",
    "ui.pages.export_page",
    "viewmodels.review",
    "ui.pages.review_page",
    "viewmodels.requests",
    "ui.pages.requests_page",
    "viewmodels.correction",
    "ui.pages.correction_page",
    "viewmodels.deletion",
    "ui.pages.deletion_page",
    "viewmodels.policy",
    "ui.pages.policy_page",
    "viewmodels.help",
    "ui.pages.help_page",
    "ui.widgets.toast",
)


class Warming(QObject):
    """One piece every 25 ms on the UI thread, so that the first look at a page need not wait.

    `last` is done when all code is read.
    """

    def __init__(self, last: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._left: list[Callable[[], object]] = [
            *(partial(import_module, f"kassadesk.{name}") for name in _CODE),
            last,
        ]
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._next)

    def start(self) -> None:
        """Begin; ends by itself."""
        self._timer.start()

    def _next(self) -> None:
        if self._left:
            self._left.pop(0)()
        else:
            self._timer.stop()
