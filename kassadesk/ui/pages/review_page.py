"""Review a file: open an export on this PC, see whether it was changed, read and search it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kassadesk.core.errors import UnreadableExport
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.card_page import CardPage
from kassadesk.ui.pages.error_line import ErrorLine
from kassadesk.ui.pages.review_parts.plain_view import PlainView
from kassadesk.ui.pages.review_parts.sheet_list import SheetList
from kassadesk.ui.pages.review_parts.sheet_view import SheetView
from kassadesk.ui.pages.review_parts.verdict_banner import VerdictBanner
from kassadesk.ui.pages.unlock_line import UnlockLine
from kassadesk.ui.pages.when_seen import when_seen
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.drop_area import DropArea, local_file
from kassadesk.ui.widgets.labels import Label
from kassadesk.viewmodels.review import ReviewViewModel


class ReviewPage(CardPage):
    """Picture 07, without comparing (it comes later). Works signed out; files can be dropped."""

    def __init__(self, view_model: ReviewViewModel, looks: Looks) -> None:
        super().__init__(looks, scrolls=False)
        self._view_model = view_model
        self.setAcceptDrops(True)
        self.head.addStretch(1)
        self.open_button = Button(looks, "", "secondary", "folder-open")
        self.open_button.clicked.connect(self.open_file)
        self.head.addWidget(self.open_button)
        self.error = ErrorLine(looks)
        self.body.addWidget(self.error)
        self.unlocking = UnlockLine(looks)
        self.unlocking.given.connect(view_model.unlock)
        self.body.addWidget(self.unlocking)
        self.body.addWidget(self._make_opening())
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_empty())
        self._stack.addWidget(self._make_file())
        self.plain = PlainView(looks, view_model.walkthrough)
        self._stack.addWidget(self.plain)
        self.body.addWidget(self._stack, 1)
        draw = when_seen(self, self._draw)
        view_model.changed.connect(draw)
        view_model.sheet_changed.connect(self._draw_sheet)
        view_model.walkthrough.changed.connect(draw)
        self._drawn_review: object = None
        self.retranslate()

    # --- what the window calls ---------------------------------------------------------------

    def on_shown(self) -> None:
        """Nothing is read from outside."""

    def retranslate(self) -> None:
        """Say everything in the present language."""
        self.title.setText(self.tr("Review a file"))
        self.drop.set_words(
            self.tr(
                "Drop an export here: an Excel workbook or a zip of CSV files made by KassaDesk. "
                "It is read on this PC, without internet and without sign-in, and you see whether "
                "anything in it was changed since it was made."
            ),
            self.tr("Choose a file"),
        )
        self.stop_button.set_text(self.tr("Stop"))
        self.plain.retranslate()
        self.unlocking.retranslate()
        self.sheets.retranslate()
        self.sheet.retranslate()
        self._draw()

    def open_path(self, path: Path) -> None:
        """Open this file (from Export, from the command line, from a drop)."""
        self._view_model.open(path)

    def find_in_page(self) -> None:
        """Go to the search of the sheet (Ctrl+F)."""
        self.sheet.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def regions(self) -> list[QWidget]:
        """Where F6 goes: the list of sheets, the rows."""
        if self._view_model.review is None:
            return [self.drop.button]
        return [self.sheets.table, self.sheet.table.view]

    def open_file(self) -> None:
        """Ask which file to open (Ctrl+O)."""
        name, _kind = QFileDialog.getOpenFileName(
            self, self.tr("Open an export file"), "", self.tr("Exports") + " (*.xlsx *.zip)"
        )
        if name:
            self._view_model.open(Path(name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt: a file may be dropped anywhere on the page."""
        if local_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: open the file dropped."""
        path = local_file(event)
        if path is not None:
            event.acceptProposedAction()
            self._view_model.open(path)

    # --- parts ---------------------------------------------------------------------------------

    def _make_empty(self) -> QWidget:
        holder = QWidget()
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        self.drop = DropArea(self.looks, "", " ", icon="file-search")
        self.drop.choose.connect(self.open_file)
        self.drop.dropped.connect(self._view_model.open)
        rows.addWidget(self.drop, 1)
        return holder

    def _make_file(self) -> QWidget:
        holder = QWidget()
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        self.banner = VerdictBanner(self.looks)
        rows.addWidget(self.banner)
        row = QHBoxLayout()
        row.setSpacing(16)
        self.sheets = SheetList(self.looks, self._view_model)
        self.sheets.chosen.connect(self._view_model.show_sheet)
        self.sheet = SheetView(self.looks, self._view_model)
        row.addWidget(self.sheets)
        row.addWidget(self.sheet, 1)
        rows.addLayout(row, 1)
        return holder

    def _make_opening(self) -> QWidget:
        self._opening = QWidget()
        row = QHBoxLayout(self._opening)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._opening_words = Label(self.looks, "", "table", "text2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.stop_button = Button(self.looks, "", "text")
        self.stop_button.clicked.connect(self._view_model.cancel)
        row.addWidget(self._opening_words)
        row.addWidget(self._bar, 1)
        row.addWidget(self.stop_button)
        return self._opening

    # --- drawing -------------------------------------------------------------------------------

    def _draw(self) -> None:
        view_model = self._view_model
        review, lens = view_model.review, view_model.walkthrough.lens
        self.open_button.set_text(self.tr("Open another") if review else self.tr("Open a file"))
        self._draw_opening()
        self._draw_error()
        self.unlocking.setVisible(view_model.needs_password)
        self.plain.show_preview(view_model.preview)
        if view_model.preview is not None:
            self._stack.setCurrentWidget(self.plain)
            return
        self._stack.setCurrentIndex(1 if review else 0)
        if review is None:
            return
        self.banner.show_check(review.check, review.path.name, view_model.size_bytes, lens)
        told = (review, lens)
        if told != self._drawn_review:
            self._drawn_review = told
            self.sheets.draw()
        self._draw_sheet()

    def _draw_sheet(self) -> None:
        self.sheets.mark()
        self.sheet.draw()

    def _draw_opening(self) -> None:
        opening = self._view_model.opening
        self._opening.setVisible(opening is not None)
        if opening is None:
            return
        name = self._view_model.walkthrough.lens.personal_text(opening.name)
        self._opening_words.setText(self.tr("Reading and checking {name}").format(name=name))
        done, total = self._view_model.progress
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _draw_error(self) -> None:
        view_model = self._view_model
        error, path = view_model.error, view_model.failed_path
        if error is None or path is None:
            self.error.show_error(None)
            return
        if self.error.shown is error:
            return
        another = Button(self.looks, self.tr("Choose another file"))
        another.clicked.connect(self.open_file)
        away = Button(self.looks, self.tr("Close"), "text")
        away.clicked.connect(view_model.dismiss_error)
        title = ""
        if isinstance(error, UnreadableExport):
            name = view_model.walkthrough.lens.personal_text(path.name)
            title = self.tr("{name} cannot be opened as an export").format(name=name)
        self.error.show_error(error, another, away, title=title)
