"""Copies by themselves: how often, where to, and whether the last one was made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kassadesk.core.errors import KassaError
from kassadesk.core.own_copies import CopySchedule, Every

if TYPE_CHECKING:
    from kassadesk.services.copy_schedule import CopyScheduleService
    from kassadesk.viewmodels.notices import Notices
    from kassadesk.viewmodels.tasks import Tasks
    from kassadesk.viewmodels.walkthrough import Walkthrough


class OwnCopiesViewModel(QObject):
    """What is set; a choice counts once the system has taken it.

    Signals:
        changed (): what is set, or that a choice is under way, is new.
    """

    changed = Signal()

    def __init__(
        self, tasks: Tasks, notices: Notices, walkthrough: Walkthrough, service: CopyScheduleService
    ) -> None:
        super().__init__()
        self._tasks, self._notices, self._service = tasks, notices, service
        self.walkthrough = walkthrough
        walkthrough.changed.connect(self.changed)
        self.schedule: CopySchedule | None = None
        """None until it was read."""
        self.busy = False

    def load(self) -> None:
        """Read what is set."""
        self._tasks.run(lambda _work: self._service.read(), self._on_read)

    def choose(self, every: Every) -> None:
        """So often from now on."""
        if self.schedule is not None:
            self._set(every, self.schedule.folder)

    def set_folder(self, folder: Path) -> None:
        """There from now on."""
        if self.schedule is not None:
            self._set(self.schedule.every, folder)

    def _set(self, every: Every, folder: Path) -> None:
        self.busy = True
        self.changed.emit()
        self._tasks.run(
            lambda _work: self._service.choose(every, folder), self._on_read, self._on_failed
        )

    def _on_read(self, schedule: CopySchedule) -> None:
        self.schedule, self.busy = schedule, False
        self.changed.emit()

    def _on_failed(self, error: KassaError) -> None:
        self.busy = False
        self._notices.error(error)
        self.changed.emit()
