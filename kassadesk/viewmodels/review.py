"""Review a file: one export opened from disk, checked and read on this PC, signed in or not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kassadesk.core.errors import KassaError, UnreadableExport
from kassadesk.core.exports import PlainPreview, SheetInfo
from kassadesk.core.rows import Resource, RowFilter, RowQuery
from kassadesk.core.work import Cancelled
from kassadesk.viewmodels.rows_model import RowsModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from kassadesk.core.work import Work
    from kassadesk.services.reviews import Review, ReviewService
    from kassadesk.viewmodels.notices import Notices
    from kassadesk.viewmodels.tasks import Task, Tasks
    from kassadesk.viewmodels.walkthrough import Walkthrough

README = ""
"""The name of the file's first page in `sheet_name`; other sheets go by their own name."""

_LOCKED = frozenset({"encrypted", "wrong_password"})
_FIRST = {
    Resource.TRANSACTIONS: (
        "billed_at",
        "bill_number",
        "customer_name",
        "payment_mode",
        "taxable_paise",
        "gst_paise",
        "total_paise",
    )
}
"""The columns people look for first; the others follow in the file's order."""


class ReviewViewModel(QObject):
    """One open file, its verdict, and the sheet that is looked at.

    Signals:
        changed (): file, verdict, error or opening state is new.
        sheet_changed (): another sheet or search; `rows` reads it.
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
        self._task: Task[tuple[Review, int]] | None = None
        self.review: Review | None = None
        self.size_bytes = 0
        self.opening: Path | None = None
        self.progress: tuple[int, int] = (0, 0)
        self.error: KassaError | None = None
        """Why the last file could not be opened; the earlier file stays open."""
        self.failed_path: Path | None = None
        self.sheet_name = README
        self.search = ""
        self.rows = RowsModel(tasks, walkthrough, self)
        """The rows of the sheet that is looked at, with their count and totals."""

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

    # --- commands --------------------------------------------------------------------------------

    @property
    def preview(self) -> PlainPreview | None:
        """What can be shown of the file that could not be opened, as plain text."""
        return self.error.preview if isinstance(self.error, UnreadableExport) else None

    @property
    def needs_password(self) -> bool:
        """True when the last file can be opened with a password, or with another one."""
        return isinstance(self.error, UnreadableExport) and self.error.reason in _LOCKED

    def open(self, path: Path, password: str = "") -> None:
        """Read and check a file; what is open stays until the new one is whole."""
        if self._task is not None:
            self._task.cancel()
        self.opening, self.error, self.failed_path = path, None, None
        self.progress = (0, 0)
        self.changed.emit()
        self._task = self._tasks.run(
            lambda work: self._read(path, password, work),
            self._on_opened,
            self._on_failed,
            self._on_progress,
        )

    def unlock(self, password: str) -> None:
        """Open the file that has a password."""
        if self.failed_path is not None and password:
            self.open(self.failed_path, password)

    def cancel(self) -> None:
        """Stop opening; what was open stays."""
        if self._task is not None:
            self._task.cancel()
        self.opening, self._task = None, None
        self.changed.emit()

    def show_sheet(self, name: str) -> None:
        """Look at one sheet, or at the read-me with `README`. Ends the search."""
        self.sheet_name, self.search = name, ""
        sheet = self.sheet
        if self.review is None or sheet is None or sheet.resource is None:
            self.rows.set_source(None)
        else:
            self.rows.set_source(self.review.rows(sheet.name), RowQuery(sheet.resource))
            first = _FIRST.get(sheet.resource, ())
            rest = (c.key for c in sheet.columns if c.key not in first)
            self.rows.set_columns((*first, *rest))
        self.sheet_changed.emit()

    def find(self, text: str) -> None:
        """Show only rows that hold this text; "" shows all."""
        query = self.rows.query
        if text == self.search or query is None:
            return
        self.search = text
        self.rows.set_query(replace(query, where=RowFilter(search=text)))
        self.sheet_changed.emit()

    def dismiss_error(self) -> None:
        """Put the word about the last failed file away."""
        self.error, self.failed_path = None, None
        self.changed.emit()

    def let_go(self) -> Callable[[], None]:
        """Show nothing of the file any more. What is given takes its rows off this PC: blocking, and
        of a large file slow."""
        self.rows.set_source(None)
        review, self.review = self.review, None
        self.sheet_name, self.search = README, ""
        self.changed.emit()
        return review.close if review is not None else _nothing

    # --- answers ---------------------------------------------------------------------------------

    def _read(self, path: Path, password: str, work: Work) -> tuple[Review, int]:
        review = self._reviews.open(path, work, password)
        try:
            work.check()
        except Cancelled:
            review.close()  # nobody will take it over
            raise
        return review, path.stat().st_size if path.exists() else 0

    def _on_opened(self, opened: tuple[Review, int]) -> None:
        review, self.size_bytes = opened
        self.rows.set_source(None)
        if self.review is not None:
            earlier = self.review
            self._tasks.run(lambda _: earlier.close())
        self.review, self.opening, self._task = review, None, None
        sheets = self.data_sheets
        self.show_sheet(sheets[0].name if sheets else README)
        self.changed.emit()

    def _on_failed(self, error: KassaError) -> None:
        self.error, self.failed_path = error, self.opening
        self.opening, self._task = None, None
        self.changed.emit()

    def _on_progress(self, done: int, total: int, _step: str) -> None:
        self.progress = (done, total)
        self.changed.emit()


def _nothing() -> None:
    """No file was open."""
