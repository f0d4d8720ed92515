"""The keep-until calendar, read when the page is shown, and the files it is saved in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kassadesk.core.errors import KassaError
from kassadesk.core.keep_calendar import KeepCalendar
from kassadesk.core.merchant import Merchant

if TYPE_CHECKING:
    from collections.abc import Callable

    from kassadesk.core.due_days import DueDay
    from kassadesk.core.papers import Paper
    from kassadesk.core.plain_table import PlainTable
    from kassadesk.services.keep_calendar import KeepCalendarService
    from kassadesk.services.policy_papers import PolicyPapersService
    from kassadesk.viewmodels.notices import Notices
    from kassadesk.viewmodels.papers import Draws
    from kassadesk.viewmodels.tasks import Tasks
    from kassadesk.viewmodels.walkthrough import Walkthrough


class KeepCalendarViewModel(QObject):
    """What the calendar shows.

    Signals:
        changed (): calendar, error, or saving is new.
    """

    changed = Signal()

    def __init__(
        self,
        tasks: Tasks,
        notices: Notices,
        walkthrough: Walkthrough,
        service: KeepCalendarService,
        papers: PolicyPapersService,
        draws: Draws,
    ) -> None:
        super().__init__()
        self._tasks = tasks
        self._notices = notices
        self.walkthrough = walkthrough
        self._service = service
        self._papers = papers
        self._draws = draws
        self.calendar: KeepCalendar | None = None
        self.merchant: Merchant | None = None
        self.error: KassaError | None = None
        self.loading = False
        self.saving = False

    def load(self) -> None:
        """Read again; what is shown stays until the answer is there."""
        if self.loading:
            return
        self.loading = True
        self._tasks.run(
            lambda _work: self._service.calendar(), self._on_read, self._on_failed, owner=self
        )

    def save_table(self, table: PlainTable, path: Path) -> None:
        """The calendar as an Excel workbook."""
        self._save(lambda: self._service.save_table(table, path), "keep_table_saved")

    def save_days(self, days: tuple[DueDay, ...], path: Path) -> None:
        """The dates as a calendar file."""
        self._save(lambda: self._service.save_days(days, path), "keep_days_saved")

    def save_sheet(self, paper: Paper, path: Path) -> None:
        """The sheet for the accountant as a PDF."""
        self._save(
            lambda: self._papers.save(self._draws.draw(paper), path, paper.language),
            "keep_sheet_saved",
        )

    def _save(self, act: Callable[[], None], said: str) -> None:
        if self.saving:
            return
        self.saving = True
        self.changed.emit()
        self._tasks.run(
            lambda _work: act(), lambda _: self._on_saved(said), self._on_save_failed, owner=self
        )

    def _on_saved(self, said: str) -> None:
        self.saving = False
        self.changed.emit()
        self._notices.good(said)

    def _on_save_failed(self, error: KassaError) -> None:
        self.saving = False
        self.changed.emit()
        self._notices.error(error)

    def _on_read(self, read: tuple[KeepCalendar, Merchant]) -> None:
        self.loading, self.error = False, None
        self.calendar, self.merchant = read
        self.changed.emit()

    def _on_failed(self, error: KassaError) -> None:
        self.loading, self.error = False, error
        self.changed.emit()
