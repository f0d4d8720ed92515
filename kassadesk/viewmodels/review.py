"""Review a file: one export opened from disk, checked and read on this PC, signed in or not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kassadesk.core.errors import KassaError
from kassadesk.core.exports import SheetInfo
from kassadesk.core.rows import RowFilter, RowQuery, RowSource, RowSummary

if TYPE_CHECKING:
    from kassadesk.services.reviews import Review, ReviewService
    from kassadesk.viewmodels.notices import Notices
    from kassadesk.viewmodels.tasks import Task, Tasks
    from kassadesk.viewmodels.walkthrough import Walkthrough

README = ""
"""The name of the file's first page in `sheet_name`; other sheets go by their own name."""


class ReviewViewModel(QObject):
    """One open file, its verdict, and the sheet that is looked at.

    Signals:
        changed (): file, verdict, error or opening state is new.
        sheet_changed (): another sheet, search or order; `query` and `source` are new.
    """

    changed = Signal()
    sheet_changed = Signal()

    def __init__(
        self,
        tasks: Tasks,
        notices: Notices,
        walkthrough: Walkthrough,
        reviews: ReviewService,
    ) -> None:
        super().__init__()
        self._tasks = tasks
        self._notices = notices
        self.walkthrough = walkthrough
        self._reviews = reviews
        self._task: Task[Review] | None = None
        self.review: Review | None = None
        self.size_bytes = 0
        self.opening: Path | None = None
        self.progress: tuple[int, int] = (0, 0)
        self.error: KassaError | None = None
        """Why the last file could not be opened; the earlier file stays open."""
        self.failed_path: Path | None = None
        self.sheet_name = README
        self.search = ""
        self.sort = ""
        self.descending = True
        self.found: RowSummary | None = None
        """Count and totals of the rows that fit the search; None while they are counted."""
        self._summary_task: Task[RowSummary] | None = None

    # --- what is shown ---------------------------------------------------------------------------

    @property
    def sheet(self) -> SheetInfo | None:
        """The sheet that is looked at; None on the read-me."""
        if self.review is None:
            return None
        return next((s for s in self.data_sheets if s.name == self.sheet_name), None)

    @property
    def data_sheets(self) -> tuple[SheetInfo, ...]:
        """The sheets that hold rows of Kassapos, in the file's order."""
        sheets = self.review.sheets if self.review else ()
        return tuple(s for s in sheets if s.resource is not None)

    @property
    def source(self) -> RowSource | None:
        """Where the rows of the sheet come from."""
        if self.review is None or self.sheet is None:
            return None
        return self.review.rows(self.sheet.name)

    @property
    def query(self) -> RowQuery | None:
        """What is asked of `source` now."""
        sheet = self.sheet
        if sheet is None or sheet.resource is None:
            return None
        return RowQuery(sheet.resource, RowFilter(search=self.search), self.sort, self.descending)

    # --- commands --------------------------------------------------------------------------------

    def open(self, path: Path) -> None:
        """Read and check a file; what is open stays until the new one is whole."""
        if self._task is not None:
            self._task.cancel()
        self.opening, self.error, self.failed_path = path, None, None
        self.progress = (0, 0)
        self.changed.emit()
        self._task = self._tasks.run(
            lambda work: self._reviews.open(path, work),
            self._on_opened,
            self._on_failed,
            self._on_progress,
            self._on_cancelled,
        )

    def cancel(self) -> None:
        """Stop opening."""
        if self._task is not None:
            self._task.cancel()

    def show_sheet(self, name: str) -> None:
        """Look at one sheet, or at the read-me with `README`. Ends the search."""
        self.sheet_name, self.search, self.sort, self.descending = name, "", "", True
        self._count()
        self.sheet_changed.emit()

    def find(self, text: str) -> None:
        """Show only rows that hold this text; "" shows all."""
        if text == self.search:
            return
        self.search = text
        self._count()
        self.sheet_changed.emit()

    def order(self, column: str, descending: bool) -> None:
        """Sort by a column of the sheet."""
        self.sort, self.descending = column, descending
        self.sheet_changed.emit()

    def dismiss_error(self) -> None:
        """Put the word about the last failed file away."""
        self.error, self.failed_path = None, None
        self.changed.emit()

    def close(self) -> None:
        """Let go of the file (at sign-out it may stay; at the end of the program it goes)."""
        if self._summary_task is not None:
            self._summary_task.cancel()
        if self.review is not None:
            self.review.close()
        self.review, self.sheet_name, self.search = None, README, ""
        self.changed.emit()

    # --- answers ---------------------------------------------------------------------------------

    def _count(self) -> None:
        if self._summary_task is not None:
            self._summary_task.cancel()
        self.found = None
        source, query, sheet = self.source, self.query, self.sheet
        if source is None or query is None or sheet is None:
            return
        if not self.search:
            self.found = sheet.summary
            return
        self._summary_task = self._tasks.run(
            lambda work: source.summary(query, work), self._on_counted, self._on_count_failed
        )

    def _on_counted(self, found: RowSummary) -> None:
        self.found = found
        self.sheet_changed.emit()

    def _on_count_failed(self, error: KassaError) -> None:
        self._notices.error(error)

    def _on_opened(self, review: Review) -> None:
        if self.review is not None:
            self.review.close()
        self.review, self.opening, self._task = review, None, None
        sheets = self.data_sheets
        self.show_sheet(sheets[0].name if sheets else README)
        self.changed.emit()

    def _on_failed(self, error: KassaError) -> None:
        self.error, self.failed_path = error, self.opening
        self.opening, self._task = None, None
        self.changed.emit()

    def _on_cancelled(self) -> None:
        self.changed.emit()

    def _on_progress(self, done: int, total: int, _step: str) -> None:
        self.progress = (done, total)
        self.changed.emit()
