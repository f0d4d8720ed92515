"""What can be done before it is asked for, while nothing else is to do, in pieces nobody notices."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QFontMetrics

from kassadesk.ui.looks import Looks

_CODE_EVERY_MS = 25
_PAGE_EVERY_MS = 25
_LETTERS = ("த", "अ", "₹✓")

# Kit first, then pages in the order they are met; each line takes a few milliseconds.
_CODE = (
    "core.lens",
    "core.held",
    "core.merchant",
    "core.data_requests",
    "core.intents",
    "ui.words.errors",
    "ui.texts",
    "ui.widgets.navigation",
    "ui.widgets.header",
    "ui.shop_frame",
    "viewmodels.home",
    "core.keep_calendar",
    "ui.words.keep_until",
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
    "viewmodels.outbox",
    "viewmodels.requests",
    "ui.pages.requests_page",
    "ui.pages.form_page",
    "viewmodels.correction",
    "ui.pages.correction_page",
    "viewmodels.deletion",
    "ui.pages.deletion_page",
    "ui.words.letters",
    "services.letters",
    "viewmodels.letters",
    "ui.pages.letter_parts.what_part",
    "ui.pages.letter_parts.followed_part",
    "ui.pages.letter_page",
    "ui.paper.window_papers",
    "viewmodels.asking",
    "ui.pages.asking_parts.complaint_part",
    "ui.pages.asking_page",
    "services.laws",
    "core.policy_diff",
    "core.policy_choices",
    "core.policy_facts",
    "services.policy_promises",
    "services.policy_papers",
    "viewmodels.policy_picture",
    "viewmodels.policy",
    "viewmodels.keep_calendar",
    "ui.widgets.keep_bars",
    "ui.pages.policy_parts.policy_cards",
    "ui.pages.policy_parts.changes_card",
    "ui.pages.policy_parts.facts_card",
    "ui.pages.policy_parts.keep_card",
    "ui.pages.policy_parts.compare_dialog",
    "ui.pages.policy_page",
    "viewmodels.help",
    "ui.pages.help_page",
    "ui.widgets.toast",
    "ui.pages.sign_in_parts.code_step",
    "ui.lock_cover",
)


class Warming(QObject):
    """Does one piece after the other on the UI thread, with time for the person in between.

    So the first look at a page need not wait for its code, nor for its widgets to be made.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left: list[tuple[int, Callable[[], object]]] = []
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._next)

    def find_fonts(self, looks: Looks) -> None:
        """Let Qt look for the fonts of each script; on a PC with many fonts that takes a while."""
        self._add(_CODE_EVERY_MS, (partial(_measure, looks, letters) for letters in _LETTERS))

    def read_code(self, then: Callable[[], object]) -> None:
        """Read the code of all pages, then do `then`."""
        self._add(_CODE_EVERY_MS, (partial(import_module, f"kassadesk.{name}") for name in _CODE))
        self._add(_CODE_EVERY_MS, [then])

    def make(self, steps: Iterable[Callable[[], object]]) -> None:
        """Do these steps of making pages, after what is still to do."""
        self._add(_PAGE_EVERY_MS, steps)

    def rest(self, ms: int) -> None:
        """Do nothing for a while: the person's own answers come in and are drawn."""
        self._add(ms, [lambda: None])

    def stop(self) -> None:
        """Leave the rest."""
        self._left.clear()
        self._timer.stop()

    def _add(self, rest_ms: int, steps: Iterable[Callable[[], object]]) -> None:
        self._left += [(rest_ms, step) for step in steps]
        self._wait()

    def _wait(self) -> None:
        if self._left and not self._timer.isActive():
            self._timer.start(self._left[0][0])

    def _next(self) -> None:
        if self._left:
            _, step = self._left.pop(0)
            step()
        self._wait()


def _measure(looks: Looks, letters: str) -> None:
    QFontMetrics(looks.font("table")).horizontalAdvance(letters)
