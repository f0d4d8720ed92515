"""A walk through every room of the window, as in a support call: what each station shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from kassadesk.core.held import CategoryId
from kassadesk.core.rows import Resource
from kassadesk.ui.widgets.row_table import RowView
from tests.flows.acts import answer, settle
from tests.flows.desk import Desk
from tests.flows.hands import CTRL, key
from tests.flows.readable import everything_of
from tests.let_live import let_live
from tests.sandbox.running import Sandbox

MORNING = datetime(2026, 11, 23, 4, 45, tzinfo=UTC)
TABLES = (
    Resource.TRANSACTIONS,
    Resource.USAGE_EVENTS,
    Resource.DEVICES,
    Resource.SIGN_INS,
    Resource.MESSAGES,
    Resource.CONSENT_EVENTS,
)


@dataclass
class Seen:
    """What a walk saw: words and picture of each station."""

    words: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, QImage] = field(default_factory=dict)


def visit_of(shop: Sandbox, folder: Path, typed: str) -> tuple[Desk, Path]:
    """A signed-in desk with an export made, a correction begun; gives the export's file too."""
    desk = Desk(folder, shop=shop)
    desk.start()
    _stop_the_clock(desk)
    desk.sign_in()
    page = desk.open_page("export")
    for kind in (CategoryId.USAGE, CategoryId.DEVICE):  # large, and nobody's
        desk.rooms.exports.take(kind, False)
    settle(desk)
    desk.hand.press(page.choice.start_button)
    desk.rest()
    report = desk.rooms.exports.last_report
    assert report is not None, desk.words()
    export = report.path
    desk.program.roads.go("correct", "contact.person.name")
    settle(desk)
    desk.hand.write(desk.page.new.value, typed)
    desk.hand.write(desk.page.new.why, typed * 2)
    return desk, export


def _stop_the_clock(desk: Desk) -> None:
    """So that two walks tell the same time, however slow the PC is."""
    desk.program.services.clock = desk.program.connection._clock = lambda: MORNING


class Walk:
    """Goes everywhere, in the same steps each time, and looks."""

    def __init__(self, desk: Desk, export: Path) -> None:
        self.desk, self.export = desk, export
        self.seen = Seen()

    def go(self) -> Seen:
        """All stations."""
        for part in (
            self._home,
            self._my_data,
            self._tables,
            self._opt_ins,
            self._export,
            self._review,
            self._requests,
            self._correction,
            self._deletion,
            self._policy,
        ):
            part()
        return self.seen

    def look(self, station: str, what: QWidget | None = None) -> None:
        """Remember what is seen now."""
        desk = self.desk
        settle(desk)
        desk.wait_until(lambda: not _rows_missing(desk.window), "all rows in sight are read")
        let_live(60)  # columns are measured and laid out after the rows have come
        if desk.window.toast.isVisible():
            self._keep(f"{station}, strip", desk.window.toast)
            desk.window.toast.close_now()
        self._keep(station, what or desk.window)

    def _keep(self, station: str, what: QWidget) -> None:
        assert station not in self.seen.words
        self.seen.words[station] = everything_of(what)
        self.seen.pictures[station] = what.grab().toImage()

    def _home(self) -> None:
        self.desk.open_page("home")
        self.look("home")

    def _my_data(self) -> None:
        page = self.desk.open_page("my_data")
        for kind in (CategoryId.BUSINESS, CategoryId.CONTACT):
            page.choose(kind)
            settle(self.desk)
            self.look(f"my data, {kind}")
            for row in range(page.table.model().rowCount()):
                page.table.setCurrentIndex(page.table.model().index(row, 0))
                self.look(f"my data, {kind} {row}")

    def _tables(self) -> None:
        for resource in TABLES:
            self.desk.program.roads.go("rows", resource)
            settle(self.desk)
            self.look(f"table of {resource}")
            self._copied(f"copy of {resource}", self.desk.page.table.view)

    def _copied(self, station: str, view: QTableView) -> None:
        QApplication.clipboard().setText("nothing copied")
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        key(Qt.Key.Key_A, CTRL)
        key(Qt.Key.Key_C, CTRL)
        self.desk.wait_until(  # rows that are not in memory are read first
            lambda: QApplication.clipboard().text() != "nothing copied", f"there is a {station}"
        )
        self.seen.words[station] = QApplication.clipboard().text()
        view.clearSelection()

    def _opt_ins(self) -> None:
        page = self.desk.open_page("opt_ins")
        self.look("opt-ins")
        for cell in [*list(page.matrix.cells)[:2], "offers.whatsapp"]:
            self.desk.rooms.opt_ins.select(cell)
            self.look(f"opt-ins, {cell}, {len(self.seen.words)}")

    def _export(self) -> None:
        self.desk.open_page("export")
        self.look("export")
        self.seen.words["suggested name"] = self.desk.rooms.exports.suggested_name

    def _review(self) -> None:
        self.desk.program.roads.go("review", self.export)
        settle(self.desk)
        self.look("review")
        for sheet in self.desk.rooms.review.data_sheets:
            self.desk.rooms.review.show_sheet(sheet.name)
            self.look(f"review, {sheet.name}")
        self.desk.rooms.review.show_sheet("")
        self.look("review, read-me")

    def _requests(self) -> None:
        page = self.desk.open_page("requests")
        for row in range(page.table.model().rowCount()):
            page.table.setCurrentIndex(page.table.model().index(row, 0))
            self.look(f"requests {row}")
        for row in range(page.table.model().rowCount()):  # a draft may stand on top
            page.table.setCurrentIndex(page.table.model().index(row, 0))
            settle(self.desk)
            if page.pane.withdraw_button is not None:
                break
        self._asked("withdraw?", page.ask_to_withdraw, "Keep request")

    def _correction(self) -> None:
        self.desk.program.roads.go("correct")
        self.look("correction")
        page = self.desk.page
        self._asked("leave the correction?", page.leave, "Go on writing")
        self._asked("discard it?", page.ask_to_discard, "Keep draft")

    def _deletion(self) -> None:
        self.desk.program.roads.go("delete", CategoryId.USAGE)
        deletion = self.desk.rooms.deletion
        self.look("deletion, choose")
        deletion.go(2)
        self.look("deletion, copy")
        deletion.go(3)
        self.look("deletion, see")
        self._asked("leave the deletion?", self.desk.page._ask_to_leave, "Stay")
        deletion.discard()

    def _policy(self) -> None:
        self.desk.open_page("policy")
        self.look("policy")
        self.desk.open_page("help")
        self.look("help")

    def _asked(self, station: str, ask: Callable[[], object], keep: str) -> None:
        ask()
        self.look(station, self.desk.dialog())
        answer(self.desk, keep)


def _rows_missing(window: QWidget) -> bool:
    """True while a table in sight waits for rows."""
    for view in window.findChildren(RowView):
        if view.isVisible() and view.model().rowCount():
            last = view.rowAt(view.viewport().height() - 2)
            for row in (0, last if last >= 0 else view.model().rowCount() - 1):
                if view.model().index(row, 0).data() == "…":
                    return True
    return False
